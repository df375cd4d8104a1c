"""Read an Avro schema as a graph of types in which every name is resolved."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from cdx_tui.schema.avro import AVRO_PRIMITIVES
from cdx_tui.schema.compatibility.avro_model import AvroField, AvroType
from cdx_tui.schema.compatibility.sources import per_document
from cdx_tui.schema.document import SchemaDocument
from cdx_tui.schema.json.reader import read_json

__all__ = ["avro_types", "is_complete", "is_valid"]

_DEFINED: Final = ("record", "error", "enum", "fixed")
"""Kinds of types that have a name."""


def avro_types(document: SchemaDocument, others: Iterable[SchemaDocument] = ()) -> AvroType | None:
    """Return the root type of a document, with the types it contains; None if it is not JSON.

    Args:
        document: The document.
        others: Documents whose named types it may refer to.
    """
    loaded = _load(document)
    if loaded is None:
        return None
    outside = [inner for other in others if (inner := _load(other)) is not None]
    if outside:
        return _Reading(loaded[0], [each[0] for each in outside]).run()
    reading = _read(document)
    return reading.root if reading is not None else None


def is_valid(document: SchemaDocument) -> bool:
    """Return whether a document is strict JSON, and all its types have the attributes they need.

    Defaults and the like are not checked; False may be wrong.
    """
    reading = _read(document)
    return reading is not None and reading.valid


def is_complete(document: SchemaDocument) -> bool:
    """Return whether a document defines all the names that it uses."""
    reading = _read(document)
    return reading is None or reading.complete


@per_document
def _load(document: SchemaDocument) -> tuple[Any] | None:
    """Return the document's JSON in a tuple, since it may be None."""
    try:
        return (json.loads(document.source),)
    except RecursionError:
        return None
    except ValueError:  # such as comments and trailing commas, which most parsers of Avro allow
        pass
    if not document.parsed:
        return None
    try:
        return (json.loads(read_json(document.source).root.compact()),)
    except (ValueError, RecursionError):
        return None


@per_document
def _read(document: SchemaDocument) -> _Reading | None:
    loaded = _load(document)
    if loaded is None:
        return None
    reading = _Reading(loaded[0], ())
    reading.run()
    return reading


