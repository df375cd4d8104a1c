"""Soft wrap: loses no text, exceeds no width, and maps positions both ways."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.lines import LINES_PER_BLOCK, Lines
from cdx_tui.tui.widgets.text.cells import cell_width
from cdx_tui.tui.widgets.text.soft_wrap import Unwrapped, Wrapping
from cdx_tui.tui.widgets.text.word_wrap import Piece, hanging_indent, wrap

text = st.text("ab  中é\u0301😀", max_size=120)
widths = st.integers(8, 40)


def pieces(line: str, width: int) -> list[str]:
    starts = [*wrap(line, width), len(line)]
    return [line[start:end] for start, end in pairwise(starts)]


@settings(max_examples=200, deadline=None)
@given(text, widths)
def test_wrapping_reproduces_the_text(line: str, width: int) -> None:
    assert "".join(pieces(line, width)) == line


@settings(max_examples=200, deadline=None)
@given(text, widths)
def test_no_row_is_wider_than_the_pane_but_for_blanks(line: str, width: int) -> None:
    first, *rest = (piece.rstrip(" ") for piece in pieces(line, width))
    assert cell_width(first) <= width
    assert all(cell_width(row) <= width - hanging_indent(line, width) for row in rest)


@settings(max_examples=200, deadline=None)
@given(text, widths)
def test_no_blank_begins_a_row_and_no_word_that_fits_is_broken(line: str, width: int) -> None:
    rows = pieces(line, width)
    for before, row in pairwise(rows):
        assert not row.startswith(" ")
        word = before.split(" ")[-1] + row.split(" ")[0]
        assert before.endswith(" ") or cell_width(word) > width - hanging_indent(line, width)


@settings(max_examples=100, deadline=None)
@given(st.lists(text, min_size=1, max_size=12), widths, st.integers(0, 3))
def test_rows_and_places_map_to_each_other(lines: list[str], width: int, counted: int) -> None:
    wrapping = Wrapping(Lines.of("\n".join(lines * 60)), width)
    wrapping.count(counted)
    while wrapping.count():
        pass
    shown: dict[int, str] = {}
    for row in range(wrapping.rows):
        piece = wrapping.piece(row)
        line = lines[piece.line % len(lines)]
        assert piece.indent + cell_width(line[piece.start : piece.end]) <= wrapping.width
        shown[piece.line] = shown.get(piece.line, "") + line[piece.start : piece.end]
        assert wrapping.row(piece.line, piece.start) == row
    without_blanks = [line.replace(" ", "") for line in lines * 60]
    assert [line.replace(" ", "") for line in shown.values()] == without_blanks


def test_breaks_between_words() -> None:
    assert pieces("one two three", 10) == ["one two ", "three"]
    assert pieces("ab cdefghijk", 12) == ["ab cdefghijk"]
    assert pieces("ab  cdefghijk", 12) == ["ab  ", "cdefghijk"]
    assert pieces("abcdefghij   klm", 10) == ["abcdefghij   ", "klm"]


def test_a_word_longer_than_a_row_begins_on_a_row_that_is_less_than_half_full() -> None:
    assert pieces("abcdefghijklm", 10) == ["abcdefghij", "klm"]
    assert pieces("abc defghijklmnopq", 10) == ["abc defghi", "jklmnopq"]
    assert pieces("abcdef ghijklmnopq", 10) == ["abcdef ", "ghijklmn", "opq"]


def test_blanks_at_the_end_of_a_line_take_no_row() -> None:
    wrapping = Wrapping(Lines.of("ab" + " " * 90), 10)
    wrapping.count()
    assert (wrapping.rows, wrapping.piece(0)) == (1, Piece(0, 0, 2))


def test_counting_does_not_move_earlier_rows() -> None:
    lines = Lines.of("\n".join(["x" * 25] * (3 * LINES_PER_BLOCK)))
    wrapping = Wrapping(lines, 10)
    assert wrapping.rows == 3 * LINES_PER_BLOCK
    wrapping.count_to(LINES_PER_BLOCK)
    here = wrapping.row(LINES_PER_BLOCK + 3)
    assert wrapping.count(99) is False
    assert wrapping.row(LINES_PER_BLOCK + 3) == here == 3 * (LINES_PER_BLOCK + 3)


def test_a_line_of_an_uncounted_block_is_one_row() -> None:
    wrapping = Wrapping(Lines.of("\n".join(["x" * 25] * (2 * LINES_PER_BLOCK))), 10)
    wrapping.count()
    assert wrapping.piece(3 * LINES_PER_BLOCK + 2).line == LINES_PER_BLOCK + 2


def test_unwrapped_lines_are_rows() -> None:
    rows = Unwrapped(Lines.of("a\nbc"))
    assert (rows.rows, rows.piece(1).end, rows.row(1, 1)) == (2, 2, 1)
