"""Base class of modal screens that show a text."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from cdx_tui.tui.screens.frugal_screen import FrugalScreen
from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.text.text_view import TextView

__all__ = ["TextScreen"]


class TextScreen(FrugalScreen, ModalScreen[None]):
    """Modal screen that shows a text.

    Args:
        title: Title above the text.
        text: The text; it is wrapped to the width of the screen.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Back", id="reading.back", tooltip="Close this text"),
    ]

    def __init__(self, title: Content, text: Content) -> None:
        super().__init__()
        self._heading = title
        self._text = text

    def compose(self) -> ComposeResult:
        """Yield the title, the text and the key hints."""
        with Vertical():
            yield PaneTitle()
            yield TextView(id="text")
        yield KeyHints()

    def on_mount(self) -> None:
        """Set the title and the text."""
        self.query_one(PaneTitle).text = self._heading
        self.query_one(TextView).show(self._text)
