"""Generate a sample record for a schema: a JSON value that matches it, for demonstrations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from cdx_tui.schema.avro import AVRO_PRIMITIVES
from cdx_tui.schema.document import SchemaDocument, SchemaKind
from cdx_tui.schema.json.reader import read_json
from cdx_tui.schema.json.tree import JsonNode
from cdx_tui.schema.protobuf import read_protobuf
from cdx_tui.schema.sample.avro import sample_avro
from cdx_tui.schema.sample.encoding import Encoding
from cdx_tui.schema.sample.failure import NoSample
from cdx_tui.schema.sample.json_schema import sample_json_schema
from cdx_tui.schema.sample.json_text import json_text
from cdx_tui.schema.sample.protobuf import sample_protobuf
from cdx_tui.text import clean, clean_lines, shorten

__all__ = ["Encoding", "Sample", "sample"]

_NONE_KNOWN: Mapping[str, SchemaDocument] = {}


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


def sample(
    document: SchemaDocument,
    known: Mapping[str, SchemaDocument] = _NONE_KNOWN,
    encoding: Encoding = Encoding.JSON,
    *,
    compact: bool = False,
) -> Sample:
    """Return a sample record for a schema; deterministic for the same schema.

    Args:
        document: The schema.
        known: The schemas that it may refer to, by subject or file name; of several versions of a
            subject the newest.
        encoding: How to write the record.
        compact: Whether to write it on one line.
    """
    try:
        value, remark = _value(document, known.values(), encoding)
    except ValueError as error:
        return Sample(remark=clean(str(error)))
    text = json_text(value, compact=compact)
    if clean_lines(text) != text:
        text = json_text(value, compact=compact, ascii_only=True)
    return Sample(text, remark)


def _value(
    document: SchemaDocument, known: Iterable[SchemaDocument], encoding: Encoding
) -> tuple[object, str]:
    if document.kind is SchemaKind.AVRO:
        roots = [_root(other) for other in known if other.kind is SchemaKind.AVRO]
        return sample_avro(_root(document), roots, encoding)
    if encoding is Encoding.AVRO_JSON:
        raise NoSample("Avro's JSON encoding is for Avro schemas only")
    if document.kind is SchemaKind.JSON:
        value, unresolved = sample_json_schema(_root(document))
        names = shorten(", ".join(map(clean, dict.fromkeys(unresolved))), 200)
        return value, f"unresolved, with a placeholder: {names}" if unresolved else ""
    if document.kind is SchemaKind.PROTOBUF:
        value = sample_protobuf(read_protobuf(document.pretty()))
        if value is not None:
            return value, "Protobuf's JSON mapping"
    raise NoSample("no schema to generate a sample from")


def _root(document: SchemaDocument) -> JsonNode:
    text = document.pretty()
    if text.strip() in AVRO_PRIMITIVES:  # primitive type without the quotes that JSON requires
        text = f'"{text.strip()}"'
    return read_json(text).root
