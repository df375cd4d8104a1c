"""Check whether data written with one Avro schema can be read with another.

Source: "Schema Resolution" in the Avro 1.12 specification. `incompatibilities` walks the writer's and
the reader's schema in parallel and returns each place where some data of the writer cannot be read,
with the rule that says so.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from cdx_tui.text import clean

__all__ = ["Incompatibility", "incompatibilities"]

_MOST: Final = 1_000
"""Obstacles that are listed."""

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
    """One reason why some data cannot be read.

    `path` is the reader's record and field, as `com.example.Order.total`; `rule` says what the
    specification asks for, and what was found.
    """

    path: str
    rule: str


@dataclass(slots=True)
class _Names:
    """The named types of one schema, by full name, and the namespace at each of them."""

    types: dict[str, dict[str, Any]] = field(default_factory=dict)
    spaces: dict[int, str] = field(default_factory=dict)

    def resolve(self, schema: Any, space: str) -> tuple[Any, str]:
        """Follow a name, and `{"type": {…}}`; return the type and the namespace inside it."""
        for _ in range(64):
            if isinstance(schema, str):
                found = self.types.get(schema if "." in schema else _full(schema, space))
                found = found or self.types.get(schema)
                if found is None:
                    return schema, space
                return found, self.spaces[id(found)]
            if isinstance(schema, dict) and not isinstance(schema.get("type"), str):
                schema = schema.get("type")
                continue
            if isinstance(schema, dict) and id(schema) in self.spaces:
                return schema, self.spaces[id(schema)]
            if isinstance(schema, dict) and schema["type"] in self.types:
                schema = schema["type"]
                continue
            break
        return schema, space


def incompatibilities(writer: object, reader: object) -> tuple[Incompatibility, ...]:
    """Return why data written with `writer` cannot be read with `reader`; empty if it can.

    Args:
        writer: The schema of the data, as parsed JSON that is a valid Avro schema.
        reader: The schema that it is read with, likewise.
    """
    return tuple(_Resolution(_names(writer), _names(reader)).run(writer, reader))


def _full(name: str, space: str) -> str:
    return f"{space}.{name}" if space and "." not in name else name


def _names(schema: object) -> _Names:
    names = _Names()
    pending: list[tuple[Any, str]] = [(schema, "")]
    while pending:
        node, space = pending.pop()
        if isinstance(node, list):
            pending += [(branch, space) for branch in reversed(node)]
        elif isinstance(node, dict):
            if node.get("type") in _NAMED and isinstance(node.get("name"), str):
                outer = node.get("namespace", space)
                full = _full(node["name"], outer if isinstance(outer, str) else space)
                space = full.rpartition(".")[0]
                names.types.setdefault(full, node)
                names.spaces[id(node)] = space
            fields = node.get("fields")
            below = [f.get("type") for f in fields or () if isinstance(f, dict)]
            below += [node.get(key) for key in ("type", "items", "values")]
            pending += [(item, space) for item in reversed(below) if not isinstance(item, str)]
    return names


class _Resolution:
    """One comparison; each pair of named types is gone through once."""

    def __init__(self, writer: _Names, reader: _Names) -> None:
        self._writer = writer
        self._reader = reader
        self._seen: set[tuple[int, int]] = set()
        self._pending: list[tuple[Any, str, Any, str, str]] = []

    def run(self, writer: object, reader: object) -> Iterator[Incompatibility]:
        self._pending.append((writer, "", reader, "", ""))
        reported = 0
        while self._pending and reported < _MOST:
            for rule_path, rule in self._step(*self._pending.pop()):
                reported += 1
                yield Incompatibility(clean(rule_path), clean(rule))

    def _step(
        self, writer: Any, w_space: str, reader: Any, r_space: str, path: str
    ) -> Iterator[tuple[str, str]]:
        writer, w_space = self._writer.resolve(writer, w_space)
        reader, r_space = self._reader.resolve(reader, r_space)
        if isinstance(writer, list):
            for branch in writer:
                self._pending.append((branch, w_space, reader, r_space, path))
            return
        if isinstance(reader, list):
            for branch in reader:
                inner, inner_space = self._reader.resolve(branch, r_space)
                if self._matches(writer, w_space, inner, inner_space):
                    self._pending.append((writer, w_space, inner, inner_space, path))
                    return
            yield path, f"no branch of the older union takes {_shown(writer)}"
            return
        if not self._matches(writer, w_space, reader, r_space):
            yield path, f"{_shown(writer)} cannot be read as {_shown(reader)}"
            return
        if isinstance(writer, dict) and isinstance(reader, dict):
            yield from self._inside(writer, w_space, reader, r_space, path)

    def _matches(self, writer: Any, w_space: str, reader: Any, r_space: str) -> bool:
        """Return whether two types match, as the specification lists it; a union always does."""
        for _ in range(64):
            if isinstance(writer, list) or isinstance(reader, list):
                return True
            written, read = _kind(writer), _kind(reader)
            if written != read:
                return read in _PROMOTIONS.get(written, ())
            if written in _NAMED:
                return _same_name(writer, reader)
            if written not in ("array", "map"):
                return True
            key = "items" if written == "array" else "values"
            writer, w_space = self._writer.resolve(writer.get(key), w_space)
            reader, r_space = self._reader.resolve(reader.get(key), r_space)
        return True

    def _inside(
        self, writer: dict[str, Any], w_space: str, reader: dict[str, Any], r_space: str, path: str
    ) -> Iterator[tuple[str, str]]:
        kind = _kind(writer)
        if kind in ("array", "map"):
            key = "items" if kind == "array" else "values"
            self._pending.append((writer.get(key), w_space, reader.get(key), r_space, path))
        elif kind in ("record", "error"):
            if (id(writer), id(reader)) not in self._seen:
                self._seen.add((id(writer), id(reader)))
                yield from self._fields(writer, w_space, reader, r_space)
        elif kind == "enum":
            unknown = [s for s in writer.get("symbols", ()) if s not in reader.get("symbols", ())]
            if unknown and "default" not in reader:
                listed = ", ".join(map(str, unknown[:5])) + (", …" if len(unknown) > 5 else "")
                yield (
                    _full(reader["name"], r_space),
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

    def _fields(
        self, writer: dict[str, Any], w_space: str, reader: dict[str, Any], r_space: str
    ) -> Iterator[tuple[str, str]]:
        written = {f["name"]: f for f in writer.get("fields", ())}
        for wanted in reader.get("fields", ()):
            path = f"{_full(reader['name'], r_space)}.{wanted['name']}"
            names = (wanted["name"], *wanted.get("aliases", ()))
            found = next((written[name] for name in names if name in written), None)
            if found is not None:
                types = (found.get("type"), w_space, wanted.get("type"), r_space)
                self._pending.append((*types, path))
            elif "default" not in wanted:
                yield path, "the older schema wants this field and has no default for it"


def _kind(schema: Any) -> str:
    return str(schema["type"]) if isinstance(schema, dict) else str(schema)


def _same_name(writer: dict[str, Any], reader: dict[str, Any]) -> bool:
    names = (reader["name"], *reader.get("aliases", ()))
    short = {str(name).rpartition(".")[2] for name in names}
    return str(writer["name"]).rpartition(".")[2] in short


def _shown(schema: Any) -> str:
    if isinstance(schema, dict) and schema.get("type") in _NAMED:
        return f"{schema['type']} {schema.get('name')}"
    return _kind(schema)
