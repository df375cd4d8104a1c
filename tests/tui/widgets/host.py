"""An app around widgets, in the styles of the real one, that records their messages."""

from __future__ import annotations

from pathlib import Path, PurePath
from typing import ClassVar, Final, TypeVar

from textual.app import App, ComposeResult
from textual.message import Message
from textual.widget import Widget

from cdx_tui.tui import startup
from cdx_tui.tui.themes import THEMES

__all__ = ["STYLES", "Host"]

STYLES: Final[list[str | PurePath]] = [
    Path(startup.__file__).with_name(name) for name in (startup.FIRST_STYLES, "app.tcss")
]
"""The style sheets of all widgets outside dialogs."""

_Message = TypeVar("_Message", bound=Message)


class Host(App[None]):
    """An app with some widgets below each other.

    Attributes:
        received: The messages that reached the app, in order.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = STYLES

    def __init__(self, *widgets: Widget) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.widgets = widgets
        self.received: list[Message] = []

    def compose(self) -> ComposeResult:
        yield from self.widgets

    async def _dispatch_message(self, message: Message) -> None:
        self.received.append(message)
        await super()._dispatch_message(message)

    def take(self, kind: type[_Message]) -> list[_Message]:
        """Return the messages of a kind since the last call."""
        found = [message for message in self.received if isinstance(message, kind)]
        self.received = [message for message in self.received if not isinstance(message, kind)]
        return found

    @property
    def rows(self) -> list[str]:
        """The rows of the screen, stripped at the right."""
        strips = self.screen._compositor.render_strips()
        return ["".join(segment.text for segment in strip).rstrip() for strip in strips]
