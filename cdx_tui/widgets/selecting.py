"""Text selected with the mouse, whose offsets are characters of lines."""

from __future__ import annotations

from textual.selection import Selection

from cdx_tui.schema.lines import Lines

__all__ = ["changed_lines", "selected_span", "selected_text"]


def selected_text(lines: Lines, selection: Selection) -> str:
    """Return what of `lines` is selected."""
    last = len(lines) - 1
    if last < 0:
        return ""
    first_x, first_y = selection.start or (0, 0)
    last_x, last_y = selection.end or (len(lines[last]), last)
    if first_y > last:
        return ""
    found = [lines[line] for line in range(max(0, first_y), min(last, last_y) + 1)]
    if last_y <= last:
        found[-1] = found[-1][: max(0, last_x)]
    found[0] = found[0][max(0, first_x) :]
    return "\n".join(found)


def selected_span(selection: Selection | None, line: int, length: int) -> tuple[int, int] | None:
    """Return from where to where a line of `length` characters is selected, or None."""
    span = selection.get_span(line) if selection else None
    if span is None:
        return None
    start, end = span
    return max(0, start), length if end < 0 else min(end, length)


def changed_lines(before: Selection | None, after: Selection | None, count: int) -> range:
    """Return the lines, of `count`, that look different after a selection has changed."""
    if before == after:
        return range(0)
    old, new = _extent(before, count), _extent(after, count)
    if before is None or after is None or not (old and new):
        return old or new
    if before.start == after.start:
        return range(min(old.stop, new.stop) - 1, max(old.stop, new.stop))
    if before.end == after.end:
        return range(min(old.start, new.start), max(old.start, new.start) + 1)
    return range(min(old.start, new.start), max(old.stop, new.stop))


def _extent(selection: Selection | None, count: int) -> range:
    if selection is None:
        return range(0)
    first = selection.start.y if selection.start else 0
    last = selection.end.y if selection.end else count - 1
    return range(first, last + 1)
