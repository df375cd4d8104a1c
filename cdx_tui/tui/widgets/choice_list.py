"""List of choices in groups, whose descriptions are wrapped; one click chooses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import ClassVar, Final, NamedTuple

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual

from cdx_tui.tui.widgets.text.line_view import LineView

__all__ = ["ChoiceList", "Listed"]

_MIN_DESCRIPTION: Final = 28
"""Cells; with less room beside the name, the description stands below it."""

_MAX_NAME: Final = 28
_INDENT: Final = 4


class Listed(NamedTuple):
    """One choice as it is listed.

    Attributes:
        name: Its name; not wrapped.
        description: What it is; wrapped.
        group: Heading above the first choice of a group; empty for none.
        key: Key that does the same; empty for none.
        is_enabled: Whether it can be chosen now; otherwise it is dimmed.
    """

    name: str
    description: str
    group: str = ""
    key: str = ""
    is_enabled: bool = True


class _Row(NamedTuple):
    """A row of the list, and the number of its choice; None for headings and blank rows."""

    choice: int | None
    text: Content


class ChoiceList(LineView):
    """View of choices; the cursor moves from one choice to the next, over headings.

    The placeholder is shown while there are no choices.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"choice-list--cursor"}

    class Chosen(Message):
        """Posted when a choice was clicked; `number` counts from 0."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices: Sequence[Listed] = ()
        self._rows: list[_Row] = []
        self._firsts: list[int] = []
        self._chosen = 0

    def show(self, choices: Sequence[Listed]) -> None:
        """Show other choices, with the cursor on the first."""
        self._choices = choices
        self._lay_out(self.row_width)
        self._chosen = 0
        self.reset(self._firsts[0] if self._firsts else 0)
        self.scroll_to(y=0, animate=False, force=True)

    @property
    def number(self) -> int | None:
        """The number of the choice under the cursor; None if there are none."""
        return self._chosen if self._choices else None

    def move(self, steps: int) -> None:
        """Move the cursor by a number of choices."""
        if self._firsts:
            self._move_to(max(0, min(self._chosen + steps, len(self._firsts) - 1)))

    def _move_to(self, number: int) -> None:
        before, self._chosen = self._chosen, number
        rows = [row for row, each in enumerate(self._rows) if each.choice == number]
        # What is above the first choice has no cursor to bring it into view.
        self.scroll_to_row(rows[-1])
        super().move_cursor(rows[0] if number else 0)
        super().move_cursor(rows[0])
        changed = {before, number} if before != number else set()
        self.refresh_rows(row for row, each in enumerate(self._rows) if each.choice in changed)

    # Rows

    def _lay_out(self, width: int) -> None:
        self._rows = list(_rows(self._choices, width))
        self._firsts = []
        for row, (choice, _) in enumerate(self._rows):
            if choice == len(self._firsts):
                self._firsts.append(row)

    def width_changed(self) -> None:
        """Wrap to the new width; the cursor stays on its choice."""
        self._lay_out(self.row_width)
        self.fit()
        if self._firsts:
            self._move_to(self._chosen)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Return the number of rows at a width, for `height: auto`."""
        return max(1, len(list(_rows(self._choices, width - self.scrollbar_size_vertical))))

    @property
    def row_count(self) -> int:
        """The number of rows, headings included."""
        return len(self._rows)

    @property
    def max_row_width(self) -> int:
        """Always 0, since all rows fit."""
        return 0

    @property
    def can_move(self) -> bool:
        """Whether there is another choice."""
        return len(self._choices) > 1

    def render_row(self, row: int, width: int) -> Strip:
        """Render a row; all rows of the choice under the cursor are marked."""
        choice, text = self._rows[row]
        style = self.visual_style
        sign = self.cursor_sign(row) if choice is not None else " "
        if choice is not None and choice == self._chosen:
            style = self.get_visual_style("choice-list--cursor")
            if self.get_component_styles("choice-list--cursor").text_style.reverse:
                style += Style(reverse=True)
        line = Content(f"{sign} ") + text
        return Visual.to_strips(self, line, width, 1, style, pad=True)[0].apply_offsets(0, row)

    # Motions of `LineView`, by rows there and by choices here

    def move_cursor(self, row: int, *, centre: bool = False) -> None:
        """Move the cursor to the choice in a row, or to the nearest one before it."""
        numbers = [each.choice for each in self._rows[: row + 1] if each.choice is not None]
        if self._firsts:
            self._move_to(numbers[-1] if numbers else 0)

    def action_cursor_down(self) -> None:
        """Move to the next choice."""
        self.move(1)

    def action_cursor_up(self) -> None:
        """Move to the previous choice."""
        self.move(-1)

    def on_click(self, event: events.Click) -> None:
        """Choose what was clicked."""
        event.prevent_default()
        offset = event.get_content_offset(self)
        row = self.scroll_offset.y + offset.y if offset is not None else self.row_count
        choice = self._rows[row].choice if row < self.row_count else None
        if choice is not None:
            self._move_to(choice)
            self.post_message(self.Chosen(choice))


def _rows(choices: Sequence[Listed], width: int) -> Iterator[_Row]:
    """Yield the rows of choices for a width in cells, of which the cursor's sign takes two."""
    room = max(_INDENT + 4, width - 2)
    keys = max((Content(each.key).cell_length + 2 for each in choices if each.key), default=0)
    names = max((Content(each.name).cell_length for each in choices), default=0)
    names = min(names, _MAX_NAME)
    beside = room - keys - names - 2 >= _MIN_DESCRIPTION
    group = ""
    for number, each in enumerate(choices):
        if each.group != group:
            group = each.group
            if number:
                yield _Row(None, Content(""))
            yield _Row(
                None, Content.styled(group, "$text-muted bold").truncate(room, ellipsis=True)
            )
        lines = _beside(each, keys, names, room) if beside else _below(each, keys, room)
        for line in lines:
            yield _Row(
                number, line if each.is_enabled else Content.styled(line.plain, "$text-disabled")
            )


def _beside(choice: Listed, keys: int, names: int, room: int) -> Iterator[Content]:
    before = _key(choice, keys) + Content.styled(choice.name, "bold").truncate(names, ellipsis=True)
    before = before.pad_right(keys + names + 2 - before.cell_length)
    lines = Content(choice.description).wrap(room - keys - names - 2)
    for head, line in zip_longest((before,), lines or [Content("")], fillvalue=None):
        yield (head or Content(" " * before.cell_length)) + (line or Content(""))


def _below(choice: Listed, keys: int, room: int) -> Iterator[Content]:
    name = Content.styled(choice.name, "bold")
    yield _key(choice, keys) + name.truncate(room - keys, ellipsis=True)
    if choice.description:
        for line in Content(choice.description).wrap(room - _INDENT):
            yield Content(" " * _INDENT) + line


def _key(choice: Listed, width: int) -> Content:
    key = Content.styled(choice.key, "$text-accent")
    return key.pad_right(max(0, width - key.cell_length))
