"""Base class of menus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import DataTable

from cdx_tui.tui.widgets.key_hints import KeyHints

__all__ = ["Choice", "MenuScreen"]

_Value = TypeVar("_Value")


class Choice(NamedTuple, Generic[_Value]):
    """Row of a menu: its name, its description, and the value that it returns."""

    name: str
    description: str
    value: _Value


class MenuScreen(ModalScreen["_Value | None"], Generic[_Value]):
    """Base class of menus that return the value of the chosen row, or None if cancelled.

    Args:
        title: Title of the menu.
        choices: Rows, at least one.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Back", id="menu.back", tooltip="Pick none"),
        Binding("enter", "pick", "Pick", id="menu.pick", tooltip="Pick what the cursor is on"),
        Binding("j", "move(1)", "Down", id="menu.down", show=False, tooltip="Next line"),
        Binding("k", "move(-1)", "Up", id="menu.up", show=False, tooltip="Previous line"),
    ]

    def __init__(self, title: str, choices: Sequence[Choice[_Value]]) -> None:
        super().__init__()
        self._heading = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Yield the table of choices and the key hints."""
        with Vertical(id="menu") as box:
            box.border_title = Content(self._heading)
            yield DataTable[Text](id="menu-list", cursor_type="row", show_header=False)
        yield KeyHints()

    def on_mount(self) -> None:
        """Fill the table."""
        table = self.query_one("#menu-list", DataTable)
        table.add_columns(Text("Name"), Text("Words"))
        for choice in self._choices:
            table.add_row(Text(choice.name, style="bold"), Text(choice.description))

    def action_move(self, rows: int) -> None:
        """Move the cursor by a number of rows."""
        table = self.query_one("#menu-list", DataTable)
        table.move_cursor(row=table.cursor_row + rows)

    def action_pick(self) -> None:
        """Return the value of the row under the cursor."""
        self.dismiss(self._choices[self.query_one("#menu-list", DataTable).cursor_row].value)

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Return the value of the row that was clicked or entered."""
        self.dismiss(self._choices[event.cursor_row].value)
