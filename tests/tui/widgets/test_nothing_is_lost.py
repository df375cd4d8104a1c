"""Wrapped text: every letter is on the screen, at every width."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

import cdx_tui.tui.app
from cdx_tui.schema.lines import Lines
from cdx_tui.tui.themes import THEMES
from cdx_tui.tui.widgets.schema.source_view import SourceView
from cdx_tui.tui.widgets.text.text_view import TextView

WIDTHS = range(40, 141, 4)
HEIGHT = 60
ALPHABETS = ("abcdefghijklmnopqrstuvwxyz", "漢字仮名", "αβγδε", "שלוםאבג", "e\u0301a\u0308o")


def words(seed: int, count: int) -> Iterator[str]:
    """Yield words of two to twelve letters; some are wide, combined or right to left."""
    draw = random.Random(seed)
    for number in range(count):
        letters = ALPHABETS[number % len(ALPHABETS)] if number % 7 == 0 else ALPHABETS[0]
        yield "".join(draw.choices(letters, k=draw.randint(2, 12)))


class Page(App[None]):
    """One view in the styles of the app, with its scroll bar and padding."""

    CSS_PATH = Path(cdx_tui.tui.app.__file__).with_name("app.tcss")
    CSS = "Screen { layout: vertical; } TextView, SourceView { height: 1fr; }"

    def __init__(self, view: TextView | SourceView) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.view = view

    def compose(self) -> ComposeResult:
        yield self.view

    @property
    def text(self) -> str:
        """What the screen shows, a row after the other."""
        strips = self.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips)


@pytest.mark.parametrize("name", ["details-text", "text"])
async def test_a_text_view(name: str) -> None:
    page = Page(view := TextView(id=name))
    async with page.run_test(size=(80, HEIGHT)) as pilot:
        for width in WIDTHS:
            await pilot.resize_terminal(width, HEIGHT)
            expected = list(words(width, 200))
            view.show(Content(" ".join(expected)))
            await pilot.pause()
            assert view.row_count <= HEIGHT
            shown = page.text.split()
            assert [word for word in expected if word not in shown] == [], width


async def test_a_wrapped_source() -> None:
    page = Page(view := SourceView(id="source"))
    async with page.run_test(size=(80, HEIGHT)) as pilot:
        view.soft_wrap = True
        for width in WIDTHS:
            await pilot.resize_terminal(width, HEIGHT)
            expected = "".join(words(width, 150))
            view.show(Lines.of(expected), "text")
            await pilot.pause()
            shown = "".join(page.text.split()).lstrip("❯1")
            assert shown[: len(expected)] == expected, width


async def test_a_placeholder() -> None:
    page = Page(view := SourceView(id="source"))
    async with page.run_test(size=(80, HEIGHT)) as pilot:
        for width in WIDTHS:
            await pilot.resize_terminal(width, HEIGHT)
            expected = list(words(width, 60))
            view.placeholder = Content(" ".join(expected))
            await pilot.pause()
            shown = page.text.split()
            assert [word for word in expected if word not in shown] == [], width
