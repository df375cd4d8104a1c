"""Build the outline of a Protobuf source: a displayable tree of its types and fields."""

from __future__ import annotations

from cdx_tui.schema.external import External
from cdx_tui.schema.outline import NodeKind, Outline, OutlineNode, SchemaProblem
from cdx_tui.schema.protobuf.describe import (
    default_text,
    field_constraints,
    field_type,
    message_constraints,
    range_texts,
)
from cdx_tui.schema.protobuf.features import is_required
from cdx_tui.schema.protobuf.imported_types import ImportedTypes
from cdx_tui.schema.protobuf.model import (
    Enum,
    EnumValue,
    Extend,
    Field,
    Import,
    Message,
    Method,
    Oneof,
    ProtoFile,
    Reference,
    Service,
    TypeKind,
)
from cdx_tui.schema.protobuf.options import annotate
from cdx_tui.schema.protobuf.problems import MAX_REPORTED, Problems
from cdx_tui.schema.protobuf.well_known import WELL_KNOWN_TYPES, is_well_known
from cdx_tui.text import clean, clean_lines, shorten

__all__ = ["build_outline"]

_LONGEST_PATH = 400


def build_outline(
    file: ProtoFile,
    positions: Problems,
    undefined: frozenset[str],
    external: External | None,
) -> Outline:
    """Build the outline of a parsed file, which is used up: together they take twice the memory.

    Args:
        file: The file, with its names resolved.
        positions: Converts offsets in the source to lines and columns.
        undefined: Names already reported as undefined, which are not reported again.
        external: The other documents that it may refer to, if any are known.
    """
    builder = _Builder(file, positions, undefined, external)
    roots = [builder.import_node(imported) for imported in file.imports]
    name = _name(file)
    for member in file.take_members():
        roots.append(builder.top_node(member))
    builder.finish()
    return Outline(
        name=name,
        roots=roots,
        definitions=builder.definitions,
        unresolved=tuple(builder.unresolved),
        problems=builder.problems,
        records=builder.records,
        fields=builder.fields,
    )


def _name(file: ProtoFile) -> str:
    """Return the full name of the first message, else enum, else service, else the package."""
    for kind in (Message, Enum, Service):
        for member in file.members:
            if isinstance(member, kind):
                return member.full_name
    return file.package


class _Remarks:
    """Warnings about names, with their positions; apart from the builder, which refers to it."""

    def __init__(self, positions: Problems) -> None:
        self._positions = positions
        self.found: list[SchemaProblem] = []

    def add(self, message: str, at: int) -> None:
        """Add a warning, or say once that there are more than are listed."""
        if len(self.found) == MAX_REPORTED:
            self.found.append(SchemaProblem("more names are defined elsewhere", fatal=False))
        if len(self.found) < MAX_REPORTED:
            line, column = self._positions.line(at) + 1, self._positions.column(at) + 1
            self.found.append(SchemaProblem(message, line, column, fatal=False))


