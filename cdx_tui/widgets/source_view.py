"""A schema's text, highlighted, at any size."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip

from cdx_tui.schema.lines import Lines
from cdx_tui.widgets.cells import cell_width, cut_cells
from cdx_tui.widgets.highlighting import Highlighter, Language, Span, highlighter
from cdx_tui.widgets.line_view import LineView

__all__ = ["SourceView"]


class SourceView(LineView):
    """Shows `Lines`, which may still be growing, with line numbers and syntax highlighting.

    Attributes:
        line_numbers: Whether lines are numbered.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "space",
            "page_down",
            "Page down",
            show=False,
            id="source.page",
            tooltip="Move one page down",
        ),
        Binding(
            "left",
            "pan(-8)",
            "Left",
            show=False,
            id="source.left",
            tooltip="Scroll to the left",
        ),
        Binding(
            "right",
            "pan(8)",
            "Right",
            show=False,
            id="source.right",
            tooltip="Scroll to the right",
        ),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "source--comment",
        "source--cursor",
        "source--default",
        "source--doc",
        "source--error",
        "source--field",
        "source--key",
        "source--keyword",
        "source--line-number",
        "source--logical",
        "source--number",
        "source--string",
        "source--symbol",
        "source--type",
    }

    line_numbers: reactive[bool] = reactive(True)

    class LineHighlighted(Message):
        """The cursor is on another line, counted from 0."""

        def __init__(self, source: SourceView, line: int) -> None:
            super().__init__()
            self.source = source
            self.line = line

        @property
        def control(self) -> SourceView:
            """The view that sent it."""
            return self.source

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._lines = Lines()
        self._language: Language = "text"
        self._highlighter: Highlighter | None = None
        self._styles: dict[str, Style] = {}

    def show(self, lines: Lines, language: Language = "text", *, line: int = 0) -> None:
        """Show other lines, with the cursor on `line`."""
        self._lines, self._language, self._highlighter = lines, language, None
        self._styles.clear()
        self.reset(line)

    def lines_grew(self) -> None:
        """Show what was added to the lines since they were last looked at."""
        self.fit()
        self.repaint_changed()

    @property
    def lines(self) -> Lines:
        """The lines that are shown."""
        return self._lines

    @property
    def cursor_line(self) -> int:
        """The line that the cursor is on, from 0."""
        return self.cursor

    def go_to_line(self, line: int) -> None:
        """Put the cursor on `line`, counted from 0; in the middle if it was out of view."""
        self.move_cursor(line, centre=True)

    @property
    def row_count(self) -> int:
        """The number of lines so far."""
        return len(self._lines)

    @property
    def widest(self) -> int:
        """The cells of the longest line, with the gutter."""
        return self._gutter + self._lines.longest

    @property
    def _gutter(self) -> int:
        return 2 + max(3, len(str(len(self._lines)))) if self.line_numbers else 1

    def render_row(self, row: int, width: int) -> Strip:
        """Render a line with its number."""
        line = self._lines[row]
        gutter = self._gutter
        cut = cut_cells(line, self.scroll_offset.x, width - gutter)
        if self._highlighter is None:
            self._highlighter = highlighter(self._language, self._lines)
        segments = [Segment(" " * cut.before, self._style(""))] if cut.before else []
        for span in _clipped(self._highlighter.spans(row), cut.start, cut.end):
            segments.append(Segment(line[span.start : span.end], self._style(span.style)))
        text = Strip(segments).apply_offsets(cut.start, row)
        used = cut.before + cell_width(line[cut.start : cut.end])
        padding = Segment(" " * (width - gutter - used), self._style(""))
        strip = Strip([self._number(row), *text, padding], width)
        return strip.apply_style(self._style("cursor")) if row == self.cursor else strip

    def _number(self, row: int) -> Segment:
        sign = " "
        if row == self.cursor:
            sign = ">" if self.ascii_only else "▸"
        number = f"{sign}{row + 1:>{self._gutter - 2}} " if self.line_numbers else sign
        return Segment(number, self._style("line-number"))

    def _style(self, name: str) -> Style:
        """Return the style of a component; the one of the cursor as a layer over another."""
        style = self._styles.get(name)
        if style is None:
            if name:
                style = self.get_component_rich_style(f"source--{name}", partial=name == "cursor")
            else:
                style = self.rich_style
            self._styles[name] = style
        return style

    def notify_style_update(self) -> None:
        """Forget the styles of another theme."""
        self._styles.clear()
        super().notify_style_update()

    def cursor_moved(self) -> None:
        """Tell the parent."""
        self.post_message(self.LineHighlighted(self, self.cursor_line))

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """Return the selected text, whose offsets are characters of lines."""
        last = len(self._lines) - 1
        first_x, first_y = selection.start or (0, 0)
        last_x, last_y = selection.end or (len(self._lines[last]) if last >= 0 else 0, last)
        lines = [self._lines[line] for line in range(max(0, first_y), min(last, last_y) + 1)]
        if not lines:
            return None
        if last_y <= last:
            lines[-1] = lines[-1][: max(0, last_x)]
        lines[0] = lines[0][max(0, first_x) :]
        return "\n".join(lines), "\n"

    def action_pan(self, cells: int) -> None:
        """Scroll sideways."""
        self.scroll_to(x=max(0, self.scroll_offset.x + cells), animate=False, force=True)


def _clipped(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """Return `spans` within `start` and `end`, and plain ones between them."""
    found = []
    for span in spans:
        if span.end <= start:
            continue
        if span.start >= end:
            break
        if span.start > start:
            found.append(Span(start, span.start, ""))
        found.append(Span(max(start, span.start), min(end, span.end), span.style))
        start = min(end, span.end)
    if start < end:
        found.append(Span(start, end, ""))
    return found
