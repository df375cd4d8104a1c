"""Protobuf sources: parsed, checked, and laid out as an outline.

`read_protobuf` is the entry point; it never raises. `model` describes what a source declares.

Data flow: `parser` reads the text into a `model.ProtoFile`, `symbols` collects what it declares,
`resolution` resolves references, `checks` apply protoc's rules, and `outline` builds the tree.

The parser is our own. The library made for it, proto-schema-parser 2.1.0, was measured first, on
137 real files of 1.95 MB: it reads 0.22 MB/s (20,000 fields in 6.4 s), knows no positions, raises
on two of them and RecursionError from 5,000 levels of nesting on, prints its errors to standard
error and recovers silently, and rejects four files that protoc accepts. This one reads the same
files at 4.5 MB/s and 50,000 fields in about a second, reports problems with their positions, and
reports none where protoc 35 reports none: not in these, nor in 1,900 others and 25,000 damaged
copies.
"""

from __future__ import annotations

from cdx_tui.schema.protobuf.describe import number_text
from cdx_tui.schema.protobuf.features import is_required
from cdx_tui.schema.protobuf.json_names import json_name
from cdx_tui.schema.protobuf.options import annotate
from cdx_tui.schema.protobuf.parser.tokens import decode_bytes, decode_string
from cdx_tui.schema.protobuf.resolution import candidates
from cdx_tui.schema.protobuf.source import ProtobufReading, read_protobuf
from cdx_tui.schema.protobuf.well_known import WELL_KNOWN_FILES, WELL_KNOWN_PACKAGES

__all__ = [
    "WELL_KNOWN_FILES",
    "WELL_KNOWN_PACKAGES",
    "ProtobufReading",
    "annotate",
    "candidates",
    "decode_bytes",
    "decode_string",
    "is_required",
    "json_name",
    "number_text",
    "read_protobuf",
]
