"""Split text into styled runs and render them as segments."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.widget import Widget

from cdx_tui.tui.widgets.highlighting.highlighter import Span
from cdx_tui.tui.widgets.text.component_style import component_style

__all__ = ["SELECTION", "Palette", "Run", "mark", "paint", "runs"]

SELECTION = "selection"
"""Name of the style in a `Palette` for text selected with the mouse."""


class Run(NamedTuple):
    """Characters from `start` to `end` and their styles; later styles override earlier ones."""

    start: int
    end: int
    styles: tuple[str, ...] = ()


class Palette:
    """Styles of a widget's component classes, cached until `clear` is called.

    Args:
        widget: The widget that has the component classes.
        prefix: Prefix of the component classes, left out of style names.
    """

    def __init__(self, widget: Widget, prefix: str) -> None:
        self._widget = widget
        self._prefix = prefix
        self._styles: dict[tuple[str, ...], Style] = {}
        self._invisible: dict[str, bool] = {}

    def style(self, *names: str) -> Style:
        """Return the combined style of components, applied over the widget's own style."""
        style = self._styles.get(names)
        if style is None:
            style = self._styles[names] = self._compose(names)
        return style

    def invisible_on_blanks(self, name: str) -> bool:
        """Return whether blanks look the same in this style as without it."""
        if name == SELECTION:
            return False
        invisible = self._invisible.get(name)
        if invisible is None:
            style = self.style(name)
            drawn = style.underline or style.strike or style.reverse
            invisible = self._invisible[name] = not drawn and style.bgcolor == self.style().bgcolor
        return invisible

    def clear(self) -> None:
        """Clear the cache, after the theme or the widget's style has changed."""
        self._styles.clear()
        self._invisible.clear()

    def _compose(self, names: tuple[str, ...]) -> Style:
        components = [self._prefix + name for name in names if name != SELECTION]
        style = component_style(self._widget, *components).rich_style
        if SELECTION in names:
            style += self._widget.screen.get_component_rich_style("screen--selection")
        return style


def runs(text: str, spans: Iterable[Span], start: int, end: int, palette: Palette) -> list[Run]:
    """Return runs that cover `text` from `start` to `end`: `spans` and the text between them.

    Blanks are merged into an adjacent run if they look the same in its styles, because every run
    costs about 40 bytes of terminal output.
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
    if last and (last.styles == run.styles or _absorbable(run, last, text, palette)):
        found[-1] = Run(last.start, run.end, last.styles)
    elif last and _absorbable(last, run, text, palette):
        found[-1] = Run(last.start, run.end, run.styles)
    else:
        found.append(run)


def _absorbable(blank: Run, other: Run, text: str, palette: Palette) -> bool:
    """Return whether `blank` contains only blanks and looks the same in the styles of `other`."""
    plain = not blank.styles and text[blank.start : blank.end].isspace()
    return plain and all(map(palette.invisible_on_blanks, other.styles))


def mark(runs: Sequence[Run], start: int, end: int, style: str) -> list[Run]:
    """Return `runs` with `style` added to the characters from `start` to `end`."""
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
    text: str, runs: Iterable[Run], palette: Palette, base_styles: tuple[str, ...], line: int
) -> Iterator[Segment]:
    """Yield a segment for each of `runs`, styled over `base_styles`.

    Each segment has its offset in the text (column and `line`) as metadata, which Textual uses for
    mouse selection.
    """
    for run in runs:
        style = palette.style(*base_styles, *run.styles)
        meta = Style.from_meta({"offset": (run.start, line)})
        yield Segment(text[run.start : run.end], style + meta)
