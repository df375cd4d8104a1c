"""One line of tabs in groups, of which those around the current one are shown."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from cdx_tui.tui.widgets.text.component_style import component_style

__all__ = ["TabGroup", "TabStrip"]

_MAX_LABEL_WIDTH: Final = 32
"""Cells of a label; longer ones are cut, with an ellipsis."""

_MIN_LABEL_WIDTH: Final = 8
"""Cells to which labels are cut before the current tab of another group has no room."""

_MIN_TITLED_WIDTH: Final = 84
"""Cells of a strip below which the titles of groups are left out."""

_GAP: Final = 2
"""Cells between two groups."""


@dataclass(frozen=True, slots=True)
class TabGroup:
    """Tabs of which one is current.

    Attributes:
        name: Name by which `TabStrip.Chosen` tells the group.
        labels: The tabs' labels. Only those that are shown are accessed.
        current: Index of the current tab; -1 if none is.
        title: Text before the tabs, shown if the strip has room for all tabs.
    """

    name: str
    labels: Sequence[Content]
    current: int
    title: str = ""


class _Window:
    """The tabs of a group that are shown: a range around the current one.

    Args:
        group: The group.
        more: Cells of the sign for tabs that are not shown.
    """

    def __init__(self, group: TabGroup, more: int) -> None:
        self.group = group
        self.first = self.last = max(0, min(group.current, len(group.labels) - 1))
        self.heading = ""
        self._more = more
        self._limit = _MAX_LABEL_WIDTH
        self._labels: dict[int, Content] = {}

    @property
    def width(self) -> int:
        shown = range(self.first, self.last + 1)
        tabs = sum(self.label(index).cell_length + 2 for index in shown)
        title = len(self.heading) + 2 if self.heading else 0
        hidden = (self.first > 0) + (self.last < len(self.group.labels) - 1)
        return title + tabs + self._more * hidden

    @property
    def is_complete(self) -> bool:
        return self.first == 0 and self.last == len(self.group.labels) - 1

    def label(self, index: int) -> Content:
        label = self._labels.get(index)
        if label is None:
            label = self.group.labels[index].truncate(self._limit, ellipsis=True)
            self._labels[index] = label
        return label

    def narrow(self) -> bool:
        """Cut the labels by another cell than the current one; return whether it is possible."""
        width = self.label(self.first).cell_length
        if width <= _MIN_LABEL_WIDTH:
            return False
        self._limit = width - 1
        self._labels.clear()
        return True

    def grow(self, room: int) -> bool:
        """Show one more tab on either side, as far as `room` allows; return whether it did."""
        before = self.first, self.last
        self.last = min(self.last + 1, len(self.group.labels) - 1)
        if self.width > room:
            self.last = before[1]
        middle = self.first
        self.first = max(0, self.first - 1)
        if self.width > room:
            self.first = middle
        return before != (self.first, self.last)


class TabStrip(Widget):
    """Groups of tabs on one line; a click chooses one.

    Attributes:
        groups: The groups, from left to right; those without tabs are left out.
        notes: Texts for the right edge, the longest first; the first that fits is shown.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"strip--current", "strip--title", "strip--tab"}

    groups: reactive[tuple[TabGroup, ...]] = reactive(())
    notes: reactive[tuple[Content, ...]] = reactive(())
    ascii_only: reactive[bool] = reactive(False)

    class Chosen(Message):
        """Posted when a tab is clicked.

        Attributes:
            strip: The strip.
            group: Name of the tab's group.
            index: Index of the tab in its group.
        """

        def __init__(self, strip: TabStrip, group: str, index: int) -> None:
            super().__init__()
            self.strip = strip
            self.group = group
            self.index = index

        @property
        def control(self) -> TabStrip:
            """The strip that sent the message."""
            return self.strip

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._targets: list[tuple[int, int, str, int]] = []

    def render(self) -> Content:
        """Render the tabs that fit, then the note if it fits, too."""
        more = 4 if self.ascii_only else 2
        windows = [_Window(group, more) for group in self.groups if group.labels]
        room = self.size.width
        _fit(windows, room)
        self._targets.clear()
        parts: list[Content] = []
        width = 0
        for text, target in self._parts(windows):
            if target is not None:
                self._targets.append((width, width + text.cell_length, *target))
            parts.append(text)
            width += text.cell_length
        line = Content("").join(parts).truncate(room, ellipsis=True)
        left = room - line.cell_length
        note = next((each for each in self.notes if each.cell_length < left), Content(""))
        return line + " " * (left - note.cell_length) + note if note else line

    def _parts(self, windows: list[_Window]) -> Iterator[tuple[Content, tuple[str, int] | None]]:
        """Yield the texts of the line, each with the tab that it belongs to."""
        title, tab, current = (
            component_style(self, f"strip--{name}") for name in ("title", "tab", "current")
        )
        more = "..." if self.ascii_only else "…"
        for number, window in enumerate(windows):
            group = window.group
            if number:
                yield Content(" " * _GAP), None
            if window.heading:
                yield Content.styled(f" {window.heading} ", title), None
            if window.first > 0:
                yield Content.styled(f"{more} ", title), (group.name, window.first - 1)
            for index in range(window.first, window.last + 1):
                label = Content(" ") + window.label(index) + " "
                if index == group.current:
                    yield Content.styled(label.plain, current), (group.name, index)
                else:
                    yield label.stylize_before(tab), (group.name, index)
            if window.last < len(group.labels) - 1:
                yield Content.styled(f" {more}", title), (group.name, window.last + 1)

    def on_click(self, event: events.Click) -> None:
        """Post `Chosen` for the clicked tab."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for start, end, group, index in self._targets:
            if start <= offset.x < end:
                self.post_message(self.Chosen(self, group, index))


def _fit(windows: list[_Window], room: int) -> None:
    """Widen the windows in turn while all of them fit; then add the titles if those fit, too.

    Where not even the current tabs fit, their labels are cut.
    """

    def used() -> int:
        return sum(window.width for window in windows) + _GAP * (len(windows) - 1)

    while used() > room and max(windows, key=lambda each: each.width).narrow():
        pass
    growing = list(windows)
    while growing:
        growing = [each for each in growing if each.grow(room - used() + each.width)]
    titles = sum(len(each.group.title) + 2 for each in windows if each.group.title)
    complete = all(each.is_complete for each in windows)
    if complete and room >= _MIN_TITLED_WIDTH and used() + titles <= room:
        for window in windows:
            window.heading = window.group.title
