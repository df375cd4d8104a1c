"""Lines on terminals that draw only ASCII: an ellipsis becomes three dots in the same width."""

from __future__ import annotations

import pytest
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from cdx_tui.tui.ascii_text import EllipsisFilter, name_keys
from tests.tui.driver import open_share

_BLACK = Color(0, 0, 0)


def _filtered(*texts: str) -> str:
    segments = [Segment(text, Style(bold=bool(n % 2))) for n, text in enumerate(texts)]
    found = EllipsisFilter().apply(segments, _BLACK)
    before, after = ("".join(each.text for each in line) for line in (segments, found))
    assert cell_len(before) == cell_len(after)
    return after


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        (("Comparing …   ",), "Comparing ... "),
        (("Comparing…", "   next"), "Comparing... next"),
        (("Validating …  Esc cancels",), "Validating... Esc cancels"),
        (("stock-trades-val…", "│"), "stock-trades-v...│"),
        (("日本…x",), "日...x"),
        (("a b", "…"), "a..."),
        (("…",), "…"),
        (("日", "…"), "..."),
        (("one… two…    ",), "o... two...  "),
        (("plain",), "plain"),
    ],
)
def test_an_ellipsis_takes_blanks_or_what_it_cuts_off(line: tuple[str, ...], expected: str) -> None:
    assert _filtered(*line) == expected


def test_styles_stay_where_they_are() -> None:
    red, blue = Style(color="red"), Style(color="blue")
    found = EllipsisFilter().apply(
        [Segment("abc", red), Segment("…", blue), Segment("d", red)], _BLACK
    )
    assert found == [Segment("a", red), Segment("...", blue), Segment("d", red)]


def test_keys_have_names() -> None:
    assert [name_keys(key) for key in ("⏎", "↑", "^o", "esc", "[")] == [
        "Enter",
        "Up",
        "^o",
        "esc",
        "[",
    ]


async def test_the_app_uses_both_in_ascii_mode() -> None:
    async with open_share("orders", size=(60, 24), ascii_only=True) as driver:
        await driver.press("Y")
        await driver.until("Enter Choose")
        await driver.press("escape", "question_mark")
        await driver.until("Down j")
        assert "…" not in driver.text
