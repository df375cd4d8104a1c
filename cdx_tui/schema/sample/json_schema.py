"""Generate sample values for a JSON Schema: built piece by piece, each piece validated.

The search is bounded: if a schema is too complex for it, it fails with an error.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import value_of
from cdx_tui.schema.json_schema import ResolvedSchema, elements, is_null
from cdx_tui.schema.json_schema.validation import Exhausted, Validator
from cdx_tui.schema.sample.arrays import arrays
from cdx_tui.schema.sample.constraints import Constraint, Constraints, NoValue
from cdx_tui.schema.sample.explanation import explain
from cdx_tui.schema.sample.meaning import semantic, tags
from cdx_tui.schema.sample.objects import objects
from cdx_tui.schema.sample.place import NoSample, Place
from cdx_tui.schema.sample.plausible_values import PlausibleValues
from cdx_tui.schema.sample.request import FIRST, SampleRequest
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
_Option = tuple[JsonNode, ...]
_ANY_TYPE = ("string", "integer", "boolean", "object", "array", "number", "null")


def sample_json_schema(document: ResolvedSchema, request: SampleRequest = FIRST) -> object:
    """Return a value that matches a JSON Schema.

    The value is made of dicts, lists, strings, numbers, bools and None.

    An object has all properties, required or optional, that are compatible; recursive ones are
    omitted. A default or example in the schema is used unless it is empty. Of several types or
    branches, the first one that isn't null is used; the next one in the next sample.

    Args:
        document: The schema; its `unresolved` has the references that any value stands for.
        request: Which sample.

    Raises:
        NoSample: No matching value was found.
    """
    root = document.root
    sampler = Sampler(document, request)
    try:
        return sampler.first([Constraint(root)], Place(), frozenset((id(root),)))
    except NoValue:
        raise sampler.obstacle or NoSample("no value was found that fits this schema") from None
    except Exhausted:
        reason = "the search for a value that fits took too many steps"
        raise NoSample(reason, sampler.obstacle.place if sampler.obstacle else None) from None


class Sampler:
    """Generator of values for the schemas of one document.

    Attributes:
        document: The document.
        validator: Its validator, whose step limit applies to all values together.
        plausible: The plausible values.
        obstacle: What stood against the last value that could not be generated; None if all that
            had to be were.
    """

    def __init__(self, document: ResolvedSchema, request: SampleRequest = FIRST) -> None:
        self.document = document
        self.validator = Validator(document)
        self.plausible = PlausibleValues(request.variant)
        self.obstacle: NoSample | None = None
        self._takes_defaults = request.takes_defaults
        self._made = 0

    @property
    def is_oversized(self) -> bool:
        """Whether the value is so large that optional parts should be omitted."""
        return self._made > _OPTIONAL_LIMIT

    def first(
        self, constraints: Iterable[Constraint], place: Place, ancestors: frozenset[int]
    ) -> object:
        """Return the first value of `fitting`, which takes the same arguments.

        Raises:
            NoValue: No value was found; `obstacle` says why.
        """
        for value in self.fitting(constraints, place, ancestors):
            return value
        raise NoValue

    def fitting(
        self, schemas: Iterable[Constraint], place: Place, ancestors: frozenset[int]
    ) -> Iterator[object]:
        """Yield values that match all of several schemas.

        Args:
            schemas: The schemas.
            place: The place of the value.
            ancestors: Ids of the reference targets that it is nested in.
        """
        self._made += 1
        before = self.obstacle
        if place.depth > _MAX_DEPTH:
            self.obstacle = NoSample(f"values are nested deeper than {_MAX_DEPTH} levels", place)
            return
        try:
            constraints = Constraints(self.document, schemas, ancestors)
            values = self._fitting(constraints, place, ancestors)
            yield next(values)
        except NoValue as why:
            self.obstacle = NoSample(str(why), place)
        except StopIteration:
            if self.obstacle is before:
                self.obstacle = NoSample(explain(self.validator, constraints), place)
        else:
            yield from values

    def _fitting(
        self, constraints: Constraints, place: Place, ancestors: frozenset[int]
    ) -> Iterator[object]:
        options = constraints.options()
        types = constraints.types()
        if options is None:
            place = _with_meaning(place, constraints)
            for candidates in self._sources(constraints, types, place):
                yield from self._filter_valid(candidates, constraints)
            return
        for option in self._in_turn(options.each)[:_OPTIONS_TRIED]:
            chosen = constraints.chosen(options, option)
            found = self.fitting(chosen, place, ancestors)
            yield from islice(found, _MAX_PER_OPTION)

    def _in_turn(self, options: tuple[_Option, ...]) -> tuple[_Option, ...]:
        """Return options in the order in which this sample tries them; null stays last."""
        several = [option for option in options if not any(map(is_null, option))]
        null = [option for option in options if any(map(is_null, option))]
        start = self.plausible.variant % max(len(several), 1)
        return (*several[start:], *several[:start], *null)

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
                continue
            if not constraints.rejected:
                constraints.rejected.append(value)
            failures += 1
            if failures > _MAX_FAILURES:
                return

    def _sources(
        self, constraints: Constraints, types: list[str], place: Place
    ) -> Iterator[Iterable[object]]:
        """Yield the sources of candidates: constants from the schemas, then generated values.

        Uninformative constants come last.
        """
        constants = [*self._constants(constraints)]
        yield (value_of(node) for node in constants if not _is_uninformative(node))
        if not any(True for keyword in ("const", "enum") for _ in constraints.values(keyword)):
            for type_ in types or _likely_types(constraints):
                yield self._of_type(type_, constraints, place)
        yield (value_of(node) for node in islice(_given(constraints), _CONSTANTS_TRIED))

    def _of_type(self, type_: str, constraints: Constraints, place: Place) -> Iterable[object]:
        if type_ == "object":
            return objects(self, constraints, place)
        if type_ == "array":
            return arrays(self, constraints, place)
        if type_ == "string":
            return strings(self.validator, constraints, self.plausible, place)
        if type_ in ("number", "integer"):
            return numbers(constraints, self.plausible, place, integral=type_ == "integer")
        flag = self.plausible.flag
        return {"boolean": (flag, not flag), "null": (None,)}.get(type_, ())

    def _constants(self, constraints: Constraints) -> Iterator[JsonNode]:
        """Yield the constants, defaults, examples and enum values that this sample tries first."""
        yield from constraints.values("const")
        if self._takes_defaults:
            yield from islice(_given(constraints), _CONSTANTS_TRIED)
        for node in constraints.values("enum"):
            listed = [*elements(node)]
            start = self.plausible.variant % max(len(listed), 1)
            yield from islice((*listed[start:], *listed[:start]), _CONSTANTS_TRIED)


def _given(constraints: Constraints) -> Iterator[JsonNode]:
    """Yield the defaults and examples in the schemas."""
    for keyword in ("default", "example"):
        yield from constraints.values(keyword)
    for node in constraints.values("examples"):
        yield from elements(node)


def _with_meaning(place: Place, constraints: Constraints) -> Place:
    """Return a place with what the schemas say of the value beside its type."""
    schemas = [constraint.schema for constraint in constraints.each]
    meaning = next(filter(None, map(semantic, schemas)), "")
    found = tuple(tag for schema in schemas for tag in tags(schema))
    return replace(place, semantic=meaning, tags=found) if meaning or found else place


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
