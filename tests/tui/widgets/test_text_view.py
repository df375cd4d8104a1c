"""Views of wrapped text: what is selected, what is kept, and what is repainted."""

from __future__ import annotations

import asyncio

import pytest
from textual.app import App, ComposeResult
from textual.content import Content
from textual.geometry import Offset
from textual.pilot import Pilot
from textual.selection import SELECT_ALL, Selection
from textual.widget import Widget

from cdx_tui.tui.widgets.status_line import StatusLine
from cdx_tui.tui.widgets.text.text_view import TextView
from tests.tui.screen_text import Frame, pane_text
from tests.tui.widgets import panes

_WORDS = "one two three four five six seven"
_TEXT = Content("\n").join(
    [Content.assemble(("Label  ", "bold"), _WORDS), Content(""), Content("! eight nine ten")]
)


class Pane(App[None]):
    """An app with a text view of six rows and a status line of two."""

    CSS = """
    TextView { height: 6; scrollbar-size: 0 0; overflow-x: hidden; color: $text-error; }
    StatusLine { height: 2; }
    """

    def compose(self) -> ComposeResult:
        yield TextView()
        yield StatusLine()

    def on_mount(self) -> None:
        self.query_one(TextView).show(_TEXT)
        self.query_one(StatusLine).text = Content(_WORDS)


async def copied(pilot: Pilot[None], widget: type[Widget], *places: tuple[int, int]) -> str:
    """Drag between two places of a widget, and return what is copied."""
    await pilot.mouse_down(widget, offset=places[0])
    await pilot.hover(widget, offset=places[1])
    await pilot.mouse_up(widget, offset=places[1])
    await pilot.press("ctrl+c")
    return pilot.app.clipboard


async def test_text_is_copied_without_the_wrapping() -> None:
    app = Pane()
    async with app.run_test(size=(20, 9)) as pilot:
        view = app.query_one(TextView)
        assert [row.rstrip() for row in Frame(app).pane_rows(view)] == [
            "Label  one two three",
            "       four five six",
            "       seven",
            "",
            "! eight nine ten",
            "",
        ]
        assert await copied(pilot, TextView, (7, 0), (8, 1)) == "one two three fo"
        assert await copied(pilot, TextView, (17, 1), (19, 4)) == "six seven\n\n! eight nine ten"
        assert await copied(pilot, TextView, (7, 0), (19, 2)) == _WORDS
        assert await copied(pilot, StatusLine, (4, 0), (18, 1)) == "two three four five six seven"


async def test_a_triple_click_selects_the_paragraph() -> None:
    app = Pane()
    async with app.run_test(size=(20, 9)) as pilot:
        await pilot.click(TextView, offset=(8, 1), times=3)
        await pilot.press("ctrl+c")
        assert app.clipboard == f"Label  {_WORDS}"


async def test_what_is_selected_is_marked_on_each_row() -> None:
    app = Pane()
    async with app.run_test(size=(20, 9)) as pilot:
        view = app.query_one(TextView)
        before = [view.render_line(y) for y in range(6)]
        app.screen.selections = {view: Selection(Offset(7, 0), Offset(25, 0))}
        await pilot.pause()
        changed = [view.render_line(y) != before[y] for y in range(6)]
        assert changed == [True, True, False, False, False, False]
        app.screen.selections = {view: SELECT_ALL}
        await pilot.pause()
        assert app.screen.get_selected_text() == _TEXT.plain


async def test_a_link_is_one_link_on_both_rows() -> None:
    app = Pane()
    async with app.run_test(size=(20, 9)) as pilot:
        view = app.query_one(TextView)
        link = Content.from_markup("[@click=app.bell]one two three four five six[/]")
        view.show(link)
        await pilot.pause()
        for y in (0, 1):
            metas = [segment.style.meta for segment in view.render_line(y) if segment.style]
            assert any("@click" in meta for meta in metas)


async def test_the_same_text_stays_at_the_top_when_it_is_resized() -> None:
    app = Pane()
    async with app.run_test(size=(20, 9)) as pilot:
        view = app.query_one(TextView)
        view.show(Content("\n").join(Content(f"{number} {_WORDS}") for number in range(40)))
        await pilot.press(*["pagedown"] * 9)
        top = pane_text(view).split()[0]
        for width in (40, 17, 20):
            await pilot.resize_terminal(width, 9)
            await pilot.pause()
            assert top in pane_text(view).splitlines()[0].split(), width


async def test_the_end_of_the_text_stays_in_view_when_there_is_more_room() -> None:
    app = Pane()
    async with app.run_test(size=(20, 9)) as pilot:
        view = app.query_one(TextView)
        view.show(Content("\n").join(Content(f"{number} {_WORDS}") for number in range(9)))
        await pilot.press("end")
        await pilot.resize_terminal(60, 9)
        await pilot.pause()
        assert pane_text(view).splitlines()[-1] == f"8 {_WORDS}"


async def test_text_takes_the_colours_of_another_theme() -> None:
    app = Pane()
    async with app.run_test(size=(20, 9)) as pilot:
        view = app.query_one(TextView)
        before = view.render_line(0)
        app.theme = "textual-light"
        await pilot.pause()
        assert view.render_line(0) != before


async def test_a_placeholder_that_is_too_long_ends_with_an_ellipsis() -> None:
    app = Pane()
    async with app.run_test(size=(20, 9)) as pilot:
        view = app.query_one(TextView)
        view.show(Content(""))
        view.placeholder = Content(" ".join([_WORDS] * 9))
        await pilot.pause()
        assert pane_text(view).endswith("seven one two thre…")
        view.ascii_only = True
        view.placeholder = Content(" ".join([_WORDS] * 8))
        await pilot.pause()
        assert pane_text(view).endswith("seven one two th...")


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("one two three", ["one two three", ""]),
        (_WORDS, ["one two three four", "five six seven"]),
        (f"{_WORDS} eight nine", ["one two three four", "five six seven eigh…"]),
        ("one\ntwo\nthree", ["one", "two…"]),
        (f"{'x' * 40}\ntwo", ["x" * 20, "x" * 19 + "…"]),
        ("漢" * 30, ["漢" * 10, "漢" * 9 + "…"]),
    ],
)
async def test_a_status_line_that_is_too_low_ends_with_an_ellipsis(
    text: str, rows: list[str]
) -> None:
    app = Pane()
    async with app.run_test(size=(20, 9)) as pilot:
        status = app.query_one(StatusLine)
        status.text = Content(text)
        await pilot.pause()
        assert [row.rstrip() for row in Frame(app).pane_rows(status)] == rows


async def test_a_hidden_view_wraps_its_text_once_it_is_seen() -> None:
    view = TextView()
    async with panes.Pane(view).run_test(size=(40, 10)) as pilot:
        view.display = False
        await pilot.pause()
        view.show(Content("a word " * 200))
        assert view.row_count == 0
        view.display = True
        async with asyncio.timeout(20):
            while not view.row_count:
                await pilot.pause(0.01)
        assert 30 < view.row_count < 60


async def test_text_that_was_set_while_hidden_is_not_lost_to_an_early_paint() -> None:
    app = Pane()
    async with app.run_test(size=(20, 9)) as pilot:
        view = app.query_one(TextView)
        view.display = False
        await pilot.pause()
        view.show(Content("another text"))
        view.display = True
        compositor = app.screen._compositor
        compositor._full_map_invalidated = True  # as an update of a hidden widget does
        assert view.size.width == 20  # found before the rows were fitted to it
        compositor.render_strips()
        await pilot.pause()
        assert Frame(app).pane_rows(view)[0].rstrip() == "another text"
