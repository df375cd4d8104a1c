"""The schema engine: text in, documents out. Pure: no network, no files, no user interface.

`read_schema` takes a schema's text and returns a `SchemaDocument`: its kind, its pretty-printed
lines, its problems and, on demand, its `Outline`, the tree of its types and fields.

Data flow: `envelope` unwraps the text, `detection` decides what it is, and `document` lays it out
and hands it to its format (`avro`, `json_schema`, `protobuf`; JSON text goes through `json`
first). All formats build the same `outline`. `diff`, `sample`, `personal_data`, `references` and
`search` work on documents and outlines, whatever the format.
"""

from __future__ import annotations

from cdx_tui.schema.document import SchemaDocument, read_schema
from cdx_tui.schema.outline import NodeKind, Origin, Outline, OutlineNode, SchemaKind, SchemaProblem

__all__ = [
    "NodeKind",
    "Origin",
    "Outline",
    "OutlineNode",
    "SchemaDocument",
    "SchemaKind",
    "SchemaProblem",
    "read_schema",
]
