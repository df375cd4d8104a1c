"""Write only those cells of an update to the terminal that differ from what it shows.

Textual repaints whole regions, and all of the screen for each change of the layout. Over a slow
line, most of that is bytes for cells that stay as they are.
"""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from operator import itemgetter
from typing import Final

from rich.color import Color, ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.strip import SGR_STYLES, Strip

from cdx_tui.tui.pen import DEFAULT, MAX_GAP, Cell, Look, Run, on_blanks, written
from cdx_tui.tui.widgets.text.cells import width_of_character

__all__ = ["ChangedCells", "ShownCells"]

_TEXT: Final = itemgetter(0)


class ShownCells:
    """The cells that the terminal shows, as far as they are known."""

    def __init__(self) -> None:
        self._rows: dict[int, list[Cell | None]] = {}
        self._has_written = False
        self._width = self._height = sys.maxsize

    def resize(self, width: int, height: int) -> bool:
        """Take every cell for unknown, and write none beyond the terminal's new edges.

        Until a smaller screen is laid out, what is painted is still larger: a terminal would show
        the end of each such row in its last column.

        Return whether anything was written, which the terminal may have lost.
        """
        self._width, self._height = width, height
        self.forget()
        return self._has_written

    def forget(self) -> None:
        """Take every cell for unknown, so that it is written when it is painted next."""
        self._rows.clear()

    def write(self, strips: Iterable[tuple[int, int, Strip]], system: ColorSystem) -> str:
        """Return the sequences that bring strips to the terminal, and take them for shown.

        Args:
            strips: Row, column and content of each.
            system: The terminal's colours.
        """
        self._has_written = True
        runs: list[Run] = []
        for y, x, strip in strips:
            if y >= self._height:
                continue
            new = _cells(strip, system)[: max(0, self._width - x)]
            row = self._rows.setdefault(y, [])
            row.extend([None] * (x + len(new) - len(row)))
            old = row[x : x + len(new)]
            if old != new:
                row[x : x + len(new)] = new
                runs += _changes(y, x, old, new)
        return written(runs)


class ChangedCells(CompositorUpdate):
    """The cells of an update that are not shown yet.

    Args:
        update: The update.
        shown: What the terminal shows.
    """

    def __init__(self, update: LayoutUpdate | ChopsUpdate, shown: ShownCells) -> None:
        self._update = update
        self._shown = shown

    def render_segments(self, console: Console) -> str:
        """Return the sequences of the update; called once, when it is written."""
        system = console._color_system or ColorSystem.TRUECOLOR
        update = self._update
        strips = _all_strips(update) if isinstance(update, LayoutUpdate) else _spans(update)
        return self._shown.write(strips, system)


def _all_strips(update: LayoutUpdate) -> Iterator[tuple[int, int, Strip]]:
    for y, strips in enumerate(update.strips, update.region.y):
        x = update.region.x
        for strip in strips:
            yield y, x, strip
            x += strip.cell_length


def _spans(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """Yield the strips that overlap the update's spans, as `ChopsUpdate.render_segments` does."""
    for y, start, end_of_span in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or x > end_of_span or end <= start:
                continue
            whole = start <= x < end_of_span and end <= end_of_span
            yield y, x, strip if whole else strip.crop(0, min(end, end_of_span) - x)


def _cells(strip: Strip, system: ColorSystem) -> list[Cell]:
    cells: list[Cell] = []
    for text, style, control in strip:
        if not control:
            look = _look(style, system)
            blank = (" ", on_blanks(look))
            if not text.strip(" "):
                cells += [blank] * len(text)
            elif text.isascii():
                cells += [blank if each == " " else (each, look) for each in text]
            elif any(map(_is_uncertain, text)):
                cells.append((text, look))
                cells += [("", look)] * (Segment(text).cell_length - 1)
            else:
                for each in text:
                    cells.append(blank if each == " " else (each, look))
                    cells += [("", look)] * (width_of_character(each) - 1)
    return cells


def _look(style: Style | None, system: ColorSystem) -> Look:
    if style is None:
        return DEFAULT
    attributes = style._attributes & style._set_attributes
    return _look_of(attributes, style.color, style.bgcolor, system)


@lru_cache(maxsize=4096)
def _look_of(
    attributes: int, colour: Color | None, background: Color | None, system: ColorSystem
) -> Look:
    bits = range(attributes.bit_length())
    return Look(
        ";".join(SGR_STYLES[bit] for bit in bits if attributes & (1 << bit)),
        ";".join(colour.downgrade(system).get_ansi_codes()) if colour else "",
        ";".join(background.downgrade(system).get_ansi_codes(False)) if background else "",
    )


@lru_cache(maxsize=4096)
def _is_uncertain(character: str) -> bool:
    """Return whether terminals differ in the cells that a character takes."""
    return character >= "\U0001f000" or unicodedata.category(character)[0] in "MC"


def _changes(y: int, x: int, old: list[Cell | None], new: list[Cell]) -> Iterator[Run]:
    """Yield the runs of cells to be written.

    Where there is text of uncertain width, the cells after it may be wrong as well.
    """
    is_unknown = not any(old)
    if is_unknown or max(map(len, map(_TEXT, chain(filter(None, old), new)))) > 1:
        yield Run(y, x, new, is_certain=False)
        return
    start = between = end = -1
    for index, (shown, now) in enumerate(zip(old, new, strict=True)):
        if shown == now and (index != end or now[0]):  # not the rest of what is written
            continue
        if index != end:
            if end >= 0:
                yield Run(y, x + start, new[start:end], new[between:start])
            start = index - (not now[0])
            between = end if end >= 0 and start - end <= MAX_GAP else start
        end = index + 1
    yield Run(y, x + start, new[start:end], new[between:start])
