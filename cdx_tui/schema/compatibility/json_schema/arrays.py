"""Compare schemas of arrays, whose items have one schema, or the first ones one each."""

from __future__ import annotations

from cdx_tui.schema.compatibility.json_schema.comparison import Comparison
from cdx_tui.schema.compatibility.json_schema.contents import array_content
from cdx_tui.schema.compatibility.json_schema.further import (
    compare_additional,
    compare_unevaluated,
)
from cdx_tui.schema.compatibility.json_schema.results import Result
from cdx_tui.schema.compatibility.json_schema.scalars import compare_bounds
from cdx_tui.schema.compatibility.json_schema.shapes import Kind, Shape
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.trampoline import Steps

__all__ = ["compare_array"]

_CONTAINS = ("maxContains", "minContains")
_ONE = JsonNode(JsonKind.NUMBER, 0, "1")


def compare_array(comparison: Comparison, result: Result, old: Shape, new: Shape) -> Steps[None]:
    """Compare schemas of arrays."""
    before, after = array_content(old), array_content(new)
    found = yield comparison.children(result, old, before.every, new, after.every)
    result.include(found, "items")
    for index in range(max(len(before.listed), len(after.listed))):
        if result.settled:
            return
        if index >= len(after.listed):
            yield _removed(comparison, result, old, new, index)
        elif index >= len(before.listed):
            yield _added(comparison, result, old, new, index)
        else:
            both = (before.listed[index], after.listed[index])
            found = yield comparison.children(result, old, both[0], new, both[1])
            result.include(found, "items", str(index))
    yield compare_additional(comparison, result, "Items", (old, before), (new, after))
    yield compare_unevaluated(comparison, result, "Items", (old, before), (new, after))
    compare_bounds(result, ("maxItems", "minItems"), old.keywords, new.keywords)
    unique = [_is_true(shape.keywords.get("uniqueItems")) for shape in (old, new)]
    if unique[0] is not unique[1]:
        kind = "UNIQUE_ITEMS_ADDED" if unique[1] else "UNIQUE_ITEMS_REMOVED"
        result.add(kind, "uniqueItems")
    compare_bounds(result, _CONTAINS, _counts_of_contains(old), _counts_of_contains(new))


def _removed(
    comparison: Comparison, result: Result, old: Shape, new: Shape, index: int
) -> Steps[None]:
    after = array_content(new)
    schema = array_content(old).listed[index]
    shape = old.document.shape(schema)
    covering = after.schema_of_others()
    if after.open:
        kind = "ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL"
    elif covering is not None:
        found = yield comparison.children(result, old, schema, new, covering)
        result.include(found, "items", str(index))
        covered = "IS" if found.compatible else "NOT"
        kind = f"ITEM_REMOVED_{covered}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL"
    elif shape.kind is Kind.FALSE:
        kind = "ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL"
    else:
        kind = "ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL"
    result.add(kind, "items", str(index), old=shape.name)


def _added(
    comparison: Comparison, result: Result, old: Shape, new: Shape, index: int
) -> Steps[None]:
    before = array_content(old)
    schema = array_content(new).listed[index]
    shape = new.document.shape(schema)
    covering = before.schema_of_others()
    if before.open:
        empty = "_WITH_EMPTY_SCHEMA" if shape.accepts_all else ""
        kind = f"ITEM{empty}_ADDED_TO_OPEN_CONTENT_MODEL"
    elif covering is not None:
        found = yield comparison.children(result, old, covering, new, schema)
        result.include(found, "items", str(index))
        covered = "IS" if found.compatible else "NOT"
        kind = f"ITEM_ADDED_{covered}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL"
    else:
        kind = "ITEM_ADDED_TO_CLOSED_CONTENT_MODEL"
    result.add(kind, "items", str(index), new=shape.name)


def _is_true(node: JsonNode | None) -> bool:
    return node is not None and node.kind is JsonKind.TRUE


def _counts_of_contains(shape: Shape) -> dict[str, JsonNode]:
    """Return the bounds on items that match `contains`; there must be one unless it says so.

    Earlier drafts do not know them, but Schema Registry compares those of a schema for arrays only.
    """
    if not shape.document.modern:
        members = shape.schema.members if shape.schema is not None else ()
        return {each.name: each.value for each in members if each.name in _CONTAINS}
    if "contains" not in shape.keywords:
        return {}
    return {"minContains": _ONE, **shape.keywords}
