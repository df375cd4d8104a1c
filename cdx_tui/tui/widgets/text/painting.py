"""From runs of characters, each in the styles of some components, to a strip of the screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.widget import Widget

from cdx_tui.tui.widgets.highlighting.highlighter import Span

__all__ = ["SELECTION", "Palette", "Run", "mark", "paint", "runs"]

SELECTION = "selection"
"""The name under which a palette has the style of text that the mouse has selected."""


class Run(NamedTuple):
    """The characters from `start` to `end` are shown in `styles`, the later over the earlier."""

    start: int
    end: int
    styles: tuple[str, ...] = ()


class Palette:
    """The styles of a widget's components, cached until the stylesheet changes."""

    def __init__(self, widget: Widget, prefix: str) -> None:
        self._widget = widget
        self._prefix = prefix
        self._styles: dict[tuple[str, ...], Style] = {}
        self._quiet: dict[str, bool] = {}

    def style(self, *names: str) -> Style:
        """Return the combined style of components over the widget's own."""
        style = self._styles.get(names)
        if style is None:
            style = self._styles[names] = self._compose(names)
        return style

    def quiet(self, name: str) -> bool:
        """Return whether blanks look the same in this style as in none."""
        if name == SELECTION:
            return False
        quiet = self._quiet.get(name)
        if quiet is None:
            style = self.style(name)
            drawn = style.underline or style.strike or style.reverse
            quiet = self._quiet[name] = not drawn and style.bgcolor == self.style().bgcolor
        return quiet

    def clear(self) -> None:
        """Forget the styles: the theme, or what the widget's style depends on, has changed."""
        self._styles.clear()
        self._quiet.clear()

    def _compose(self, names: tuple[str, ...]) -> Style:
        components = [self._prefix + name for name in names if name != SELECTION]
        style = self._widget.get_visual_style(*components).rich_style
        for component in components:
            if self._widget.get_component_styles(component).text_style.reverse:
                style += Style(reverse=True)
        if SELECTION in names:
            style += self._widget.screen.get_component_rich_style("screen--selection")
        return style


def runs(text: str, spans: Iterable[Span], start: int, end: int, palette: Palette) -> list[Run]:
    """Return runs that cover `text` from `start` to `end`: `spans` and the text between them.

    Blanks join a neighbour if that looks the same: every run costs some 40 bytes on the line.
    """
    found: list[Run] = []
    for span in spans:
        if span.end <= start:
            continue
        if span.start >= end:
            break
        first = max(start, span.start)
        if first > start:
            _add(found, text, Run(start, first), palette)
        start = min(end, span.end)
        _add(found, text, Run(first, start, (span.style,)), palette)
    if start < end:
        _add(found, text, Run(start, end), palette)
    return found


def _add(found: list[Run], text: str, run: Run, palette: Palette) -> None:
    last = found[-1] if found else None
    if last and (last.styles == run.styles or _hides(run, last, text, palette)):
        found[-1] = Run(last.start, run.end, last.styles)
    elif last and _hides(last, run, text, palette):
        found[-1] = Run(last.start, run.end, run.styles)
    else:
        found.append(run)


def _hides(blank: Run, other: Run, text: str, palette: Palette) -> bool:
    """Return whether `blank` is blank and looks the same in the styles of `other`."""
    plain = not blank.styles and text[blank.start : blank.end].isspace()
    return plain and all(map(palette.quiet, other.styles))


def mark(runs: Sequence[Run], start: int, end: int, style: str) -> list[Run]:
    """Lay `style` over the characters from `start` to `end`."""
    found = []
    for run in runs:
        first, last = max(run.start, start), min(run.end, end)
        if first >= last:
            found.append(run)
            continue
        if run.start < first:
            found.append(Run(run.start, first, run.styles))
        found.append(Run(first, last, (*run.styles, style)))
        if last < run.end:
            found.append(Run(last, run.end, run.styles))
    return found


def paint(
    text: str, runs: Iterable[Run], palette: Palette, below: tuple[str, ...], line: int
) -> Iterator[Segment]:
    """Yield the segments of `runs` over the styles `below`, with their offsets in the text.

    Textual asks them for the offset in the text, here a column and a line, to select by mouse.
    """
    for run in runs:
        style = palette.style(*below, *run.styles)
        where = Style.from_meta({"offset": (run.start, line)})
        yield Segment(text[run.start : run.end], style + where)
