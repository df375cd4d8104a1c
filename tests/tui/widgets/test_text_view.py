"""Text that is wrapped to the width of its view."""

from __future__ import annotations

from textual.content import Content

from cdx_tui.tui.widgets.text.text_view import TextView
from tests.tui.widgets.panes import Pane


async def test_a_hidden_view_wraps_its_text_once_it_is_seen() -> None:
    view = TextView()
    async with Pane(view).run_test(size=(40, 10)) as pilot:
        view.display = False
        await pilot.pause()
        view.show(Content("a word " * 200))
        assert view.row_count == 0
        view.display = True
        await pilot.pause()
        assert 30 < view.row_count < 60
