"""Screens of a terminal as one SVG: a still picture, or an animation without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from itertools import accumulate, groupby
from typing import Final, NamedTuple

from rich.cells import cell_len
from rich.color import Color
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME
from textual.strip import Strip

from tests.tui.recorded_tour import Frame

__all__ = ["draw"]

_CELL: Final = 12
_ROW: Final = 24
_BASELINE: Final = 18
_MIDDLE: Final = _ROW // 2 - _BASELINE
_MARGIN: Final = 10
_BAR: Final = 38
_BUTTONS: Final = ("#ff5f57", "#febc2e", "#28c840")

# Words at their own places: where a font lacks a symbol, it does not move what follows.
_PIECE: Final = re.compile(r"[!-~]+(?: [!-~]+)*|([^ -~])\1*")
_FONTS: Final = "Menlo, Consolas, 'DejaVu Sans Mono', 'Liberation Mono', monospace"
_STROKES: Final = {"─": 1.5, "━": 3.0}
_CORNERS: Final = {"╭": (1, 1), "╮": (-1, 1), "╰": (1, -1), "╯": (-1, -1)}
"""The ways to the right (1) or left, and down (1) or up, that a corner joins."""


class _Look(NamedTuple):
    """Colours and attributes of text; the colours as `#rrggbb`."""

    colour: str
    ground: str
    is_bold: bool
    is_italic: bool
    is_underlined: bool

    @property
    def css(self) -> str:
        """The declarations of the text."""
        return (
            f"fill:{self.colour}"
            + ";font-weight:700" * self.is_bold
            + ";font-style:italic" * self.is_italic
            + ";text-decoration:underline" * self.is_underlined
        )


class _Names(dict[str, str]):
    """Short names for what is drawn more than once, in the order of the first use."""

    def __init__(self, prefix: str) -> None:
        super().__init__()
        self._prefix = prefix

    def __missing__(self, drawn: str) -> str:
        self[drawn] = name = f"{self._prefix}{len(self)}"
        return name


def draw(frames: Sequence[Frame], title: str, ground: str, poster: int = 0) -> str:
    """Return an SVG that shows the frames one after the other, and then again.

    Args:
        frames: At least one frame; all have the same size. A single one is a still picture.
        title: The title of the window.
        ground: The background colour as `#rrggbb`.
        poster: Index of the frame that is shown where nothing may move.
    """
    classes, rows = _Names("c"), _Names("r")
    drawn = [_frame(frame, classes, rows, ground) for frame in frames]
    width = sum(cell_len(segment.text) for segment in frames[0].rows[0]) * _CELL + 2 * _MARGIN
    height = len(frames[0].rows) * _ROW + _BAR + _MARGIN
    style = [
        f"text{{font:20px {_FONTS};white-space:pre}}",
        *(f".{name}{{{css}}}" for css, name in classes.items()),
    ]
    if len(frames) > 1:
        style += _animation([frame.seconds for frame in frames], poster)
    shared = "".join(f'<g id="{name}">{row}</g>' for row, name in rows.items())
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">',
        f"<title>{escape(title)}</title>",
        f"<style>{''.join(style)}</style>",
        f"<defs>{shared}</defs>",
        *_window(width, height, title, ground),
        *(
            f'<g class="f f{number}">{frame}</g>' if len(frames) > 1 else f"<g>{frame}</g>"
            for number, frame in enumerate(drawn)
        ),
        "</svg>",
    ]
    return "\n".join(lines) + "\n"


def _animation(seconds: Sequence[float], poster: int) -> Iterator[str]:
    """Yield the style rules that show each frame in its time."""
    total = sum(seconds)
    ends = [100 * end / total for end in accumulate(seconds)]
    yield ".f{visibility:hidden;animation-timing-function:step-end;"
    yield f"animation-iteration-count:infinite;animation-duration:{total:g}s}}"
    for number, (start, end) in enumerate(zip((0.0, *ends), ends, strict=False)):
        hidden = "0%{visibility:hidden}" if number else ""
        last = number == len(ends) - 1
        gone = "" if last else f"{end:.3f}%{{visibility:hidden}}"
        yield f"@keyframes k{number}{{{hidden}{start:.3f}%{{visibility:visible}}{gone}}}"
        yield f".f{number}{{animation-name:k{number}}}"
    yield f".f{poster}{{visibility:visible}}"
    yield "@media (prefers-reduced-motion:reduce){.f{animation:none}}"


def _window(width: int, height: int, title: str, ground: str) -> Iterator[str]:
    yield (
        f'<rect x=".5" y=".5" width="{width - 1}" height="{height - 1}" rx="8" fill="{ground}"'
        ' stroke="#808080" stroke-opacity=".5"/>'
    )
    for number, colour in enumerate(_BUTTONS):
        yield f'<circle cx="{20 + 20 * number}" cy="19" r="6" fill="{colour}"/>'
    yield (
        f'<text x="{width // 2}" y="25" text-anchor="middle" fill="#808080"'
        f' style="font-size:16px">{escape(title)}</text>'
    )


def _frame(frame: Frame, classes: _Names, rows: _Names, ground: str) -> str:
    uses = []
    for number, strip in enumerate(frame.rows):
        row = "".join(_row(strip, classes, ground))
        if row:
            y = _BAR + number * _ROW + _BASELINE
            uses.append(f'<use href="#{rows[row]}" x="{_MARGIN}" y="{y}"/>')
    return "".join(uses)


def _row(strip: Strip, classes: _Names, ground: str) -> Iterator[str]:
    """Yield the shapes of a row whose baseline is at 0: backgrounds, then text."""
    runs = []
    column = 0
    for look, segments in groupby(strip, lambda segment: _look(segment, ground)):
        text = "".join(segment.text for segment in segments)
        runs.append((column, look, text))
        column += cell_len(text)
    for background, group in groupby(runs, lambda run: run[1].ground):
        parts = list(group)
        if background != ground:
            width = sum(cell_len(text) for _, _, text in parts) * _CELL
            x = parts[0][0] * _CELL
            yield (
                f'<rect x="{x}" y="-{_BASELINE}" width="{width}" height="{_ROW}"'
                f' fill="{background}" shape-rendering="crispEdges"/>'
            )
    for start, look, text in runs:
        for piece in _PIECE.finditer(text):
            x = (start + cell_len(text[: piece.start()])) * _CELL
            yield _draw(piece[0], x, look, classes)


def _draw(text: str, x: int, look: _Look, classes: _Names) -> str:
    """Return a piece of text; lines and blocks as shapes, since in fonts they leave gaps."""
    name = classes[look.css]
    width = cell_len(text) * _CELL
    if text[0] in _STROKES:
        return _rect(name, x, _MIDDLE - _STROKES[text[0]] / 2, width, _STROKES[text[0]])
    if text[0] == "│":
        left = x + (_CELL - _STROKES["─"]) / 2
        return _rect(name, left, -_BASELINE, _STROKES["─"], _ROW)
    if "▁" <= text[0] <= "█":
        height = (ord(text[0]) - ord("▁") + 1) * _ROW // 8
        return _rect(name, x, _ROW - _BASELINE - height, width, height)
    if text in _CORNERS:
        across, down = (_CELL // 2 * way for way in _CORNERS[text])
        end = _MIDDLE + down * _ROW // _CELL
        path = f"M{x + 6 + across} {_MIDDLE}q{-across} 0 {-across} {down}V{end}"
        stroke = f"fill:none;stroke:{look.colour};stroke-width:{_STROKES['─']}"
        return f'<path d="{path}" style="{stroke}"/>'
    shown = escape(text, quote=False)
    return f'<text class="{name}" x="{x}" textLength="{width}">{shown}</text>'


def _rect(name: str, x: float, y: float, width: float, height: float) -> str:
    return f'<rect class="{name}" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}"/>'


def _look(segment: Segment, ground: str) -> _Look:
    style = segment.style or Style()
    colour = _hex(style.color, "#808080", is_text=True)
    behind = _hex(style.bgcolor, ground, is_text=False)
    if style.reverse:
        colour, behind = behind, colour
    return _Look(colour, behind, bool(style.bold), bool(style.italic), bool(style.underline))


def _hex(colour: Color | None, default: str, *, is_text: bool) -> str:
    if colour is None or colour.is_default:
        return default
    return colour.get_truecolor(SVG_EXPORT_THEME, foreground=is_text).hex
