"""Command palette: search for an action by name."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar, Final, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.fuzzy import FuzzySearch
from textual.screen import ModalScreen
from textual.widgets import Input

from cdx_tui.tui.screens.frugal_screen import FrugalScreen
from cdx_tui.tui.widgets.choice_list import ChoiceList, Listed
from cdx_tui.tui.widgets.clean_input import CleanInput
from cdx_tui.tui.widgets.key_hints import KeyHints

__all__ = ["Command", "CommandPalette", "matching_commands"]

_SYNONYM_WEIGHT: Final = 0.6
_DESCRIPTION_WEIGHT: Final = 0.5
_DISABLED_WEIGHT: Final = 0.4


class Command(NamedTuple):
    """Command of the palette.

    Attributes:
        title: Its name.
        description: What it does, or why it can't be run now.
        run: Runs it; None if it can't be run now.
        key: Key that does the same; empty for none.
        synonyms: Other words that find it.
    """

    title: str
    description: str
    run: Callable[[], Any] | None
    key: str = ""
    synonyms: str = ""


class CommandPalette(FrugalScreen, ModalScreen[Command | None]):
    """Screen that returns the chosen command, or None if cancelled.

    The matches are updated synchronously in the handler of each key press, so that Enter never runs
    a match of an earlier query. (Textual's own palette searches in a worker.) Commands that can't
    run now are listed last, dimmed, and can't be chosen.

    Args:
        commands: Commands to choose from.
        prompt: Placeholder of the input.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="palette.cancel", tooltip="Close the palette"),
        Binding("down", "move(1)", "Down", id="palette.down", show=False, tooltip="Next command"),
        Binding("up", "move(-1)", "Up", id="palette.up", show=False, tooltip="Previous command"),
    ]

    def __init__(self, commands: Iterable[Command], prompt: str = "Search commands…") -> None:
        super().__init__()
        self._commands = sorted(
            commands, key=lambda each: (each.run is None, each.title.casefold())
        )
        self._prompt = prompt
        self._matches: Sequence[Command] = ()

    def compose(self) -> ComposeResult:
        """Yield the input and the list of matches."""
        with Vertical(id="palette"):
            yield CleanInput(placeholder=self._prompt, id="palette-input", compact=True)
            yield ChoiceList(id="palette-list")
        yield KeyHints()

    def on_mount(self) -> None:
        """List all commands."""
        commands = self.query_one(ChoiceList)
        commands.can_focus = False
        commands.placeholder = Content("No matching command. Esc closes.")
        self._show_matches("")

    @on(Input.Changed, "#palette-input")
    def _typed(self, event: Input.Changed) -> None:
        self._show_matches(event.value)

    def _show_matches(self, query: str) -> None:
        self._matches = matching_commands(self._commands, query)
        self.query_one(ChoiceList).show(
            [
                Listed(each.title, each.description, key=each.key, is_enabled=each.run is not None)
                for each in self._matches
            ]
        )

    def action_move(self, steps: int) -> None:
        """Move the cursor by a number of commands."""
        self.query_one(ChoiceList).move(steps)

    @on(Input.Submitted, "#palette-input")
    def _submitted(self, event: Input.Submitted) -> None:
        # The Changed message of the last key press may arrive after Submitted.
        if list(self._matches) != matching_commands(self._commands, event.value):
            self._show_matches(event.value)
        self._choose(self.query_one(ChoiceList).number)

    @on(ChoiceList.Chosen)
    def _clicked(self, event: ChoiceList.Chosen) -> None:
        self._choose(event.number)

    def _choose(self, number: int | None) -> None:
        if number is not None and self._matches[number].run is not None:
            self.dismiss(self._matches[number])


def matching_commands(commands: Iterable[Command], query: str) -> list[Command]:
    """Return the commands that match `query`, the best match first; all for an empty query."""
    words = query.split()
    if not words:
        return list(commands)
    search = FuzzySearch()
    scores = [(_score(search, words, command), command) for command in commands]
    ranked = sorted(scores, key=lambda scored: -scored[0])
    return [command for score, command in ranked if score > 0]


def _score(search: FuzzySearch, words: list[str], command: Command) -> float:
    """Return the sum of the scores of all words; 0 if a word matches nothing of the command."""
    best = []
    for word in words:
        folded = word.casefold()
        title, _ = search.match(word, command.title)
        synonym = any(each.startswith(folded) for each in command.synonyms.split())
        inside = folded in command.description.casefold()
        best.append(max(title, _SYNONYM_WEIGHT * synonym, _DESCRIPTION_WEIGHT * inside))
    weight = 1.0 if command.run is not None else _DISABLED_WEIGHT
    return weight * sum(best) if all(best) else 0.0
