"""Build the outline of an Avro schema (Avro 1.12, "Schema Declaration").

Lenient in what it accepts and strict in what it reports: everything that can be parsed is in the
outline, and everything that Avro's own readers would refuse is reported as a problem.
"""

from __future__ import annotations

from cdx_tui.schema.avro.reader import check_union, read_type
from cdx_tui.schema.avro.state import AvroState, Scope
from cdx_tui.schema.avro.types import AvroType, union_of
from cdx_tui.schema.external import External
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.outline import NodeKind, Outline, OutlineNode
from cdx_tui.schema.trampoline import run
from cdx_tui.text import clean

__all__ = ["outline_avro"]

_NAMED = ("record", "enum", "fixed")


def outline_avro(root: JsonNode, external: External | None = None) -> Outline:
    """Build the outline of an Avro schema, or of the types of an Avro protocol.

    Args:
        root: The document.
        external: The other documents that it may refer to, if any are known.
    """
    state = AvroState(external)
    protocol = root.get("protocol")
    if protocol is not None and root.get("type") is None:
        name = _read_protocol(state, root, protocol)
    elif root.kind is JsonKind.ARRAY and root.items:
        name = _read_roots(state, root)
    else:
        type_ = _read_root(state, root, "")
        name = type_.name or type_.text
    return state.finish(name)


def _read_roots(state: AvroState, root: JsonNode) -> str:
    """Parse the branches of a top-level union, each of which becomes a root; return its text."""
    branches = [_read_root(state, item, "") for item in root.items]
    check_union(state, root, branches)
    return union_of(branches).text


def _read_root(state: AvroState, node: JsonNode, namespace: str) -> AvroType:
    """Parse a top-level type and add it to the roots of the outline."""
    nodes: list[OutlineNode] = []
    type_ = run(read_type(state, node, Scope(namespace, nodes)))
    if type_.kind in _NAMED:
        state.outline.roots.extend(nodes)
        return type_
    root = OutlineNode(NodeKind.TYPE, line=node.line, children=nodes)
    state.describe(root, type_)
    state.outline.roots.append(root)
    return type_


def _read_protocol(state: AvroState, root: JsonNode, protocol: JsonNode) -> str:
    state.report("an Avro protocol, not a schema; showing its types", protocol, fatal=False)
    space = root.get("namespace")
    namespace = clean(space.text() or "") if space else ""
    types = root.get("types")
    for node in types.items if types else ():
        _read_root(state, node, namespace)
    name = clean(protocol.text() or "")
    return f"{namespace}.{name}" if namespace else name
