"""Only cells that changed are written, and the terminal shows what a complete repaint would."""

from __future__ import annotations

import random
import re

import pyte
import pytest
from rich.color import ColorSystem
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.strip import Strip

from cdx_tui.tui.changed_cells import ChangedCells, ShownCells
from cdx_tui.tui.frugal import FrugalApp
from tests.terminal.actions import quit_app
from tests.terminal.conftest import Run
from tests.tui.driver import open_share

COLUMNS, ROWS = 24, 4
STYLES = (
    None,
    Style(),
    Style(color="red"),
    Style(color="red", bgcolor="blue"),
    Style(bgcolor="blue"),
    Style(bold=True, underline=True),
    Style(bold=True, dim=True, italic=True),
    Style(italic=True, color="red"),
    Style(underline=True, strike=True, bgcolor="blue"),
    Style(reverse=True, bgcolor="blue"),
    Style.from_meta({"offset": (1, 2)}),
)
NARROW, WIDE = ("a", "b", " ", "✓", "é"), ("価", "格")
TEXTS = ("a", "bc", " ", "   ", "trade", "価格", "éà", "✓ ❯", "e\u0301", "👍 ok", "سعر")


class Painting:
    """A terminal that gets changes only, beside one that gets everything."""

    def __init__(self) -> None:
        self.shown = ShownCells()
        self._console = Console(color_system="256", force_terminal=True)
        self._changed, self._complete = (pyte.Screen(COLUMNS, ROWS) for _ in range(2))
        for screen in (self._changed, self._complete):
            pyte.Stream(screen).feed("\x1b[?7l")  # as Textual does: lines do not wrap

    def paint(self, strips: list[tuple[int, int, Strip]]) -> str:
        """Paint strips in both; return what the first one got."""
        written = self.shown.write(strips, ColorSystem.EIGHT_BIT)
        pyte.Stream(self._changed).feed(written)
        for y, x, strip in strips:
            everything = f"\x1b[{y + 1};{x + 1}H{strip.render(self._console)}"
            pyte.Stream(self._complete).feed(everything)
        return written

    def assert_equal(self) -> None:
        for y in range(ROWS):
            for x in range(COLUMNS):
                assert _visible(self._changed, y, x) == _visible(self._complete, y, x), (y, x)


def _visible(screen: pyte.Screen, y: int, x: int) -> tuple[object, ...]:
    cell = screen.buffer[y][x]
    seen = (cell.data, cell.bg, cell.underscore, cell.strikethrough, cell.reverse)
    is_blank = cell.data == " " and not (cell.reverse or cell.underscore or cell.strikethrough)
    return seen if is_blank else (*seen, cell.fg, cell.bold, cell.italics)


def _strip(draw: random.Random, width: int) -> Strip:
    segments = [Segment(draw.choice(TEXTS), draw.choice(STYLES)) for _ in range(width)]
    return Strip(segments).adjust_cell_length(width, draw.choice(STYLES))


@pytest.mark.parametrize("seed", range(20))
def test_changes_show_the_same_as_everything(seed: int) -> None:
    draw = random.Random(seed)
    painting = Painting()
    painting.paint([(y, 0, _strip(draw, COLUMNS)) for y in range(ROWS)])
    for _ in range(60):
        width = draw.randint(1, 10)
        place = draw.randrange(ROWS), draw.randint(0, COLUMNS - width)
        painting.paint([(*place, _strip(draw, width))])
        painting.paint([(y, 0, _strip(draw, COLUMNS)) for y in range(draw.randrange(2))])
        painting.assert_equal()


@pytest.mark.parametrize("seed", range(10))
def test_few_changes_in_many_rows_show_the_same_as_everything(seed: int) -> None:
    draw = random.Random(seed)
    painting = Painting()
    words = [[draw.choice(NARROW) for _ in range(COLUMNS - 6)] for _ in range(ROWS)]
    rows = [[(word, draw.choice(STYLES)) for word in (*row, *WIDE, "価")] for row in words]
    for row in rows:
        draw.shuffle(row)
    for _ in range(100):
        painting.paint(
            [(y, 0, Strip([Segment(*cell) for cell in row])) for y, row in enumerate(rows)]
        )
        painting.assert_equal()
        for _ in range(draw.randint(1, 12)):
            row = draw.choice(rows)
            place = draw.randrange(len(row))
            alike = WIDE if row[place][0] in WIDE else NARROW
            row[place] = draw.choice(alike), draw.choice(STYLES[:4])


