"""Avro schemas and evolutions of them, drawn by hypothesis."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any, Final

from hypothesis import strategies as st

__all__ = ["evolutions", "schemas"]

_PRIMITIVES: Final = ("null", "boolean", "int", "long", "float", "double", "bytes", "string")
_DEFAULTS: Final = {"null": None, "boolean": False, "int": 0, "long": 0, "string": "", "bytes": ""}
_LOGICAL: Final = {"type": "long", "logicalType": "timestamp-millis"}
_NUMBER: Final = {"int": "long", "long": "double", "float": "double", "string": "bytes"}


@st.composite
def schemas(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a record with nested and recursive types; each name is defined once."""
    names = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    return _record(draw, names, ["Root"], "Root", 2)


def _record(
    draw: st.DrawFn, names: Iterator[str], defined: list[str], name: str, depth: int
) -> dict[str, Any]:
    fields = []
    for field in draw(st.lists(st.sampled_from("abcde"), min_size=1, max_size=4, unique=True)):
        kind = _type(draw, names, defined, depth)
        written: dict[str, Any] = {"name": field, "type": kind}
        if isinstance(kind, str) and kind in _DEFAULTS and draw(st.booleans()):
            written["default"] = _DEFAULTS[kind]
        if isinstance(kind, list) and kind[0] == "null" and draw(st.booleans()):
            written["default"] = None
        fields.append(written)
    return {"type": "record", "name": name, "fields": fields}


def _type(draw: st.DrawFn, names: Iterator[str], defined: list[str], depth: int) -> Any:
    form = draw(st.sampled_from(("plain", "plain", "named", "union", "array", "map", "logical")))
    if form == "plain":
        return draw(st.sampled_from(_PRIMITIVES))
    if form == "logical":
        return dict(_LOGICAL)
    if form == "named" and draw(st.booleans()):
        return ["null", draw(st.sampled_from(defined))]  # perhaps recursive
    if form == "named":
        return _named(draw, names, defined, depth)
    if form == "union":
        plain = draw(st.lists(st.sampled_from(_PRIMITIVES), min_size=1, max_size=3, unique=True))
        return [*plain, _named(draw, names, defined, depth)] if draw(st.booleans()) else plain
    inner = _type(draw, names, defined, depth - 1) if depth else "int"
    return {"type": form, "items" if form == "array" else "values": inner}


def _named(draw: st.DrawFn, names: Iterator[str], defined: list[str], depth: int) -> Any:
    name = next(names, None)
    if name is None:
        return "string" if depth else "long"
    kind = draw(st.sampled_from(("enum", "fixed", "record") if depth else ("enum", "fixed")))
    if kind == "record":
        found = _record(draw, names, [*defined, name], name, depth - 1)
    elif kind == "enum":
        symbols = draw(st.lists(st.sampled_from("XYZ"), min_size=1, unique=True))
        found = {"type": "enum", "name": name, "symbols": symbols}
    else:
        found = {"type": "fixed", "name": name, "size": draw(st.integers(1, 3))}
    return found


@st.composite
def evolutions(draw: st.DrawFn) -> tuple[dict[str, Any], dict[str, Any]]:
    """Draw a schema, and what one to three changes make of it."""
    old = draw(schemas())
    new = copy.deepcopy(old)
    for _ in range(draw(st.integers(1, 3))):
        node = draw(st.sampled_from([*_definitions(new)]))
        draw(st.sampled_from(_CHANGES[node["type"]]))(draw, node)
    return (old, new) if draw(st.booleans()) else (new, old)


def _definitions(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, list):
        for branch in node:
            yield from _definitions(branch)
    elif isinstance(node, dict):
        if node["type"] in ("record", "enum", "fixed"):
            yield node
        for inner in (*node.get("fields", ()), node.get("items"), node.get("values")):
            yield from _definitions(inner)
        if isinstance(node["type"], list | dict):
            yield from _definitions(node["type"])


def _add(draw: st.DrawFn, node: dict[str, Any]) -> None:
    field: dict[str, Any] = {"name": draw(st.sampled_from("fgh")), "type": "int"}
    if draw(st.booleans()):
        field["default"] = 7
    if all(each["name"] != field["name"] for each in node["fields"]):
        node["fields"].insert(draw(st.integers(0, len(node["fields"]))), field)


def _rename(draw: st.DrawFn, node: dict[str, Any]) -> None:
    field = draw(st.sampled_from(node["fields"])) if node["fields"] else {"name": "a"}
    if draw(st.booleans()):
        field["aliases"] = [field["name"]]
    field["name"] = draw(st.sampled_from(("renamed", "other")))
    names = [each["name"] for each in node["fields"]]
    if len(names) > len(set(names)):
        node["fields"].remove(field)


def _remove(draw: st.DrawFn, node: dict[str, Any]) -> None:
    plain = [field for field in node["fields"] if isinstance(field["type"], str)]
    if plain:  # a definition may be referred to later
        node["fields"].remove(draw(st.sampled_from(plain)))


def _retype(draw: st.DrawFn, node: dict[str, Any]) -> None:
    fields = [f for f in node["fields"] if "default" not in f]
    if not fields:
        return
    field = draw(st.sampled_from(fields))
    kind = field["type"]
    if isinstance(kind, list):
        field["type"] = [b for b in reversed(kind) if not isinstance(b, str) or draw(st.booleans())]
    elif isinstance(kind, str) and kind in _NUMBER and draw(st.booleans()):
        field["type"] = _NUMBER[kind]
    else:
        field["type"] = ["null", kind] if kind != "null" else ["null", "string"]
    field["type"] = field["type"] or "null"


def _qualify(draw: st.DrawFn, node: dict[str, Any]) -> None:
    node["aliases"] = [node["name"]]


def _symbols(draw: st.DrawFn, node: dict[str, Any]) -> None:
    node["symbols"] = draw(st.lists(st.sampled_from("XYZW"), min_size=1, unique=True))
    node.pop("default", None)
    if draw(st.booleans()):
        node["default"] = node["symbols"][0]


def _resize(draw: st.DrawFn, node: dict[str, Any]) -> None:
    node["size"] += 1


_Change = Callable[[st.DrawFn, dict[str, Any]], None]
_CHANGES: Final[dict[str, tuple[_Change, ...]]] = {
    "record": (_add, _rename, _remove, _retype, _qualify),
    "enum": (_symbols, _qualify),
    "fixed": (_resize, _qualify),
}
