"""Widths of the columns in which the fields of a schema are shown."""

from __future__ import annotations

from typing import Final, NamedTuple

from cdx_tui.schema import OutlineNode
from cdx_tui.schema.outline_text import row_cells
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows
from cdx_tui.tui.widgets.text.cells import cell_width

__all__ = ["GAP", "INDENT", "LEVELS_SHOWN", "PART_GAPS", "TITLES", "Part", "cell_parts", "measure"]

TITLES: Final = ("FIELD", "TYPE", "DEFAULT", "DOC")

GAP: Final = 2
"""Cells between two columns."""

PART_GAPS: Final = (1, 1, 1, 2)
"""Cells between the parts of a cell, by column."""

INDENT: Final = 2
"""Cells by which each level is indented, and cells of the expansion mark."""

LEVELS_SHOWN: Final = 12
"""Maximum depth of indentation; deeper nodes show their depth as a number instead."""

_MEASURED_NODES: Final = 2_000
"""Maximum number of nodes whose texts decide on the widths; spread over a longer outline."""

_SHARES: Final = (40, 32, 18)
"""Maximum widths of the columns before the documentation, in percent of the row."""

_MIN_WIDTHS: Final = (16, 12, 7)
"""Widths that the columns before the documentation keep where it is narrow."""

_MIN_DOC_WIDTH: Final = 14
"""Width that the documentation keeps while the others are above their minimum."""

_LEAST_DOC_WIDTH: Final = 8
"""Minimum width of the documentation; it is left out where it would be narrower."""


class Part(NamedTuple):
    """Characters `start` to `end` of a row's text that belong to one cell, and their style."""

    start: int
    end: int
    style: str


def cell_parts(node: OutlineNode) -> tuple[tuple[Part, ...], ...]:
    """Return the parts of a node's four cells, as ranges of its `row_text`."""
    start = 0
    cells = []
    for cell in row_cells(node):
        parts = []
        for text, style in cell:
            parts.append(Part(start, start + len(text), style))
            start += len(text) + GAP
        cells.append(tuple(parts))
    return tuple(cells)


def measure(rows: OutlineRows, width: int) -> tuple[int, int, int, int]:
    """Return the widths of the columns in cells, without the gaps; 0 for a column left out.

    A column is left out if it is empty, and the last ones if there is no room for them.

    Args:
        rows: The rows.
        width: Cells of a row. The columns and the gaps between them fit into it.
    """
    natural = _natural_widths(rows)
    for last in (3, 2, 1):
        widths = _distribute(natural, width)
        if sum(widths) + _gaps(widths) <= width:
            return widths[0], widths[1], widths[2], widths[3]
        natural[last] = 0
    return min(natural[0], width), 0, 0, 0


def _distribute(natural: list[int], width: int) -> list[int]:
    """Return the widths of the columns, which exceed `width` if there is no room for all."""
    widths = [
        min(each, max(least, width * share // 100))
        for each, least, share in zip(natural, _MIN_WIDTHS, _SHARES, strict=False)
    ]
    gaps = _gaps(natural)
    spare = width - gaps - sum(widths) - min(natural[3], _MIN_DOC_WIDTH)
    for column, each in enumerate(natural[:3]):
        more = max(0, min(each - widths[column], spare))
        widths[column] += more
        spare -= more
    while spare < 0 and (above := _widest_reducible(widths)) is not None:
        widths[above] -= 1
        spare += 1
    left = width - gaps - sum(widths)
    return [*widths, max(left, min(natural[3], _LEAST_DOC_WIDTH)) if natural[3] else 0]


def _gaps(widths: list[int]) -> int:
    """Return the cells between the columns that have a width."""
    return GAP * max(0, sum(map(bool, widths)) - 1)


def _widest_reducible(widths: list[int]) -> int | None:
    """Return the column that is furthest above its minimum; None if none is above it."""
    above = [width - least for width, least in zip(widths, _MIN_WIDTHS, strict=True)]
    return above.index(max(above)) if max(above) > 0 else None


def _natural_widths(rows: OutlineRows) -> list[int]:
    """Return the width that each column needs for the measured nodes, and for its title."""
    widest = [0, 0, 0, 0]
    step = -(-len(rows.nodes) // _MEASURED_NODES) or 1
    for depth, node in zip(rows.depths[::step], rows.nodes[::step], strict=True):
        for column, (cell, gap) in enumerate(zip(row_cells(node), PART_GAPS, strict=True)):
            needed = sum(cell_width(text) + gap for text, _ in cell) - gap
            if column == 0:
                needed += INDENT * (min(depth, LEVELS_SHOWN) + 1)
            widest[column] = max(widest[column], needed)
    titles = (INDENT + len(TITLES[0]), *map(len, TITLES[1:]))
    return [max(each, title) if each > 0 else 0 for each, title in zip(widest, titles, strict=True)]
