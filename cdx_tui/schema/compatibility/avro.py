"""Check whether data written with one Avro schema can be read with another.

Source: "Schema Resolution" in the Avro 1.12 specification. `incompatibilities` traverses the
writer's and the reader's schema in parallel and returns each path at which some of the writer's
data cannot be read, with the violated rule.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cdx_tui.text import clean

__all__ = ["Incompatibility", "incompatibilities"]

_MAX_LISTED: Final = 1_000
"""Maximum number of incompatibilities that are returned."""

_PROMOTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "int": ("long", "float", "double"),
    "long": ("float", "double"),
    "float": ("double",),
    "string": ("bytes",),
    "bytes": ("string",),
}
_NAMED: Final = ("record", "error", "enum", "fixed")


@dataclass(frozen=True, slots=True)
class Incompatibility:
    """A reason why some data cannot be read.

    Attributes:
        path: The reader's record and field: `com.example.Order.total`; empty for the root.
        rule: The violated rule, with the types found.
    """

    path: str
    rule: str


@dataclass(slots=True)
class _Names:
    """The named types of one schema.

    Attributes:
        types: The definitions, by full name.
        namespaces: The namespace inside each definition, by the `id` of the definition.
    """

    types: dict[str, dict[str, Any]] = field(default_factory=dict)
    namespaces: dict[int, str] = field(default_factory=dict)

    def resolve(self, schema: Any, namespace: str) -> tuple[Any, str]:
        """Resolve names and `{"type": {…}}`; return the type and the namespace inside it."""
        for _ in range(64):
            if isinstance(schema, str):
                found = self.types.get(schema if "." in schema else _full_name(schema, namespace))
                found = found or self.types.get(schema)
                if found is None:
                    return schema, namespace
                return found, self.namespaces[id(found)]
            if isinstance(schema, dict) and not isinstance(schema.get("type"), str):
                schema = schema.get("type")
                continue
            if isinstance(schema, dict) and id(schema) in self.namespaces:
                return schema, self.namespaces[id(schema)]
            if isinstance(schema, dict) and schema["type"] in self.types:
                schema = schema["type"]
                continue
            break
        return schema, namespace


def incompatibilities(writer: object, reader: object) -> tuple[Incompatibility, ...]:
    """Return the reasons why data written with `writer` cannot be read with `reader`.

    Args:
        writer: The schema of the data, a valid Avro schema as parsed JSON.
        reader: The schema to read the data with, likewise.

    Returns:
        At most 1,000 incompatibilities; empty if all data can be read.
    """
    return tuple(_Resolution(_collect_names(writer), _collect_names(reader)).run(writer, reader))


def _full_name(name: str, namespace: str) -> str:
    return f"{namespace}.{name}" if namespace and "." not in name else name


def _collect_names(schema: object) -> _Names:
    names = _Names()
    pending: list[tuple[Any, str]] = [(schema, "")]
    while pending:
        node, namespace = pending.pop()
        if isinstance(node, list):
            pending += [(branch, namespace) for branch in reversed(node)]
        elif isinstance(node, dict):
            if node.get("type") in _NAMED and isinstance(node.get("name"), str):
                outer = node.get("namespace", namespace)
                full = _full_name(node["name"], outer if isinstance(outer, str) else namespace)
                namespace = full.rpartition(".")[0]
                names.types.setdefault(full, node)
                names.namespaces[id(node)] = namespace
            fields = node.get("fields")
            children = [f.get("type") for f in fields or () if isinstance(f, dict)]
            children += [node.get(key) for key in ("type", "items", "values")]
            pending += [
                (item, namespace) for item in reversed(children) if not isinstance(item, str)
            ]
    return names


class _Resolution:
    """Resolution of one writer's schema against one reader's; visits each pair of records once."""

    def __init__(self, writer: _Names, reader: _Names) -> None:
        self._writer = writer
        self._reader = reader
        self._seen: set[tuple[int, int]] = set()
        self._pending: list[tuple[Any, str, Any, str, str]] = []

    def run(self, writer: object, reader: object) -> Iterator[Incompatibility]:
        self._pending.append((writer, "", reader, "", ""))
        """Yield the incompatibilities, at most `_MAX_LISTED`."""
        reported = 0
        while self._pending and reported < _MAX_LISTED:
            for path, rule in self._step(*self._pending.pop()):
                reported += 1
                yield Incompatibility(clean(path), clean(rule))

    def _step(
        self, writer: Any, writer_ns: str, reader: Any, reader_ns: str, path: str
    ) -> Iterator[tuple[str, str]]:
        writer, writer_ns = self._writer.resolve(writer, writer_ns)
        reader, reader_ns = self._reader.resolve(reader, reader_ns)
        if isinstance(writer, list):
            for branch in writer:
                self._pending.append((branch, writer_ns, reader, reader_ns, path))
            return
        if isinstance(reader, list):
            for branch in reader:
                inner, inner_space = self._reader.resolve(branch, reader_ns)
                if self._matches(writer, writer_ns, inner, inner_space):
                    self._pending.append((writer, writer_ns, inner, inner_space, path))
                    return
            yield path, f"no branch of the older union takes {_describe(writer)}"
            return
        if not self._matches(writer, writer_ns, reader, reader_ns):
            yield path, f"{_describe(writer)} cannot be read as {_describe(reader)}"
            return
        if isinstance(writer, dict) and isinstance(reader, dict):
            yield from self._compare_types(writer, writer_ns, reader, reader_ns, path)

    def _matches(self, writer: Any, writer_ns: str, reader: Any, reader_ns: str) -> bool:
        """Return whether two types match, as the specification defines it; unions always do."""
        for _ in range(64):
            if isinstance(writer, list) or isinstance(reader, list):
                return True
            writer_kind, reader_kind = _kind(writer), _kind(reader)
            if writer_kind != reader_kind:
                return reader_kind in _PROMOTIONS.get(writer_kind, ())
            if writer_kind in _NAMED:
                return _same_name(writer, reader)
            if writer_kind not in ("array", "map"):
                return True
            key = "items" if writer_kind == "array" else "values"
            writer, writer_ns = self._writer.resolve(writer.get(key), writer_ns)
            reader, reader_ns = self._reader.resolve(reader.get(key), reader_ns)
        return True

    def _compare_types(
        self,
        writer: dict[str, Any],
        writer_ns: str,
        reader: dict[str, Any],
        reader_ns: str,
        path: str,
    ) -> Iterator[tuple[str, str]]:
        kind = _kind(writer)
        if kind in ("array", "map"):
            key = "items" if kind == "array" else "values"
            self._pending.append((writer.get(key), writer_ns, reader.get(key), reader_ns, path))
        elif kind in ("record", "error"):
            if (id(writer), id(reader)) not in self._seen:
                self._seen.add((id(writer), id(reader)))
                yield from self._compare_fields(writer, writer_ns, reader, reader_ns)
        elif kind == "enum":
            unknown = [s for s in writer.get("symbols", ()) if s not in reader.get("symbols", ())]
            if unknown and "default" not in reader:
                listed = ", ".join(map(str, unknown[:5])) + (", …" if len(unknown) > 5 else "")
                yield (
                    _full_name(reader["name"], reader_ns),
                    (f"the older enum knows no {listed}, and has no default to stand in"),
                )
        elif kind == "fixed" and writer.get("size") != reader.get("size"):
            yield (
                path,
                f"fixed({writer.get('size')}) and fixed({reader.get('size')}) differ in size",
            )
        if reader.get("logicalType") == writer.get("logicalType") == "decimal":
            scales = [(s.get("precision"), s.get("scale", 0)) for s in (writer, reader)]
            if scales[0] != scales[1]:
                yield (
                    path,
                    (f"decimal{scales[0]} and decimal{scales[1]} differ in precision or scale"),
                )

    def _compare_fields(
        self, writer: dict[str, Any], writer_ns: str, reader: dict[str, Any], reader_ns: str
    ) -> Iterator[tuple[str, str]]:
        writer_fields = {f["name"]: f for f in writer.get("fields", ())}
        for reader_field in reader.get("fields", ()):
            path = f"{_full_name(reader['name'], reader_ns)}.{reader_field['name']}"
            names = (reader_field["name"], *reader_field.get("aliases", ()))
            found = next((writer_fields[name] for name in names if name in writer_fields), None)
            if found is not None:
                types = (found.get("type"), writer_ns, reader_field.get("type"), reader_ns)
                self._pending.append((*types, path))
            elif "default" not in reader_field:
                yield path, "the older schema wants this field and has no default for it"


def _kind(schema: Any) -> str:
    return str(schema["type"]) if isinstance(schema, dict) else str(schema)


def _same_name(writer: dict[str, Any], reader: dict[str, Any]) -> bool:
    names = (reader["name"], *reader.get("aliases", ()))
    short = {str(name).rpartition(".")[2] for name in names}
    return str(writer["name"]).rpartition(".")[2] in short


def _describe(schema: Any) -> str:
    if isinstance(schema, dict) and schema.get("type") in _NAMED:
        return f"{schema['type']} {schema.get('name')}"
    return _kind(schema)
