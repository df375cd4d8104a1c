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
from cdx_tui.schema.sample.constraints import Demand, Demands, Missing
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
    used unless it tells nothing. Of several types or branches the first that isn't null is taken.

    Args:
        root: The document.

    Raises:
        ValueError: No value was found that fits.
    """
    document = ResolvedSchema(root)
    try:
        sampler = Sampler(document)
        value = sampler.first([Demand(root)], "", 0, frozenset((id(root),)))
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
    def hurried(self) -> bool:
        """Whether the value is so large that optional parts should be left out."""
        return self._made > _ENOUGH

    def first(
        self, demands: Iterable[Demand], hint: str, depth: int, around: frozenset[int]
    ) -> object:
        """Return the first value that was found to fit.

        Raises:
            Missing: There was none.
        """
        for value in self.fitting(demands, hint, depth, around):
            return value
        raise Missing

    def fitting(
        self, schemas: Iterable[Demand], hint: str, depth: int, around: frozenset[int]
    ) -> Iterator[object]:
        """Yield values that fit all of several schemas.

        Args:
            schemas: The schemas.
            hint: The name of the property that the value is for.
            depth: How many values it is in.
            around: The schemas that it is in.
        """
        self._made += 1
        if depth > _DEEPEST:
            return
        try:
            demands = Demands(self.document, schemas, around)
            options = demands.options()
            types = demands.types()
        except Missing:
            return
        if options is None:
            for candidates in self._sources(demands, types, hint, depth):
                yield from self._those_that_fit(candidates, demands)
            return
        for option in options.each[:_OPTIONS_TRIED]:
            chosen = demands.chosen(options, option)
            yield from islice(self.fitting(chosen, hint, depth, around), _TRIED_OF_EACH)

    def _those_that_fit(self, candidates: Iterable[object], demands: Demands) -> Iterator[object]:
        """Yield the candidates that fit; after many in a row that don't, give up."""
        failures = 0
        for value in candidates:
            if all(self.validity.valid(value, demand.schema) for demand in demands.each):
                yield value
                failures = 0
            elif (failures := failures + 1) > _FAILURES:
                return

    def _sources(
        self, demands: Demands, types: list[str], hint: str, depth: int
    ) -> Iterator[Iterable[object]]:
        """Yield the sources of candidates: values that the schemas name, then generated ones."""
        constants = list(islice(_constants(demands), _CONSTANTS_TRIED))
        yield (value_of(node) for node in constants if not _tells_nothing(node))
        if not any(True for keyword in ("const", "enum") for _ in demands.values(keyword)):
            for type_ in types or _guessed(demands):
                yield self._of_type(type_, demands, hint, depth)
        yield map(value_of, constants)

    def _of_type(self, type_: str, demands: Demands, hint: str, depth: int) -> Iterable[object]:
        if type_ == "object":
            return objects(self, demands, depth)
        if type_ == "array":
            return arrays(self, demands, hint, depth)
        if type_ == "string":
            return strings(self.validity, demands, hint)
        if type_ in ("number", "integer"):
            return numbers(demands, hint, whole=type_ == "integer")
        return {"boolean": (True, False), "null": (None,)}.get(type_, ())


def _constants(demands: Demands) -> Iterator[JsonNode]:
    """Yield the values that the schemas themselves name."""
    yield from demands.values("const")
    for keyword in ("default", "example"):
        yield from demands.values(keyword)
    for keyword in ("examples", "enum"):
        for node in demands.values(keyword):
            yield from elements(node)


def _tells_nothing(node: JsonNode) -> bool:
    empty = node.kind in (JsonKind.OBJECT, JsonKind.ARRAY) and not node.members and not node.items
    return empty or node.kind is JsonKind.NULL


def _guessed(demands: Demands) -> Iterator[str]:
    """Yield the types that schemas without `type` are likely to be about."""
    named = {member.name for demand in demands.each for member in demand.schema.members}
    if any(is_null(demand.schema) for demand in demands.each):
        yield "null"
    likely = [type_ for type_, keywords in _ABOUT.items() if not named.isdisjoint(keywords)]
    yield from likely
    yield from (type_ for type_ in _ANY_TYPE if type_ not in likely)
