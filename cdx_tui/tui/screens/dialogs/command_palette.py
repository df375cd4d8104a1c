"""Command palette: search for an action by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, Final

from rich.text import Text
from textual import on
from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.screen import ModalScreen
from textual.widgets import DataTable, Input, Static

from cdx_tui.tui.widgets.clean_input import CleanInput
from cdx_tui.tui.widgets.key_hints import KeyHints

__all__ = ["CommandPalette", "matching_commands"]

_HELP_WEIGHT: Final = 0.5


class CommandPalette(ModalScreen[SystemCommand | None]):
    """Screen that returns the chosen command, or None if cancelled.

    The matches are updated synchronously in the handler of each key press, so that Enter never runs
    a match of an earlier query. (Textual's own palette searches in a worker.)

    Args:
        commands: Commands to choose from.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="palette.cancel", tooltip="Close the palette"),
        Binding("down", "move(1)", "Down", id="palette.down", show=False, tooltip="Next command"),
        Binding("up", "move(-1)", "Up", id="palette.up", show=False, tooltip="Previous command"),
    ]

    def __init__(self, commands: Iterable[SystemCommand]) -> None:
        super().__init__()
        self._commands = sorted(commands, key=lambda command: command.title.casefold())
        self._matches: Sequence[SystemCommand] = ()

    def compose(self) -> ComposeResult:
        """Yield the input, the list of matches, and the message for an empty list."""
        with Vertical(id="palette"):
            yield CleanInput(placeholder="Search commands…", id="palette-input", compact=True)
            yield DataTable[Text](id="palette-list", cursor_type="row", show_header=False)
            yield Static(Content("No matching command"), id="palette-empty")
        yield KeyHints()

    def on_mount(self) -> None:
        """List all commands."""
        table = self.query_one("#palette-list", DataTable)
        table.can_focus = False
        table.add_columns(Text("Command"), Text("Description"))
        self._show_matches("")

    @on(Input.Changed, "#palette-input")
    def _typed(self, event: Input.Changed) -> None:
        self._show_matches(event.value)

    def _show_matches(self, query: str) -> None:
        self._matches = matching_commands(self._commands, query)
        table = self.query_one("#palette-list", DataTable)
        table.clear()
        for command in self._matches:
            table.add_row(Text(command.title, style="bold"), Text(command.help))
        table.display = bool(self._matches)
        self.query_one("#palette-empty").display = not self._matches

    def action_move(self, rows: int) -> None:
        """Move the cursor by a number of rows."""
        table = self.query_one("#palette-list", DataTable)
        table.move_cursor(row=table.cursor_row + rows)

    @on(Input.Submitted, "#palette-input")
    def _submitted(self, event: Input.Submitted) -> None:
        # The Changed message of the last key press may arrive after Submitted.
        if list(self._matches) != matching_commands(self._commands, event.value):
            self._show_matches(event.value)
        if self._matches:
            self.dismiss(self._matches[self.query_one("#palette-list", DataTable).cursor_row])

    @on(DataTable.RowSelected, "#palette-list")
    def _clicked(self, event: DataTable.RowSelected) -> None:
        self.dismiss(self._matches[event.cursor_row])


def matching_commands(commands: Iterable[SystemCommand], query: str) -> list[SystemCommand]:
    """Return the commands that match `query`, the best match first; all for an empty query."""
    words = query.split()
    if not words:
        return list(commands)
    search = FuzzySearch()
    scores = [(_score(search, words, command), command) for command in commands]
    ranked = sorted(scores, key=lambda scored: -scored[0])
    return [command for score, command in ranked if score > 0]


def _score(search: FuzzySearch, words: list[str], command: SystemCommand) -> float:
    """Return the sum of the scores of all words; 0 if a word matches neither title nor help."""
    best = []
    for word in words:
        title, _ = search.match(word, command.title)
        inside = word.casefold() in command.help.casefold()
        best.append(max(title, _HELP_WEIGHT * inside))
    return sum(best) if all(best) else 0.0
