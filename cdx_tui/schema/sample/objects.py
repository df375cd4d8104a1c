"""Sample objects for a JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, count, islice
from typing import Protocol

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema import elements
from cdx_tui.schema.json_schema.validation import Validity
from cdx_tui.schema.sample.constraints import Constraint, Constraints, Missing

__all__ = ["Maker", "objects"]

_GROWN = 40
_MOST_EXTRA = 100


class Maker(Protocol):
    """Makes up values and checks them."""

    validity: Validity

    @property
    def is_oversized(self) -> bool:
        """Whether optional parts should be left out."""

    def first(
        self, constraints: Iterable[Constraint], hint: str, depth: int, ancestors: frozenset[int]
    ) -> object:
        """Return the first value that was found to fit; raises Missing."""

    def fitting(
        self, schemas: Iterable[Constraint], hint: str, depth: int, ancestors: frozenset[int]
    ) -> Iterator[object]:
        """Yield values that fit."""


def objects(maker: Maker, constraints: Constraints, depth: int) -> Iterator[object]:
    """Yield objects: with all properties, with compatible ones, with the required ones."""
    making = _Making(maker, constraints, depth)
    if not maker.is_oversized:
        full = making.made([*making.named, *making.required], extra=True)
        if full is not None:
            yield full
            if len(full) <= _GROWN:
                yield from making.grown(full)
    least = making.made(making.required, extra=False)
    if least is not None:
        yield least


class _Making:
    """The making of one object."""

    def __init__(self, maker: Maker, constraints: Constraints, depth: int) -> None:
        self._maker = maker
        self._constraints = constraints
        self._depth = depth
        self._values: dict[str, object] = {}
        self.named = [m.name for node in constraints.values("properties") for m in node.members]
        self.required = self._all_required()

    def made(self, names: list[str], *, extra: bool) -> dict[str, object] | None:
        """Return an object with these properties as far as possible; None if it is impossible.

        Args:
            names: The properties' names.
            extra: Whether properties that no `properties` names should be there as well.
        """
        value: dict[str, object] = {}
        for name in names:
            if name in value:
                continue
            try:
                value[name] = self._property(name)
            except Missing:
                if name in self.required:
                    return None
        most = self._constraints.at_most("maxProperties")
        self._add(value, 1 if extra and not self.named else 0)
        if most is not None:
            for name in [name for name in value if name not in self.required]:
                if len(value) > most:
                    del value[name]
        return value

    def grown(self, full: dict[str, object]) -> Iterator[dict[str, object]]:
        """Yield the object of the required properties and of all that still fit, one by one."""
        value = {name: full[name] for name in full if name in self.required}
        for name in full:
            if name not in value:
                more = {**value, name: full[name]}
                if self._fits(more):
                    value = more
        yield {name: value[name] for name in full if name in value}

    def _fits(self, value: dict[str, object]) -> bool:
        validity = self._maker.validity
        return all(
            validity.valid(value, constraint.schema) for constraint in self._constraints.each
        )

    def _property(self, name: str) -> object:
        if name not in self._values:
            wanted = [Constraint(schema) for schema in self._schemas_of(name)]
            ancestors = self._constraints.ancestors
            self._values[name] = self._maker.first(wanted, name, self._depth + 1, ancestors)
        return self._values[name]

    def _schemas_of(self, name: str) -> Iterator[JsonNode]:
        """Yield what the schemas ask of a property."""
        for constraint in self._constraints.each:
            schema = constraint.schema
            properties, patterns = schema.get("properties"), schema.get("patternProperties")
            own = properties.get(name) if properties is not None else None
            if own is not None:
                yield own
            for member in patterns.members if patterns is not None else ():
                if self._maker.validity.matches(name, member.name):
                    yield member.value
            rest = schema.get("additionalProperties")
            if rest is not None and not self._maker.validity.covers(name, schema):
                yield rest

    def _all_required(self) -> list[str]:
        """Return the required properties, and those that they require in turn."""
        required = dict.fromkeys(
            item.text() or ""
            for node in self._constraints.values("required")
            for item in elements(node)
        )
        for node in self._constraints.values("properties"):
            for member in node.members:
                own = member.value.get("required")
                if own is not None and own.kind is JsonKind.TRUE:  # draft-03
                    required[member.name] = None
        waiting = list(required)
        while waiting:
            for name in self._required_by(waiting.pop()):
                if name not in required:
                    required[name] = None
                    waiting.append(name)
        return list(required)

    def _required_by(self, name: str) -> Iterator[str]:
        for keyword in ("dependentRequired", "dependencies"):
            for node in self._constraints.values(keyword):
                needed = node.get(name)
                yield from (item.text() or "" for item in elements(needed))

    def _add(self, value: dict[str, object], wanted: int) -> None:
        """Add generated properties until there are enough."""
        least = self._constraints.at_least("minProperties")
        wanted = min(max(wanted, least - len(value)), _MOST_EXTRA)
        tries = islice(self._other_names(), _MOST_EXTRA * 2) if wanted > 0 else ()
        for name in tries:
            if wanted <= 0:
                return
            if name in value:
                continue
            if least <= len(value) and not list(self._schemas_of(name)):
                return  # an object without known properties stays empty
            try:
                value[name] = self._property(name)
            except Missing:
                continue
            wanted -= 1

    def _other_names(self) -> Iterator[str]:
        """Yield property names: known ones, those of patterns, at last generated ones."""
        yield from self.named
        for node in self._constraints.values("patternProperties"):
            for member in node.members:
                pattern = self._maker.validity.pattern(member.name)
                yield from pattern.examples() if pattern is not None else ()
        names = list(self._constraints.values("propertyNames"))
        if names:
            wanted = [Constraint(node) for node in names]
            depth, ancestors = self._depth + 1, self._constraints.ancestors
            for name in self._maker.fitting(wanted, "", depth, ancestors):
                if isinstance(name, str):
                    yield name
        yield from chain(("key",), (f"key{number}" for number in count(2)))
