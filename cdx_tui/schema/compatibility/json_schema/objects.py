"""Compare schemas of objects.

Whether a property may be added or removed depends on the content model: open if additional
properties may have any value, closed if there may be none, and partially open between.
"""

from __future__ import annotations

from collections.abc import Iterator
from heapq import merge

from cdx_tui.schema.compatibility.json_schema.comparison import Comparison, are_equal
from cdx_tui.schema.compatibility.json_schema.contents import ObjectContent, object_content
from cdx_tui.schema.compatibility.json_schema.further import (
    compare_additional,
    compare_unevaluated,
)
from cdx_tui.schema.compatibility.json_schema.results import Result
from cdx_tui.schema.compatibility.json_schema.scalars import compare_bounds
from cdx_tui.schema.compatibility.json_schema.shapes import Kind, Shape
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.trampoline import Steps

__all__ = ["compare_object"]


def compare_object(comparison: Comparison, result: Result, old: Shape, new: Shape) -> Steps[None]:
    """Compare schemas of objects."""
    before, after = object_content(old), object_content(new)
    _compare_required(result, before, after)
    for name in _names(result, before, after):
        if result.settled:
            return
        old_schema, new_schema = before.properties.get(name), after.properties.get(name)
        if old_schema is None:
            yield _added(comparison, result, old, new, name)
        elif new_schema is None:
            yield _removed(comparison, result, old, new, name)
        elif not are_equal(old, old_schema, new, new_schema):  # most are, so this saves steps
            found = yield comparison.children(result, old, old_schema, new, new_schema)
            result.include(found, "properties", name)
    _compare_dependent_names(result, before, after)
    yield _compare_dependent_schemas(comparison, result, old, new)
    yield compare_additional(comparison, result, "Properties", (old, before), (new, after))
    yield compare_unevaluated(comparison, result, "Properties", (old, before), (new, after))
    compare_bounds(result, ("maxProperties", "minProperties"), old.keywords, new.keywords)


def _names(result: Result, old: ObjectContent, new: ObjectContent) -> Iterator[str]:
    """Yield the names of all properties; first those that are likely to tell objects apart."""
    first = old.telling if result.probe else frozenset()
    yield from sorted(first)
    previous = None
    for name in old.names if old.names == new.names else merge(old.names, new.names):
        if name != previous and name not in first:
            yield name
        previous = name


def _compare_required(result: Result, old: ObjectContent, new: ObjectContent) -> None:
    """Compare what is required of the properties that both schemas list."""
    for name in sorted(old.required ^ new.required):
        if name not in old.properties or name not in new.properties:
            continue
        if name in old.required:
            kind = "REQUIRED_ATTRIBUTE_REMOVED"
        elif _has_default(new.properties[name]):
            kind = "REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED"
        else:
            kind = "REQUIRED_ATTRIBUTE_ADDED"
        result.add(kind, "required", name)


def _added(
    comparison: Comparison, result: Result, old: Shape, new: Shape, name: str
) -> Steps[None]:
    before, after = object_content(old), object_content(new)
    schema = after.properties[name]
    shape = new.document.shape(schema)
    necessity = "OPTIONAL_PROPERTY"
    if name in after.required:
        default = _has_default(schema)
        necessity = "REQUIRED_PROPERTY_WITH_DEFAULT" if default else "REQUIRED_PROPERTY"
    if before.open:
        empty = shape.accepts_all
        added = "PROPERTY_WITH_EMPTY_SCHEMA" if empty else necessity
        result.add(f"{added}_ADDED_TO_OPEN_CONTENT_MODEL", "properties", name, new=shape.name)
        return
    covering = _schema_of(comparison, before, name)
    if covering is not None:
        found = yield comparison.children(result, old, covering, new, schema)
        result.include(found, "properties", name)
        covered = "IS" if found.compatible else "NOT"
        kind = f"PROPERTY_ADDED_{covered}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL"
        result.add(kind, "properties", name, new=shape.name)
    kind = f"{necessity}_ADDED_TO_UNOPEN_CONTENT_MODEL"
    result.add(kind, "properties", name, new=shape.name)


def _removed(
    comparison: Comparison, result: Result, old: Shape, new: Shape, name: str
) -> Steps[None]:
    before, after = object_content(old), object_content(new)
    schema = before.properties[name]
    shape = old.document.shape(schema)
    covering = None if after.open else _schema_of(comparison, after, name)
    if after.open:
        kind = "PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL"
    elif covering is not None:
        found = yield comparison.children(result, old, schema, new, covering)
        result.include(found, "properties", name)
        covered = "IS" if found.compatible else "NOT"
        kind = f"PROPERTY_REMOVED_{covered}_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL"
    elif shape.kind is Kind.FALSE:
        kind = "PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL"
    else:
        kind = "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL"
    result.add(kind, "properties", name, old=shape.name)


def _has_default(schema: JsonNode) -> bool:
    """Return whether a schema has a default; null counts as none, as in Schema Registry."""
    default = schema.get("default")
    return default is not None and default.kind is not JsonKind.NULL


def _schema_of(comparison: Comparison, content: ObjectContent, name: str) -> JsonNode | None:
    schema, steps = content.schema_of(name, comparison.pattern_steps_left)
    comparison.pattern_steps_left -= steps
    return schema


def _compare_dependent_names(result: Result, old: ObjectContent, new: ObjectContent) -> None:
    for name in sorted(old.dependent_names.keys() | new.dependent_names.keys()):
        before, after = old.dependent_names.get(name), new.dependent_names.get(name)
        if before == after:
            continue
        if after is None:
            change = "REMOVED"
        elif before is None:
            change = "ADDED"
        elif before <= after:
            change = "EXTENDED"
        else:
            change = "NARROWED" if after <= before else "CHANGED"
        shown = [", ".join(sorted(names or ())) for names in (before, after)]
        kind = f"DEPENDENCY_ARRAY_{change}"
        result.add(kind, "dependencies", name, old=shown[0], new=shown[1])


def _compare_dependent_schemas(
    comparison: Comparison, result: Result, old: Shape, new: Shape
) -> Steps[None]:
    olds = object_content(old).dependent_schemas
    news = object_content(new).dependent_schemas
    for name in sorted(olds.keys() | news.keys()):
        before, after = olds.get(name), news.get(name)
        if before is not None and after is not None:
            found = yield comparison.children(result, old, before, new, after)
            result.include(found, "dependencies", name)
        else:
            change = "ADDED" if before is None else "REMOVED"
            result.add(f"DEPENDENCY_SCHEMA_{change}", "dependencies", name)
