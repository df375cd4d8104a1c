"""Screen that lists the keyboard shortcuts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Input

from cdx_tui.tui.screens.dialogs.shortcuts import Section, collect_sections, filter_sections
from cdx_tui.tui.screens.frugal_screen import FrugalScreen
from cdx_tui.tui.widgets.clean_input import CleanInput
from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.text.text_view import TextView

__all__ = ["HelpScreen"]

_TWO_COLUMNS: Final = 100
"""Width of the screen in cells from which there are two columns."""

_KEYS_WIDTH: Final = 14
_GAP: Final = 2


class _FilterInput(CleanInput):
    """Input in which the key of the help is no text, unless it is a letter."""

    @property
    def accepts_help_key(self) -> bool:
        """Whether the key of the help closes it."""
        keys = self.app._keymap.get("app.help", "question_mark").split(",")
        return all(len(key) > 1 for key in keys)

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Return whether a key is text; Textual asks for the default of a configured key."""
        return key != "question_mark" and super().check_consume_key(key, character)


def _scroll(key: str, action: str, description: str, tooltip: str) -> Binding:
    identity = f"help.{action}"
    return Binding(
        key, f"scroll('{action}')", description, show=False, tooltip=tooltip, id=identity
    )


class HelpScreen(FrugalScreen, ModalScreen[None]):
    """Screen that lists what works on another screen, then everything else and where it works.

    Args:
        screen: Screen to describe, with its present focus.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Close", id="help.close", tooltip="Close the help"),
        _scroll("down", "cursor_down", "Down", "Scroll one row down"),
        _scroll("up", "cursor_up", "Up", "Scroll one row up"),
        _scroll("pagedown", "page_down", "Page down", "Scroll one page down"),
        _scroll("pageup", "page_up", "Page up", "Scroll one page up"),
    ]

    def __init__(self, screen: Screen[object]) -> None:
        super().__init__()
        self._sections = collect_sections(screen)

    def compose(self) -> ComposeResult:
        """Yield the title, the filter and the shortcuts."""
        with Vertical():
            yield PaneTitle()
            yield _FilterInput(placeholder="Filter: a key or an action", id="help-filter")
            yield TextView(id="text")
        yield KeyHints()

    def on_mount(self) -> None:
        """Set the title; the list is shown by the first `on_resize`."""
        self.query_one(PaneTitle).text = Content("Keyboard shortcuts")
        self.query_one(TextView).can_focus = False

    def on_resize(self) -> None:
        """Lay out the columns for the new width."""
        self.call_after_refresh(self._show)

    @on(Input.Changed, "#help-filter")
    def _filter(self) -> None:
        self._show()

    def _show(self) -> None:
        view = self.query_one(TextView)
        found = filter_sections(self._sections, self.query_one("#help-filter", CleanInput).value)
        if not found:
            view.show(Content("No matching shortcut. Esc closes."))
            return
        two = self.size.width >= _TWO_COLUMNS
        width = (view.row_width - _GAP) // 2 if two else view.row_width
        parts = []
        for title, is_here in (("", True), ("Elsewhere", False)):
            blocks = [list(_lines(each, width)) for each in found if each.is_here is is_here]
            if blocks and title:
                parts.append(Content.styled(title, "bold $text-accent"))
            parts += [*(_columns(blocks, width) if two else _stack(blocks)), Content("")]
        view.show(Content("\n").join(parts))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable scrolling only if there is more than fits."""
        return action != "scroll" or self.query_one(TextView).can_move

    async def action_scroll(self, motion: str) -> None:
        """Scroll the list, while the filter keeps the focus."""
        await self.app.run_action(motion, self.query_one(TextView))


def _lines(section: Section, width: int) -> Iterator[Content]:
    """Yield the heading, and a line of at most `width` cells for each shortcut."""
    heading = Content.styled(section.title, "bold")
    yield heading.truncate(width, ellipsis=True)
    for shortcut in section.shortcuts:
        keys = Content.styled(shortcut.keys, "$text-accent")
        keys = keys.pad_right(max(0, _KEYS_WIDTH - keys.cell_length))
        line = Content.assemble(keys, " ", shortcut.description)
        yield line.truncate(width, ellipsis=True)


def _stack(blocks: Sequence[Sequence[Content]]) -> list[Content]:
    """Return the lines of blocks below each other, with a blank line between two."""
    return list(chain.from_iterable((*block, Content("")) for block in blocks))[:-1]


def _columns(blocks: Sequence[Sequence[Content]], width: int) -> Iterator[Content]:
    """Yield the lines of two columns of about the same height, the first `width` cells wide."""
    heights = [len(block) + 1 for block in blocks]
    splits = range(len(blocks) + 1)
    split = min(splits, key=lambda n: (max(sum(heights[:n]), sum(heights[n:])), -n))
    columns = _stack(blocks[:split]), _stack(blocks[split:])
    for left, right in zip_longest(*columns, fillvalue=Content("")):
        yield left.pad_right(width - left.cell_length + _GAP) + right
