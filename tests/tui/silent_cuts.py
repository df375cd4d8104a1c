"""Find text that a screen cuts without an ellipsis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from textual.app import App
from textual.content import Content
from textual.scroll_view import ScrollView
from textual.widget import Widget
from textual.widgets import Input

from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.schema.source_view import SourceView
from cdx_tui.tui.widgets.text.line_view import LineView
from cdx_tui.tui.widgets.text.selecting import SelectableView
from cdx_tui.tui.widgets.text.text_view import TextView
from tests.tui.screen_text import Frame, leaves

__all__ = ["ELLIPSES", "assert_no_silent_cut", "is_announced", "silent_cuts"]

ELLIPSES = ("…", "...")
"""What a cut ends with; the second with `--ascii`."""


def assert_no_silent_cut(app: App[Any]) -> None:
    """Assert that each row that is cut on the screen of `app` ends with an ellipsis."""
    cuts = list(silent_cuts(Frame(app)))
    assert not cuts, "cut without an ellipsis:\n" + "\n".join(cuts)


def silent_cuts(frame: Frame) -> Iterator[str]:
    """Yield the widget and the text of each row that is cut without an ellipsis.

    Text that can be scrolled into view is not cut: below the rows of a list or a text, and beside
    those of a source that is not wrapped.
    """
    for widget in leaves(frame.app):
        rows = _rows(frame, widget)
        name = f"{type(widget).__name__}{f'#{widget.id}' if widget.id else ''}"
        if not is_announced(_contents(widget), rows):
            yield f"{name}: {_contents(widget)} is shown as {rows}"


def _rows(frame: Frame, widget: Widget) -> list[str]:
    rows = [row.rstrip() for row in frame.pane_rows(widget)]
    if isinstance(widget, KeyHints):
        rows = [row.removesuffix(widget.pressed) for row in rows]
    return rows


def is_announced(texts: Sequence[str], rows: Sequence[str]) -> bool:
    """Return whether `rows` show all of `texts`, or an ellipsis where they do not."""
    shown = _letters("".join(rows))
    if rows and rows[-1].rstrip().endswith(ELLIPSES):
        return True
    return all(_letters(text) in shown or _is_cut_in(_letters(text), shown) for text in texts)


def _is_cut_in(text: str, shown: str) -> bool:
    lengths = range(len(text) - 1, 0, -1)
    return any(text[:length] + mark in shown for length in lengths for mark in ELLIPSES)


def _letters(text: str) -> str:
    return "".join(text.split())


def _contents(widget: Widget) -> Sequence[str]:
    """Return what a widget has to show, apart from what can be scrolled into view."""
    if isinstance(widget, PaneTitle):
        return [widget.text.plain, widget.note.plain]
    if isinstance(widget, KeyHints):
        return []  # whole hints are left out: the help lists them
    if isinstance(widget, LineView):
        return _rows_of(widget)
    if isinstance(widget, Input | ScrollView):
        return []
    content = widget._render()
    return content.plain.split("\n") if isinstance(content, Content) else []


def _rows_of(view: LineView) -> Sequence[str]:
    if not view.row_count:
        return [view.placeholder.plain]
    if isinstance(view, SelectableView) and not isinstance(view, SourceView | TextView):
        return [view.selectable[view.selectable_line(row)] for row in view.visible_rows()]
    return []
