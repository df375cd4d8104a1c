"""Walks the schemas of a JSON Schema document and makes the nodes of its outline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema.annotations import describe
from cdx_tui.schema.json_schema.layers import Layers
from cdx_tui.schema.json_schema.links import Link, Links, Path, Report
from cdx_tui.schema.json_schema.refs import Place, References, written_reference
from cdx_tui.schema.json_schema.subschemas import Part, kind_of, parts
from cdx_tui.schema.json_schema.types import (
    Expressed,
    expressed,
    expressed_layers,
    is_object,
    type_text,
)
from cdx_tui.schema.outline import NodeKind, Outline, OutlineNode

__all__ = ["Walk"]

_LEVELS_SHOWN = 100


@dataclass(slots=True)
class _Hidden:
    """What is below the deepest level that is shown."""

    note: OutlineNode
    deepest: int = 0


@dataclass(slots=True)
class _Step:
    """A schema that has not been visited yet.

    `path` is its JSON Pointer, innermost token first, each with what is before it.
    """

    part: Part
    below: list[OutlineNode]
    place: Place
    path: Path
    level: int = 0
    hidden: _Hidden | None = None


class Walk:
    """One traversal of one document.

    Args:
        root: The document, an object or a boolean.
        outline: Takes the nodes, the definitions and the counts.
        external_types: URIs of schemas that other documents define, with the subject of each.
        report: Called with problems of references.
    """

    def __init__(
        self, root: JsonNode, outline: Outline, external_types: Mapping[str, str], report: Report
    ) -> None:
        self._root = root
        self._outline = outline
        self._references = References(root)
        self._links = Links(self._references, outline, external_types, report)
        self._hidden: list[_Hidden] = []

    def run(self) -> None:
        """Fill the outline."""
        kind = NodeKind.OBJECT if is_object(self._root) else NodeKind.TYPE
        part = Part(self._root, kind, self._outline.name, self._root.line, ())
        place = Place("", self._root)
        self._from(_Step(part, self._outline.roots, place, None))
        root = self._outline.roots[0]
        for found in self._links.resolve():
            # Referred to, and not where a schema is expected: `#/components/schemas/Order`.
            part = Part(found.schema, NodeKind.DEFINITION, found.name, found.schema.line, ())
            self._from(_Step(part, root.children, found.place, None))
        for hidden in self._hidden:
            levels = "level" if hidden.deepest == 1 else "levels"
            hidden.note.name = f"… {hidden.deepest:,} more {levels}"

    def _from(self, step: _Step) -> None:
        waiting = [step]
        while waiting:
            step = waiting.pop()
            waiting.extend(reversed(self._visit(step)))

    def _visit(self, step: _Step) -> list[_Step]:
        """Visit one schema; return the subschemas to visit."""
        schema = step.part.schema
        layers = Layers(schema)
        if self._links.node_of(schema) is not None:  # referred to before the walk came here
            node = self._node(step, layers)
            if not step.hidden:
                node.target = self._links.key_of(schema, f"#@{schema.offset}")
            return []
        node = self._node(step, layers)
        # The type of a hidden node is not shown.
        in_type = {} if step.hidden else expressed(layers)
        place = self._enter(step, layers, in_type, node)
        if step.part.kind is NodeKind.DEFINITION and step.path is not None and not step.hidden:
            self._links.name(node, step.path, schema)
        inner = list(parts(layers, in_type))
        return self._below(step, inner, node, place)

    def _node(self, step: _Step, layers: Layers) -> OutlineNode:
        if step.hidden:
            step.hidden.deepest = max(step.hidden.deepest, step.level)
            return step.hidden.note
        part = step.part
        node = OutlineNode(kind_of(part), part.name, line=part.line, required=part.required)
        describe(node, layers)
        step.below.append(node)
        return node

    def _enter(self, step: _Step, layers: Layers, in_type: Expressed, node: OutlineNode) -> Place:
        """Count a schema and its type's subschemas; record their definitions and references."""
        place = step.place
        links = []
        for inner in expressed_layers(layers, in_type):
            for schema in inner.schemas:
                if inner is layers:
                    place = self._references.enter(schema, place)
                self._count(schema)
                reference = written_reference(schema) if inner.refers else None
                if reference is not None:
                    links.append(Link(node, reference, schema, place))
            self._links.define(inner.schemas, node, place)
        for link in links:
            self._links.add(self._moved(link, node, step.hidden is not None, len(links)))
        return place

    def _moved(self, link: Link, node: OutlineNode, hidden: bool, number: int) -> Link:
        """Give a link a node of its own, where its schema's node has none or several to show."""
        if number == 1 and not hidden:
            return link
        referring = OutlineNode(NodeKind.TYPE, line=link.source.line)
        referring.type = type_text(Layers(link.source))
        if not hidden:
            node.children.append(referring)
        return link._replace(node=referring)

    def _below(
        self, step: _Step, inner: list[Part], node: OutlineNode, place: Place
    ) -> list[_Step]:
        hidden, level = step.hidden, step.level + 1
        if inner and hidden is None and level >= _LEVELS_SHOWN:
            hidden, level = _Hidden(OutlineNode(NodeKind.NOTE, line=inner[0].line)), 1
            node.children.append(hidden.note)
            self._hidden.append(hidden)
        steps = []
        for part in inner:
            path = step.path
            if hidden is None:
                for token in part.path:
                    path = (path, token)
            steps.append(_Step(part, node.children, place, path, level, hidden))
        return steps

    def _count(self, schema: JsonNode) -> None:
        properties = schema.get("properties")
        if is_object(schema):
            self._outline.records += 1
        if properties is not None and properties.kind is JsonKind.OBJECT:
            self._outline.fields += len({member.name for member in properties.members})
