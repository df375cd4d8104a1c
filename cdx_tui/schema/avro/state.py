"""State while an Avro schema is parsed: the outline, its names and its problems."""

from __future__ import annotations

from dataclasses import dataclass

from cdx_tui.schema.annotations import NOTHING, meaning
from cdx_tui.schema.avro.names import Names, Reference, full_name, is_name, namespace_of
from cdx_tui.schema.avro.properties import ENUM_KEYS, TYPE_KEYS, read_annotations
from cdx_tui.schema.avro.types import AVRO_PRIMITIVES, AvroType, member_line, short_name
from cdx_tui.schema.external import External
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.outline import NodeKind, Outline, OutlineNode, SchemaProblem
from cdx_tui.schema.semantics import semantic_of
from cdx_tui.text import clean

__all__ = ["AvroState", "Scope"]

_MAX_PROBLEMS = 100
"""Errors that are kept, and as many warnings; the others are only counted."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The context of a type.

    Attributes:
        namespace: The enclosing namespace; empty for the null namespace.
        nodes: The list to which the nodes of defined and referenced types are added.
        level: Number of enclosing records.
        depth: Number of enclosing records since the outline was last cut off.
    """

    namespace: str
    nodes: list[OutlineNode]
    level: int = 0
    depth: int = 0


class AvroState:
    """The outline under construction.

    Attributes:
        outline: The outline so far.
        names: The types and references so far.
        max_level: Greatest nesting level of records so far.
    """

    def __init__(self, external: External | None) -> None:
        self.outline = Outline()
        self.names = Names(external)
        self.max_level = 0
        self._problems: list[SchemaProblem] = []
        self._remaining = {True: _MAX_PROBLEMS, False: _MAX_PROBLEMS}
        self._unreported = {True: 0, False: 0}

    def report(self, message: str, source: JsonNode, *, fatal: bool = True) -> None:
        """Add a problem at a JSON node; beyond the first 100 of its severity, only count it."""
        if self._remaining[fatal]:
            self._remaining[fatal] -= 1
            problem = SchemaProblem(message, None, None, fatal, source.line, source.offset)
            self._problems.append(problem)
        else:
            self._unreported[fatal] += 1

    def refer(self, written: str, source: JsonNode, scope: Scope) -> AvroType:
        """Record a reference, to be resolved once all types are known, and return its type."""
        if not is_name(written, dotted=True):
            self.report(f"expected the name of a type, found '{written}'", source)
        text = short_name(written) or written
        node = OutlineNode(NodeKind.TYPE, type=text, line=source.line)
        scope.nodes.append(node)
        self.names.references.append(Reference(written, scope.namespace, node, source))
        name = self.names.resolve_name(written, scope.namespace)
        return AvroType("name", text, name=name, annotations=meaning(semantic_of(name)))

    def describe(self, node: OutlineNode, type_: AvroType) -> None:
        """Set the type of a node; if its only child is a reference, merge that into the node."""
        node.type = type_.text
        node.type_kind = type_.named_kind
        node.nullable = type_.nullable
        node.logical = type_.logical
        node.constraints = (*type_.notes(), *node.constraints)
        if type_.annotations is not NOTHING:
            type_.annotations.add_to(node)
        references = self.names.references
        if len(node.children) == 1 and references and references[-1].node is node.children[0]:
            references[-1].node = node
            node.children = ()

    def begin_named(self, kind: NodeKind, source: JsonNode, scope: Scope) -> OutlineNode:
        """Create the node of a named type, with name, doc and aliases, and add it to the scope."""
        node = OutlineNode(kind, line=member_line(source, "name"), type=kind.value)
        node.name = self._full_name_of(source, scope.namespace, kind.value)
        node.doc = self.doc_of(source)
        namespace = namespace_of(node.name)
        node.aliases = tuple(full_name(name, namespace) for name in self.strings(source, "aliases"))
        known = ENUM_KEYS if kind is NodeKind.ENUM else TYPE_KEYS
        read_annotations(source, known, name=node.name).add_to(node)
        scope.nodes.append(node)
        return node

    def define(self, type_: AvroType, node: OutlineNode, source: JsonNode) -> None:
        """Register a named type by its full name, and report a redefinition."""
        if node.name and not self.names.define(type_, node, source):
            self.report(f"{node.name} is defined twice", source)

    def doc_of(self, source: JsonNode) -> str:
        """Return the `doc` of a definition, cleaned line by line; empty if it has none."""
        doc = source.get("doc") or source.get("connect.doc")
        written = doc.text() if doc else None
        return "\n".join(map(clean, written.splitlines())) if written else ""

    def strings(self, source: JsonNode, name: str) -> list[str]:
        """Return the strings in an array member, cleaned; warn about anything but strings."""
        member = source.get(name)
        if member is None:
            return []
        if member.kind is not JsonKind.ARRAY or any(item.text() is None for item in member.items):
            self.report(f"expected '{name}' to be an array of strings", member, fatal=False)
        return [clean(item.text() or "") for item in member.items if item.text() is not None]

    def finish(self, name: str) -> Outline:
        """Resolve the references and return the completed outline, named `name`."""
        outline = self.outline
        outline.name = name

        def remark(message: str, source: JsonNode) -> None:
            self.report(message, source, fatal=False)

        outline.unresolved = self.names.resolve(remark)
        outline.definitions = self.names.nodes
        problems = self._problems
        for fatal, noun in ((True, "problems"), (False, "remarks")):
            if self._unreported[fatal]:
                message = f"{self._unreported[fatal]:,} more {noun} of this schema are not listed"
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
