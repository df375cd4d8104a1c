"""What a screen says: its rows, and the sentences of its panes, wrapped ones joined again."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from rich.cells import cell_len
from textual.app import App
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

__all__ = [
    "Frame",
    "assert_whole",
    "assert_whole_in_picture",
    "leaves",
    "pane_text",
    "picture_rows",
    "screen_text",
    "visible_region",
]


class Frame:
    """What the screen of `app` shows at one moment, as the compositor renders it."""

    def __init__(self, app: App[Any]) -> None:
        self.app = app
        self._strips = app.screen._compositor.render_strips()

    @property
    def rows(self) -> list[str]:
        """The rows of the screen."""
        return [strip.text for strip in self._strips]

    def pane_rows(self, widget: Widget) -> list[str]:
        """Return what is shown in the region of `widget`, one string per row."""
        return [strip.text for strip in self._pane_strips(widget)]

    def pane_text(self, widget: Widget) -> str:
        """Return what is shown in the region of `widget`, one line per paragraph.

        Rows are joined if they show parts of one line, by the offsets that selecting by mouse
        needs.
        """
        paragraphs: list[_Row] = []
        for strip in self._pane_strips(widget):
            row = _Row.of(strip)
            if paragraphs and row.continues(paragraphs[-1]):
                row = paragraphs.pop().joined(row)
            paragraphs.append(row)
        return "\n".join(row.text.rstrip() for row in paragraphs)

    def _pane_strips(self, widget: Widget) -> list[Strip]:
        region = visible_region(widget)
        strips = self._strips[region.y : region.bottom]
        return [strip.crop(region.x, region.right) for strip in strips]


def visible_region(widget: Widget) -> Region:
    """Return the cells of the screen that show content of `widget`, without its scroll bars."""
    visible = widget.screen._compositor.visible_widgets.get(widget)
    if visible is None:
        return Region()
    region, clip = visible
    return region.intersection(clip).intersection(widget.scrollable_content_region)


def leaves(app: App[Any]) -> Iterator[Widget]:
    """Yield the widgets of the screen that are displayed and contain no others."""
    for widget in app.screen.walk_children(Widget):
        if widget.is_on_screen and not widget.is_container and not widget.displayed_children:
            yield widget


def screen_text(app: App[Any]) -> str:
    """Return the screen, one line per row."""
    return "\n".join(Frame(app).rows)


def pane_text(widget: Widget) -> str:
    """Return what the screen shows in the region of `widget`, one line per paragraph."""
    return Frame(widget.app).pane_text(widget)


def assert_whole(app: App[Any], *sentences: str) -> None:
    """Assert that each of `sentences` is on the screen, in one row or wrapped within one pane."""
    frame = Frame(app)
    paragraphs = (frame.pane_text(leaf).split("\n") for leaf in leaves(app))
    _assert_all_in(sentences, [*frame.rows, *chain.from_iterable(paragraphs)], frame.rows)


def assert_whole_in_picture(svg: str, *sentences: str) -> None:
    """Assert that an SVG screenshot shows `sentences`, in one row or wrapped within one pane."""
    rows = picture_rows(svg)
    _assert_all_in(sentences, [*rows, *_columns(rows)], rows)


def picture_rows(svg: str) -> list[str]:
    """Return the rows of a screenshot, from the text elements of its SVG."""
    rows: defaultdict[float, list[tuple[float, str]]] = defaultdict(list)
    cell = 0.0
    for attributes, escaped in re.findall(r"<text ([^>]*)>([^<]*)</text>", svg):
        if 'textLength="' not in attributes:  # the title of the window
            continue
        x, y, length = (
            float(re.search(rf'{name}="([\d.]+)"', attributes)[1])  # type: ignore[index]
            for name in (r"\bx", r"\by", "textLength")
        )
        text = html.unescape(escaped).replace("\xa0", " ")
        cell = cell or length / cell_len(text)
        rows[y].append((x, text))
    return [_assembled(rows[y], cell) for y in sorted(rows)]


@dataclass
class _Row:
    """A row: its text, and the line and the columns of its first and last character."""

    text: str
    line: int | None = None
    first: int = 0
    last: int = -1

    @classmethod
    def of(cls, strip: Strip) -> _Row:
        row = cls(strip.text)
        for segment in strip:
            offset = segment.style.meta.get("offset") if segment.style else None
            if offset is None or not segment.text.strip():
                continue
            column, line = offset
            if row.line is None:
                row.line = line
                row.first = column + len(segment.text) - len(segment.text.lstrip())
            row.last = column + len(segment.text.rstrip()) - 1
        return row

    def continues(self, before: _Row) -> bool:
        return self.line is not None and self.line == before.line and self.first > before.last

    def joined(self, after: _Row) -> _Row:
        gap = " " if after.first > self.last + 1 else ""
        text = self.text.rstrip() + gap + after.text.strip()
        return _Row(text, self.line, self.first, after.last)


def _assembled(parts: Iterable[tuple[float, str]], cell: float) -> str:
    row = ""
    for x, text in sorted(parts):
        row += " " * (round(x / cell) - cell_len(row)) + text
    return row


def _columns(rows: list[str]) -> list[str]:
    """Return the text of each pane: what stands below each other between vertical rules.

    The ends of scroll bars are drawn with blocks, which are left out.
    """
    panes: defaultdict[int, list[str]] = defaultdict(list)
    for row in rows:
        start = 0
        for part in row.split("│"):
            panes[start].append(re.sub("[▁-█]", "", part).strip())
            start += cell_len(part) + 1
    return [" ".join(parts) for parts in panes.values()]


def _assert_all_in(sentences: Iterable[str], found: list[str], rows: list[str]) -> None:
    texts = [" ".join(text.split()) for text in found]
    missing = [each for each in sentences if not any(" ".join(each.split()) in t for t in texts)]
    shown = "\n".join(f"{number:>3} {row.rstrip()}" for number, row in enumerate(rows))
    wanted = "\n".join(f"  {sentence}" for sentence in missing)
    assert not missing, f"not whole on the screen:\n{wanted}\nrow by row:\n{shown}"
