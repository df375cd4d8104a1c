"""Detect the format of a schema's text, independent of its declared type."""

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

__all__ = ["Detected", "detect", "is_protobuf"]

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
    """Return whether `text` begins like Protobuf source, ignoring comments."""
    return _PROTOBUF.match(text) is not None


def _guess_json_kind(root: JsonNode) -> SchemaKind | None:
    """Return whether a document is an Avro schema or a JSON Schema; None if ambiguous."""
    if root.kind in (JsonKind.TRUE, JsonKind.FALSE):
        return SchemaKind.JSON
    if root.kind is JsonKind.STRING:
        return SchemaKind.AVRO if _TYPE_NAME.match(root.text() or "") else None
    if root.kind is JsonKind.ARRAY:
        branches = [item for item in root.items if item.kind is not JsonKind.ARRAY]
        avro = any(_guess_json_kind(branch) is SchemaKind.AVRO for branch in branches)
        return SchemaKind.AVRO if avro else None
    node: JsonNode | None = root
    # `{"type": "array", "items": …}` is valid in both formats: its items decide.
    while node is not None:
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
_MAX_LAYERS = 3
"""Number of nested envelopes that are unwrapped."""

_FIRST_SCAN = 2_000
"""Characters read on the first attempt to tell Avro from JSON Schema.

Nearly every schema can be identified this early, and the first lines are displayed only after it.
"""

_SCAN_LIMIT = 16_384
"""Characters read on the second attempt."""

_KINDS = {"AVRO": SchemaKind.AVRO, "JSON": SchemaKind.JSON, "PROTOBUF": SchemaKind.PROTOBUF}
_KIND_LABELS = {
    SchemaKind.AVRO: "an Avro schema",
    SchemaKind.JSON: "a JSON Schema",
    SchemaKind.PROTOBUF: "Protobuf source",
}
_LEADING_TRIVIA = re.compile(r"(?:[ \t\r\n]++|//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)*+")
_SCALAR = re.compile(r"(?:true|false|null|-?[0-9][0-9.eE+-]*+)[ \t\r\n]*+\Z")


@dataclass(frozen=True, slots=True)
class Detected:
    """Result of detection.

    Attributes:
        kind: Format of the text.
        text: The text to parse, without byte order mark and envelopes.
        sources: How `text` was extracted from the text as sent, innermost first.
        remarks: Warnings and errors found during detection.
        bare: Whether the text is an Avro primitive's name without the quotes that JSON requires.
    """

    kind: SchemaKind
    text: str
    sources: tuple[Source, ...]
    remarks: tuple[SchemaProblem, ...]
    bare: bool = False


class _Detection:
    """State of the detection of one text."""

    def __init__(self, text: str, declared: str) -> None:
        self.sent = text
        self.text = text
        self.declared = declared
        self.sources: tuple[Source, ...] = ()
        self.remarks: list[SchemaProblem] = []

    def report(self, message: str, offset: int, *, fatal: bool = False) -> None:
        """Report a problem at `offset` of the current text; a warning unless `fatal`."""
        line, column = Positions(self.sent, self.sources).at(offset)
        self.remarks.append(SchemaProblem(message, line, column, fatal))

    def replace_text(self, text: str, source: Source) -> None:
        """Continue with `text`, which `source` extracted from the current text."""
        self.text = text
        self.sources = (source, *self.sources)

    def result(self, kind: SchemaKind, *, bare: bool = False) -> Detected:
        """Return the result for the current text."""
        return Detected(kind, self.text, self.sources, tuple(self.remarks), bare)


def detect(text: str, declared_type: str | None) -> Detected:
    """Detect the format of `text`; `declared_type` decides only if the text is ambiguous."""
    detection = _Detection(text, (declared_type or "").strip().upper())
    _strip_byte_order_mark(detection)
    for _ in range(_MAX_LAYERS):
        inner = unwrap(detection.text)
        if inner is None:
            break
        detection.report(inner.message, inner.offset)
        detection.replace_text(inner.text, inner.source)
        detection.declared = detection.declared or (inner.schema_type or "").strip().upper()
        _strip_byte_order_mark(detection)
    if not detection.text.strip():
        detection.report("the provider sent no schema text", 0, fatal=True)
        return detection.result(SchemaKind.TEXT)
    declared = _KINDS.get(detection.declared or "AVRO")
    if declared is None:
        name = shorten(clean(detection.declared), 40)
        detection.report(f"unknown schema type {name}; the format is detected from the text", 0)
    return _detect_unwrapped(detection, declared)


def _strip_byte_order_mark(detection: _Detection) -> None:
    if detection.text.startswith(_BYTE_ORDER_MARK):
        detection.report("the text begins with a byte order mark", 0)
        detection.replace_text(detection.text[1:], Shifted(1))


def _detect_unwrapped(detection: _Detection, declared: SchemaKind | None) -> Detected:
    begin = _LEADING_TRIVIA.match(detection.text)
    start = begin.end() if begin else 0
    if is_protobuf(detection.text):
        return _result_as(detection, SchemaKind.PROTOBUF, declared, start)
    if declared is not SchemaKind.JSON and detection.text.strip() in AVRO_PRIMITIVES:
        detection.report("not valid JSON: the name of the type is not in double quotes", start)
        return detection.result(SchemaKind.AVRO, bare=True)
    if _is_json(detection.text, start, declared):
        return _result_as(detection, _json_kind(detection, declared), declared, start)
    if declared is SchemaKind.PROTOBUF:
        return detection.result(declared)
    token = TOKEN.match(detection.text, start)
    raw = token[token.lastgroup] if token and token.lastgroup else detection.text[start:]
    message = f"expected a schema as JSON or as Protobuf source, found {describe(raw)}"
    detection.report(message, start, fatal=True)
    return detection.result(SchemaKind.TEXT)


def _is_json(text: str, start: int, declared: SchemaKind | None) -> bool:
    first = text[start : start + 1]
    if first == '"' and declared is SchemaKind.PROTOBUF:
        return STRING.fullmatch(text.strip()) is not None
    return first in ("{", "[", '"') or _SCALAR.match(text, start) is not None


def _json_kind(detection: _Detection, declared: SchemaKind | None) -> SchemaKind:
    for length in (_FIRST_SCAN, _SCAN_LIMIT):
        guess = _guess_json_kind(read_json(detection.text[:length]).root)
        if guess is not None:
            return guess
    return declared if declared in (SchemaKind.AVRO, SchemaKind.JSON) else SchemaKind.AVRO


def _result_as(
    detection: _Detection, kind: SchemaKind, declared: SchemaKind | None, start: int
) -> Detected:
    if declared is not None and kind is not declared:
        how = f"declared as {declared}" if detection.declared else f"no type declared ({declared})"
        detection.report(f"{how}, but the text is {_KIND_LABELS[kind]}", start)
    return detection.result(kind)
