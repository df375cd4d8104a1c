"""Traverse the schemas of a JSON Schema document and create the nodes of its outline."""

from __future__ import annotations

from dataclasses import dataclass

from cdx_tui.schema.external import External
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema.annotations import describe
from cdx_tui.schema.json_schema.layers import Layers
from cdx_tui.schema.json_schema.links import Link, Links, Path, Report
from cdx_tui.schema.json_schema.refs import References, SchemaResource, written_reference
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
class _HiddenLevels:
    """The levels below `_LEVELS_SHOWN`, represented by one note in the outline.

    Attributes:
        note: The outline node of the note.
        deepest: The number of hidden levels.
    """

    note: OutlineNode
    deepest: int = 0


@dataclass(slots=True)
class _Step:
    """A schema to be visited.

    Attributes:
        part: The schema and its role.
        siblings: The list that its outline node is added to.
        resource: The schema resource that contains it.
        path: Its JSON Pointer; None for the root.
        level: Its depth; if hidden, its depth below the last level shown.
        hidden: The hidden levels that it is part of, if any.
    """

    part: Part
    siblings: list[OutlineNode]
    resource: SchemaResource
    path: Path
    level: int = 0
    hidden: _HiddenLevels | None = None


class Walk:
    """One traversal of one document.

    Args:
        root: The document, an object or a boolean.
        outline: The outline that receives the nodes, the definitions and the counts.
        external: The other documents that it may refer to, if any are known.
        report: Called with each unresolved reference, once per name.
    """

    def __init__(
        self, root: JsonNode, outline: Outline, external: External | None, report: Report
    ) -> None:
        self._root = root
        self._outline = outline
        self._references = References(root)
        self._links = Links(self._references, outline, external, report)
        self._hidden: list[_HiddenLevels] = []

    def run(self) -> None:
        """Fill the outline."""
        kind = NodeKind.OBJECT if is_object(self._root) else NodeKind.TYPE
        part = Part(self._root, kind, self._outline.name, self._root.line, ())
        resource = SchemaResource("", self._root)
        self._walk_from(_Step(part, self._outline.roots, resource, None))
        root = self._outline.roots[0]
        children = list(root.children)
        for found in self._links.resolve():
            # Referenced, but not at a position of a schema, such as `#/components/schemas/Order`.
            part = Part(found.schema, NodeKind.DEFINITION, found.name, found.schema.line, ())
            self._walk_from(_Step(part, children, found.resource, found.path))
        root.children = children
        for hidden in self._hidden:
            levels = "level" if hidden.deepest == 1 else "levels"
            hidden.note.name = f"… {hidden.deepest:,} more {levels}"

    def _walk_from(self, step: _Step) -> None:
        waiting = [step]
        while waiting:
            step = waiting.pop()
            waiting.extend(reversed(self._visit(step)))

    def _visit(self, step: _Step) -> list[_Step]:
        """Visit one schema; return the steps for its subschemas."""
        schema = step.part.schema
        layers = Layers(schema)
        if self._links.node_of(schema) is not None:  # already visited through a reference
            node = self._node(step, layers)
            if not step.hidden:
                node.target = self._links.key_of(schema, f"#@{schema.offset}")
            return []
        node = self._node(step, layers)
        # The type of a hidden node is not shown, so it expresses no subschemas.
        in_type = {} if step.hidden else expressed(layers)
        resource = self._register(step, layers, in_type, node)
        if step.part.kind is NodeKind.DEFINITION and step.path is not None and not step.hidden:
            self._links.name(node, step.path, schema)
        inner = list(parts(layers, in_type))
        return self._child_steps(step, inner, node, resource)

    def _node(self, step: _Step, layers: Layers) -> OutlineNode:
        if step.hidden:
            step.hidden.deepest = max(step.hidden.deepest, step.level)
            return step.hidden.note
        part = step.part
        node = OutlineNode(kind_of(part), part.name, line=part.line, required=part.required)
        describe(node, layers)
        step.siblings.append(node)
        return node

    def _register(
        self, step: _Step, layers: Layers, in_type: Expressed, node: OutlineNode
    ) -> SchemaResource:
        """Count a schema and its type's subschemas; record their definitions and references.

        Returns:
            The resource that the schema's subschemas belong to.
        """
        resource = step.resource
        links = []
        for inner in expressed_layers(layers, in_type):
            for schema in inner.schemas:
                if inner is layers and layers.identified:
                    resource = self._references.register(schema, resource)
                self._count(schema)
                reference = written_reference(schema) if inner.refers else None
                if reference is not None:
                    links.append(Link(node, reference, schema, resource))
            self._links.define(inner.schemas, node, resource, step.path)
        for link in links:
            self._links.add(self._with_own_node(link, node, step.hidden is not None, len(links)))
        return resource

    def _with_own_node(self, link: Link, node: OutlineNode, hidden: bool, link_count: int) -> Link:
        """Return a link with its own node if the schema's node is hidden or has several links.

        A node shows only one target.
        """
        if link_count == 1 and not hidden:
            return link
        referring = OutlineNode(NodeKind.TYPE, line=link.source.line)
        referring.type = type_text(Layers(link.source))
        if not hidden:
            node.children = [*node.children, referring]
        return link._replace(node=referring)

    def _child_steps(
        self, step: _Step, inner: list[Part], node: OutlineNode, resource: SchemaResource
    ) -> list[_Step]:
        hidden, level = step.hidden, step.level + 1
        if not inner:
            return []
        children = list(node.children)
        if hidden is None and level >= _LEVELS_SHOWN:
            hidden, level = _HiddenLevels(OutlineNode(NodeKind.NOTE, line=inner[0].line)), 1
            children.append(hidden.note)
            self._hidden.append(hidden)
        steps = []
        for part in inner:
            path = step.path
            if hidden is None:
                for token in part.path:
                    path = (path, token)
            steps.append(_Step(part, children, resource, path, level, hidden))
        if step.hidden is None:
            node.children = children
        return steps

    def _count(self, schema: JsonNode) -> None:
        properties = schema.get("properties")
        if properties is not None and properties.kind is JsonKind.OBJECT:
            self._outline.records += 1
            self._outline.fields += len({member.name for member in properties.members})
        elif is_object(schema):
            self._outline.records += 1
