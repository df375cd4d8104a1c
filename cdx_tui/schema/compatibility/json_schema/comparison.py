"""Compare two schemas of JSON Schema, and remember every pair of subschemas.

Each pair is compared once. A pair that contains itself is taken as compatible where it recurs; if
it proves to be incompatible, everything is compared again with that known, until nothing more
turns out to be incompatible.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from cdx_tui.schema.compatibility.json_schema.kinds import NOT_COMPARED
from cdx_tui.schema.compatibility.json_schema.results import Result
from cdx_tui.schema.compatibility.json_schema.shapes import ALL, Kind, Shape
from cdx_tui.schema.json.tree import JsonNode
from cdx_tui.schema.trampoline import Steps, run

__all__ = ["Check", "Comparison", "are_equal"]

_MAX_PAIRS = 300_000
_MAX_PATTERN_STEPS = 1_000_000
_ANNOTATIONS = ("ID_CHANGED", "TITLE_CHANGED", "DESCRIPTION_CHANGED", "DEFAULT_CHANGED")

_Pair = tuple[int, int]

Check = Callable[["Comparison", Result, Shape, Shape], Steps[None] | None]
"""Adds the differences of two shapes of the same kind to a result, by steps or at once."""


class Comparison:
    """A comparison of the schemas of two documents.

    Args:
        checks: How shapes of each kind are compared; others only by their annotations.

    Attributes:
        pattern_steps_left: Number of steps that are left to match patterns of property names.
    """

    def __init__(self, checks: dict[Kind, Check]) -> None:
        self._checks = checks
        self._same = Result()
        self._broken = Result()
        self._broken.compatible = False
        self._results: dict[_Pair, Result] = {}
        self._refused: set[_Pair] = set()
        self._open: set[_Pair] = set()
        self._incompatible: set[_Pair] = set()
        self._assumed = False
        self._pairs_left = _MAX_PAIRS
        self.pattern_steps_left = _MAX_PATTERN_STEPS

    def run(self, old: Shape, new: Shape) -> Result:
        """Compare two schemas."""
        while True:
            self._assumed = False
            self._results.clear()
            self._refused.clear()
            result: Result = run(self.compare(old, new))
            broken = {pair for pair, known in self._results.items() if not known.compatible}
            broken |= self._refused
            if self._pairs_left <= 0:
                return self._incomplete(result)
            if not self._assumed or broken <= self._incompatible:
                return result
            self._incompatible |= broken

    def compare(
        self, old: Shape | None, new: Shape | None, *, probe: bool = False
    ) -> Steps[Result] | Result:
        """Return the result for two schemas, or the steps to it.

        Args:
            old: The old schema; None stands for no schema.
            new: The new schema, likewise.
            probe: Whether the result matters only if it is compatible.
        """
        if old is None or new is None:
            return self._added_or_removed(old, new)
        pair = (id(old), id(new))
        known = self._results.get(pair)
        if known is not None:
            return known
        if probe and pair in self._refused:
            return self._broken
        if pair in self._open:
            self._assumed = True
            return self._broken if pair in self._incompatible else self._same
        if self._pairs_left <= 0:
            return self._broken
        self._pairs_left -= 1
        return self._compare(pair, old, new, probe)

    def children(
        self,
        result: Result,
        old: Shape,
        old_schema: JsonNode | None,
        new: Shape,
        new_schema: JsonNode | None,
    ) -> Steps[Result] | Result:
        """Return the result for subschemas of two shapes, or the steps to it.

        Args:
            result: The result for the shapes.
            old: The old shape.
            old_schema: Its subschema; None if it has none.
            new: The new shape.
            new_schema: Its subschema; None if it has none.
        """
        if (
            old_schema is not None
            and new_schema is not None
            and are_equal(old, old_schema, new, new_schema)
        ):
            return self._same
        return self.compare(
            old.document.shape(old_schema) if old_schema is not None else None,
            new.document.shape(new_schema) if new_schema is not None else None,
            probe=result.probe,
        )

    def _incomplete(self, result: Result) -> Result:
        incomplete = Result()
        incomplete.include(result)
        incomplete.add(NOT_COMPARED)
        return incomplete

    def _added_or_removed(self, old: Shape | None, new: Shape | None) -> Result:
        if old is new:
            return self._same
        result = Result()
        if old is None and new is not None:
            result.add("SCHEMA_ADDED", new=new.name)
        elif old is not None:
            result.add("SCHEMA_REMOVED", old=old.name)
        return result

    def _compare(self, pair: _Pair, old: Shape, new: Shape, probe: bool) -> Steps[Result]:
        self._open.add(pair)
        result = None
        if (old.kind is Kind.COMBINED) is not (new.kind is Kind.COMBINED):
            result = yield self._unwrapped(old, new)
        if result is None:
            result = Result(probe=probe)
            if old.kind is new.kind:
                self._compare_annotations(result, old, new)
                check = self._checks.get(old.kind)
                if check is not None:
                    yield check(self, result, old, new)
            elif not _accepts_all_of(new, old):
                result.add("TYPE_CHANGED", old=old.name, new=new.name)
        self._open.discard(pair)
        if result.settled:
            self._refused.add(pair)
            return self._broken
        if not result.parts and result.compatible:
            result = self._same
        self._results[pair] = result
        return result

    def _compare_annotations(self, result: Result, old: Shape, new: Shape) -> None:
        if old.annotations == new.annotations:
            return
        for kind, before, after in zip(_ANNOTATIONS, old.annotations, new.annotations, strict=True):
            if before != after:
                result.add(kind, old=before, new=after)

    def _unwrapped(self, old: Shape, new: Shape) -> Steps[Any]:
        """Compare a combination with a schema that could be one of its branches.

        Returns:
            The result, by steps; None if no branch is compatible.
        """
        extended = new.kind is Kind.COMBINED
        combined = new if extended else old
        branches = combined.document.branches(combined)
        single = len(branches) == 1
        if not single and (combined.criterion == ALL) is extended:
            return None
        for branch in branches:
            shape = combined.document.shape(branch)
            both = (old, shape) if extended else (shape, new)
            found = yield self.compare(*both, probe=True)
            if found.compatible:
                if single:
                    return found
                result = Result()
                result.include(found)
                result.add("SUM_TYPE_EXTENDED" if extended else "PRODUCT_TYPE_NARROWED")
                return result
        return None


def are_equal(old: Shape, old_schema: JsonNode, new: Shape, new_schema: JsonNode) -> bool:
    """Return whether subschemas of two shapes are the same by their text; False may be wrong."""
    key = old.document.key(old_schema)
    if key is None or old.document.draft is not new.document.draft:
        return False
    return key == new.document.key(new_schema)


def _accepts_all_of(new: Shape, old: Shape) -> bool:
    """Return whether a shape accepts what one of another kind does."""
    if old.kind is Kind.FALSE or new.accepts_all:
        return True
    return old.bytes_of_connect and new.bytes_of_connect
