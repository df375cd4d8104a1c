"""Names, namespaces and references of an Avro schema (Avro 1.12, "Names")."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from cdx_tui.schema.avro.types import AVRO_PRIMITIVES, AvroType
from cdx_tui.schema.external import External
from cdx_tui.schema.json.tree import JsonNode
from cdx_tui.schema.outline import OutlineNode

__all__ = ["Names", "Reference", "full_name", "is_name", "namespace_of"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*+\Z")
_FULL_NAME = re.compile(r"(?:[A-Za-z_][A-Za-z0-9_]*+\.)*+[A-Za-z_][A-Za-z0-9_]*+\Z")
_SUGGESTIONS = {
    **dict.fromkeys(("str", "text", "varchar", "char", "character"), "'string'"),
    **dict.fromkeys(("integer", "short", "byte", "int32", "smallint"), "'int'"),
    **dict.fromkeys(("int64", "bigint", "biginteger"), "'long'"),
    **dict.fromkeys(("number", "real", "numeric", "float64"), "'double'"),
    **dict.fromkeys(("bool", "bit"), "'boolean'"),
    **dict.fromkeys(("binary", "blob", "byte[]"), "'bytes'"),
    **dict.fromkeys(("none", "nil", "void"), "'null'"),
    **dict.fromkeys(("object", "struct", "dict"), "a record or a map"),
    **dict.fromkeys(("list", "set"), "an array"),
    **dict.fromkeys(
        ("date", "datetime", "timestamp", "time", "decimal", "uuid", "duration"),
        "a logical type, written beside 'type' as 'logicalType'",
    ),
    "union": "a union, written as an array of types",
}


def is_name(name: str, *, dotted: bool = False) -> bool:
    """Return whether `name` is a valid name or, if `dotted`, a valid full name."""
    return (_FULL_NAME if dotted else _NAME).match(name) is not None


def full_name(name: str, namespace: str) -> str:
    """Return the full name of `name` in a namespace; a dotted name is a full name already."""
    return name if "." in name or not namespace else f"{namespace}.{name}"


def namespace_of(full: str) -> str:
    """Return the namespace of a full name; empty for the null namespace."""
    return full.rpartition(".")[0]


@dataclass(slots=True)
class Reference:
    """A reference to a named type.

    Attributes:
        written: The name as written.
        namespace: The enclosing namespace; empty for the null namespace.
        node: The outline node that refers to the type.
        source: The JSON node of the name.
    """

    written: str
    namespace: str
    node: OutlineNode
    source: JsonNode

    def candidates(self) -> tuple[str, ...]:
        """Return the full names to look up, in order.

        Like Avro's own readers, this falls back to the null namespace.
        """
        full = full_name(self.written, self.namespace)
        return (full,) if full == self.written else (full, self.written)


class Names:
    """The named types of a document, and the references to them.

    Args:
        external: The other documents that it may refer to, if any are known.

    Attributes:
        types: The types defined in this document so far, by full name.
        nodes: Their outline nodes, by full name.
        references: The references so far, in document order.
    """

    def __init__(self, external: External | None) -> None:
        self.types: dict[str, AvroType] = {}
        self.nodes: dict[str, OutlineNode] = {}
        self.references: list[Reference] = []
        self._offsets: dict[str, int] = {}
        self._external = external

    def define(self, type_: AvroType, node: OutlineNode, source: JsonNode) -> bool:
        """Register a named type; return False if its name is already defined."""
        if type_.name in self.types:
            return False
        self.types[type_.name] = type_
        self.nodes[type_.name] = node
        self._offsets[type_.name] = source.offset
        return True

    def resolve_name(self, written: str, namespace: str) -> str:
        """Return the full name that a reference resolves to among the types defined so far."""
        full = full_name(written, namespace)
        return written if full not in self.types and written in self.types else full

    def resolve(self, report: Callable[[str, JsonNode], None]) -> tuple[str, ...]:
        """Resolve all references; return the undefined names, each once.

        Args:
            report: Called with a warning and the JSON node it concerns.
        """
        unresolved: dict[str, None] = {}
        used_early: set[str] = set()
        for reference in self.references:
            node, names = reference.node, reference.candidates()
            internal = next((name for name in names if name in self.types), None)
            node.target = internal or names[0]
            if internal:
                node.type_kind = self.types[internal].kind
                if self._offsets[internal] > reference.source.offset and internal not in used_early:
                    used_early.add(internal)
                    report(f"{internal} is used before it is defined", reference.source)
            elif not self._resolve_external(reference):
                node.unresolved, node.reason = True, self._where()
                if names[0] not in unresolved:
                    unresolved[names[0]] = None
                    report(self._undefined(names[0], reference.written), reference.source)
        return tuple(unresolved)

    def _resolve_external(self, reference: Reference) -> bool:
        names = reference.candidates()
        origin = self._external.avro_type(names) if self._external else None
        if origin is None:
            return False
        node = reference.node
        node.target, node.type_kind, node.origin = origin.target, origin.kind, origin
        return True

    def _undefined(self, full: str, written: str) -> str:
        lower = written.lower()
        suggestion = f"'{lower}'" if lower in AVRO_PRIMITIVES else _SUGGESTIONS.get(lower)
        hint = f"; did you mean {suggestion}?" if suggestion else ""
        return f"unknown type {full}: {self._where()}{hint}"

    def _where(self) -> str:
        here = "not defined in this schema"
        return f"{here}, and {self._external.searched}" if self._external else here
