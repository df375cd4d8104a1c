"""What a text looks like: by which signs Avro, JSON Schema and Protobuf are told apart."""

from __future__ import annotations

import re

from cdx_tui.schema.json_tree import JsonKind, JsonNode
from cdx_tui.schema.outline import SchemaKind

__all__ = ["AVRO_PRIMITIVES", "guess_json_kind", "is_protobuf"]

AVRO_PRIMITIVES = frozenset(
    {"null", "boolean", "int", "long", "float", "double", "bytes", "string"}
)

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
    """Tell whether `text` begins as Protobuf source does, comments aside."""
    return _PROTOBUF.match(text) is not None


def guess_json_kind(root: JsonNode) -> SchemaKind | None:
    """Tell whether a document is an Avro or a JSON Schema; None where it could be either."""
    if root.kind in (JsonKind.TRUE, JsonKind.FALSE):
        return SchemaKind.JSON
    if root.kind is JsonKind.STRING:
        return SchemaKind.AVRO if _TYPE_NAME.match(root.text() or "") else None
    if root.kind is JsonKind.ARRAY:
        branches = [item for item in root.items if item.kind is not JsonKind.ARRAY]
        avro = any(guess_json_kind(branch) is SchemaKind.AVRO for branch in branches)
        return SchemaKind.AVRO if avro else None
    node: JsonNode | None = root
    while node is not None:  # `{"type": "array", "items": …}` is told by its items
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
