"""Generate sample arrays for a JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import key_of, number_of
from cdx_tui.schema.json_schema import elements
from cdx_tui.schema.sample.constraints import Constraint, Constraints
from cdx_tui.schema.sample.explanation import MAX_ITEMS
from cdx_tui.schema.sample.objects import SamplerProtocol
from cdx_tui.schema.sample.place import Place

__all__ = ["arrays"]

_MAX_ITEM_ATTEMPTS = 400


def arrays(sampler: SamplerProtocol, constraints: Constraints, place: Place) -> Iterator[object]:
    """Yield candidate arrays: with at least one item, then with as few items as allowed.

    Yields nothing if more than `MAX_ITEMS` items are required. `place` is as in
    `json_schema.Sampler.fitting`.
    """
    least = constraints.at_least("minItems")
    most = constraints.at_most("maxItems")
    if least > MAX_ITEMS:
        return
    builder = _ArrayBuilder(sampler, constraints, place)
    tuple_length, contained = builder.tuple_length, len(builder.contained)
    # Items for `contains` come after those of the tuple, or are among them.
    wanted = [
        (max(least, tuple_length + contained, 1), tuple_length),
        (max(least, tuple_length, contained), 0),
    ]
    if sampler.is_oversized:
        wanted = []
    wanted += [(max(least, contained), 0), (least, 0)]
    for length, contained_at in dict.fromkeys(wanted):
        made = builder.build(length if most is None else min(length, most), contained_at)
        if len(made) >= least:
            yield made


class _ArrayBuilder:
    """Builder of sample arrays for one set of constraints.

    Attributes:
        contained: The `contains` schemas, one for each item required by them.
        tuple_length: The number of leading items with individual schemas.
    """

    def __init__(self, sampler: SamplerProtocol, constraints: Constraints, place: Place) -> None:
        self._sampler = sampler
        self._constraints = constraints
        self._place = place
        self._is_optional = constraints.at_least("minItems") == 0 and not any(
            True for _ in constraints.values("contains")
        )
        self._unique = any(node.kind is JsonKind.TRUE for node in constraints.values("uniqueItems"))
        self.contained = list(_contained(constraints))[:MAX_ITEMS]
        tuples = (constraints.values("prefixItems"), constraints.values("items"))
        self.tuple_length = max((len(node.items) for nodes in tuples for node in nodes), default=0)
        self.tuple_length = min(self.tuple_length, MAX_ITEMS)

    def build(self, wanted: int, contained_at: int) -> list[object]:
        """Return an array, shorter than `wanted` if no more items were found.

        Args:
            wanted: The intended number of items.
            contained_at: The index of the first item that must match a schema of `contained`.
        """
        made: list[object] = []
        keys: set[str] = set()
        for index in range(wanted):
            schemas = [*_schemas_at(self._constraints, index)]
            if index >= contained_at:
                schemas += self.contained[index - contained_at :][:1]
            found = self._next_item([Constraint(schema) for schema in schemas], keys)
            if found is None:
                break
            made.append(found[0])
        return made

    def _next_item(self, schemas: list[Constraint], keys: set[str]) -> tuple[object] | None:
        """Return an item in a 1-tuple; None if none was found.

        If items must be unique, its key is not in `keys`, and is added there.
        """
        attempts = _MAX_ITEM_ATTEMPTS if self._unique else 1
        place, ancestors = self._place.item(), self._constraints.ancestors
        before = self._sampler.obstacle
        for value in islice(self._sampler.fitting(schemas, place, ancestors), attempts):
            key = key_of(value) if self._unique else ""
            if key not in keys or not self._unique:
                keys.add(key)
                return (value,)
        if self._is_optional:
            self._sampler.obstacle = before
        return None


def _contained(constraints: Constraints) -> Iterator[JsonNode]:
    for constraint in constraints.each:
        contains, least = constraint.schema.get("contains"), constraint.schema.get("minContains")
        if contains is not None:
            number = 1 if least is None or least.kind is not JsonKind.NUMBER else number_of(least)
            yield from [contains] * int(min(number, MAX_ITEMS))


def _schemas_at(constraints: Constraints, index: int) -> Iterator[JsonNode]:
    """Yield the schemas that apply to the item at an index."""
    for constraint in constraints.each:
        schema = constraint.schema
        items = schema.get("items")
        listed = items if items is not None and items.kind is JsonKind.ARRAY else None
        first = listed or schema.get("prefixItems")
        in_tuple = list(elements(first))
        if index < len(in_tuple):
            yield in_tuple[index]
        else:
            rest = schema.get("additionalItems") if listed is not None else items
            if rest is not None:
                yield rest
