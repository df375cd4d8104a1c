"""Generate a sample record for a schema: a JSON value that matches it, for demonstrations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from cdx_tui.schema.avro import AvroSchema
from cdx_tui.schema.document import SchemaDocument, SchemaKind
from cdx_tui.schema.json.reader import read_json
from cdx_tui.schema.json.tree import JsonNode
from cdx_tui.schema.json_schema import ResolvedSchema
from cdx_tui.schema.protobuf import read_protobuf
from cdx_tui.schema.sample.avro import sample_avro
from cdx_tui.schema.sample.json_schema import sample_json_schema
from cdx_tui.schema.sample.json_text import json_text
from cdx_tui.schema.sample.place import NoSample
from cdx_tui.schema.sample.protobuf import sample_protobuf
from cdx_tui.schema.sample.request import Encoding, SampleRequest
from cdx_tui.text import clean, clean_lines, shorten

__all__ = ["Encoding", "Sample", "sample", "samples"]

_MAX_REPETITIONS = 50
"""Samples that are like earlier ones before no more are tried."""


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
    known: Sequence[SchemaDocument] = (),
    encoding: Encoding = Encoding.JSON,
    *,
    compact: bool = False,
) -> Sample:
    """Return a sample record for a schema; deterministic for the same schema.

    Args:
        document: The schema.
        known: The schemas that it refers to, directly or through others, the nearest first; see
            `KnownSchemas.documents`.
        encoding: How to write the record.
        compact: Whether to write it on one line.
    """
    generator = _generator(document, known, encoding)
    return _sample(generator, SampleRequest(encoding=encoding), compact=compact)


def samples(
    document: SchemaDocument,
    known: Sequence[SchemaDocument] = (),
    encoding: Encoding = Encoding.JSON,
    *,
    count: int,
    compact: bool = False,
) -> Iterator[Sample]:
    """Yield up to `count` samples that differ, or the reason why there is none.

    There are fewer where the schema allows no more, or no more were found. The arguments are as
    for `sample`.
    """
    generator = _generator(document, known, encoding)
    seen: set[str] = set()
    for variant in range(count + _MAX_REPETITIONS):
        # Defaults are taken unless they make this sample like an earlier one.
        for takes_defaults in (True, False):
            request = SampleRequest(variant, encoding, takes_defaults)
            made = _sample(generator, request, compact=compact)
            if made.text and made.text not in seen:
                break
        if not made.text:
            if not seen:
                yield made
            return
        if made.text not in seen:
            seen.add(made.text)
            yield made
        if len(seen) >= count or variant - len(seen) > _MAX_REPETITIONS:
            return


_Generator = Callable[[SampleRequest], tuple[object, str]]


def _sample(generator: _Generator, request: SampleRequest, *, compact: bool) -> Sample:
    try:
        value, remark = generator(request)
        text = json_text(value, compact=compact)
    except NoSample as error:
        return Sample(remark=clean(str(error)))
    except ValueError:
        return Sample(remark="the schema gives a number that is too large for JSON")
    if clean_lines(text) != text:
        text = json_text(value, compact=compact, ascii_only=True)
    return Sample(text, remark)


def _generator(
    document: SchemaDocument, known: Sequence[SchemaDocument], encoding: Encoding
) -> _Generator:
    """Return the generator of a schema's samples; the schema is read once for all of them."""
    if document.kind is SchemaKind.TEXT:
        return partial(_fail, "no schema to generate a sample from")
    if document.kind is SchemaKind.AVRO:
        return _avro_generator(document, known)
    if encoding is Encoding.AVRO_JSON:
        return partial(_fail, "Avro's JSON encoding is for Avro schemas only")
    if document.kind is SchemaKind.JSON:
        return _json_schema_generator(document, known)
    return _protobuf_generator(document, known)


def _fail(reason: str, _: SampleRequest) -> tuple[object, str]:
    raise NoSample(reason)


def _avro_generator(document: SchemaDocument, known: Sequence[SchemaDocument]) -> _Generator:
    others = [_root(each) for each in known if each.kind is SchemaKind.AVRO]
    return partial(sample_avro, AvroSchema(_root(document), others))


def _json_schema_generator(document: SchemaDocument, known: Sequence[SchemaDocument]) -> _Generator:
    others = [(each.name, _root(each)) for each in known if each.kind is SchemaKind.JSON]
    resolved = ResolvedSchema(_root(document), document.name, others)

    def generate(request: SampleRequest) -> tuple[object, str]:
        value = sample_json_schema(resolved, request)
        if not resolved.unresolved:
            return value, ""
        return value, f"Unresolved references, with a placeholder: {_listed(resolved.unresolved)}"

    return generate


def _protobuf_generator(document: SchemaDocument, known: Sequence[SchemaDocument]) -> _Generator:
    reading = read_protobuf(document.source)
    others = [read_protobuf(each.source) for each in known if each.kind is SchemaKind.PROTOBUF]

    def generate(request: SampleRequest) -> tuple[object, str]:
        made = sample_protobuf(reading, others, request)
        remark = "Protobuf's JSON mapping"
        if made.decimal is not None:
            number, data = made.decimal
            remark += f", decimals are bytes of the unscaled value ({data} is {json_text(number)})"
        if made.unknown:
            remark += f"; left out, as unknown: {_listed(made.unknown)}"
        return made.value, remark

    return generate


def _listed(names: Iterable[str]) -> str:
    return shorten(", ".join(map(clean, dict.fromkeys(names))), 200)


def _root(document: SchemaDocument) -> JsonNode:
    return read_json(document.source).root
