"""Searching lines: whatever is searched in slices, it finds what a plain search finds."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.lines import LINES_A_BLOCK, Lines
from cdx_tui.schema.search import Match, Needle, Search, fold

few_letters = st.text("aAbB sSσΣςİiıKK.", max_size=8)


def naive(text: str, lines: list[str]) -> list[Match]:
    """Every occurrence, by looking at every place."""
    ignore = text == text.lower()
    wanted = fold(text) if ignore else text
    found = []
    for number, line in enumerate(lines):
        searched = fold(line) if ignore else line
        column = 0
        while column <= len(searched) - len(wanted):
            if searched[column : column + len(wanted)] == wanted:
                found.append(Match(number, column))
                column += len(wanted)
            else:
                column += 1
    return found


def searched(search: Search) -> Search:
    while search.advance(1):
        pass
    return search


def spread(lines: list[str]) -> list[str]:
    """The lines with so many empty ones between them that they fall into several blocks."""
    return [part for line in lines for part in (line, *[""] * (LINES_A_BLOCK // 2))]


def test_folding_keeps_every_character_in_its_place() -> None:
    assert [code for code in range(sys.maxunicode + 1) if len(fold(chr(code))) != 1] == []


@given(st.text(max_size=12))
def test_folding_a_text_is_folding_each_of_its_characters(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("order", ["order", "Order", "ORDER"]), ("Order", ["Order"]), ("ORDER", ["ORDER"])],
)
def test_capitals_in_what_is_looked_for_make_it_exact(wanted: str, found: list[str]) -> None:
    words = ["order", "Order", "ORDER"]
    assert [word for word in words if Needle(wanted).count(word)] == found


@settings(max_examples=150, deadline=None)
@given(few_letters.filter(bool), st.lists(few_letters, max_size=12), st.integers(0, 5000))
def test_finds_what_a_naive_search_finds(text: str, parts: list[str], origin: int) -> None:
    lines = spread(parts)
    expected = naive(text, lines)
    start = Match(min(origin, max(0, len(lines) - 1)), 1)
    search = searched(Search(Needle(text), Lines.of("\n".join(lines)), start))
    assert search.total == len(expected)
    assert search.complete
    later = [match for match in expected if match >= start]
    assert search.nearest() == next(iter(later + expected), None)
    assert [search.ordinal(match) for match in expected] == list(range(1, len(expected) + 1))
    following = expected[1:] + expected[:1]
    assert [search.after(match) for match in expected] == following
    assert [search.before(match) for match in following] == expected


def test_the_nearest_match_is_known_before_the_rest_is_counted() -> None:
    lines = Lines.of("\n".join(["here"] * LINES_A_BLOCK * 8))
    search = Search(Needle("here"), lines, Match(LINES_A_BLOCK * 4 + 7, 0))
    assert search.advance(1)
    assert search.nearest() == Match(LINES_A_BLOCK * 4 + 7, 0)
    assert search.ordinal(Match(LINES_A_BLOCK * 4 + 7, 0)) is None
    assert search.total == LINES_A_BLOCK


def test_a_search_goes_on_in_lines_that_are_added() -> None:
    lines = Lines()
    lines.extend(["x"] * LINES_A_BLOCK)
    search = searched(Search(Needle("needle"), lines))
    assert (search.nearest(), search.complete, search.caught_up) == (None, False, True)
    lines.extend(["a needle"])
    lines.complete = True
    assert not search.caught_up
    searched(search)
    assert (search.nearest(), search.total) == (Match(LINES_A_BLOCK, 2), 1)
    assert search.complete


def test_what_is_before_the_origin_waits_for_what_may_come_after_it() -> None:
    lines = Lines()
    lines.extend(["needle"] + ["x"] * (LINES_A_BLOCK - 1))
    search = searched(Search(Needle("needle"), lines, Match(5, 0)))
    assert (search.total, search.nearest()) == (1, None)
    lines.extend(["x"])
    lines.complete = True
    assert searched(search).nearest() == Match(0, 0)


def test_a_slice_of_work_is_bounded() -> None:
    lines = Lines.of("\n".join(["x" * 100] * LINES_A_BLOCK * 100))
    search = Search(Needle("y"), lines)
    slices = 1
    while search.advance():
        slices += 1
    assert slices > 2
