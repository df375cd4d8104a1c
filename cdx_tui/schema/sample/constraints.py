"""What several JSON Schemas ask of one value together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import NamedTuple

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import number_of
from cdx_tui.schema.json_schema import ResolvedSchema, elements, is_null, types_named

__all__ = ["CHOICES", "Constraint", "Constraints", "Missing", "Options"]

CHOICES = ("oneOf", "anyOf")
_MOST = 300
_CHOICES = 12
_NONE: frozenset[str] = frozenset()


class Missing(Exception):
    """There is no value that would fit, or none was found."""


class Constraint(NamedTuple):
    """A schema, and the keywords of it that were chosen from already."""

    schema: JsonNode
    done: frozenset[str] = _NONE


class Options(NamedTuple):
    """A choice that a schema offers: its keyword, and the schemas that come with each option."""

    constraint: Constraint
    keyword: str
    each: tuple[tuple[JsonNode, ...], ...]


class Constraints:
    """Schemas that all have to match, with their references and their allOf.

    Args:
        document: The document that they are from.
        schemas: The schemas.
        ancestors: What was referred to on the way here; to come back to it would have no end.

    Attributes:
        each: The schemas, none of them a boolean.
        ancestors: What was referred to on the way here or just now.

    Raises:
        Missing: Nothing fits, or a value would hold another one like it.
    """

    def __init__(
        self, document: ResolvedSchema, schemas: Iterable[Constraint], ancestors: frozenset[int]
    ) -> None:
        self.each: list[Constraint] = []
        entered: set[int] = set()
        seen: set[int] = set()
        waiting = list(schemas)[::-1]
        done = {id(constraint.schema): constraint.done for constraint in waiting}
        if sum(map(len, done.values())) > _CHOICES:
            raise Missing
        while waiting:
            schema = waiting.pop().schema
            if schema.kind is JsonKind.FALSE:
                raise Missing
            if schema.kind is not JsonKind.OBJECT or id(schema) in seen:
                continue
            seen.add(id(schema))
            if len(seen) > _MOST:
                raise Missing
            target = document.target(schema)
            if target is not None:
                if id(target) in ancestors:
                    raise Missing
                entered.add(id(target))
                waiting.append(Constraint(target))
            if target is None or not document.ref_excludes_siblings:
                self.each.append(Constraint(schema, done.get(id(schema), _NONE)))
                waiting.extend(Constraint(inner) for inner in reversed(_all_of(schema)))
        self.ancestors = ancestors | entered

    def values(self, keyword: str) -> Iterator[JsonNode]:
        """Yield what each schema says under a keyword."""
        for constraint in self.each:
            found = constraint.schema.get(keyword)
            if found is not None:
                yield found

    def at_least(self, keyword: str) -> int:
        """Return the largest count that the schemas ask for under a keyword."""
        return max(self._counts(keyword), default=0)

    def at_most(self, keyword: str) -> int | None:
        """Return the smallest count that the schemas allow under a keyword."""
        return min(self._counts(keyword), default=None)

    def _counts(self, keyword: str) -> Iterator[int]:
        for node in self.values(keyword):
            number = number_of(node) if node.kind is JsonKind.NUMBER else inf
            if number < inf:
                yield int(number)

    def types(self) -> list[str]:
        """Return the types that all schemas allow, null last; empty if none names any."""
        named: list[str] | None = None
        for node in self.values("type"):
            these = types_named(node)
            if any(item.kind is JsonKind.OBJECT for item in elements(node)):
                continue  # draft-03 has schemas among them
            these += ["integer"] if "number" in these else []
            named = these if named is None else [name for name in named if name in these]
            if not named:
                raise Missing
        return sorted(named or [], key=lambda name: name == "null")

    def options(self) -> Options | None:
        """Return the first choice that is not made yet."""
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
        """Return the constraints after an option is chosen."""
        done = options.constraint._replace(done=options.constraint.done | {options.keyword})
        rest = [
            done if constraint is options.constraint else constraint for constraint in self.each
        ]
        return [*rest, *(Constraint(schema) for schema in option)]


def _all_of(schema: JsonNode) -> list[JsonNode]:
    inner = list(elements(schema.get("allOf")))
    extends = schema.get("extends")
    if extends is not None:
        inner += extends.items if extends.kind is JsonKind.ARRAY else [extends]
    return inner
