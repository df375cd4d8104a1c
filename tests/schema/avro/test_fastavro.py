"""Outlines name the same types and fields as fastavro's parse of the same schema."""

from __future__ import annotations

import json
from typing import Any

import fastavro
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.document import Outline, read_schema
from cdx_tui.schema.outline import NodeKind
from tests.schema.outlines import all_nodes

PRIMITIVES = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"]
LOGICAL = {"date": "int", "timestamp-millis": "long", "uuid": "string", "local-x": "long"}
NAMED = ("record", "enum", "fixed")


class SchemaDrawer:
    """Draws schemas from Hypothesis and records the names that they define."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw
        self.defined: list[str] = []

    def schema(self, namespace: str, depth: int) -> Any:
        kinds = ["primitive", "primitive", "logical", "reference"]
        if depth:
            kinds += ["array", "map", "union", *NAMED]
        kind = self.draw(st.sampled_from(kinds))
        if kind in ("array", "map"):
            inner = "items" if kind == "array" else "values"
            return {"type": kind, inner: self.schema(namespace, depth - 1)}
        if kind == "union":
            return self.union(namespace, depth - 1)
        if kind in NAMED:
            return self.named(kind, namespace, depth - 1)
        return self.leaf(kind, namespace)

    def leaf(self, kind: str, namespace: str) -> Any:
        if kind == "logical":
            logical = self.draw(st.sampled_from(sorted(LOGICAL)))
            return {"type": LOGICAL[logical], "logicalType": logical}
        # A name in the null namespace cannot be referred to within another namespace.
        known = [full for full in self.defined if "." in full or not namespace]
        if kind == "reference" and known:
            full = self.draw(st.sampled_from(known))
            space, _, short = full.rpartition(".")
            can_be_short = space == namespace
            return short if can_be_short and self.draw(st.booleans()) else full
        name = self.draw(st.sampled_from(PRIMITIVES))
        return self.draw(st.sampled_from([name, {"type": name}]))

    def union(self, namespace: str, depth: int) -> Any:
        names = st.lists(st.sampled_from(PRIMITIVES), unique=True, min_size=1, max_size=4)
        branches: list[Any] = list(self.draw(names))
        if self.draw(st.booleans()):
            branches.append(self.named(self.draw(st.sampled_from(NAMED)), namespace, depth))
        if self.draw(st.booleans()):
            branches.append({"type": "array", "items": self.schema(namespace, max(depth, 0))})
        return branches

    def named(self, kind: str, namespace: str, depth: int) -> Any:
        short = f"T{len(self.defined)}"
        space = self.draw(st.sampled_from([None, "", "a", "b.c"]))
        dotted = bool(space) and self.draw(st.booleans())
        full = f"{namespace if space is None else space}.{short}".lstrip(".")
        schema: dict[str, Any] = {"type": kind, "name": full if dotted else short}
        if space is not None and not dotted:
            schema["namespace"] = space
        if not full.count("."):
            schema["namespace"] = ""
        self.defined.append(full)
        if kind == "fixed":
            schema["size"] = self.draw(st.integers(0, 20))
        elif kind == "enum":
            schema["symbols"] = [f"S{n}" for n in range(self.draw(st.integers(0, 4)))]
        else:
            names = [f"f{n}" for n in range(self.draw(st.integers(0, 4)))]
            inner = full.rpartition(".")[0]
            schema["fields"] = [
                {"name": name, "type": self.schema(inner, max(depth, 0)), "doc": name}
                for name in names
            ]
        return schema


@st.composite
def schemas(draw: st.DrawFn) -> Any:
    return SchemaDrawer(draw).schema("", 4)


def written(schema: Any) -> str:
    """Return how an outline writes a type of a parsed schema."""
    if isinstance(schema, str):
        return schema.rpartition(".")[2]
    if isinstance(schema, list):
        return " | ".join(map(written, schema))
    if schema["type"] in ("array", "map"):
        inner = schema["items"] if schema["type"] == "array" else schema["values"]
        return f"{schema['type']}<{written(inner)}>"
    if schema["type"] in NAMED:
        return str(schema["name"]).rpartition(".")[2]
    logical = schema.get("logicalType", "local-x")
    return str(schema["type"] if logical == "local-x" else logical)


def named_types(schema: Any) -> dict[str, list[tuple[str, str]]]:
    """Return the fields with their types of every named type in a parsed schema."""
    found: dict[str, list[tuple[str, str]]] = {}
    waiting = [schema]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            waiting += node
        elif isinstance(node, dict):
            fields = node.get("fields", [])
            if node["type"] in NAMED:
                found[node["name"]] = [(each["name"], written(each["type"])) for each in fields]
            waiting += [each["type"] for each in fields]
            waiting += [node[name] for name in ("items", "values") if name in node]
    return found


def outlined(outline: Outline) -> dict[str, list[tuple[str, str]]]:
    kinds = (NodeKind.RECORD, NodeKind.ENUM, NodeKind.FIXED)
    return {
        node.name: [(child.name, child.type) for child in node.children]
        for node in all_nodes(outline)
        if node.kind in kinds
    }


@settings(max_examples=200, deadline=None)
@given(schemas())
def test_outlines_agree_with_fastavro(schema: Any) -> None:
    parsed = fastavro.parse_schema(json.loads(json.dumps(schema)))
    document = read_schema(json.dumps(schema), "AVRO")
    outline = document.outline()
    expected = named_types(parsed)
    assert outlined(outline) == expected
    assert set(outline.definitions) == set(expected)
    assert outline.fields == sum(map(len, expected.values()))
    assert outline.unresolved == ()
    assert document.parsed
