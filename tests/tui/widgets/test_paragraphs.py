"""Paragraphs: whole words, and continuation rows below the text of their paragraph."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.content import Content

from cdx_tui.tui.widgets.text.cells import cell_width
from cdx_tui.tui.widgets.text.paragraphs import Paragraphs, paragraph_indent

texts = st.text("ab  中é\u0301😀\n!", max_size=120)


def rows(content: Content, width: int) -> list[str]:
    """Return the rows of wrapped content as text, with their indentation."""
    text = Paragraphs(content, width)
    return [
        " " * piece.indent + text.texts[piece.line][piece.start : piece.end]
        for piece in text.pieces
    ]


@pytest.mark.parametrize(
    ("content", "indent"),
    [
        (Content("no label"), 0),
        (Content("    an indented text"), 4),
        (Content("! a warning"), 2),
        (Content("  ✓ a verdict"), 4),
        (Content('+   "a line of a diff"'), 4),
        (Content.assemble(("Provider     ", "bold"), "Acme"), 13),
        (Content.assemble(("? ", "red"), ("path", "bold"), "  added"), 2),
        (Content.assemble(("漢字  ", "bold"), "wide"), 6),
        (Content.assemble(("name", "bold"), "  type"), 0),
        (Content.styled("all of it bold ", "bold"), 0),
        (Content.assemble("a ", ("label ", "bold"), "within the text"), 0),
        (Content.assemble(("a label that takes more than half ", "bold"), "text"), 2),
        (Content("word! no sign"), 0),
        (Content(""), 0),
        (Content("     "), 5),
    ],
)
def test_the_indent_is_where_the_text_begins(content: Content, indent: int) -> None:
    assert paragraph_indent(content, 40) == indent


def test_a_value_is_wrapped_below_itself() -> None:
    line = Content.assemble(("Provider     ", "bold"), "Furniture made to order, sold in Kiel")
    assert rows(line, 30) == [
        "Provider     Furniture made to",
        "             order, sold in",
        "             Kiel",
    ]


def test_a_word_that_fills_a_row_leaves_no_blank_at_the_next() -> None:
    assert rows(Content("abcdefghij klm"), 10) == ["abcdefghij", "klm"]


def test_a_word_longer_than_a_row_is_continued() -> None:
    assert rows(Content("a abcdefghijklmnop b"), 10) == ["a abcdefgh", "ijklmnop b"]
    assert rows(Content("a bcdefg hijklmnopqrst u"), 10) == ["a bcdefg", "hijklmnopq", "rst u"]


@settings(max_examples=300, deadline=None)
@given(texts, st.integers(8, 60))
def test_rows_hold_every_letter_and_break_no_word_that_fits(text: str, width: int) -> None:
    paragraphs = Paragraphs(Content(text), width)
    for line, pieces in groupby(paragraphs.pieces, lambda piece: piece.line):
        whole = paragraphs.texts[line]
        end = 0
        for piece in pieces:
            assert whole[end : piece.start].strip(" ") == ""
            assert piece.indent + cell_width(whole[piece.start : piece.end]) <= width
            if 0 < piece.start == end:
                word = whole[: piece.start].split(" ")[-1] + whole[end:].split(" ")[0]
                assert cell_width(word) > width - piece.indent
            end = piece.end
        assert whole[end:].strip(" ") == ""
    assert paragraphs.texts == (text.split("\n") if text else [])
