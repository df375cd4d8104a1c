"""Build the model that code is generated from of an outline, whatever its format."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator
from typing import Final

from cdx_tui.schema.codegen.members import Member, members
from cdx_tui.schema.codegen.model import EnumType, Field, Kind, Model, Record, Type
from cdx_tui.schema.codegen.types import TypeReader, is_record, symbols_of
from cdx_tui.schema.outline import NodeKind, Outline, OutlineNode

__all__ = ["build_model"]

_EXPLICIT: Final = "explicit presence"
_IMPLICIT: Final = "implicit presence"
_MAX_REPEATED: Final = 20_000
"""Fields that records have from a type whose fields others have, too: such types can multiply."""


def build_model(outline: Outline, format_: str, *, explicit: bool = False) -> Model:
    """Return the records and enums that the roots of an outline consist of.

    Args:
        outline: The outline.
        format_: `AVRO`, `JSON` or `PROTOBUF`.
        explicit: Whether a Protobuf field without a label knows whether it is set, as in editions.
    """
    return _Builder(outline, format_, explicit).build()


class _Builder:
    """Builds one model. Records wait in a queue, so their nesting takes no stack."""

    def __init__(self, outline: Outline, format_: str, explicit: bool) -> None:
        self._outline = outline
        self._explicit = explicit
        self._model = Model(format_)
        self._keys: dict[int, str] = {}  # a node may be the target of several names
        self._waiting: deque[tuple[Record, OutlineNode]] = deque()
        self._used: set[int] = set()  # ids of the fields' nodes
        self._repeated = 0
        self._reader = TypeReader(outline.definitions, format_, self._define)

    def build(self) -> Model:
        """Return the model."""
        for root in self._roots():
            key = self._root(root)
            if key not in self._model.roots:
                self._model.roots.append(key)
        while self._waiting:
            self._fill(*self._waiting.popleft())
        return self._model

    def _roots(self) -> Iterator[OutlineNode]:
        roots = self._outline.roots
        if self._model.format == "PROTOBUF":
            yield from (root for root in roots if root.kind is NodeKind.MESSAGE)
            return
        records = [root for root in roots if root.kind is NodeKind.RECORD]
        yield from records or roots[:1]

    def _root(self, root: OutlineNode) -> str:
        """Return the key of a root's record, which is made up for a root that is none."""
        hint = root.name or self._outline.name or "Value"
        type_ = self._reader.type_of(root, hint)
        if type_.kind is Kind.NAMED and isinstance(self._model.types[type_.name], Record):
            return type_.name
        record = Record("Value", doc=root.doc)
        record.notes.append(f"the schema is no record but {root.type or root.kind.value}")
        record.fields.append(Field("value", type_, tags=root.tags))
        self._model.types["@value"] = record
        return "@value"

    def _define(self, key: str, node: OutlineNode, hint: str) -> Type:
        """Return the type that names a record or an enum, and add that to the model once."""
        key = self._keys.setdefault(id(node), key)
        if key not in self._model.types:
            symbols = symbols_of(node)
            if is_record(node):
                record = Record(hint, doc=node.doc, tags=node.tags)
                self._model.types[key] = record
                self._waiting.append((record, node))
            else:
                numbers = tuple(c.number for c in node.children if c.number is not None)
                complete = numbers if len(numbers) == len(symbols) else ()
                self._model.types[key] = EnumType(hint, symbols, complete, node.doc, node.tags)
        return Type(Kind.NAMED, name=key)

    def _fill(self, record: Record, node: OutlineNode) -> None:
        """Add the fields of a record, those of a oneof and of `allOf` among them."""
        seen: set[str] = set()
        for member in members(node, self._outline.definitions):
            if member.field is None:
                record.notes.append(member.note)
            elif member.field.name not in seen:
                if self._is_beyond(member.field):
                    note = "further fields, which other types have, too, are left out"
                    record.notes.append(note)
                    break
                seen.add(member.field.name)
                record.fields.append(self._field(member.field, member))

    def _is_beyond(self, node: OutlineNode) -> bool:
        """Return whether a field that another record has exceeds the limit for these."""
        if id(node) not in self._used:
            self._used.add(id(node))
            return False
        self._repeated += 1
        return self._repeated > _MAX_REPEATED

    def _field(self, node: OutlineNode, member: Member) -> Field:
        type_ = self._reader.type_of(node, node.name or "field")
        notes = [member.note] if member.note else []
        found = Field(node.name, type_, doc=node.doc, tags=node.tags, default=node.default)
        if self._model.format == "JSON":
            found.optional = not node.required
        elif self._model.format == "PROTOBUF":
            self._set_presence(found, node, in_oneof=bool(member.note))
        if node.aliases:
            notes.append(f"also named {', '.join(node.aliases[:3])}")
        notes += [name for name, value in node.annotations if name == "deprecated" and value]
        found.notes = tuple(notes)
        return found

    def _set_presence(self, found: Field, node: OutlineNode, *, in_oneof: bool) -> None:
        """Tell a Protobuf field that may be missing from one that is then zero."""
        if found.type.kind in (Kind.ARRAY, Kind.MAP) and not found.type.well_known:
            found.has_zero = True
            return
        of_message = found.type.well_known or self._is_message(found.type)
        explicit = self._explicit and _IMPLICIT not in node.constraints
        unset = in_oneof or of_message or _EXPLICIT in node.constraints or explicit
        found.optional = not node.required and (bool(unset) or node.required is False)
        found.has_zero = not found.optional and not node.required

    def _is_message(self, type_: Type) -> bool:
        if type_.kind is not Kind.NAMED:
            return type_.kind is Kind.ANY
        return isinstance(self._model.types[type_.name], Record)
