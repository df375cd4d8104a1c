"""Base class of menus."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen

from cdx_tui.tui.screens.frugal_screen import FrugalScreen
from cdx_tui.tui.widgets.choice_list import ChoiceList, Listed
from cdx_tui.tui.widgets.key_hints import KeyHints

__all__ = ["Choice", "MenuScreen"]

_Value = TypeVar("_Value")


class Choice(NamedTuple, Generic[_Value]):
    """Entry of a menu: its name, its description, the value that it returns, and its group."""

    name: str
    description: str
    value: _Value
    group: str = ""


class MenuScreen(FrugalScreen, ModalScreen["_Value | None"], Generic[_Value]):
    """Base class of menus that return the value of the chosen entry, or None if cancelled.

    Args:
        title: Title of the menu.
        choices: Entries, at least one; those of a group follow each other.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "pick", "Choose", id="menu.pick", tooltip="Choose"),
        Binding("escape,q", "dismiss", "Cancel", id="menu.back", tooltip="Cancel"),
    ]

    def __init__(self, title: str, choices: Sequence[Choice[_Value]]) -> None:
        super().__init__()
        self._heading = title
        self._choices = choices

    def compose(self) -> ComposeResult:
        """Yield the list of choices and the key hints."""
        with Vertical(id="menu") as box:
            box.border_title = Content(self._heading)
            yield ChoiceList(id="menu-list")
        yield KeyHints()

    def on_mount(self) -> None:
        """Fill the list."""
        listed = [Listed(each.name, each.description, each.group) for each in self._choices]
        self.query_one(ChoiceList).show(listed)

    def action_pick(self) -> None:
        """Return the value of the entry under the cursor."""
        number = self.query_one(ChoiceList).number
        if number is not None:
            self.dismiss(self._choices[number].value)

    @on(ChoiceList.Chosen)
    def _clicked(self, event: ChoiceList.Chosen) -> None:
        self.dismiss(self._choices[event.number].value)
