"""Detect what a schema's text is, whatever type was declared for it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdx_tui.schema.avro import AVRO_PRIMITIVES
from cdx_tui.schema.envelope import unwrap
from cdx_tui.schema.json.reader import read_json
from cdx_tui.schema.json.tokens import STRING, TOKEN, describe
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.outline import SchemaKind, SchemaProblem
from cdx_tui.schema.positions import Positions, Shifted, Source
from cdx_tui.text import clean, shorten

__all__ = ["Detected", "detect", "guess_json_kind", "is_protobuf"]

_GAP = r"(?>\s++|//[^\n]*+|/\*[\s\S]*?\*/)*+"
_WORD = r"[A-Za-z_]\w*+"
_PROTOBUF = re.compile(
    rf"""\ufeff?(?>[\s;]++|//[^\n]*+|/\*[\s\S]*?\*/)*+(?:
        (?:syntax|edition){_GAP}=
      | package\b{_GAP}{_WORD}(?>{_GAP}\.{_GAP}{_WORD})*+{_GAP};
      | import\b{_GAP}(?:(?:public|weak|option)\b{_GAP})?["']
      | option\b{_GAP}[\w(.][\w.()]*+{_GAP}=
      | (?:(?:export|local)\b{_GAP})?(?:message|enum|service)\b{_GAP}{_WORD}{_GAP}\{{
      | extend\b{_GAP}[.\w]++{_GAP}\{{
    )""",
    re.VERBOSE | re.ASCII,
)
_TYPE_NAME = re.compile(r"[A-Za-z_][\w.]*\Z", re.ASCII)
_AVRO_TYPES = {"record", "error", "enum", "fixed", "int", "long", "float", "double", "bytes", "map"}
_NAMED_TYPES = {"record", "error", "enum", "fixed"}
_JSON_TYPES = {"object", "number", "integer"}
_JSON_KEYWORDS = frozenset(
    {
        *("$schema", "$id", "$ref", "$defs", "$anchor", "$dynamicRef", "$vocabulary"),
        *(
            "definitions",
            "dependencies",
            "properties",
            "patternProperties",
            "additionalProperties",
            "required",
        ),
        *("propertyNames", "unevaluatedProperties", "dependentRequired", "dependentSchemas"),
        *("allOf", "anyOf", "oneOf", "not", "if", "const", "enum", "pattern"),
        *("prefixItems", "minItems", "maxItems", "uniqueItems", "contains", "minLength"),
        *("maxLength", "minimum", "maximum", "multipleOf"),
    }
)


def is_protobuf(text: str) -> bool:
    """Return whether `text` begins as Protobuf source does, comments aside."""
    return _PROTOBUF.match(text) is not None


def guess_json_kind(root: JsonNode) -> SchemaKind | None:
    """Return whether a document is an Avro or a JSON Schema; None if it could be either."""
    if root.kind in (JsonKind.TRUE, JsonKind.FALSE):
        return SchemaKind.JSON
    if root.kind is JsonKind.STRING:
        return SchemaKind.AVRO if _TYPE_NAME.match(root.text() or "") else None
    if root.kind is JsonKind.ARRAY:
        branches = [item for item in root.items if item.kind is not JsonKind.ARRAY]
        avro = any(guess_json_kind(branch) is SchemaKind.AVRO for branch in branches)
        return SchemaKind.AVRO if avro else None
    node: JsonNode | None = root
    while node is not None:  # `{"type": "array", "items": …}` follows from its items
        avro, json = _is_avro(node), _is_json_schema(node)
        if avro and json:
            type_ = node.get("type")
            named = type_ is not None and type_.text() in _NAMED_TYPES
            return SchemaKind.AVRO if named else SchemaKind.JSON
        if avro or json:
            return SchemaKind.AVRO if avro else SchemaKind.JSON
        node = node.get("items")
    return None


def _is_avro(root: JsonNode) -> bool:
    type_ = root.get("type")
    if type_ is None:
        return root.get("protocol") is not None
    if type_.kind is JsonKind.OBJECT:
        return True
    items = root.get("items")
    return (
        type_.text() in _AVRO_TYPES
        or root.get("logicalType") is not None
        or (items is not None and items.kind is JsonKind.STRING)
        or (type_.kind is JsonKind.STRING and root.get("fields") is not None)
    )


def _is_json_schema(root: JsonNode) -> bool:
    type_ = root.get("type")
    types = [type_, *type_.items] if type_ else []
    return any(node.text() in _JSON_TYPES for node in types) or any(
        member.name in _JSON_KEYWORDS for member in root.members
    )


_BYTE_ORDER_MARK = "\ufeff"
_LAYERS = 3
_MOSTLY_ENOUGH = 2_000
"""Characters; nearly every schema shows early what it is, and the first lines wait for this."""

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
    """Result of detection.

    Attributes:
        kind: What it is.
        text: What is to be read: the text without byte order mark and wrapping.
        sources: How `text` was taken out of what was sent, innermost first.
        remarks: Warnings about it.
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

    def report(self, message: str, offset: int, *, fatal: bool = False) -> None:
        """Add a remark about the character at `offset` of the text as it is now."""
        line, column = Positions(self.sent, self.sources).at(offset)
        self.remarks.append(SchemaProblem(message, line, column, fatal))

    def take(self, text: str, source: Source) -> None:
        """Continue with a text that was extracted from the current one."""
        self.text = text
        self.sources = (source, *self.sources)

    def result(self, kind: SchemaKind, *, bare: bool = False) -> Detected:
        """Return the result."""
        return Detected(kind, self.text, self.sources, tuple(self.remarks), bare)


def detect(text: str, declared_type: str | None) -> Detected:
    """Detect what `text` is; `declared_type` decides only if the text is ambiguous."""
    found = _Detection(text, (declared_type or "").strip().upper())
    _strip_mark(found)
    for _ in range(_LAYERS):
        inner = unwrap(found.text)
        if inner is None:
            break
        found.report(inner.message, inner.offset)
        found.take(inner.text, inner.source)
        found.declared = found.declared or (inner.schema_type or "").strip().upper()
        _strip_mark(found)
    if not found.text.strip():
        found.report("the provider sent no schema text", 0, fatal=True)
        return found.result(SchemaKind.TEXT)
    declared = _KINDS.get(found.declared or "AVRO")
    if declared is None:
        name = shorten(clean(found.declared), 40)
        found.report(
            f"the schema type {name} is unknown; the text is read as what it looks like", 0
        )
    return _by_text(found, declared)


def _strip_mark(found: _Detection) -> None:
    if found.text.startswith(_BYTE_ORDER_MARK):
        found.report("the text begins with a byte order mark", 0)
        found.take(found.text[1:], Shifted(1))


def _by_text(found: _Detection, declared: SchemaKind | None) -> Detected:
    begin = _BEFORE.match(found.text)
    start = begin.end() if begin else 0
    if is_protobuf(found.text):
        return _as(found, SchemaKind.PROTOBUF, declared, start)
    if declared is not SchemaKind.JSON and found.text.strip() in AVRO_PRIMITIVES:
        found.report("not valid JSON: the name of the type is not in double quotes", start)
        return found.result(SchemaKind.AVRO, bare=True)
    if _is_json(found.text, start, declared):
        return _as(found, _json_kind(found, declared), declared, start)
    if declared is SchemaKind.PROTOBUF:
        return found.result(declared)
    token = TOKEN.match(found.text, start)
    raw = token[token.lastgroup] if token and token.lastgroup else found.text[start:]
    message = f"expected a schema as JSON or as Protobuf source, found {describe(raw)}"
    found.report(message, start, fatal=True)
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
        found.report(f"{how} {declared}, but the text is {_NAMES[kind]}; shown as that", start)
    return found.result(kind)
