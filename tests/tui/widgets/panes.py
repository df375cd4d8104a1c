"""A minimal app around one view, and helpers for its tests."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.pilot import Pilot
from textual.strip import Strip

from cdx_tui.schema import Outline
from cdx_tui.schema.lines import Lines
from cdx_tui.tui.widgets.highlighting.languages import Language
from cdx_tui.tui.widgets.schema.outline_view import OutlineView
from cdx_tui.tui.widgets.schema.source_view import SourceView
from cdx_tui.tui.widgets.text.line_view import LineView
from cdx_tui.tui.widgets.text.searchable import SearchableView

CSS = """
LineView { height: 1fr; overflow: hidden scroll; scrollbar-size: 0 0; }
.source--key { color: red; }
.source--cursor, .outline--cursor { background: blue; }
.source--match, .outline--match { text-style: underline; }
.source--match-current, .outline--match-current { text-style: bold underline reverse; }
"""


class Pane(App[None]):
    """An app with one view that records the messages posted by it."""

    CSS = CSS

    def __init__(self, view: LineView) -> None:
        super().__init__()
        self.view = view
        self.searched: list[SearchableView.Searched] = []
        self.lines: list[int] = []
        self.nodes: list[str] = []
        self.requests: list[int] = []

    def compose(self) -> ComposeResult:
        yield self.view

    def on_searchable_view_searched(self, event: SearchableView.Searched) -> None:
        self.searched.append(event)

    def on_source_view_line_highlighted(self, event: SourceView.LineHighlighted) -> None:
        self.lines.append(event.line)

    def on_outline_navigation_highlighted(self, event: OutlineView.Highlighted) -> None:
        self.nodes.append(event.node.name)

    def on_outline_navigation_source_requested(self, event: OutlineView.SourceRequested) -> None:
        self.requests.append(event.line)


class SourcePane(Pane):
    def __init__(self) -> None:
        self.source = SourceView()
        super().__init__(self.source)

    def show(self, text: str, language: Language = "text") -> SourceView:
        self.source.show(Lines.of(text), language)
        self.source.focus()
        return self.source


class OutlinePane(Pane):
    def __init__(self) -> None:
        self.outline = OutlineView()
        super().__init__(self.outline)

    def show(self, outline: Outline) -> OutlineView:
        self.outline.show(outline)
        self.outline.focus()
        return self.outline


def rows(view: LineView) -> list[str]:
    """Return the visible rows of the view, stripped at the right."""
    return [view.render_line(y).text.rstrip() for y in range(view.size.height)]


def styles(strip: Strip) -> dict[str, str]:
    """Return the styles of a row keyed by their text."""
    return {segment.text.strip(): str(segment.style) for segment in strip}


def numbered(count: int) -> str:
    return "\n".join(f"line {number}" for number in range(count))


async def search_to_end(pilot: Pilot[None], pane: Pane) -> SearchableView.Searched:
    """Wait until the search is complete."""
    while not (pane.searched and pane.searched[-1].complete):
        await pilot.pause()
    return pane.searched[-1]
