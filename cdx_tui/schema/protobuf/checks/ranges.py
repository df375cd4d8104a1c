"""Search ranges of numbers, and check them for overlaps and duplicate names."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise

from cdx_tui.schema.protobuf.model import Range
from cdx_tui.schema.protobuf.problems import Problems

__all__ = ["RangeFinder", "check_ranges", "check_reserved_names"]


class RangeFinder:
    """Finds a range that overlaps a given one, in logarithmic time in the number of ranges."""

    def __init__(self, ranges: list[Range]) -> None:
        ordered = sorted(ranges, key=lambda span: span.start)
        self._starts = [span.start for span in ordered]
        # For each index, the range with the greatest end among those up to that index.
        self._furthest = ordered[:1]
        for span in ordered[1:]:
            last = self._furthest[-1]
            self._furthest.append(span if span.end > last.end else last)

    def find(self, start: int, end: int) -> Range | None:
        """Return a range that shares a number with `start` to `end`, both inclusive, or None."""
        index = bisect_right(self._starts, end)
        if not index:
            return None
        span = self._furthest[index - 1]
        return span if span.end >= start else None


def check_ranges(ranges: list[Range], what: str, problems: Problems, *, least: int | None) -> None:
    """Report ranges that end before they start, start below `least`, or overlap an earlier one.

    Args:
        ranges: The ranges, in any order.
        what: Plural noun for what they are ranges of, such as `reserved numbers`.
        problems: The collection to which errors are added.
        least: The least number that is allowed, or None.
    """
    for span in ranges:
        if least is not None and span.start < least:
            problems.add(f"expected {what} of at least {least}, found {span.start}", span.at)
        elif span.end < span.start:
            fault = f"expected a range that ends after {span.start}, found {span.end}"
            problems.add(fault, span.at)
    ordered = sorted(ranges, key=lambda span: span.start)
    for before, span in pairwise(ordered):
        if span.start <= before.end:
            later, earlier = (span, before) if span.at > before.at else (before, span)
            problems.add(f"{what} {later} overlap {earlier}", later.at)


def check_reserved_names(names: list[tuple[str, int]], problems: Problems) -> set[str]:
    """Return the reserved names; report duplicates."""
    seen: set[str] = set()
    for name, at in names:
        if name in seen:
            problems.add(f'the name "{name}" is reserved more than once', at)
        seen.add(name)
    return seen
