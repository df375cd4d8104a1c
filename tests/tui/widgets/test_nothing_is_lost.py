"""Wrapped and cut text: every word is on the screen, or an ellipsis, at every width."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import ClassVar

import pytest
from rich.cells import cell_len
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget

from cdx_tui.schema.document import NodeKind, Outline, OutlineNode
from cdx_tui.schema.lines import Lines
from cdx_tui.tui.themes import THEMES
from cdx_tui.tui.widgets.key_hints import Hint, KeyHints, KeyTarget
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.schema.outline_view import OutlineView
from cdx_tui.tui.widgets.schema.source_view import SourceView
from cdx_tui.tui.widgets.status_line import StatusLine
from cdx_tui.tui.widgets.text.detail_view import DetailLine, DetailView
from cdx_tui.tui.widgets.text.text_view import TextView
from tests.tui.random_words import random_sentence, random_words
from tests.tui.screen_text import Frame, visible_region
from tests.tui.silent_cuts import silent_cuts
from tests.tui.widgets.host import STYLES

WIDTHS = range(40, 141)
_ROWS = 6
"""The height of each wrapping view, in which all its words fit at every width."""
_HEIGHT = 3 * (4 * _ROWS + 2) + 2 * 6


class Page(App[None]):
    """Views in the styles of the app, below each other."""

    CSS_PATH: ClassVar[list[str | PurePath]] = STYLES
    CSS = f"""
    Screen, Vertical {{ layout: vertical; height: auto; }}
    TextView, SourceView, DetailView {{ height: {_ROWS}; }}
    .-without-bar LineView {{ scrollbar-size: 0 0; }}
    #outline, #node {{ display: block; height: 2; }}
    """

    def __init__(self) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name

    def compose(self) -> ComposeResult:
        for name in ("-plain", "-presenting", "-without-bar"):
            with Vertical(classes=name):
                yield TextView(id="details-text")
                yield DetailView()
                yield SourceView(id="source")
                yield SourceView(id="empty")
                yield OutlineView(id="outline")
        for name in ("-plain", "-presenting"):
            with Vertical(classes=name):
                yield StatusLine(id="node")
                yield StatusLine()
                yield PaneTitle()
                yield KeyHints()

    def on_mount(self) -> None:
        for source in self.query("#source").results(SourceView):
            source.soft_wrap = True

    def show(self, seed: int, width: int) -> None:
        """Show random words in every view; as many as fill about half of a wrapping one."""
        sentence = random_sentence(seed, width // 8)
        words = random_words(seed, 30)
        for text in self.query(TextView).results(TextView):
            text.show(labelled(sentence))
        for detail in self.query(DetailView):
            detail.show([DetailLine((("Label ", "label"), (sentence, "")), 6)])
        for source in self.query("#source").results(SourceView):
            source.show(Lines.of(f"  {sentence}"))
        for source in self.query("#empty").results(SourceView):
            source.placeholder = Content(sentence)
        for outline in self.query(OutlineView):
            outline.show(Outline(roots=[OutlineNode(NodeKind.FIELD, "f", "int", doc=sentence)]))
        for status in self.query(StatusLine):
            status.text = Content(f"{sentence}\n{' '.join(words)}")
        for title in self.query(PaneTitle):
            title.text, title.note = Content(" ".join(words[:8])), Content(" ".join(words[8:12]))


def labelled(sentence: str) -> Content:
    """Return the sentence in three paragraphs: bare, after a label, and after a sign."""
    words = sentence.split(" ")
    third = len(words) // 3
    first, second, last = words[:third], words[third : 2 * third], words[2 * third :]
    value = Content.assemble(("Label    ", "bold"), " ".join(second))
    return Content("\n").join([Content(" ".join(first)), value, Content("! " + " ".join(last))])


def faults(frame: Frame, view: Widget, sentence: str) -> Iterator[str]:
    """Yield what is wrong with a wrapped sentence, of which all rows are on the screen."""
    shown = " ".join(frame.pane_text(view).split())
    text = " ".join(shown.replace("Label ", "").replace("! ", "").split())
    if text.removeprefix("❯ 1 ").removeprefix("❯") != sentence:
        yield f"not {sentence!r} but {text!r}"
    width, rows = visible_region(view).width, frame.pane_rows(view)
    for word in sentence.split(" "):
        if cell_len(word) <= width - 14 and not any(word in row for row in rows):
            yield f"{word!r} is broken, though a row could hold it"


def hint_faults(hints: KeyHints, words: list[str]) -> Iterator[str]:
    """Yield what is wrong with the hints that fit: none is cut, the last is never left out."""
    words = [word for word in words if cell_len(word) < 20]
    hints.hints = tuple(
        Hint((KeyTarget("k", "", hints),), word, is_kept=word is words[-1]) for word in words
    )
    shown = hints.render().plain.removesuffix(" j k ").rstrip()
    labels = re.sub(r"(^| )k ", " ", shown).split()
    expected = [*words[: len(labels) - 1], words[-1]]
    if labels != expected:
        yield f"{words} are shown as {shown!r}"
    if cell_len(shown) > hints.size.width:
        yield f"{shown!r} is too wide"


@pytest.mark.usefixtures("unpainted")
async def test_every_word_is_shown_at_every_width() -> None:
    page = Page()
    found: list[str] = []
    async with page.run_test(size=(80, _HEIGHT)) as pilot:
        for width in WIDTHS:
            page.show(width, width)
            await pilot.resize_terminal(width, page.size.height)
            frame = Frame(page)
            sentence = random_sentence(width, width // 8)
            for view in page.query("TextView, SourceView, DetailView").results(Widget):
                place = f"{width} {view.parent} {view}"
                found += [f"{place}: {each}" for each in faults(frame, view, sentence)]
            found += [f"{width} {cut}" for cut in silent_cuts(frame)]
            for hints in page.query(KeyHints):
                hints.pressed = "j k" if width % 2 else ""
                found += hint_faults(hints, random_words(width, width // 8))
    assert found == []