class _Builder:
    """Builds nodes, and collects definitions, counts, unresolved names and problems."""

    def __init__(
        self,
        file: ProtoFile,
        positions: Problems,
        undefined: frozenset[str],
        external: External | None,
    ) -> None:
        self._file = file
        self._positions = positions
        self._undefined = undefined
        self._remarks = _Remarks(positions)
        self._imported = ImportedTypes(external, self._remarks.add)
        self.definitions: dict[str, OutlineNode] = {}
        self.unresolved: dict[str, None] = {}
        self.records = 0
        self.fields = 0

    @property
    def problems(self) -> tuple[SchemaProblem, ...]:
        """Warnings about names that are not defined."""
        return tuple(self._remarks.found)

    def import_node(self, imported: Import) -> OutlineNode:
        """Return the node of an import."""
        node = self._node(
            NodeKind.IMPORT, clean(shorten(imported.path, _LONGEST_PATH)), imported.at, imported.doc
        )
        node.type = f"import {imported.modifier}".strip()
        if is_well_known(imported.path):
            node.constraints = ("well-known",)
        else:
            self._imported.add_import(node, imported)
        return node

    def finish(self) -> None:
        """Report the imports that were not found, once all types are known."""
        self.unresolved |= dict.fromkeys(self._imported.resolve_missing())

    def top_node(self, member: Message | Enum | Service | Extend) -> OutlineNode:
        """Return the node of a top-level declaration."""
        if isinstance(member, Message):
            return self._message(member)
        if isinstance(member, Enum):
            return self._enum(member)
        if isinstance(member, Service):
            return self._service(member)
        return self._extend(member, self._file.package)

    def _message(self, message: Message) -> OutlineNode:
        node = self._define(NodeKind.MESSAGE, message)
        node.type = "group" if message.group else "message"
        node.constraints = message_constraints(message)
        annotate(node, message.options)
        self.records += 1
        self.fields += len(message.fields)
        children = [self._member(member, message.full_name) for member in message.members]
        if message.skipped_levels:
            more = f"… {message.skipped_levels:,} more levels"
            children.append(self._node(NodeKind.NOTE, more, message.at))
        node.children = children
        return node

    def _member(self, member: Field | Oneof | Message | Enum | Extend, scope: str) -> OutlineNode:
        if isinstance(member, Field):
            return self._field(member, scope)
        if isinstance(member, Message):
            return self._message(member)
        if isinstance(member, Enum):
            return self._enum(member)
        if isinstance(member, Extend):
            return self._extend(member, scope)
        node = self._node(NodeKind.ONEOF, member.name, member.at, member.doc)
        node.type = "oneof"
        annotate(node, member.options)
        node.children = [self._field(field, scope) for field in member.fields]
        return node

    def _field(self, field: Field, scope: str) -> OutlineNode:
        node = self._node(NodeKind.FIELD, field.name, field.at, field.doc)
        node.type = field_type(field)
        node.number = field.number
        node.constraints = field_constraints(self._file, field)
        node.default = default_text(field)
        if self._file.syntax == "proto2" and not field.oneof and not field.key:
            node.required = field.label == "required"
        elif is_required(self._file, field):
            node.required = True
        if field.kind is not TypeKind.SCALAR:
            self._set_reference(node, field, scope)
        if field.options:
            annotate(node, field.options)
        return node

    def _extend(self, extend: Extend, scope: str) -> OutlineNode:
        node = self._node(NodeKind.EXTENSION, extend.extendee.type, extend.at, extend.doc)
        node.type = "extend"
        self._set_reference(node, extend.extendee, scope)
        fields = [self._field(field, scope) for field in extend.fields]
        node.children = [*fields, *map(self._message, extend.groups)]
        return node

    def _enum(self, enum: Enum) -> OutlineNode:
        node = self._define(NodeKind.ENUM, enum)
        node.type = "enum"
        node.symbols = tuple(value.name for value in enum.values)
        node.constraints = tuple(range_texts("reserved", enum.reserved, enum.reserved_names))
        annotate(node, enum.options)
        node.children = list(map(self._enum_value, enum.values))
        return node

    def _enum_value(self, value: EnumValue) -> OutlineNode:
        node = self._node(NodeKind.FIELD, value.name, value.at, value.doc)
        node.number = value.number
        annotate(node, value.options)
        return node

    def _service(self, service: Service) -> OutlineNode:
        node = self._define(NodeKind.SERVICE, service)
        node.type = "service"
        annotate(node, service.options)
        node.children = [self._method(method, service.full_name) for method in service.methods]
        return node

    def _method(self, method: Method, scope: str) -> OutlineNode:
        node = self._node(NodeKind.METHOD, method.name, method.at, method.doc)
        annotate(node, method.options)
        request = self._payload("request", method.request, scope, streams=method.client_streaming)
        response = self._payload(
            "response", method.response, scope, streams=method.server_streaming
        )
        node.type = f"({request.type}) returns ({response.type})"
        node.children = [request, response]
        return node

    def _payload(
        self, name: str, reference: Reference, scope: str, *, streams: bool
    ) -> OutlineNode:
        node = self._node(NodeKind.TYPE, name, reference.type_at)
        node.type = f"stream {reference.type}" if streams else reference.type
        self._set_reference(node, reference, scope)
        return node

    def _set_reference(self, node: OutlineNode, reference: Field | Reference, scope: str) -> None:
        """Set the type that a node refers to, and its origin if it is not defined in this file."""
        node.target = reference.target
        if reference.target in WELL_KNOWN_TYPES:
            node.constraints += ("well-known",)
            return
        if reference.kind is not TypeKind.UNKNOWN:
            node.type_kind = reference.kind.value
            return
        if self._imported.set_type(node, reference, scope):
            return
        node.unresolved, node.reason = True, self._imported.undefined_reason
        if reference.target not in self.unresolved:
            self.unresolved[reference.target] = None
            if reference.target not in self._undefined:
                self._remarks.add(self._imported.undefined(reference.type), reference.type_at)

    def _define(self, kind: NodeKind, declared: Message | Enum | Service) -> OutlineNode:
        """Return a type's node, and add it to `definitions` unless its name is already there."""
        node = self._node(kind, declared.full_name, declared.at, declared.doc)
        self.definitions.setdefault(declared.full_name, node)
        return node

    def _node(self, kind: NodeKind, name: str, at: int, doc: str = "") -> OutlineNode:
        return OutlineNode(kind, name, line=self._positions.line(at), doc=clean_lines(doc))
