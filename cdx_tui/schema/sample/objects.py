"""Generate sample objects for a JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain, count, islice
from typing import Protocol

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema import elements
from cdx_tui.schema.json_schema.validation import Validator
from cdx_tui.schema.sample.constraints import Constraint, Constraints, NoValue
from cdx_tui.schema.sample.explanation import MAX_PROPERTIES
from cdx_tui.schema.sample.place import NoSample, Place

__all__ = ["SamplerProtocol", "objects"]

_MAX_GROWN_PROPERTIES = 40


class SamplerProtocol(Protocol):
    """Interface of the generator of values (see `json_schema.Sampler`).

    Attributes:
        validator: Its validator.
        obstacle: What stood against the last value that could not be generated.
    """

    validator: Validator
    obstacle: NoSample | None

    @property
    def is_oversized(self) -> bool:
        """Whether optional parts should be omitted."""

    def first(
        self, constraints: Iterable[Constraint], place: Place, ancestors: frozenset[int]
    ) -> object:
        """Return the first matching value.

        Raises:
            NoValue: No value was found.
        """

    def fitting(
        self, schemas: Iterable[Constraint], place: Place, ancestors: frozenset[int]
    ) -> Iterator[object]:
        """Yield matching values."""


def objects(sampler: SamplerProtocol, constraints: Constraints, place: Place) -> Iterator[object]:
    """Yield candidate objects: with all properties, with compatible ones, with required ones.

    `place` is as in `json_schema.Sampler.fitting`.
    """
    builder = _ObjectBuilder(sampler, constraints, place)
    if not sampler.is_oversized:
        full = builder.build([*builder.named, *builder.required], extra=True)
        if full is not None:
            yield full
            if len(full) <= _MAX_GROWN_PROPERTIES:
                yield from builder.largest_valid(full)
    least = builder.build(builder.required, extra=False)
    if least is not None:
        yield least


class _ObjectBuilder:
    """Builder of sample objects for one set of constraints.

    Attributes:
        named: The names in `properties`.
        required: The required names, in order, including those required by others.
    """

    def __init__(self, sampler: SamplerProtocol, constraints: Constraints, place: Place) -> None:
        self._sampler = sampler
        self._constraints = constraints
        self._place = place
        self._values: dict[str, object] = {}
        self.named = [m.name for node in constraints.values("properties") for m in node.members]
        self.required = self._all_required()

    def build(self, names: Iterable[str], *, extra: bool) -> dict[str, object] | None:
        """Return an object with as many of the given properties as possible.

        Args:
            names: The properties' names.
            extra: Whether to add a generated property if no `properties` defines any.

        Returns:
            None if no value was found for a required property.
        """
        value: dict[str, object] = {}
        for name in names:
            if name in value:
                continue
            before = self._sampler.obstacle
            try:
                value[name] = self._property(name)
            except NoValue:
                if name in self.required:
                    return None
                self._sampler.obstacle = before
        most = self._constraints.at_most("maxProperties")
        self._add(value, 1 if extra and not self.named else 0)
        if most is not None:
            for name in [name for name in value if name not in self.required]:
                if len(value) > most:
                    del value[name]
        return value

    def largest_valid(self, full: dict[str, object]) -> Iterator[dict[str, object]]:
        """Yield the object of the required properties and all others that keep it valid.

        The other properties are added one by one, in the order of `full`.
        """
        value = {name: full[name] for name in full if name in self.required}
        for name in full:
            if name not in value:
                more = {**value, name: full[name]}
                if self._fits(more):
                    value = more
        yield {name: value[name] for name in full if name in value}

    def _fits(self, value: dict[str, object]) -> bool:
        validator = self._sampler.validator
        return all(
            validator.valid(value, constraint.schema) for constraint in self._constraints.each
        )

    def _property(self, name: str) -> object:
        if name not in self._values:
            wanted = [Constraint(schema) for schema in self._schemas_of(name)]
            ancestors = self._constraints.ancestors
            place = self._place.field(name, self._place.name)
            self._values[name] = self._sampler.first(wanted, place, ancestors)
        return self._values[name]

    def _schemas_of(self, name: str) -> Iterator[JsonNode]:
        """Yield the schemas that apply to a property."""
        for constraint in self._constraints.each:
            schema = constraint.schema
            properties, patterns = schema.get("properties"), schema.get("patternProperties")
            own = properties.get(name) if properties is not None else None
            if own is not None:
                yield own
            for member in patterns.members if patterns is not None else ():
                if self._sampler.validator.matches(name, member.name):
                    yield member.value
            rest = schema.get("additionalProperties")
            if rest is not None and not self._sampler.validator.covers(name, schema):
                yield rest

    def _all_required(self) -> dict[str, None]:
        """Return the names of the required properties and, transitively, those they depend on."""
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
        return required

    def _required_by(self, name: str) -> Iterator[str]:
        for keyword in ("dependentRequired", "dependencies"):
            for node in self._constraints.values(keyword):
                needed = node.get(name)
                yield from (item.text() or "" for item in elements(needed))

    def _add(self, value: dict[str, object], wanted: int) -> None:
        """Add up to `wanted` properties, and more if `minProperties` requires it."""
        least = self._constraints.at_least("minProperties")
        wanted = min(max(wanted, least - len(value)), MAX_PROPERTIES)
        tries = islice(self._other_names(), MAX_PROPERTIES * 2) if wanted > 0 else ()
        for name in tries:
            if wanted <= 0:
                return
            if name in value:
                continue
            if least <= len(value) and not list(self._schemas_of(name)):
                return  # no schema applies to further properties
            before = self._sampler.obstacle
            try:
                value[name] = self._property(name)
            except NoValue:
                self._sampler.obstacle = before
                continue
            wanted -= 1

    def _other_names(self) -> Iterator[str]:
        """Yield property names: named ones, examples of patterns, then `key`, `key2`, `key3` …."""
        yield from self.named
        for node in self._constraints.values("patternProperties"):
            for member in node.members:
                pattern = self._sampler.validator.pattern(member.name)
                yield from pattern.examples() if pattern is not None else ()
        names = list(self._constraints.values("propertyNames"))
        if names:
            wanted = [Constraint(node) for node in names]
            place, ancestors = Place(depth=self._place.depth + 1), self._constraints.ancestors
            for name in self._sampler.fitting(wanted, place, ancestors):
                if isinstance(name, str):
                    yield name
        yield from chain(("key",), (f"key{number}" for number in count(2)))
