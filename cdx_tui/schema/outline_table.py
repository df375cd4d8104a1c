"""Lay out an outline as plain text: a tree of fields with aligned types, defaults and docs."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cdx_tui.schema.outline import OutlineNode
from cdx_tui.schema.outline_text import annotation_text, row_cells
from cdx_tui.text import shorten

__all__ = ["aligned_lines", "table_lines"]

_TITLES: Final = ("FIELD", "TYPE", "DEFAULT", "DOC")
_MAX_WIDTHS: Final = (40, 36, 20)
"""Widest column in terminal cells, by column; a longer text moves the rest of its row."""

_MAX_INDENTED_LEVELS: Final = 40
_MAX_ANNOTATION_WIDTH: Final = 120


def table_lines(roots: Iterable[OutlineNode]) -> Iterator[str]:
    """Yield the lines of the table, below a line of titles; columns without a text are omitted."""
    yield from aligned_lines([_TITLES, *_rows(roots)], _MAX_WIDTHS)


def aligned_lines(rows: Sequence[Sequence[str]], most: Sequence[int]) -> Iterator[str]:
    """Yield the lines of a table, the first of which has its titles.

    Columns without a text are omitted.

    Args:
        rows: The cells of each row, each on one line.
        most: The widest column in terminal cells, for all columns but the last.
    """
    widths = []
    for column, limit in enumerate(most):
        cells = [_width(row[column]) for row in rows[1:]]
        widest = max((cell for cell in cells if cell <= limit), default=0)
        widths.append(max(widest, len(rows[0][column])) if any(cells) else -2)
    for row in rows:
        line = "".join(_padded(text, width) for text, width in zip(row, widths, strict=False))
        yield f"{line}{row[-1]}".rstrip()


def _rows(roots: Iterable[OutlineNode]) -> Iterator[tuple[str, ...]]:
    pending = [(node, 0) for node in reversed(list(roots))]
    while pending:
        node, depth = pending.pop()
        name, type_, default, doc = row_cells(node)
        indent = "  " * min(depth, _MAX_INDENTED_LEVELS)
        words = (" ".join(text for text, _ in parts) for parts in (name, type_, default))
        first, *rest = words
        notes = [annotation_text(*each) for each in node.annotations if each[0] != "deprecated"]
        more = [shorten(note, _MAX_ANNOTATION_WIDTH) for note in notes]
        origin = [node.origin.note] if node.origin is not None else []
        yield (f"{indent}{first}", *rest, "  ".join([*(text for text, _ in doc), *origin, *more]))
        pending += [(child, depth + 1) for child in reversed(node.children)]


def _padded(text: str, width: int) -> str:
    return "" if width < 0 else text + " " * max(width + 2 - _width(text), 2)


def _width(text: str) -> int:
    """Return the width of cleaned text in terminal cells."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(character) in "WF" for character in text)
    marks = sum(unicodedata.category(character) in ("Mn", "Me") for character in text)
    return len(text) + wide - marks
