"""Parse the types of an Avro schema into an outline, without recursion."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from cdx_tui.schema.annotations import NOTHING, meaning
from cdx_tui.schema.avro.defaults import default_error
from cdx_tui.schema.avro.named_types import read_enum, read_fixed
from cdx_tui.schema.avro.names import is_name, namespace_of
from cdx_tui.schema.avro.properties import FIELD_KEYS, TYPE_KEYS, read_annotations
from cdx_tui.schema.avro.state import AvroState, Scope
from cdx_tui.schema.avro.types import (
    AVRO_PRIMITIVES,
    UNKNOWN,
    AvroType,
    container_of,
    member_line,
    short_name,
    union_of,
    with_logical_type,
)
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.outline import NodeKind, OutlineNode
from cdx_tui.schema.trampoline import Steps
from cdx_tui.text import clean

__all__ = ["check_union", "read_type"]

_MAX_RECORD_DEPTH = 50
"""Nested records in the outline; deeper ones are replaced by a note."""

_PRIMITIVES = {name: AvroType(name, name) for name in AVRO_PRIMITIVES}
_INNER_KEYS = {"array": "items", "map": "values"}
_DEFINITION_KINDS = {"record", "error", "enum", "fixed", "array", "map"}
_KIND_BY_KEYWORD = {"fields": "record", "symbols": "enum", "items": "array", "values": "map"}
_ORDERS = {"ascending", "descending", "ignore"}

AvroSteps = Steps[AvroType]


def read_type(state: AvroState, node: JsonNode, scope: Scope) -> AvroType | AvroSteps:
    """Parse a type; nodes of named types and references are added to `scope.nodes`.

    Returns:
        The type, or steps that return it, for `trampoline.run`.
    """
    if node.kind is JsonKind.STRING:
        return _read_name(state, node, scope)
    if node.kind is JsonKind.ARRAY:
        return _union(state, node, scope)
    if node.kind is JsonKind.OBJECT:
        return _object(state, node, scope)
    written = clean(node.raw[:40])
    hint = '; did you mean "null" in quotes?' if node.kind is JsonKind.NULL else ""
    state.report(f"expected a type (a name, an object or an array), found {written}{hint}", node)
    return UNKNOWN


def _read_name(state: AvroState, node: JsonNode, scope: Scope) -> AvroType:
    name = node.text() or ""
    primitive = _PRIMITIVES.get(name)
    if primitive:
        return primitive
    if name in _DEFINITION_KINDS:
        state.report(f"expected a type, found '{name}' without its definition", node)
        return replace(UNKNOWN, text=name)
    return state.refer(clean(name), node, scope)


def _union(state: AvroState, node: JsonNode, scope: Scope) -> AvroSteps:
    branches = []
    for item in node.items:
        branches.append((yield read_type(state, item, scope)))
    check_union(state, node, branches)
    return union_of(branches)


def check_union(state: AvroState, node: JsonNode, branches: Iterable[AvroType]) -> None:
    """Report invalid branches of a union: another union, or a type that occurs twice."""
    seen: set[tuple[str, str]] = set()
    for item, branch in zip(node.items, branches, strict=True):
        if branch.kind == "union":
            state.report("expected no union directly in a union", item)
        key = ("", branch.name) if branch.name else (branch.kind, "")
        if branch.kind and key in seen:
            state.report(f"duplicate branch {branch.name or branch.kind} in this union", item)
        seen.add(key)
    if not node.items:
        state.report("expected a union to have a type, found none", node, fatal=False)


def _object(state: AvroState, node: JsonNode, scope: Scope) -> AvroSteps:
    type_ = node.get("type")
    kind = type_.text() if type_ else None
    if type_ is None:
        kind = next((kind for name, kind in _KIND_BY_KEYWORD.items() if node.get(name)), None)
        state.report("expected 'type' in this object", node)
    elif kind is None and type_.kind in (JsonKind.OBJECT, JsonKind.ARRAY):
        state.report("a type nested in 'type': Avro's own readers reject it", type_, fatal=False)
        inner: AvroType = yield read_type(state, type_, scope)
        return _logical(state, node, inner)
    elif kind is None:
        state.report("expected 'type' to be a name", type_)
        return UNKNOWN
    found: AvroType = yield _by_kind(state, node, kind or "", scope)
    return found


def _by_kind(state: AvroState, node: JsonNode, kind: str, scope: Scope) -> AvroType | AvroSteps:
    if kind in ("record", "error"):
        return _record(state, node, scope)
    if kind in _INNER_KEYS:
        return _container(state, node, kind, scope)
    if kind == "enum":
        return read_enum(state, node, scope)
    if kind == "fixed":
        return read_fixed(state, node, scope)
    primitive = _PRIMITIVES.get(kind)
    if primitive:
        return _logical(state, node, primitive)
    type_ = node.get("type")
    if type_ is None:
        return UNKNOWN
    state.report("a type's name in an object: some readers reject it", type_, fatal=False)
    return _annotated(state.refer(clean(kind), type_, scope), node)


def _annotated(type_: AvroType, node: JsonNode) -> AvroType:
    """Return a type with what its definition says beyond Avro."""
    own = read_annotations(node, TYPE_KEYS, type_.text)
    if own is NOTHING:
        return type_
    return type_.annotated(own)


def _logical(state: AvroState, node: JsonNode, base: AvroType) -> AvroType:
    type_, error = with_logical_type(base, node)
    if error:
        state.report(error, node.get("logicalType") or node, fatal=False)
    return _annotated(type_, node)


def _container(state: AvroState, node: JsonNode, kind: str, scope: Scope) -> AvroSteps:
    inner = node.get(_INNER_KEYS[kind])
    if inner is None:
        state.report(f"expected '{_INNER_KEYS[kind]}', a type, for this {kind}", node)
        return container_of(kind, UNKNOWN)
    return _logical(state, node, container_of(kind, (yield read_type(state, inner, scope))))


def _record(state: AvroState, source: JsonNode, scope: Scope) -> AvroSteps:
    node = state.begin_named(NodeKind.RECORD, source, scope)
    error = source.get("type")
    if error is not None and error.text() == "error":
        node.type = "error"
    text = short_name(node.name) or node.type
    type_ = AvroType("record", text, name=node.name, annotations=meaning(node.semantic))
    state.define(type_, node, source)
    state.outline.records += 1
    fields = source.get("fields")
    if fields is None or fields.kind is not JsonKind.ARRAY:
        state.report("expected 'fields', an array, for this record", fields or source)
        return type_
    state.outline.fields += len(fields.items)
    cut = scope.depth >= _MAX_RECORD_DEPTH
    nodes: list[OutlineNode] = []
    if not cut:
        node.children = nodes
    namespace = namespace_of(node.name) if node.name else scope.namespace
    inner = Scope(namespace, nodes, scope.level + 1, 0 if cut else scope.depth + 1)
    outer_level, state.max_level = state.max_level, inner.level
    seen: set[str] = set()
    for item in fields.items:
        yield _field(state, item, inner, seen)
    if cut and fields.items:
        levels = state.max_level - scope.level
        note = f"… {levels:,} more {'level' if levels == 1 else 'levels'}"
        node.children = [OutlineNode(NodeKind.NOTE, note, line=fields.line)]
    state.max_level = max(state.max_level, outer_level)
    return type_


def _field(state: AvroState, source: JsonNode, scope: Scope, seen: set[str]) -> AvroSteps:
    if source.kind is not JsonKind.OBJECT:
        found = clean(source.raw[:40]) or source.kind.value
        state.report(f"expected a field, an object, found {found}", source)
        return UNKNOWN
    node = OutlineNode(NodeKind.FIELD, line=member_line(source, "name"))
    scope.nodes.append(node)
    node.name = _field_name(state, source, seen)
    node.doc = state.doc_of(source)
    node.aliases = tuple(state.strings(source, "aliases"))
    own = read_annotations(source, FIELD_KEYS)
    if own is not NOTHING:
        own.add_to(node)
    nodes: list[OutlineNode] = []
    inner = replace(scope, nodes=nodes)
    written = source.get("type")
    type_ = UNKNOWN
    if written is None:
        state.report(f"expected 'type' for the field {node.name}", source)
    elif written.text() in _DEFINITION_KINDS:
        kind = written.text() or ""
        state.report(f'expected {{"type": "{kind}", …}} as the type, found "{kind}"', written)
        type_ = yield _by_kind(state, source, kind, inner)
    else:
        type_ = yield read_type(state, written, inner)
        if source.get("logicalType") is not None and not type_.logical:
            message = "'logicalType' beside a field's type has no effect: it must be in the type"
            state.report(message, source.get("logicalType") or source, fatal=False)
    node.children = nodes or ()
    state.describe(node, type_)
    _read_default_and_order(state, node, source, type_)
    return type_


def _field_name(state: AvroState, source: JsonNode, seen: set[str]) -> str:
    name = source.get("name")
    written = name.text() if name else None
    if name is None or not written:
        state.report("expected 'name', a string, for this field", name or source)
        return ""
    if not is_name(written):
        state.report(f"expected a name of letters, digits and _, found '{clean(written)}'", name)
    if written in seen:
        state.report(f"duplicate field {clean(written)} in this record", name)
    seen.add(written)
    return clean(written)


def _read_default_and_order(
    state: AvroState, node: OutlineNode, source: JsonNode, type_: AvroType
) -> None:
    default = source.get("default")
    if default is not None:
        node.default = clean(default.compact())
        error = default_error(default, type_, state.names.types)
        if error:
            state.report(error, default, fatal=False)
    order = source.get("order")
    if order is not None:
        written = clean(order.text() or "")
        if written not in _ORDERS:
            state.report(
                "expected 'order' to be ascending, descending or ignore", order, fatal=False
            )
        if written != "ascending":
            node.constraints = (*node.constraints, f"order {written}")
