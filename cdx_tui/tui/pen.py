"""Write cells to the terminal in few bytes: short moves of the cursor, few changes of colour."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias

__all__ = ["DEFAULT", "MAX_GAP", "Cell", "Look", "Run", "on_blanks", "written"]

MAX_GAP: Final = 8
"""Cells between two changes that may be written again: moving the cursor takes as many bytes."""

_VISIBLE_ON_BLANKS: Final = frozenset({"4", "7", "9", "21", "51", "52", "53"})
"""SGR codes of attributes that can be seen where there is no character, such as underline."""

_OFF: Final = dict(
    zip(
        ("1", "2", "3", "4", "5", "6", "7", "8", "9", "21", "51", "52", "53"),
        ("22", "22", "23", "24", "25", "25", "27", "28", "29", "24", "54", "54", "55"),
        strict=True,
    )
)
"""SGR codes that turn attributes off, by the codes that turn them on."""


class Look(NamedTuple):
    """SGR codes of a cell; empty where it has the terminal's own."""

    attributes: str
    colour: str
    background: str


DEFAULT: Final = Look("", "", "")

Cell: TypeAlias = tuple[str, Look]
"""Text and look of a cell; the text is empty where that of a cell before it covers this one, too.

That is so for the second cell of a wide character, and for text of uncertain width.
"""


class Run(NamedTuple):
    """Cells of one row to be written.

    Attributes:
        y: The row.
        x: The column of the first cell.
        cells: The cells.
        before: Cells between the run before in this row and this one, which are shown already;
            empty if those are too many to be written again.
        is_certain: Whether terminals are known to agree on the cells that the text takes.
    """

    y: int
    x: int
    cells: Sequence[Cell]
    before: Sequence[Cell] = ()
    is_certain: bool = True


def written(runs: Sequence[Run]) -> str:
    """Return the sequences that write runs, from and back to the terminal's own look."""
    pen = _Pen()
    in_any_order = all(run.is_certain for run in runs)
    for run in pen.cheapest_first(runs) if in_any_order else runs:
        pen.draw(run)
    return pen.finish()


class _Pen:
    """Knows where the cursor is, and how the terminal writes."""

    def __init__(self) -> None:
        self._output: list[str] = []
        self._look = DEFAULT
        self._y = self._x = -1

    def cheapest_first(self, runs: Sequence[Run]) -> Iterator[Run]:
        """Yield runs in order, except that runs in the look of the last cell written come first."""
        waiting: defaultdict[Look, deque[int]] = defaultdict(deque)
        for number, run in enumerate(runs):
            waiting[run.cells[0][1]].append(number)
        for number, run in enumerate(runs):
            alike = waiting[run.cells[0][1]]
            if not alike or alike[0] != number:
                continue  # it was before its turn
            while alike:
                yield runs[alike.popleft()]
                alike = waiting[self._look] or waiting[on_blanks(self._look)]

    def draw(self, run: Run) -> None:
        """Write a run."""
        gap = run.x - self._x
        if run.y != self._y or gap < 0 or self._x < 0:
            self._output.append(f"\x1b[{run.y + 1};{run.x + 1}H")
        elif gap:
            self._cross(gap, run)
        text, self._look = _in_look(run.cells, self._look)
        self._output.append(text)
        self._y, self._x = run.y, run.x + len(run.cells) if run.is_certain else -1

    def _cross(self, gap: int, run: Run) -> None:
        """Bring the cursor to a run behind it, by a move or by writing what is between."""
        move = f"\x1b[{gap}C" if gap > 1 else "\x1b[C"
        if len(run.before) == gap:
            again, look = _in_look(run.before, self._look)
            first = run.cells[:1]
            cost = len(again) + len(_in_look(first, look)[0])
            if cost <= len(move) + len(_in_look(first, self._look)[0]):
                self._look, move = look, again
        self._output.append(move)

    def finish(self) -> str:
        """Return what was written, and the way back to the terminal's own look."""
        return "".join((*self._output, _change(self._look, DEFAULT)))


def _in_look(cells: Sequence[Cell], look: Look) -> tuple[str, Look]:
    """Return cells with the changes of look that they need, and the look of the last."""
    output: list[str] = []
    blank = on_blanks(look)
    for text, wanted in cells:
        if wanted is not look and (text != " " or wanted != blank):
            output.append(_change(look, wanted))
            look, blank = wanted, on_blanks(wanted)
        output.append(text)
    return "".join(output), look


@lru_cache(maxsize=4096)
def on_blanks(look: Look) -> Look:
    """Return the look of a blank: without what cannot be seen on it."""
    if _VISIBLE_ON_BLANKS.isdisjoint(look.attributes.split(";")):
        return Look("", "", look.background)
    return look


@lru_cache(maxsize=4096)
def _change(before: Look, now: Look) -> str:
    """Return the shortest sequence that changes how the terminal writes."""
    if before == now:
        return ""
    had, has = (each.attributes.split(";") if each.attributes else [] for each in (before, now))
    off = dict.fromkeys(_OFF[each] for each in had if each not in has)
    kept = [each for each in had if _OFF[each] not in off]
    changes = [*off, *(each for each in has if each not in kept)]
    if before.colour != now.colour:
        changes.append(now.colour or "39")
    if before.background != now.background:
        changes.append(now.background or "49")
    codes = ";".join(changes), ";".join(filter(None, ("0", *now)))
    return f"\x1b[{min(codes, key=len)}m"
