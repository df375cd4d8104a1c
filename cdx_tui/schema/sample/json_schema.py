"""Sample values for a JSON Schema: built piece by piece, each piece validated.

It is a search with an end: where a schema is too clever for it, there is no sample, and it says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import value_of
from cdx_tui.schema.json_schema import ResolvedSchema, elements, is_null
from cdx_tui.schema.json_schema.validation import Exhausted, Validity
from cdx_tui.schema.sample.arrays import arrays
from cdx_tui.schema.sample.constraints import Constraint, Constraints, Missing
from cdx_tui.schema.sample.objects import objects
from cdx_tui.schema.sample.scalars import numbers, strings

__all__ = ["sample_json_schema"]

_DEEPEST = 16
_ENOUGH = 3_000
_OPTIONS_TRIED = 12
_TRIED_OF_EACH = 3
_CONSTANTS_TRIED = 60
_FAILURES = 150
_ABOUT = {
    "object": (
        *("properties", "required", "patternProperties", "additionalProperties"),
        *("propertyNames", "minProperties", "maxProperties", "dependencies"),
    ),
    "array": ("items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains"),
    "string": ("pattern", "minLength", "maxLength", "format", "contentEncoding"),
    "number": ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
}
_ANY_TYPE = ("string", "integer", "boolean", "object", "array", "number", "null")


def sample_json_schema(root: JsonNode) -> tuple[object, list[str]]:
    """Return a value that matches a JSON Schema, and the references that were not resolved.

    The value is made of dicts, lists, strings, numbers, bools and None.

    Properties are all there, required or not, as long as they fit together; where a value would
    hold another one like it, that is left out. A default or an example that the schema gives is
    used unless it is empty. Of several types or branches the first that isn't null is taken.

    Args:
        root: The document.

    Raises:
        ValueError: No value was found that fits.
    """
    document = ResolvedSchema(root)
    try:
        sampler = Sampler(document)
        value = sampler.first([Constraint(root)], "", 0, frozenset((id(root),)))
    except (Missing, Exhausted):
        raise ValueError("no value was found that fits this schema") from None
    return value, document.unresolved


class Sampler:
    """Makes up values for the schemas of one document."""

    def __init__(self, document: ResolvedSchema) -> None:
        self.document = document
        self.validity = Validity(document)
        self._made = 0

    @property
    def is_oversized(self) -> bool:
        """Whether the value is so large that optional parts should be left out."""
        return self._made > _ENOUGH

    def first(
        self, constraints: Iterable[Constraint], hint: str, depth: int, ancestors: frozenset[int]
    ) -> object:
        """Return the first value that was found to fit.

        Raises:
            Missing: There was none.
        """
        for value in self.fitting(constraints, hint, depth, ancestors):
            return value
        raise Missing

    def fitting(
        self, schemas: Iterable[Constraint], hint: str, depth: int, ancestors: frozenset[int]
    ) -> Iterator[object]:
        """Yield values that fit all of several schemas.

        Args:
            schemas: The schemas.
            hint: The name of the property that the value is for.
            depth: How many values it is in.
            ancestors: The schemas that it is in.
        """
        self._made += 1
        if depth > _DEEPEST:
            return
        try:
            constraints = Constraints(self.document, schemas, ancestors)
            options = constraints.options()
            types = constraints.types()
        except Missing:
            return
        if options is None:
            for candidates in self._sources(constraints, types, hint, depth):
                yield from self._those_that_fit(candidates, constraints)
            return
        for option in options.each[:_OPTIONS_TRIED]:
            chosen = constraints.chosen(options, option)
            yield from islice(self.fitting(chosen, hint, depth, ancestors), _TRIED_OF_EACH)

    def _those_that_fit(
        self, candidates: Iterable[object], constraints: Constraints
    ) -> Iterator[object]:
        """Yield the candidates that fit; after many in a row that don't, give up."""
        failures = 0
        for value in candidates:
            if all(
                self.validity.valid(value, constraint.schema) for constraint in constraints.each
            ):
                yield value
                failures = 0
            elif (failures := failures + 1) > _FAILURES:
                return

    def _sources(
        self, constraints: Constraints, types: list[str], hint: str, depth: int
    ) -> Iterator[Iterable[object]]:
        """Yield the sources of candidates: values that the schemas name, then generated ones."""
        constants = list(islice(_constants(constraints), _CONSTANTS_TRIED))
        yield (value_of(node) for node in constants if not _tells_nothing(node))
        if not any(True for keyword in ("const", "enum") for _ in constraints.values(keyword)):
            for type_ in types or _guessed(constraints):
                yield self._of_type(type_, constraints, hint, depth)
        yield map(value_of, constants)

    def _of_type(
        self, type_: str, constraints: Constraints, hint: str, depth: int
    ) -> Iterable[object]:
        if type_ == "object":
            return objects(self, constraints, depth)
        if type_ == "array":
            return arrays(self, constraints, hint, depth)
        if type_ == "string":
            return strings(self.validity, constraints, hint)
        if type_ in ("number", "integer"):
            return numbers(constraints, hint, whole=type_ == "integer")
        return {"boolean": (True, False), "null": (None,)}.get(type_, ())


def _constants(constraints: Constraints) -> Iterator[JsonNode]:
    """Yield the values that the schemas themselves name."""
    yield from constraints.values("const")
    for keyword in ("default", "example"):
        yield from constraints.values(keyword)
    for keyword in ("examples", "enum"):
        for node in constraints.values(keyword):
            yield from elements(node)


def _tells_nothing(node: JsonNode) -> bool:
    empty = node.kind in (JsonKind.OBJECT, JsonKind.ARRAY) and not node.members and not node.items
    return empty or node.kind is JsonKind.NULL


def _guessed(constraints: Constraints) -> Iterator[str]:
    """Yield the types that schemas without `type` are likely to be about."""
    named = {member.name for constraint in constraints.each for member in constraint.schema.members}
    if any(is_null(constraint.schema) for constraint in constraints.each):
        yield "null"
    likely = [type_ for type_, keywords in _ABOUT.items() if not named.isdisjoint(keywords)]
    yield from likely
    yield from (type_ for type_ in _ANY_TYPE if type_ not in likely)
