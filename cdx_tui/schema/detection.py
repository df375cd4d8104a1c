"""Tells what a schema's text is, whatever it was declared as."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdx_tui.schema.json_reader import read_json
from cdx_tui.schema.json_tokens import STRING, TOKEN, describe
from cdx_tui.schema.outline import SchemaKind, SchemaProblem
from cdx_tui.schema.positions import Positions, Shifted, Source
from cdx_tui.schema.signs import AVRO_PRIMITIVES, guess_json_kind, is_protobuf
from cdx_tui.schema.wrapping import unwrap
from cdx_tui.text import clean, shorten

__all__ = ["Detected", "detect"]

_BYTE_ORDER_MARK = "\ufeff"
_LAYERS = 3
_MOSTLY_ENOUGH = 2_000
"""Characters; nearly every schema says early what it is, and the first lines wait for this."""

_LOOKED_AT = 16_384
_KINDS = {"AVRO": SchemaKind.AVRO, "JSON": SchemaKind.JSON, "PROTOBUF": SchemaKind.PROTOBUF}
_NAMES = {
    SchemaKind.AVRO: "an Avro schema",
    SchemaKind.JSON: "a JSON Schema",
    SchemaKind.PROTOBUF: "Protobuf source",
}
_BEFORE = re.compile(r"(?:[ \t\r\n]++|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)*+")
_SCALAR = re.compile(r"(?:true|false|null|-?[0-9][0-9.eE+-]*+)[ \t\r\n]*+\Z")


@dataclass(frozen=True, slots=True)
class Detected:
    """What a text was found to be.

    Attributes:
        kind: What it is.
        text: What is to be read: the text without byte order mark and wrapping.
        sources: How `text` was taken out of what was sent, innermost first.
        remarks: What is to be told about it.
        bare: Whether it is the name of an Avro primitive without the quotes that JSON asks for.
    """

    kind: SchemaKind
    text: str
    sources: tuple[Source, ...]
    remarks: tuple[SchemaProblem, ...]
    bare: bool = False


class _Detection:
    """What is known so far about one text."""

    def __init__(self, text: str, declared: str) -> None:
        self.sent = text
        self.text = text
        self.declared = declared
        self.sources: tuple[Source, ...] = ()
        self.remarks: list[SchemaProblem] = []

    def tell(self, message: str, offset: int, *, fatal: bool = False) -> None:
        """Add a remark about the character at `offset` of the text as it is now."""
        line, column = Positions(self.sent, self.sources).at(offset)
        self.remarks.append(SchemaProblem(message, line, column, fatal))

    def take(self, text: str, source: Source) -> None:
        """Go on with a text that was taken out of the present one."""
        self.text = text
        self.sources = (source, *self.sources)

    def result(self, kind: SchemaKind, *, bare: bool = False) -> Detected:
        """Return what was found."""
        return Detected(kind, self.text, self.sources, tuple(self.remarks), bare)


def detect(text: str, declared_type: str | None) -> Detected:
    """Tell what `text` is; `declared_type` decides only where the text could be several things."""
    found = _Detection(text, (declared_type or "").strip().upper())
    _strip_mark(found)
    for _ in range(_LAYERS):
        inner = unwrap(found.text)
        if inner is None:
            break
        found.tell(inner.message, inner.offset)
        found.take(inner.text, inner.source)
        found.declared = found.declared or (inner.schema_type or "").strip().upper()
        _strip_mark(found)
    if not found.text.strip():
        found.tell("the provider sent no schema text", 0, fatal=True)
        return found.result(SchemaKind.TEXT)
    declared = _KINDS.get(found.declared or "AVRO")
    if declared is None:
        name = shorten(clean(found.declared), 40)
        found.tell(f"the schema type {name} is unknown; the text is read as what it looks like", 0)
    return _by_text(found, declared)


def _strip_mark(found: _Detection) -> None:
    if found.text.startswith(_BYTE_ORDER_MARK):
        found.tell("the text begins with a byte order mark", 0)
        found.take(found.text[1:], Shifted(1))


def _by_text(found: _Detection, declared: SchemaKind | None) -> Detected:
    begin = _BEFORE.match(found.text)
    start = begin.end() if begin else 0
    if is_protobuf(found.text):
        return _as(found, SchemaKind.PROTOBUF, declared, start)
    if declared is not SchemaKind.JSON and found.text.strip() in AVRO_PRIMITIVES:
        found.tell("not valid JSON: the name of the type is not in double quotes", start)
        return found.result(SchemaKind.AVRO, bare=True)
    if _is_json(found.text, start, declared):
        return _as(found, _json_kind(found, declared), declared, start)
    if declared is SchemaKind.PROTOBUF:
        return found.result(declared)
    token = TOKEN.match(found.text, start)
    raw = token[token.lastgroup] if token and token.lastgroup else found.text[start:]
    message = f"expected a schema as JSON or as Protobuf source, found {describe(raw)}"
    found.tell(message, start, fatal=True)
    return found.result(SchemaKind.TEXT)


def _is_json(text: str, start: int, declared: SchemaKind | None) -> bool:
    first = text[start : start + 1]
    if first == '"' and declared is SchemaKind.PROTOBUF:
        return STRING.fullmatch(text.strip()) is not None
    return first in ("{", "[", '"') or _SCALAR.match(text, start) is not None


def _json_kind(found: _Detection, declared: SchemaKind | None) -> SchemaKind:
    for length in (_MOSTLY_ENOUGH, _LOOKED_AT):
        guess = guess_json_kind(read_json(found.text[:length]).root)
        if guess is not None:
            return guess
    return declared if declared in (SchemaKind.AVRO, SchemaKind.JSON) else SchemaKind.AVRO


def _as(found: _Detection, kind: SchemaKind, declared: SchemaKind | None, start: int) -> Detected:
    if declared is not None and kind is not declared:
        how = "declared as" if found.declared else "without a type, so"
        found.tell(f"{how} {declared}, but the text is {_NAMES[kind]}; shown as that", start)
    return found.result(kind)
