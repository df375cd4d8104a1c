"""List of shared resources."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar, Final, NamedTuple

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.strip import Strip

from cdx_tui.api.models import ConsumerSharedResource
from cdx_tui.share.listing import Listed
from cdx_tui.share.names import name_of, network
from cdx_tui.share.subjects import formats_of, version_count
from cdx_tui.text import shorten
from cdx_tui.tui.widgets.text.cells import cell_width, cut_cells
from cdx_tui.tui.widgets.text.line_view import LineView
from cdx_tui.tui.widgets.text.painting import Palette

__all__ = ["ResourceList"]

_MAX_CELL_WIDTH: Final = 28
"""Cells of a column other than the name; longer values are cut, with an ellipsis."""

_MIN_NAME_WIDTH: Final = 14
"""Cells; columns that would leave less for the name are left out."""

_COMPLETE_NAME_WIDTH: Final = 40
"""Cells; names up to this width are shown completely before columns in which they differ."""

_GAP: Final = 2


class _Column(NamedTuple):
    """A column beside the name: its values, its width, and whether it is always shown."""

    value: Callable[[ConsumerSharedResource], str]
    width: int
    fixed: bool


class ResourceList(LineView):
    """List with one row per resource: name, what differs between resources, formats, versions.

    A column whose values are all equal is left out.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", id="main.open", tooltip="Show the fields of the resource"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        *("resources--cursor", "resources--name", "resources--detail", "resources--mark"),
    }

    class Highlighted(Message):
        """Posted when the cursor moves to another resource."""

        def __init__(self, listed: Listed) -> None:
            super().__init__()
            self.listed = listed
            self.resource = listed.resource

    class Opened(Message):
        """Posted when Enter is pressed on a resource, or it is clicked."""

        def __init__(self, listed: Listed) -> None:
            super().__init__()
            self.listed = listed

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._listed: tuple[Listed, ...] = ()
        self._columns: tuple[_Column, ...] = ()
        self._announced: Listed | None = None
        self._palette = Palette(self, "resources--")
        self._marks: Mapping[int, str] = {}
        self._mark_width = 1
        self._name_width = 0

    @property
    def current(self) -> Listed | None:
        """The list entry under the cursor; None if the list is empty."""
        return self._listed[self.cursor] if self.cursor < len(self._listed) else None

    def show(self, listed: tuple[Listed, ...]) -> None:
        """Show other resources; the cursor stays on its resource if it is still listed."""
        before = self.current
        self._listed = listed
        resources = [each.resource for each in listed]
        self._columns = tuple(_columns(resources))
        self._name_width = max((cell_width(name_of(each)) for each in resources), default=0)
        row = next((i for i, each in enumerate(listed) if before and each.is_same(before)), 0)
        self.reset(row)
        self.cursor_moved()

    def show_marks(self, marks: Mapping[int, str]) -> None:
        """Show other marks, by the index of the resource in the response."""
        self._marks = marks
        self._mark_width = max(map(len, marks.values()), default=1)
        self.refresh()

    def select(self, place: int) -> bool:
        """Move the cursor to the resource with index `place` in the response, if it is listed.

        Return whether it is.
        """
        row = next((i for i, each in enumerate(self._listed) if each.place == place), None)
        if row is not None:
            self._announced = self._listed[row]
            self.move_cursor(row, centre=True)
        return row is not None

    @property
    def natural_width(self) -> int:
        """The cells that the longest row needs."""
        fixed = sum(column.width + _GAP for column in self._columns if column.fixed)
        return 5 + self._mark_width + self._name_width + fixed

    # Rows

    @property
    def row_count(self) -> int:
        """The number of listed resources."""
        return len(self._listed)

    @property
    def max_row_width(self) -> int:
        """Always 0, since rows are fitted to the pane."""
        return 0

    def render_row(self, row: int, width: int) -> Strip:
        """Render cursor sign, change mark, name and the columns that fit."""
        listed = self._listed[row]
        base = ("cursor",) if row == self.cursor else ()
        room = width - self._mark_width - 3
        columns = self._fitting(room)
        beside = sum(column.width + _GAP for column in columns)
        name = self._cell(name_of(listed.resource), max(1, room - beside))
        details = "".join(
            " " * _GAP + self._cell(column.value(listed.resource), column.width)
            for column in columns
        )
        mark = self._marks.get(listed.place, "").ljust(self._mark_width)
        segments = [
            Segment(self.cursor_sign(row), self._palette.style(*base)),
            Segment(f"{mark} ", self._palette.style(*base, "mark")),
            Segment(name, self._palette.style(*base, "name")),
            Segment(f"{details} ", self._palette.style(*base, "detail")),
        ]
        return Strip(segments).adjust_cell_length(width, self._palette.style(*base))

    def _fitting(self, room: int) -> list[_Column]:
        """Return the columns that leave enough room for the name; the fixed ones go last."""
        shown = list(self._columns)
        optional = [column for column in shown if not column.fixed]
        while shown:
            least = min(self._name_width, _COMPLETE_NAME_WIDTH if optional else _MIN_NAME_WIDTH)
            if room - sum(column.width + _GAP for column in shown) >= least:
                break
            shown.remove(optional.pop() if optional else shown[0])
        return shown

    def _cell(self, text: str, width: int) -> str:
        """Return `text` in exactly `width` cells, cut with an ellipsis if it is longer."""
        spare = width - cell_width(text)
        if spare >= 0:
            return text + " " * spare
        more = self.ellipsis[:width]
        cut = cut_cells(text, 0, width - len(more))
        return text[: cut.end] + " " * cut.after + more

    # Events

    def notify_style_update(self) -> None:
        """Discard the styles of the previous theme."""
        self._palette.clear()
        super().notify_style_update()

    def cursor_moved(self) -> None:
        """Post `Highlighted` if the cursor is on another resource than before."""
        current = self.current
        known = self._announced
        if current is None or (known is not None and current.resource is known.resource):
            return
        self._announced = current
        # Not at once: a message that is posted within a parent's handler stops at that parent.
        self.call_later(self._announce)

    def _announce(self) -> None:
        if self._announced is not None:
            self.post_message(self.Highlighted(self._announced))

    def action_open(self) -> None:
        """Post `Opened` for the resource under the cursor."""
        if self.current is not None:
            self.post_message(self.Opened(self.current))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable `open` only if there is a resource."""
        if action == "open":
            return self.current is not None
        return super().check_action(action, parameters)


def _columns(resources: list[ConsumerSharedResource]) -> list[_Column]:
    """Return the columns in which the resources differ, then formats and versions."""
    found = [
        _Column(value, min(_MAX_CELL_WIDTH, max(map(cell_width, values))), fixed=False)
        for value in (_provider, _cloud, network)
        if len(values := {value(resource) for resource in resources}) > 1
    ]
    for value in (formats_of, _versions):
        width = max((cell_width(value(resource)) for resource in resources), default=0)
        if width:
            found.append(_Column(value, width, fixed=True))
    return found


def _provider(resource: ConsumerSharedResource) -> str:
    return shorten(resource.organization_name or "–", _MAX_CELL_WIDTH)


def _cloud(resource: ConsumerSharedResource) -> str:
    return resource.cloud or "–"


def _versions(resource: ConsumerSharedResource) -> str:
    """Return the number of versions of the subject that is shown first, as `3v`."""
    count = version_count(resource)
    return f"{count:,}v" if count else ""
