"""The text of a selection, and what it covers of each line."""

from __future__ import annotations

from typing import Protocol

from textual.selection import Selection

__all__ = ["TextLines", "changed_lines", "selected_span", "selected_text"]


class TextLines(Protocol):
    """Indexable lines of text, such as `Lines`."""

    def __len__(self) -> int: ...

    def __getitem__(self, index: int, /) -> str: ...


def selected_text(lines: TextLines, selection: Selection) -> str:
    """Return the selected text of `lines`."""
    last = len(lines) - 1
    if last < 0:
        return ""
    start, end = selection  # `is None` below: an offset of (0, 0) is false
    first_x, first_y = (0, 0) if start is None else start
    last_x, last_y = (len(lines[last]), last) if end is None else end
    if first_y > last:
        return ""
    found = [lines[line] for line in range(max(0, first_y), min(last, last_y) + 1)]
    if last_y <= last:
        found[-1] = found[-1][: max(0, last_x)]
    found[0] = found[0][max(0, first_x) :]
    return "\n".join(found)


def selected_span(selection: Selection | None, line: int, length: int) -> tuple[int, int] | None:
    """Return the selected span of a line of `length` characters, or None."""
    span = None if selection is None else selection.get_span(line)
    if span is None:
        return None
    start, end = span
    return max(0, start), length if end < 0 else min(end, length)


def changed_lines(before: Selection | None, after: Selection | None, count: int) -> range:
    """Return the lines, out of `count`, that a change of the selection affects."""
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
    first = 0 if selection.start is None else selection.start.y
    last = count - 1 if selection.end is None else selection.end.y
    return range(first, last + 1)