def test_what_is_shown_is_not_written_again() -> None:
    painting = Painting()
    line = Strip([Segment("one trade", Style(color="red")), Segment(" of 3", Style(bold=True))])
    assert painting.paint([(1, 2, line)])
    assert painting.paint([(1, 2, line)]) == ""
    moved = Style.from_meta({"offset": (3, 4)})
    assert painting.paint([(1, 2, line.apply_style(moved))]) == ""
    painting.shown.forget()
    assert painting.paint([(1, 2, line)])


def test_nothing_is_written_beyond_a_terminal_that_became_smaller() -> None:
    painting = Painting()
    painting.shown.resize(COLUMNS, ROWS)
    too_wide = Strip([Segment("x" * COLUMNS + " trades")])
    painting.paint([(y, 0, too_wide) for y in range(ROWS + 2)])
    for y in range(ROWS):
        painting.paint([(y, 0, Strip([Segment("x" * COLUMNS)]))])
    painting.assert_equal()


def test_two_sizes_before_a_paint_lose_no_redraw() -> None:
    painting = Painting()
    assert not painting.shown.resize(COLUMNS, ROWS)  # nothing to redraw
    painting.paint([(0, 0, Strip([Segment("trade")]))])
    assert painting.shown.resize(COLUMNS + 1, ROWS)
    assert painting.shown.resize(COLUMNS, ROWS)


def test_one_cell_that_changed_is_written_alone() -> None:
    painting = Painting()
    style = Style(color="red", bgcolor="blue")
    painting.paint([(0, 0, Strip([Segment("trade 1 of many", style)]))])
    written = painting.paint([(0, 0, Strip([Segment("trade 2 of many", style)]))])
    assert written == "\x1b[1;7H\x1b[31;44m2\x1b[0m"


def test_changes_of_one_look_are_written_together() -> None:
    painting = Painting()
    red, blue = Style(color="red"), Style(color="blue")

    def rows(mark: str) -> list[tuple[int, int, Strip]]:
        line = Strip([Segment(f"{mark}------------{mark}", red), Segment(f"-{mark}", blue)])
        return [(y, 0, line) for y in range(2)]

    painting.paint(rows("1"))
    in_red = "\x1b[1;1H\x1b[31m2\x1b[12C2\x1b[2;1H2\x1b[12C2"
    in_blue = "\x1b[1;16H\x1b[34m2\x1b[2;16H2\x1b[0m"
    assert painting.paint(rows("2")) == in_red + in_blue


KEYS = (
    *("j", "2", "pagedown", "3", "j", "5", "question_mark", "escape", "1", "left_square_bracket"),
    *("slash", "i", "d", "enter", "b", "j", "z", "escape", "6", "R", "escape", "p", "t", "escape"),
)


@pytest.mark.parametrize(
    ("name", "size"),
    [("stock trades", (80, 24)), ("Japanese", (120, 40)), ("odd schemas", (120, 40))],
)
async def test_the_terminal_shows_the_screen_after_each_key(
    monkeypatch: pytest.MonkeyPatch, name: str, size: tuple[int, int]
) -> None:
    terminal = pyte.Screen(*size)
    stream, shown = pyte.Stream(terminal), ShownCells()

    def display(app: FrugalApp, _: object, update: LayoutUpdate | ChopsUpdate | None) -> None:
        if update is not None:
            stream.feed(ChangedCells(update, shown).render_segments(app.console))

    monkeypatch.setattr(FrugalApp, "_display", display)
    async with open_share(name, size=size) as driver:
        for key in KEYS:
            await driver.press(key)
            await driver.until(lambda: "\n".join(terminal.display) == driver.text)


_EMPTY_UPDATE = re.compile(rb"(\x1b\[[0-9;]+H)\x1b\[\?2026l\x1b\[\?2026h(?:\1)?\x1b\[\?2026l")


def test_a_key_or_a_resize_redraws_everything_and_no_update_is_empty(open_app: Run) -> None:
    terminal = open_app()
    terminal.settle()
    first = terminal.text
    terminal.forget()
    terminal.send("\x0c")
    terminal.wait_for(lambda text: text == first)
    terminal.forget()
    terminal.resize(80, 24)  # the size that it has
    terminal.wait_for(lambda text: text == first)
    terminal.send("\x1bOP")
    terminal.wait_for("Keyboard shortcuts")
    terminal.settle()
    assert terminal.raw.count(b"\x1b[?2026h") > 1
    assert _EMPTY_UPDATE.search(terminal.raw) is None
    quit_app(terminal, "\x03")
