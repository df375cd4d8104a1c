"""The combined constraints of several JSON Schemas on one value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import NamedTuple

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import number_of
from cdx_tui.schema.json_schema import ResolvedSchema, elements, is_null, types_named

__all__ = ["CHOICES", "Constraint", "Constraints", "NoValue", "Options"]

CHOICES = ("oneOf", "anyOf")
_MAX_SCHEMAS = 300
_MAX_CHOICES = 12
_NONE: frozenset[str] = frozenset()


class NoValue(Exception):
    """No value matches the constraints, or none was found; the message is a clause on why."""


class Constraint(NamedTuple):
    """A schema, and those of its choice keywords (`oneOf`, `anyOf`, `if`) already decided."""

    schema: JsonNode
    done: frozenset[str] = _NONE


class Options(NamedTuple):
    """The options of a choice.

    Attributes:
        constraint: The schema that offers the choice.
        keyword: Its keyword: `oneOf`, `anyOf` or `if`.
        each: The options, each with the schemas that it adds.
    """

    constraint: Constraint
    keyword: str
    each: tuple[tuple[JsonNode, ...], ...]


class Constraints:
    """Schemas that must all match, with the schemas from their `$ref`, `allOf` and `extends`.

    Args:
        document: The document that contains them.
        schemas: The schemas.
        ancestors: Ids of the reference targets that the value is nested in. A reference to one of
            them is refused, since it would recurse without end.

    Attributes:
        each: The schemas, none of them a boolean.
        rejected: The first value that was tried and does not match, if there is one.
        ancestors: The `ancestors` given and the ids of the targets resolved here.

    Raises:
        NoValue: No value matches, a schema is recursive, or a limit is exceeded.
    """

    def __init__(
        self, document: ResolvedSchema, schemas: Iterable[Constraint], ancestors: frozenset[int]
    ) -> None:
        self.each: list[Constraint] = []
        self.rejected: list[object] = []
        entered: set[int] = set()
        seen: set[int] = set()
        waiting = list(schemas)[::-1]
        done = {id(constraint.schema): constraint.done for constraint in waiting}
        if sum(map(len, done.values())) > _MAX_CHOICES:
            raise NoValue(f"oneOf, anyOf and if are nested in each other {_MAX_CHOICES} times")
        while waiting:
            schema = waiting.pop().schema
            if schema.kind is JsonKind.FALSE:
                raise NoValue("the schema is false, which no value fits")
            if schema.kind is not JsonKind.OBJECT or id(schema) in seen:
                continue
            seen.add(id(schema))
            if len(seen) > _MAX_SCHEMAS:
                raise NoValue(f"more than {_MAX_SCHEMAS} schemas apply to it at once")
            target = document.target(schema)
            if target is not None:
                if id(target) in ancestors:
                    raise NoValue(f"{_reference(schema)} always contains itself")
                entered.add(id(target))
                waiting.append(Constraint(target))
            if target is None or not document.ref_excludes_siblings:
                self.each.append(Constraint(schema, done.get(id(schema), _NONE)))
                waiting.extend(Constraint(inner) for inner in reversed(_all_of(schema)))
        self.ancestors = ancestors | entered

    def values(self, keyword: str) -> Iterator[JsonNode]:
        """Yield the value of a keyword in each schema that has it."""
        for constraint in self.each:
            found = constraint.schema.get(keyword)
            if found is not None:
                yield found

    def at_least(self, keyword: str) -> int:
        """Return the largest value of a lower bound such as `minItems`; 0 if there is none."""
        return max(self._counts(keyword), default=0)

    def at_most(self, keyword: str) -> int | None:
        """Return the smallest value of an upper bound such as `maxItems`; None if there is none."""
        return min(self._counts(keyword), default=None)

    def _counts(self, keyword: str) -> Iterator[int]:
        for node in self.values(keyword):
            number = number_of(node) if node.kind is JsonKind.NUMBER else inf
            if number < inf:
                yield int(number)

    def types(self) -> list[str]:
        """Return the types that all schemas allow, null last; empty if no schema has a `type`.

        Raises:
            NoValue: The schemas have no type in common.
        """
        named: list[str] | None = None
        for node in self.values("type"):
            these = types_named(node)
            if any(item.kind is JsonKind.OBJECT for item in elements(node)):
                continue  # draft-03 allows schemas in `type`
            these += ["integer"] if "number" in these else []
            if named and not set(named) & set(these):
                allowed = f"{' or '.join(named)} and {' or '.join(these)}"
                raise NoValue(f"its type must be {allowed} at once")
            named = these if named is None else [name for name in named if name in these]
            if not named:
                raise NoValue("its type has no name that is known")
        return sorted(named or [], key=lambda name: name == "null")

    def options(self) -> Options | None:
        """Return the options of the first undecided choice; None if all are decided."""
        for constraint in self.each:
            schema = constraint.schema
            for keyword in CHOICES:
                branches = list(elements(schema.get(keyword)))
                if branches and keyword not in constraint.done:
                    branches.sort(key=is_null)
                    return Options(constraint, keyword, tuple((branch,) for branch in branches))
            condition = schema.get("if")
            if condition is not None and "if" not in constraint.done:
                then, other = schema.get("then"), schema.get("else")
                first = (condition,) if then is None else (condition, then)
                return Options(constraint, "if", (first, () if other is None else (other,)))
        return None

    def chosen(self, options: Options, option: tuple[JsonNode, ...]) -> list[Constraint]:
        """Return the constraints with the schemas of an option added and its keyword done."""
        done = options.constraint._replace(done=options.constraint.done | {options.keyword})
        rest = [
            done if constraint is options.constraint else constraint for constraint in self.each
        ]
        return [*rest, *(Constraint(schema) for schema in option)]


def _reference(schema: JsonNode) -> str:
    found = (schema.get(keyword) for keyword in ("$ref", "$dynamicRef", "$recursiveRef"))
    return next((node.text() or "" for node in found if node is not None), "")


def _all_of(schema: JsonNode) -> list[JsonNode]:
    inner = list(elements(schema.get("allOf")))
    extends = schema.get("extends")
    if extends is not None:
        inner += extends.items if extends.kind is JsonKind.ARRAY else [extends]
    return inner
