"""Selecting text with the mouse and copying it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.selection import SELECT_ALL, Selection

from cdx_tui.schema import NodeKind, Outline, OutlineNode
from cdx_tui.schema.lines import Lines
from cdx_tui.tui.widgets.schema.source_view import SourceView
from cdx_tui.tui.widgets.text.line_view import LineView
from cdx_tui.tui.widgets.text.selections import changed_lines, selected_span, selected_text
from tests.tui.widgets.panes import OutlinePane, Pane, SourcePane, styles

places = st.builds(Offset, st.integers(0, 6), st.integers(0, 6))
selections = st.one_of(
    st.none(),
    st.just(SELECT_ALL),
    st.builds(Selection.from_offsets, places, places),
    st.builds(Selection, places, st.none()),
    st.builds(Selection, st.none(), places),
)


async def drag(pilot: Pilot[None], start: tuple[int, int], end: tuple[int, int]) -> None:
    await pilot.mouse_down(LineView, offset=start)
    await pilot.hover(LineView, offset=end)
    await pilot.mouse_up(LineView, offset=end)


async def copied(pilot: Pilot[None], app: Pane) -> str:
    await pilot.press("ctrl+c")
    return app.clipboard


async def test_a_drag_copies_the_text_without_the_numbers() -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 6)) as pilot:
        app.show("one\ntwo [b]\nthree")
        await drag(pilot, (6, 0), (6, 2))
        assert await copied(pilot, app) == "ne\ntwo [b]\nth"


async def test_a_drag_from_the_line_numbers_selects_whole_lines() -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 6)) as pilot:
        app.show("one\ntwo\nthree")
        await drag(pilot, (1, 0), (2, 2))
        assert await copied(pilot, app) == "one\ntwo"


async def test_a_drag_past_the_end_of_a_line_selects_to_its_end() -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 6)) as pilot:
        app.show("one\ntwo\nthree")
        await drag(pilot, (6, 0), (30, 1))
        assert await copied(pilot, app) == "ne\ntwo"


async def test_selection_follows_horizontal_scrolling() -> None:
    app = SourcePane()
    async with app.run_test(size=(20, 4)) as pilot:
        app.show("0123456789" * 5)
        await pilot.press("right")
        await drag(pilot, (5, 0), (8, 0))
        assert await copied(pilot, app) == "8901"


async def test_wrapped_text_is_copied_as_one_line() -> None:
    app = SourcePane()
    async with app.run_test(size=(20, 6)) as pilot:
        app.show("one two three four five")
        await pilot.press("w")
        await drag(pilot, (9, 0), (9, 1))
        assert await copied(pilot, app) == "two three fou"


async def test_a_drag_that_ends_before_the_text_of_a_row_selects_nothing_of_it() -> None:
    app = SourcePane()
    async with app.run_test(size=(20, 6)) as pilot:
        app.show("one two three four five six")
        await pilot.press("w")
        await drag(pilot, (5, 0), (6, 1))
        assert await copied(pilot, app) == "one two three "


@pytest.mark.parametrize(("clicks", "text"), [(2, "com.acme.Order"), (3, "a com.acme.Order, b")])
async def test_a_double_click_selects_a_word_and_another_the_line(clicks: int, text: str) -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 6)) as pilot:
        app.show("a com.acme.Order, b\nx")
        await pilot.click(SourceView, offset=(10, 0), times=clicks)
        assert await copied(pilot, app) == text


async def test_selected_text_is_highlighted() -> None:
    app = SourcePane()
    async with app.run_test(size=(40, 6)) as pilot:
        source = app.show("one two\nx")
        app.screen.selections = {source: Selection(Offset(4, 0), Offset(7, 0))}
        await pilot.pause()
        shown = styles(source.render_line(0))
        assert shown["two"] != shown["one"]


async def test_outline_rows_are_copied_without_their_markers() -> None:
    app = OutlinePane()
    async with app.run_test(size=(40, 6)) as pilot:
        child = OutlineNode(NodeKind.FIELD, "id", "long")
        app.show(Outline(roots=[OutlineNode(NodeKind.RECORD, "R", "record", children=[child])]))
        await drag(pilot, (5, 0), (20, 1))
        assert await copied(pilot, app) == "R  record\nid  long"


@settings(max_examples=200)
@given(selections, st.text("ab\n", max_size=20))
def test_copied_text_is_the_marked_text(selection: Selection | None, text: str) -> None:
    lines = Lines.of(text)
    marked = []
    for number in range(len(lines)):
        if span := selected_span(selection, number, len(lines[number])):
            marked.append(lines[number][span[0] : span[1]])
    if selection is not None:
        assert selected_text(lines, selection) == "\n".join(marked)


@settings(max_examples=200)
@given(selections, selections)
def test_every_line_that_changes_is_repainted(
    before: Selection | None, after: Selection | None
) -> None:
    changed = changed_lines(before, after, 8)
    for line in range(8):
        if selected_span(before, line, 9) != selected_span(after, line, 9):
            assert line in changed
