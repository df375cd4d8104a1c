"""What is known while an Avro schema is read: the outline, its names, its problems."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cdx_tui.schema.avro.names import Names, Reference, full_name, is_name, namespace_of
from cdx_tui.schema.avro.types import AVRO_PRIMITIVES, AvroType, member_line, short_name
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.outline import NodeKind, Outline, OutlineNode, SchemaProblem
from cdx_tui.text import clean

__all__ = ["AvroState", "Scope"]

_PROBLEMS_KEPT = 100


@dataclass(frozen=True, slots=True)
class Scope:
    """The context of a type.

    Attributes:
        namespace: The enclosing namespace, empty for the null namespace.
        below: Takes the nodes of the types that are defined or referred to.
        level: How many records it is in.
        depth: The same, counted from where the outline was cut last.
    """

    namespace: str
    below: list[OutlineNode]
    level: int = 0
    depth: int = 0


class AvroState:
    """The outline under construction.

    Attributes:
        outline: The outline so far.
        names: The types and references so far.
        deepest: How many records were inside of each other at most.
    """

    def __init__(self, external_types: Mapping[str, str]) -> None:
        self.outline = Outline()
        self.names = Names(external_types)
        self.deepest = 0
        self._problems: list[SchemaProblem] = []
        self._room = {True: _PROBLEMS_KEPT, False: _PROBLEMS_KEPT}
        self._unreported = {True: 0, False: 0}

    def report(self, message: str, source: JsonNode, *, fatal: bool = True) -> None:
        """Keep a problem at a place of the document; of many only the first."""
        if self._room[fatal]:
            self._room[fatal] -= 1
            problem = SchemaProblem(message, None, None, fatal, source.line, source.offset)
            self._problems.append(problem)
        else:
            self._unreported[fatal] += 1

    def refer(self, written: str, source: JsonNode, scope: Scope) -> AvroType:
        """Record a reference; it is resolved once all types are known."""
        if not is_name(written, dotted=True):
            self.report(f"expected the name of a type, found '{written}'", source)
        text = short_name(written) or written
        node = OutlineNode(NodeKind.TYPE, type=text, line=source.line)
        scope.below.append(node)
        self.names.references.append(Reference(written, scope.namespace, node, source))
        return AvroType("name", text, name=self.names.known(written, scope.namespace))

    def describe(self, node: OutlineNode, type_: AvroType) -> None:
        """Write a type on the node that has it; a sole reference below it becomes its target."""
        node.type = type_.text
        node.nullable = type_.nullable
        node.logical = type_.logical
        node.constraints = (*type_.notes(), *node.constraints)
        references = self.names.references
        if len(node.children) == 1 and references and references[-1].node is node.children[0]:
            references[-1].node = node
            node.children.clear()

    def begin_named(self, kind: NodeKind, source: JsonNode, scope: Scope) -> OutlineNode:
        """Create the node of a named type, with name, doc and aliases, at its place."""
        node = OutlineNode(kind, line=member_line(source, "name"), type=kind.value)
        node.name = self._full_name_of(source, scope.namespace, kind.value)
        node.doc = self.doc_of(source)
        namespace = namespace_of(node.name)
        node.aliases = tuple(full_name(name, namespace) for name in self.strings(source, "aliases"))
        scope.below.append(node)
        return node

    def define(self, type_: AvroType, node: OutlineNode, source: JsonNode) -> None:
        """Keep a named type, under its full name."""
        if node.name and not self.names.define(type_, node, source):
            self.report(f"{node.name} is defined twice", source)

    def doc_of(self, source: JsonNode) -> str:
        """Return the documentation that a definition has, cleaned line by line."""
        doc = source.get("doc")
        written = doc.text() if doc else None
        return "\n".join(map(clean, written.splitlines())) if written else ""

    def strings(self, source: JsonNode, name: str) -> list[str]:
        """Return the strings of a member that should be an array of strings."""
        member = source.get(name)
        if member is None:
            return []
        if member.kind is not JsonKind.ARRAY or any(item.text() is None for item in member.items):
            self.report(f"expected '{name}' to be an array of strings", member, fatal=False)
        return [clean(item.text() or "") for item in member.items if item.text() is not None]

    def finished(self, name: str) -> Outline:
        """Link the references and return the outline, called `name`."""
        outline = self.outline
        outline.name = name

        def remark(message: str, source: JsonNode) -> None:
            self.report(message, source, fatal=False)

        outline.unresolved = self.names.resolve(remark)
        outline.definitions = self.names.nodes
        problems = self._problems
        for fatal, what in ((True, "problems"), (False, "remarks")):
            if self._unreported[fatal]:
                message = f"{self._unreported[fatal]:,} more {what} of this schema are not listed"
                problems.append(SchemaProblem(message, fatal=fatal))
        outline.problems = tuple(problems)
        return outline

    def _full_name_of(self, source: JsonNode, enclosing: str, kind: str) -> str:
        name = source.get("name")
        written = name.text() if name else None
        if name is None or not written:
            self.report(f"expected 'name', a string, for this {kind}", name or source)
            return ""
        namespace = source.get("namespace")
        space = namespace.text() if namespace else None
        if namespace and space is None and namespace.kind is not JsonKind.NULL:
            self.report("expected 'namespace' to be a string", namespace, fatal=False)
        full = full_name(written, enclosing if space is None else space)
        if not is_name(full, dotted=True):
            self.report(f"expected a name of letters, digits and _, found '{clean(full)}'", name)
        elif full in AVRO_PRIMITIVES:
            self.report(f"expected a name, found that of the primitive type '{full}'", name)
        return clean(full)
