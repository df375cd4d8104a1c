"""The source view, as a user sees it."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.strip import Strip

from cdx_tui.schema.lines import Lines
from cdx_tui.widgets.highlighting import Language
from cdx_tui.widgets.source_view import SourceView

AVRO = """{
  "type": "record",
  "name": "Order",
  "fields": [
    {
      "name": "id",
      "type": "long"
    }
  ]
}"""


class Viewer(App[None]):
    CSS = """
    SourceView { height: 1fr; overflow: hidden scroll; scrollbar-size: 0 1; }
    SourceView > .source--key { color: red; }
    SourceView > .source--cursor { background: blue; }
    """

    def compose(self) -> ComposeResult:
        yield SourceView()

    @property
    def source(self) -> SourceView:
        return self.query_one(SourceView)

    def show(self, text: str, language: Language = "text") -> SourceView:
        self.source.show(Lines.of(text), language)
        self.source.focus()
        return self.source

    def rows(self) -> list[str]:
        return [self.source.render_line(y).text.rstrip() for y in range(self.source.size.height)]


def numbered(count: int) -> str:
    return "\n".join(f"line {number}" for number in range(count))


def style_of(strip: Strip, text: str) -> str:
    return {segment.text.strip(): str(segment.style) for segment in strip}[text]


async def test_shows_lines_with_numbers_and_a_cursor() -> None:
    app = Viewer()
    async with app.run_test(size=(40, 6)) as pilot:
        app.show("one\ntwo")
        await pilot.pause()
        assert app.rows() == ["▸  1 one", "   2 two", "", "", "", ""]
        app.source.ascii_only = True
        assert app.rows()[0] == ">  1 one"
        app.source.line_numbers = False
        assert app.rows()[:2] == [">one", " two"]


async def test_keys_move_the_cursor_and_scroll_no_further_than_needed() -> None:
    app = Viewer()
    async with app.run_test(size=(40, 10)) as pilot:
        source = app.show(numbered(100))
        await pilot.press("j", "j", "down", "k")
        assert (source.cursor, source.scroll_offset.y) == (2, 0)
        await pilot.press("pagedown")
        assert (source.cursor, source.scroll_offset.y) == (11, 9)
        await pilot.press("G")
        assert (source.cursor, source.scroll_offset.y) == (99, 90)
        await pilot.press("pageup")
        assert (source.cursor, source.scroll_offset.y) == (90, 81)
        await pilot.press("g")
        assert (source.cursor, source.scroll_offset.y) == (0, 0)


async def test_colours_keys() -> None:
    app = Viewer()
    async with app.run_test(size=(60, 12)) as pilot:
        source = app.show(AVRO, "avro")
        await pilot.pause()
        assert "#ff0000" in style_of(source.render_line(5), '"name"')
        assert "#ff0000" not in style_of(source.render_line(5), '"id"')


async def test_an_empty_pane_says_so() -> None:
    app = Viewer()
    async with app.run_test(size=(40, 6)) as pilot:
        await pilot.pause()
        assert app.rows()[0] == "Nothing to show"


async def test_lines_may_grow_while_they_are_shown() -> None:
    app = Viewer()
    async with app.run_test(size=(40, 6)) as pilot:
        lines = Lines()
        app.source.show(lines)
        lines.extend([f"line {number}" for number in range(512)])
        app.source.lines_grew()
        await pilot.pause()
        assert app.rows()[5] == "   6 line 5"
        lines.extend(["the last"])
        app.source.lines_grew()
        app.source.focus()
        await pilot.press("G")
        assert app.rows()[-1] == "▸513 the last"
