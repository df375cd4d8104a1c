"""Cutting text by cells, compared with a character-by-character implementation."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from cdx_tui.tui.widgets.text.cells import Cut, cell_width, cut_cells, cut_text

mixed = st.text("ab 中文字é\u0301\u0302한😀", max_size=40)


def cells_of(text: str) -> list[tuple[int, str]]:
    """Return each cell as the index of its character and which half of it."""
    found: list[tuple[int, str]] = []
    for index, character in enumerate(text):
        found += [(index, half) for half in "lr"[: cell_len(character)]]
    return found


@given(mixed)
def test_widths_agree_with_rich(text: str) -> None:
    assert cell_width(text) == cell_len(text)


@settings(max_examples=200, deadline=None)
@given(mixed, st.integers(0, 50), st.integers(1, 50), st.integers(0, 2))
def test_a_cut_keeps_the_characters_entirely_in_its_cells(
    text: str, first: int, count: int, repeat: int
) -> None:
    text = text * 10**repeat
    cut = cut_cells(text, first, count)
    cells = cells_of(text)[first : first + count]
    whole = [index for index, _ in cells if cells.count((index, "l")) == 1]
    halves = {index for index in whole if cell_len(text[index]) == 2 and (index, "r") not in cells}
    expected = [index for index in dict.fromkeys(whole) if index not in halves]
    shown = [index for index in range(cut.start, cut.end) if cell_len(text[index])]
    assert shown == expected
    assert cut.before + cell_width(text[cut.start : cut.end]) + cut.after == len(cells)


def test_marks_stay_with_their_letter() -> None:
    assert cut_cells("e\u0301e\u0301x", 0, 1) == Cut(0, 2)
    assert cut_cells("e\u0301e\u0301x", 1, 1) == Cut(2, 4)


def test_half_a_wide_character_is_a_blank() -> None:
    assert cut_cells("中文", 1, 2) == Cut(1, 1, 1, 1)
    assert cut_cells("中文", 1, 3) == Cut(1, 2, 1)


@pytest.mark.parametrize(
    ("text", "keep_end", "expected"),
    [
        ("name", True, "name"),
        ("order.address.city", True, "…ss.city"),
        ("order.address.city", False, "order.a…"),
        ("株式会社東京取引所", False, "株式会…"),
        ("株式会社東京取引所", True, "…取引所"),
    ],
)
def test_a_path_is_cut_at_its_start(text: str, keep_end: bool, expected: str) -> None:
    assert cut_text(text, 8, keep_end=keep_end) == expected
