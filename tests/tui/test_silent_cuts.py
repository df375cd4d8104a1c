"""The main screen and its dialogs: whatever is cut ends with an ellipsis."""

from __future__ import annotations

from typing import Final

import pytest

from tests.tui.driver import open_app, sample
from tests.tui.screen_text import Frame
from tests.tui.silent_cuts import silent_cuts

_STATES: Final = (
    ((), "order_id"),
    (("2",), '"namespace"'),
    (("1", "slash", *"order"), " of "),
    (("escape", "p"), "presenting"),
    (("p", "5"), "Ready to use"),
    (("6",), "crn://"),
    (("3",), "only version"),
    (("4",), "placed_at"),
    (("b",), "Resources 2"),
    (("R",), "A token can be redeemed only once"),
    (("escape", "question_mark"), "Keyboard shortcuts"),
    (("escape", "colon"), "Search commands"),
    (("escape", "Y"), "Redeem command"),
    (("escape", "E"), "to folder:"),
)
"""Keys that lead from one state to the next, and the text that they bring up."""


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_nothing_is_cut_without_an_ellipsis(size: tuple[int, int]) -> None:
    found: set[str] = set()
    async with open_app(size=size) as driver:
        found.update(silent_cuts(Frame(driver.app)))
        await driver.validate(sample("orders").token)
        for keys, text in _STATES:
            await driver.press(*keys)
            await driver.until(text)
            await driver.wait_until_idle()
            found.update(silent_cuts(Frame(driver.app)))
    assert found == set()