class _Reading:
    """The reading of a schema, without recursion.

    Attributes:
        root: The root type; complete after `run`.
        valid: Whether every type has the attributes that it needs.
        complete: Whether every name is defined.
    """

    def __init__(self, root: Any, others: Iterable[Any]) -> None:
        self.root = AvroType("")
        self.valid = True
        self.complete = True
        self._document = root
        self._definitions: dict[str, tuple[dict[str, Any], str]] = {}
        self._namespaces: dict[int, str] = {}
        for document in (root, *others):
            self._define(document)
        self._known: dict[int, AvroType] = {}
        self._unfinished: list[tuple[AvroType, dict[str, Any] | list[Any], str]] = []

    def run(self) -> AvroType:
        """Return the root type."""
        self.root = self._type(self._document, "")
        while self._unfinished:
            self._finish(*self._unfinished.pop())
        return self.root

    def _define(self, root: Any) -> None:
        waiting = [(root, "")]
        while waiting:
            node, namespace = waiting.pop()
            if isinstance(node, list):
                waiting += [(branch, namespace) for branch in reversed(node)]
            elif isinstance(node, dict):
                if _named_kind(node):
                    name = _full_name(node["name"], _namespace(node, namespace))
                    namespace = name.rpartition(".")[0]
                    self._definitions.setdefault(name, (node, name))
                    self._namespaces[id(node)] = name
                inner = [*_fields(node), node.get("type"), node.get("items"), node.get("values")]
                waiting += [(one, namespace) for one in reversed(inner) if not isinstance(one, str)]

    def _type(self, node: Any, namespace: str) -> AvroType:
        for _ in range(64):
            if isinstance(node, list):
                return self._unfinished_type(AvroType("union"), node, namespace)
            if isinstance(node, str):
                return self._by_name(node, namespace)
            if not isinstance(node, dict):
                break
            kind = node.get("type")
            if isinstance(kind, str):
                return self._by_kind(kind, node, namespace)
            node = kind
        self.valid = False
        return AvroType("")

    def _by_name(self, name: str, namespace: str) -> AvroType:
        if name in AVRO_PRIMITIVES:
            return AvroType(name, text=name)
        full = _full_name(name, namespace)
        found = self._definitions.get(full) or self._definitions.get(name)
        if found:
            return self._named(*found)
        self.complete = False
        self.valid &= _is_full_name(name)
        return AvroType("", full)

    def _by_kind(self, kind: str, node: dict[str, Any], namespace: str) -> AvroType:
        if kind in ("array", "map"):
            found = AvroType(kind, logical=_logical(node))
            return self._unfinished_type(found, node, namespace)
        if kind in AVRO_PRIMITIVES:
            logical = _logical(node)
            return AvroType(kind, logical=logical, text=f"{kind} {logical!r}" if logical else kind)
        if id(node) in self._namespaces:
            return self._named(node, self._namespaces[id(node)])
        self.valid &= kind not in _DEFINED  # has no name
        return self._by_name(kind, namespace)

    def _named(self, node: dict[str, Any], name: str) -> AvroType:
        known = self._known.get(id(node))
        if known is None:
            kind = "record" if node["type"] == "error" else node["type"]
            self.valid &= _is_full_name(name)
            namespace = name.rpartition(".")[0]
            aliases = tuple(_full_name(alias, namespace) for alias in _strings(node, "aliases"))
            known = AvroType(kind, name, aliases, logical=_logical(node), doc=_text(node, "doc"))
            self._known[id(node)] = known
            self._unfinished_type(known, node, namespace)
        return known

    def _unfinished_type(self, found: AvroType, node: Any, namespace: str) -> AvroType:
        self._unfinished.append((found, node, namespace))
        return found

    def _finish(self, found: AvroType, node: Any, namespace: str) -> None:
        if found.kind == "union":
            found.branches = tuple(self._type(branch, namespace) for branch in node)
            kinds = {each.name or each.kind for each in found.branches}
            self.valid &= len(kinds) == len(node) and "union" not in kinds
            if all(branch.text for branch in found.branches):
                found.text = f"[{', '.join(branch.text for branch in found.branches)}]"
        elif found.kind in ("array", "map"):
            inner = node.get("items" if found.kind == "array" else "values")
            found.branches = (self._type(inner, namespace),)
        elif found.kind == "record":
            found.fields = tuple(self._fields(node, namespace))
            self.valid &= all(_is_name(each.name) for each in found.fields)
            self.valid &= isinstance(node.get("fields"), list) and len(node["fields"]) == len(
                {each.name for each in found.fields} - {""}
            )
            found.by_name = {each.name: each for each in reversed(found.fields)}
        elif found.kind == "enum":
            found.symbols = _strings(node, "symbols")
            self.valid &= bool(found.symbols)
            default = node.get("default")
            found.default = default if default in found.symbols else None
            self.valid &= found.default == default
        else:
            size = node.get("size")
            found.size = size if isinstance(size, int) else None
            self.valid &= found.size is not None

    def _fields(self, node: dict[str, Any], namespace: str) -> Iterator[AvroField]:
        for item in _objects(node.get("fields")):
            name, type_ = _text(item, "name"), self._type(item.get("type"), namespace)
            default = json.dumps(item["default"], ensure_ascii=False) if "default" in item else None
            aliases, doc = _strings(item, "aliases"), _text(item, "doc")
            yield AvroField(name, type_, aliases, default, doc)


def _named_kind(node: dict[str, Any]) -> bool:
    kind = node.get("type")
    return kind in _DEFINED and isinstance(node.get("name"), str)


def _is_name(name: str) -> bool:
    return name.isascii() and name.isidentifier()


def _is_full_name(name: str) -> bool:
    return all(map(_is_name, name.split(".")))


def _namespace(node: dict[str, Any], outer: str) -> str:
    written = node.get("namespace")
    return written if isinstance(written, str) else outer


def _full_name(name: str, namespace: str) -> str:
    return f"{namespace}.{name}" if namespace and "." not in name else name


def _objects(items: Any) -> list[dict[str, Any]]:
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _fields(node: dict[str, Any]) -> list[Any]:
    return [item.get("type") for item in _objects(node.get("fields"))]


def _strings(node: dict[str, Any], name: str) -> tuple[str, ...]:
    items = node.get(name)
    if not isinstance(items, list):
        return ()
    return tuple(item for item in items if isinstance(item, str))


def _text(node: dict[str, Any], name: str) -> str:
    value = node.get(name)
    return value if isinstance(value, str) else ""


def _logical(node: dict[str, Any]) -> str:
    logical = _text(node, "logicalType")
    if logical != "decimal":
        return logical
    return f"decimal({node.get('precision')}, {node.get('scale', 0)})"
