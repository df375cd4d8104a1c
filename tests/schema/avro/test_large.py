"""Very large and very deep Avro schemas."""

from __future__ import annotations

import json
import tracemalloc
from typing import Any

from cdx_tui.schema.document import Outline, read_schema
from cdx_tui.schema.outline import NodeKind
from tests.schema.outlines import all_nodes, find


def outline_of(schema: object) -> Outline:
    return read_schema(json.dumps(schema), "AVRO").outline()


def nested_records(count: int) -> str:
    begin = "".join(
        f'{{"type":"record","name":"R{n}","fields":[{{"name":"f","type":' for n in range(count)
    )
    return begin + '"int"' + "}]}" * count


def test_deep_nesting_is_counted_completely_and_shown_to_a_limit() -> None:
    outline = read_schema(nested_records(3_000), "AVRO").outline()
    assert (outline.records, outline.fields) == (3_000, 3_000)
    assert len(outline.definitions) == 3_000
    shown = list(all_nodes(outline))
    assert len(shown) < 200
    assert shown[-1].kind is NodeKind.NOTE
    hidden = 3_000 - sum(node.kind is NodeKind.RECORD for node in shown)
    assert shown[-1].name == f"… {hidden + 1:,} more levels"


def test_deep_arrays_show_their_depth() -> None:
    levels = 1_000
    text = '{"type":"array","items":' * levels + '"int"' + "}" * levels
    outline = read_schema(text, "AVRO").outline()
    (root,) = outline.roots
    assert root.type.startswith("array<array<")
    assert len(root.type) < 1_000
    assert root.constraints == ("1,000 levels deep",)


def test_fifty_thousand_fields() -> None:
    fields = [{"name": f"f{n}", "type": "string"} for n in range(50_000)]
    outline = outline_of({"type": "record", "name": "R", "fields": fields})
    assert outline.fields == 50_000
    assert outline.roots[0].children[-1].name == "f49999"
    assert outline.problems == ()


def test_a_union_of_280_types() -> None:
    types: list[Any] = ["null"]
    types += [{"type": "record", "name": f"T{n}", "fields": []} for n in range(279)]
    outline = outline_of({"type": "record", "name": "R", "fields": [{"name": "u", "type": types}]})
    field = find(outline, "u")
    assert [child.name for child in field.children] == [f"T{n}" for n in range(279)]
    assert field.type.startswith("null | T0 | T1 | ")
    assert field.type.endswith(" more")
    assert len(field.type) < 500


def test_of_ten_thousand_errors_a_hundred_are_reported() -> None:
    fields = [{"name": f"f{n}"} for n in range(10_000)]
    outline = outline_of({"type": "record", "name": "R", "fields": fields})
    assert len(outline.problems) == 101
    assert outline.problems[-1].message.startswith("9,900 more")


def test_filling_retains_less_memory_than_the_text() -> None:
    fields = [
        {"name": f"field_{n}", "type": ["null", "string"], "default": None, "doc": "What it is"}
        for n in range(40_000)
    ]
    text = json.dumps({"type": "record", "name": "R", "fields": fields})
    document = read_schema(text, "AVRO")
    tracemalloc.start()
    for _ in document.fill():
        pass
    left, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(document.lines) == 6 * 40_000 + 6
    assert left < len(text)
    assert peak < 2 * len(text)
