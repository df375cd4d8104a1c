"""Generate a sample record for a schema: a JSON value that matches it, for demonstrations."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass

from cdx_tui.schema.avro import AVRO_PRIMITIVES
from cdx_tui.schema.document import SchemaDocument, SchemaKind
from cdx_tui.schema.json.reader import read_json
from cdx_tui.schema.json.tree import JsonNode
from cdx_tui.schema.protobuf import read_protobuf
from cdx_tui.schema.sample.avro import sample_avro
from cdx_tui.schema.sample.json_schema import sample_json_schema
from cdx_tui.schema.sample.protobuf import sample_protobuf
from cdx_tui.text import clean, clean_lines, shorten

__all__ = ["Sample", "sample"]


@dataclass(frozen=True, slots=True)
class Sample:
    """A sample record, or the reason why there is none.

    Attributes:
        text: The value as JSON on several lines, safe to show: characters that are unsafe in a
            terminal are escaped as in JSON, so the text represents the value exactly. Empty if
            there is no sample.
        remark: A note on the sample's encoding or limits, or the error message if there is no
            sample; empty if there is nothing to note.
    """

    text: str = ""
    remark: str = ""


_AVRO_REMARK = "Plain JSON: unions are untagged, bytes are ISO-8859-1 strings"


def sample(document: SchemaDocument, others: Iterable[SchemaDocument] = ()) -> Sample:
    """Return a sample record for a schema; deterministic for the same schema.

    Args:
        document: The schema.
        others: The other schemas of the share, whose Avro types it may refer to.
    """
    try:
        value, remark = _value(document, others)
        text = json.dumps(value, indent=2, ensure_ascii=False)
        if clean_lines(text) != text:
            text = json.dumps(value, indent=2, ensure_ascii=True)
    except ValueError as error:
        return Sample(remark=clean(str(error)))
    return Sample(text, remark)


def _value(document: SchemaDocument, others: Iterable[SchemaDocument]) -> tuple[object, str]:
    if document.kind is SchemaKind.AVRO:
        roots = [_root(other) for other in others if other.kind is SchemaKind.AVRO]
        return sample_avro(_root(document), roots), _AVRO_REMARK
    if document.kind is SchemaKind.JSON:
        value, unresolved = sample_json_schema(_root(document))
        names = shorten(", ".join(map(clean, dict.fromkeys(unresolved))), 200)
        return value, f"unresolved, with a placeholder: {names}" if unresolved else ""
    if document.kind is SchemaKind.PROTOBUF:
        value = sample_protobuf(read_protobuf(document.pretty()))
        if value is not None:
            return value, "Protobuf's JSON mapping"
    raise ValueError("no schema to generate a sample from")


def _root(document: SchemaDocument) -> JsonNode:
    text = document.pretty()
    if text.strip() in AVRO_PRIMITIVES:  # primitive type without the quotes that JSON requires
        text = f'"{text.strip()}"'
    return read_json(text).root
