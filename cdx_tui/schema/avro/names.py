"""Names, namespaces and references of an Avro schema (Avro 1.12, "Names")."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cdx_tui.schema.avro.types import AVRO_PRIMITIVES, AvroType
from cdx_tui.schema.json.tree import JsonNode
from cdx_tui.schema.outline import OutlineNode

__all__ = ["Names", "Reference", "full_name", "is_name", "namespace_of"]

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*+\Z")
_FULL_NAME = re.compile(r"(?:[A-Za-z_][A-Za-z0-9_]*+\.)*+[A-Za-z_][A-Za-z0-9_]*+\Z")
_MEANT = {
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
    """Return whether `name` is a valid name, or a valid full name if that is allowed."""
    return (_FULL_NAME if dotted else _NAME).match(name) is not None


def full_name(name: str, namespace: str) -> str:
    """Return the full name of a name in a namespace; a dotted name is one already."""
    return name if "." in name or not namespace else f"{namespace}.{name}"


def namespace_of(full: str) -> str:
    """Return the namespace of a full name, which is empty for the null namespace."""
    return full.rpartition(".")[0]


@dataclass(slots=True)
class Reference:
    """A reference to a named type; `node` is the outline node that holds it."""

    written: str
    namespace: str
    node: OutlineNode
    source: JsonNode

    def candidates(self) -> tuple[str, ...]:
        """Return the full names that may be meant: Avro's own readers try no namespace last."""
        full = full_name(self.written, self.namespace)
        return (full,) if full == self.written else (full, self.written)


class Names:
    """The named types of a document, and the references to them.

    Args:
        external_types: Full names that other schemas define, with the subject that defines each.
    """

    def __init__(self, external_types: Mapping[str, str]) -> None:
        self.types: dict[str, AvroType] = {}
        self.nodes: dict[str, OutlineNode] = {}
        self.references: list[Reference] = []
        self._offsets: dict[str, int] = {}
        self._external_types = external_types

    def define(self, type_: AvroType, node: OutlineNode, source: JsonNode) -> bool:
        """Register a named type; return False if its name is already defined."""
        if type_.name in self.types:
            return False
        self.types[type_.name] = type_
        self.nodes[type_.name] = node
        self._offsets[type_.name] = source.offset
        return True

    def known(self, written: str, namespace: str) -> str:
        """Return the full name that a reference resolves to, among the types known so far."""
        full = full_name(written, namespace)
        return written if full not in self.types and written in self.types else full

    def resolve(self, report: Callable[[str, JsonNode], None]) -> tuple[str, ...]:
        """Resolve all references; return the names that are undefined, each once.

        Args:
            report: Called with a warning and its node.
        """
        unresolved: dict[str, None] = {}
        early: set[str] = set()
        for reference in self.references:
            node, names = reference.node, reference.candidates()
            here = next((name for name in names if name in self.types), None)
            there = next((name for name in names if name in self._external_types), None)
            node.target = here or there or names[0]
            if here:
                if self._offsets[here] > reference.source.offset and here not in early:
                    early.add(here)
                    report(f"{here} is used before it is defined", reference.source)
            elif there:
                node.constraints = (*node.constraints, f"in {self._external_types[there]}")
            else:
                node.unresolved = True
                if names[0] not in unresolved:
                    unresolved[names[0]] = None
                    report(_not_defined(names[0], reference.written), reference.source)
        return tuple(unresolved)


def _not_defined(full: str, written: str) -> str:
    lower = written.lower()
    meant = f"'{lower}'" if lower in AVRO_PRIMITIVES else _MEANT.get(lower)
    hint = f"; perhaps {meant} is meant" if meant else ""
    return f"expected a type, found the name {full}, which this document does not define{hint}"
