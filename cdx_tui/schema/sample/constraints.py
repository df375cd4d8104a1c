"""What several JSON Schemas ask of one value together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import inf
from typing import NamedTuple

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import number_of
from cdx_tui.schema.json_schema import ResolvedSchema, elements, is_null, types_named

__all__ = ["CHOICES", "Demand", "Demands", "Missing", "Options"]

CHOICES = ("oneOf", "anyOf")
_MOST = 300
_CHOICES = 12
_NONE: frozenset[str] = frozenset()


class Missing(Exception):
    """There is no value that would fit, or none was found."""


class Demand(NamedTuple):
    """A schema, and the keywords of it that were chosen from already."""

    schema: JsonNode
    done: frozenset[str] = _NONE


class Options(NamedTuple):
    """A choice that a schema offers: its keyword, and the schemas that come with each option."""

    demand: Demand
    keyword: str
    each: tuple[tuple[JsonNode, ...], ...]


class Demands:
    """Schemas that all have to match, with their references and their allOf.

    Args:
        document: The document that they are from.
        schemas: The schemas.
        around: What was referred to on the way here; to come back to it would have no end.

    Attributes:
        each: The schemas, none of them a boolean.
        around: What was referred to on the way here or just now.

    Raises:
        Missing: Nothing fits, or a value would hold another one like it.
    """

    def __init__(
        self, document: ResolvedSchema, schemas: Iterable[Demand], around: frozenset[int]
    ) -> None:
        self.each: list[Demand] = []
        entered: set[int] = set()
        seen: set[int] = set()
        waiting = list(schemas)[::-1]
        done = {id(demand.schema): demand.done for demand in waiting}
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
                if id(target) in around:
                    raise Missing
                entered.add(id(target))
                waiting.append(Demand(target))
            if target is None or not document.lonely:
                self.each.append(Demand(schema, done.get(id(schema), _NONE)))
                waiting.extend(Demand(inner) for inner in reversed(_all_of(schema)))
        self.around = around | entered

    def values(self, keyword: str) -> Iterator[JsonNode]:
        """Yield what each schema says under a keyword."""
        for demand in self.each:
            found = demand.schema.get(keyword)
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
        for demand in self.each:
            schema = demand.schema
            for keyword in CHOICES:
                branches = list(elements(schema.get(keyword)))
                if branches and keyword not in demand.done:
                    branches.sort(key=is_null)
                    return Options(demand, keyword, tuple((branch,) for branch in branches))
            condition = schema.get("if")
            if condition is not None and "if" not in demand.done:
                then, other = schema.get("then"), schema.get("else")
                first = (condition,) if then is None else (condition, then)
                return Options(demand, "if", (first, () if other is None else (other,)))
        return None

    def chosen(self, options: Options, option: tuple[JsonNode, ...]) -> list[Demand]:
        """Return the constraints after an option is chosen."""
        done = options.demand._replace(done=options.demand.done | {options.keyword})
        rest = [done if demand is options.demand else demand for demand in self.each]
        return [*rest, *(Demand(schema) for schema in option)]


def _all_of(schema: JsonNode) -> list[JsonNode]:
    inner = list(elements(schema.get("allOf")))
    extends = schema.get("extends")
    if extends is not None:
        inner += extends.items if extends.kind is JsonKind.ARRAY else [extends]
    return inner
