"""Sample arrays for a JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import key_of, number_of
from cdx_tui.schema.json_schema import elements
from cdx_tui.schema.sample.constraints import Constraint, Constraints
from cdx_tui.schema.sample.objects import Maker

__all__ = ["arrays"]

_MOST_ITEMS = 200
_TRIED_FOR_ANOTHER = 400


def arrays(maker: Maker, constraints: Constraints, hint: str, depth: int) -> Iterator[object]:
    """Yield arrays: of one item or as many as there must be, then of as few as there may be."""
    least = constraints.at_least("minItems")
    most = constraints.at_most("maxItems")
    if least > _MOST_ITEMS:
        return
    making = _Making(maker, constraints, hint, depth)
    listed, contained = making.listed, len(making.contained)
    # What has to be contained comes after the items that are listed, or is among them.
    wanted = [(max(least, listed + contained, 1), listed), (max(least, listed, contained), 0)]
    if maker.is_oversized:
        wanted = []
    wanted += [(max(least, contained), 0), (least, 0)]
    for number, place in dict.fromkeys(wanted):
        made = making.made(number if most is None else min(number, most), place)
        if len(made) >= least:
            yield made


class _Making:
    """The making of one array.

    Attributes:
        contained: What items that must be there have to fit, one each.
        listed: How many first items have schemas of their own.
    """

    def __init__(self, maker: Maker, constraints: Constraints, hint: str, depth: int) -> None:
        self._maker = maker
        self._constraints = constraints
        self._hint = hint
        self._depth = depth
        self._unique = any(node.kind is JsonKind.TRUE for node in constraints.values("uniqueItems"))
        self.contained = list(_contained(constraints))[:_MOST_ITEMS]
        tuples = (constraints.values("prefixItems"), constraints.values("items"))
        self.listed = max((len(node.items) for nodes in tuples for node in nodes), default=0)
        self.listed = min(self.listed, _MOST_ITEMS)

    def made(self, wanted: int, contained_at: int) -> list[object]:
        """Return an array, shorter than `wanted` if no more items were found.

        Args:
            wanted: How many items there should be.
            contained_at: Where the items that must be there begin.
        """
        made: list[object] = []
        keys: set[str] = set()
        for place in range(wanted):
            schemas = [*_schemas_at(self._constraints, place)]
            if place >= contained_at:
                schemas += self.contained[place - contained_at :][:1]
            found = self._another([Constraint(schema) for schema in schemas], keys)
            if found is None:
                break
            made.append(found[0])
        return made

    def _another(self, schemas: list[Constraint], keys: set[str]) -> tuple[object] | None:
        """Return an item, one that is not there yet where all have to differ."""
        tried = _TRIED_FOR_ANOTHER if self._unique else 1
        depth, ancestors = self._depth + 1, self._constraints.ancestors
        for value in islice(self._maker.fitting(schemas, self._hint, depth, ancestors), tried):
            key = key_of(value) if self._unique else ""
            if key not in keys or not self._unique:
                keys.add(key)
                return (value,)
        return None


def _contained(constraints: Constraints) -> Iterator[JsonNode]:
    for constraint in constraints.each:
        contains, least = constraint.schema.get("contains"), constraint.schema.get("minContains")
        if contains is not None:
            number = 1 if least is None or least.kind is not JsonKind.NUMBER else number_of(least)
            yield from [contains] * int(min(number, _MOST_ITEMS))


def _schemas_at(constraints: Constraints, place: int) -> Iterator[JsonNode]:
    """Yield what the schemas ask of the item at a place."""
    for constraint in constraints.each:
        schema = constraint.schema
        items = schema.get("items")
        listed = items if items is not None and items.kind is JsonKind.ARRAY else None
        first = listed or schema.get("prefixItems")
        in_tuple = list(elements(first))
        if place < len(in_tuple):
            yield in_tuple[place]
        else:
            rest = schema.get("additionalItems") if listed is not None else items
            if rest is not None:
                yield rest
