"""Parse enums and fixed types, the named types of an Avro schema without inner types."""

from __future__ import annotations

from cdx_tui.schema.annotations import meaning
from cdx_tui.schema.avro.names import is_name
from cdx_tui.schema.avro.state import AvroState, Scope
from cdx_tui.schema.avro.types import AvroType, integer_value, short_name, with_logical_type
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.outline import NodeKind
from cdx_tui.text import clean

__all__ = ["read_enum", "read_fixed"]


def read_enum(state: AvroState, source: JsonNode, scope: Scope) -> AvroType:
    """Parse the definition of an enum, and register it in `state`."""
    node = state.begin_named(NodeKind.ENUM, source, scope)
    symbols = source.get("symbols")
    if symbols is None or symbols.kind is not JsonKind.ARRAY:
        state.report("expected 'symbols', an array of strings, for this enum", symbols or source)
    else:
        node.symbols = _symbols(state, symbols)
    default = source.get("default")
    if default is not None:
        node.default = clean(default.compact())
        if clean(default.text() or "") not in node.symbols:
            state.report("expected the enum's default to be one of its symbols", default)
    text = short_name(node.name) or "enum"
    allowed = frozenset(node.symbols)
    type_ = AvroType(
        "enum", text, name=node.name, symbols=allowed, annotations=meaning(node.semantic)
    )
    state.define(type_, node, source)
    return type_


def _symbols(state: AvroState, symbols: JsonNode) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for item in symbols.items:
        symbol = item.text()
        if symbol is None:
            state.report(f"expected a symbol, a string, found {item.kind.value}", item)
            continue
        shown = clean(symbol)
        if not is_name(symbol):
            state.report(f"expected a symbol of letters, digits and _, found '{shown}'", item)
        if shown in found:
            state.report(f"duplicate symbol {shown}", item)
        found[shown] = None
    return tuple(found)


def read_fixed(state: AvroState, source: JsonNode, scope: Scope) -> AvroType:
    """Parse the definition of a fixed type, and register it in `state`."""
    node = state.begin_named(NodeKind.FIXED, source, scope)
    written = source.get("size")
    size = integer_value(written)
    if size is None or size < 0:
        state.report("expected 'size', a whole number, for this fixed", written or source)
    node.type = "fixed(?)" if size is None else f"fixed({size})"
    text = short_name(node.name) or node.type
    plain = AvroType("fixed", text, name=node.name, annotations=meaning(node.semantic))
    type_, error = with_logical_type(plain, source, size)
    if error:
        state.report(error, source.get("logicalType") or source, fatal=False)
    node.logical = type_.logical
    if type_.text != plain.text:
        node.constraints = (type_.text,)
    state.define(type_, node, source)
    return type_
