"""First line of the screen: where one is in the share, and its state."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar, Final

from textual import events
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from cdx_tui.share.names import name_of, network
from cdx_tui.text import counted, shorten

if TYPE_CHECKING:  # deferred: the first paint has no share
    from cdx_tui.api.models import ConsumerSharedResource, Preview

__all__ = ["ShareHeader", "describe_share", "path_of"]

_NAME: Final = "cdx-tui"
_MIN_CRUMB_WIDTH: Final = 8
_MAX_VALUE_WIDTH: Final = 24


class ShareHeader(Widget):
    """The app's name, the path to what is shown, and on the right the state of the share.

    Attributes:
        crumbs: Provider, resource and subject, as far as there are any.
        state: The state, such as `✓ valid`.
        details: What all resources have in common, such as `AWS · public`.
        busy: Work in progress, shown instead of the details; empty if there is none.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"header--name", "header--crumb", "header--sign"}

    crumbs: reactive[tuple[str, ...]] = reactive(())
    state: reactive[Content] = reactive(Content(""))
    details: reactive[Content] = reactive(Content(""))
    busy: reactive[str] = reactive("")

    class CrumbClicked(Message):
        """Posted when a part of the path is clicked; `index` counts from the provider."""

        def __init__(self, index: int) -> None:
            super().__init__()
            self.index = index

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._targets: list[tuple[int, int, int]] = []

    def render(self) -> Content:
        """Render name, path and state; the path is shortened first, the state last."""
        name, crumb, sign = map(
            self.get_visual_style, ("header--name", "header--crumb", "header--sign")
        )
        line = Content.styled(f" {_NAME}", name)
        details = Content(self.busy) if self.busy else self.details
        state = Content(" · ").join(part for part in (self.state, details) if part)
        state = state.truncate(max(0, self.size.width - line.cell_length - 3), ellipsis=True)
        room = self.size.width - line.cell_length - state.cell_length - 3
        self._targets.clear()
        for number, (index, text) in enumerate(self._fitting(room)):
            line += Content.styled(" › ", sign) if number else "  "
            start = line.cell_length
            line += Content.styled(text, crumb)
            self._targets.append((start, line.cell_length, index))
        padding = self.size.width - line.cell_length - state.cell_length - 1
        return line + " " * max(1, padding) + state

    def _fitting(self, room: int) -> list[tuple[int, str]]:
        """Return the crumbs that fit into `room` cells, by index.

        The provider is left out before others are cut, the widest first; the last one stays.
        """
        crumbs = [(index, Content(text)) for index, text in enumerate(self.crumbs) if text]
        natural = [min(text.cell_length, max(0, room)) for _, text in crumbs]
        widths = list(natural)
        while len(crumbs) > 1 and sum(widths) + 3 * len(widths) > room:
            widest = widths.index(max(widths))
            if crumbs[0][0] == 0 or widths[widest] <= _MIN_CRUMB_WIDTH:
                del crumbs[0], natural[0]
                widths = list(natural)
            else:
                widths[widest] -= 1
        widths = [max(0, min(width, room - 2)) for width in widths]
        return [
            (index, text.truncate(width, ellipsis=True).plain)
            for (index, text), width in zip(crumbs, widths, strict=True)
        ]

    def on_click(self, event: events.Click) -> None:
        """Post `CrumbClicked` for the clicked part of the path."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        for start, end, index in self._targets:
            if start <= offset.x < end:
                self.post_message(self.CrumbClicked(index))


def describe_share(preview: Preview, label: str = "") -> Content:
    """Return what all of a share's resources have in common, for the header.

    Args:
        preview: The share.
        label: What comes last, such as `demo`; may be empty.
    """
    parts = []
    if preview.problems:
        count = len(preview.problems)
        parts.append(Content.styled(f"! {counted(count, 'warning')}", "$text-warning"))
    common = (_common(preview, _cloud), _common(preview, network), label)
    return Content(" · ").join([*parts, *(Content(value) for value in common if value)])


def _cloud(resource: ConsumerSharedResource) -> str:
    return resource.cloud or ""


def _common(preview: Preview, value_of: Callable[[ConsumerSharedResource], str]) -> str:
    """Return the value that all resources have; empty if they differ."""
    values = {value_of(resource) for resource in preview.resources}
    return shorten(values.pop(), _MAX_VALUE_WIDTH) if len(values) == 1 else ""


def path_of(resource: ConsumerSharedResource | None, subject: str) -> tuple[str, ...]:
    """Return the crumbs of a subject: provider, resource and subject."""
    if resource is None:
        return ()
    return resource.organization_name or "", name_of(resource), subject
