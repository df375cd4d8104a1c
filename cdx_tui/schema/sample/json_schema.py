"""Generate sample values for a JSON Schema: built piece by piece, each piece validated.

The search is bounded: if a schema is too complex for it, it fails with an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import value_of
from cdx_tui.schema.json_schema import ResolvedSchema, elements, is_null
from cdx_tui.schema.json_schema.validation import Exhausted, Validator
from cdx_tui.schema.sample.arrays import arrays
from cdx_tui.schema.sample.constraints import Constraint, Constraints, NoValue
from cdx_tui.schema.sample.objects import objects
from cdx_tui.schema.sample.scalars import numbers, strings

__all__ = ["sample_json_schema"]

_MAX_DEPTH = 16
_OPTIONAL_LIMIT = 3_000
_OPTIONS_TRIED = 12
_MAX_PER_OPTION = 3
_CONSTANTS_TRIED = 60
_MAX_FAILURES = 150
_TYPE_KEYWORDS = {
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

    An object has all properties, required or optional, that are compatible; recursive ones are
    omitted. A default or example in the schema is used unless it is empty. Of several types or
    branches, the first one that isn't null is used.

    Args:
        root: The document.

    Raises:
        ValueError: No matching value was found.
    """
    document = ResolvedSchema(root)
    try:
        sampler = Sampler(document)
        value = sampler.first([Constraint(root)], "", 0, frozenset((id(root),)))
    except (NoValue, Exhausted):
        raise ValueError("no value was found that fits this schema") from None
    return value, document.unresolved


class Sampler:
    """Generator of values for the schemas of one document.

    Attributes:
        document: The document.
        validator: Its validator, whose step limit applies to all values together.
    """

    def __init__(self, document: ResolvedSchema) -> None:
        self.document = document
        self.validator = Validator(document)
        self._made = 0

    @property
    def is_oversized(self) -> bool:
        """Whether the value is so large that optional parts should be omitted."""
        return self._made > _OPTIONAL_LIMIT

    def first(
        self, constraints: Iterable[Constraint], hint: str, depth: int, ancestors: frozenset[int]
    ) -> object:
        """Return the first value of `fitting`, which takes the same arguments.

        Raises:
            NoValue: No value was found.
        """
        for value in self.fitting(constraints, hint, depth, ancestors):
            return value
        raise NoValue

    def fitting(
        self, schemas: Iterable[Constraint], hint: str, depth: int, ancestors: frozenset[int]
    ) -> Iterator[object]:
        """Yield values that match all of several schemas.

        Args:
            schemas: The schemas.
            hint: The name of the property that the value is for, to guess a plausible one.
            depth: The number of values that it is nested in.
            ancestors: Ids of the reference targets that it is nested in.
        """
        self._made += 1
        if depth > _MAX_DEPTH:
            return
        try:
            constraints = Constraints(self.document, schemas, ancestors)
            options = constraints.options()
            types = constraints.types()
        except NoValue:
            return
        if options is None:
            for candidates in self._sources(constraints, types, hint, depth):
                yield from self._filter_valid(candidates, constraints)
            return
        for option in options.each[:_OPTIONS_TRIED]:
            chosen = constraints.chosen(options, option)
            yield from islice(self.fitting(chosen, hint, depth, ancestors), _MAX_PER_OPTION)

    def _filter_valid(
        self, candidates: Iterable[object], constraints: Constraints
    ) -> Iterator[object]:
        """Yield the valid candidates; stop after `_MAX_FAILURES` + 1 invalid ones in a row."""
        failures = 0
        for value in candidates:
            if all(
                self.validator.valid(value, constraint.schema) for constraint in constraints.each
            ):
                yield value
                failures = 0
            elif (failures := failures + 1) > _MAX_FAILURES:
                return

    def _sources(
        self, constraints: Constraints, types: list[str], hint: str, depth: int
    ) -> Iterator[Iterable[object]]:
        """Yield the sources of candidates: constants from the schemas, then generated values.

        Uninformative constants come last.
        """
        constants = list(islice(_constants(constraints), _CONSTANTS_TRIED))
        yield (value_of(node) for node in constants if not _is_uninformative(node))
        if not any(True for keyword in ("const", "enum") for _ in constraints.values(keyword)):
            for type_ in types or _likely_types(constraints):
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
            return strings(self.validator, constraints, hint)
        if type_ in ("number", "integer"):
            return numbers(constraints, hint, integral=type_ == "integer")
        return {"boolean": (True, False), "null": (None,)}.get(type_, ())


def _constants(constraints: Constraints) -> Iterator[JsonNode]:
    """Yield the constants, defaults, examples and enum values in the schemas."""
    yield from constraints.values("const")
    for keyword in ("default", "example"):
        yield from constraints.values(keyword)
    for keyword in ("examples", "enum"):
        for node in constraints.values(keyword):
            yield from elements(node)


def _is_uninformative(node: JsonNode) -> bool:
    empty = node.kind in (JsonKind.OBJECT, JsonKind.ARRAY) and not node.members and not node.items
    return empty or node.kind is JsonKind.NULL


def _likely_types(constraints: Constraints) -> Iterator[str]:
    """Yield all types, those that the keywords of schemas without `type` suggest first."""
    named = {member.name for constraint in constraints.each for member in constraint.schema.members}
    if any(is_null(constraint.schema) for constraint in constraints.each):
        yield "null"
    likely = [type_ for type_, keywords in _TYPE_KEYWORDS.items() if not named.isdisjoint(keywords)]
    yield from likely
    yield from (type_ for type_ in _ANY_TYPE if type_ not in likely)
