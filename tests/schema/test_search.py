"""Searching lines in slices gives the result of a plain search."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.lines import LINES_PER_BLOCK, Lines
from cdx_tui.schema.search import Match, Needle, Search, fold

few_letters = st.text("aAbB sSσΣςİiıKK.", max_size=8)


def naive(text: str, lines: list[str]) -> list[Match]:
    """Return every occurrence by testing every position."""
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
    """Return the lines separated by empty ones, so that they span several blocks."""
    return [part for line in lines for part in (line, *[""] * (LINES_PER_BLOCK // 2))]


def test_folding_preserves_positions() -> None:
    assert [code for code in range(sys.maxunicode + 1) if len(fold(chr(code))) != 1] == []


@given(st.text(max_size=12))
def test_folding_works_per_character(text: str) -> None:
    assert fold(text) == "".join(map(fold, text))


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("order", ["order", "Order", "ORDER"]), ("Order", ["Order"]), ("ORDER", ["ORDER"])],
)
def test_capitals_in_the_query_make_it_case_sensitive(wanted: str, found: list[str]) -> None:
    words = ["order", "Order", "ORDER"]
    assert [word for word in words if Needle(wanted).count(word)] == found


@settings(max_examples=150, deadline=None)
@given(few_letters.filter(bool), st.lists(few_letters, max_size=12), st.integers(0, 5000))
def test_agrees_with_a_naive_search(text: str, parts: list[str], origin: int) -> None:
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
    lines = Lines.of("\n".join(["here"] * LINES_PER_BLOCK * 8))
    search = Search(Needle("here"), lines, Match(LINES_PER_BLOCK * 4 + 7, 0))
    assert search.advance(1)
    assert search.nearest() == Match(LINES_PER_BLOCK * 4 + 7, 0)
    assert search.ordinal(Match(LINES_PER_BLOCK * 4 + 7, 0)) is None
    assert search.total == LINES_PER_BLOCK


def test_a_search_continues_in_added_lines() -> None:
    lines = Lines()
    lines.extend(["x"] * LINES_PER_BLOCK)
    search = searched(Search(Needle("needle"), lines))
    assert (search.nearest(), search.complete, search.caught_up) == (None, False, True)
    lines.extend(["a needle"])
    lines.complete = True
    assert not search.caught_up
    searched(search)
    assert (search.nearest(), search.total) == (Match(LINES_PER_BLOCK, 2), 1)
    assert search.complete


def test_matches_before_the_origin_wait_for_those_after_it() -> None:
    lines = Lines()
    lines.extend(["needle"] + ["x"] * (LINES_PER_BLOCK - 1))
    search = searched(Search(Needle("needle"), lines, Match(5, 0)))
    assert (search.total, search.nearest()) == (1, None)
    lines.extend(["x"])
    lines.complete = True
    assert searched(search).nearest() == Match(0, 0)


def test_a_slice_of_work_is_bounded() -> None:
    lines = Lines.of("\n".join(["x" * 100] * LINES_PER_BLOCK * 100))
    search = Search(Needle("y"), lines)
    slices = 1
    while search.advance():
        slices += 1
    assert slices > 2
