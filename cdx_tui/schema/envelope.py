"""Unwrap a schema from a Schema Registry response or a JSON string.

The API returns schemas as text, but also as a Schema Registry response that contains the text:
`{"schema": "<escaped>"}`, with or without members such as `schemaType` and `references`. The
API's published example is such a response with unescaped inner quotes, which is not valid JSON.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdx_tui.schema.json.reader import read_json
from cdx_tui.schema.json.tokens import STRING, decode_string
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.positions import Escaped, Shifted, Source
from cdx_tui.text import clean, shorten

__all__ = ["Unwrapped", "unwrap"]

_SCAN_LIMIT = 4_096
"""Characters at either end of a text that are searched for an envelope."""

_ENVELOPE_KEYS = {
    *("schema", "schemaType", "schema_type", "references", "subject", "version", "id", "guid"),
    *("metadata", "ruleSet", "rule_set", "ruleset", "normalize", "deleted", "ts", "context"),
}
_ENVELOPE_START = re.compile(
    r'[ \t\r\n]*\{[ \t\r\n]*"schema"[ \t\r\n]*:[ \t\r\n]*"(?=[ \t\r\n]*["{\[])'
)
_ENVELOPE_END = re.compile(r'"[ \t\r\n]*\}[ \t\r\n]*\Z')
_UNESCAPED = re.compile(r'[ \t\r\n]*[{\[][ \t\r\n]*["{\[\]}]')
_BEGINS_SCHEMA = re.compile(r'\s*(?:["{\[]|[a-z]+\s*\Z|//|/\*|(?:syntax|package|import|message)\b)')
_MAX_NAMES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """A schema extracted from its envelope.

    Attributes:
        text: The schema's text.
        source: How it was extracted from the outer text.
        message: The warning to report.
        offset: Offset in the outer text at which the wrapped schema begins.
        schema_type: The type that the envelope declares, if any.
    """

    text: str
    source: Source
    message: str
    offset: int
    schema_type: str | None = None


def unwrap(text: str) -> Unwrapped | None:
    """Remove one envelope around a schema; return None if `text` is not an envelope."""
    first = text.lstrip(" \t\r\n")[:1]
    if first == '"':
        return _unwrap_string(text)
    if first != "{" or '"schema"' not in text[:_SCAN_LIMIT]:
        return None
    if not _ENVELOPE_KEYS.issuperset(
        member.name for member in read_json(text[:_SCAN_LIMIT]).root.members
    ):
        return _unwrap_unescaped(text)
    reader = read_json(text)
    if any(finding.fatal for finding in reader.findings):
        return _unwrap_unescaped(text)
    return _unwrap_object(text, reader.root)


def _unwrap_string(text: str) -> Unwrapped | None:
    start = len(text) - len(text.lstrip(" \t\r\n"))
    raw = text.strip(" \t\r\n")
    if not STRING.fullmatch(raw):
        return None
    inner = decode_string(raw)
    if not inner.lstrip().startswith(("{", "[", '"')):
        return None
    message = "the schema is a JSON string; showing its content"
    return Unwrapped(inner, Escaped(raw, start), message, start)


def _unwrap_object(text: str, root: JsonNode) -> Unwrapped | None:
    schema = root.get("schema")
    if schema is None or not _ENVELOPE_KEYS.issuperset(member.name for member in root.members):
        return None
    offset = schema.offset
    if schema.kind is JsonKind.STRING:
        inner = decode_string(schema.raw)
        if inner.strip() and not _BEGINS_SCHEMA.match(inner):
            return None
        source: Source = Escaped(schema.raw, offset)
    elif schema.kind is JsonKind.OBJECT and root.members[-1].value is schema:
        inner = text.rstrip(" \t\r\n")[offset:-1].rstrip(" \t\r\n")
        source = Shifted(offset)
    else:
        return None
    kind = root.get("schemaType") or root.get("schema_type")
    return Unwrapped(inner, source, _message(root), offset, kind.text() if kind else None)


def _message(root: JsonNode) -> str:
    message = 'the schema is wrapped in {"schema": …}; showing the inner schema'
    beside = [clean(member.name) for member in root.members if member.name != "schema"]
    if beside:
        message += f"; beside it: {', '.join(beside[:_MAX_NAMES_SHOWN])}"
    references = root.get("references")
    if references and references.items:
        named = [item.get("subject") or item.get("name") for item in references.items]
        names = [clean(name.text() or "") for name in named[:_MAX_NAMES_SHOWN] if name]
        message += f"; it refers to {', '.join(shorten(name, 60) for name in names)}"
    return message


def _unwrap_unescaped(text: str) -> Unwrapped | None:
    shell, end = (
        _ENVELOPE_START.match(text),
        _ENVELOPE_END.search(text, max(len(text) - _SCAN_LIMIT, 0)),
    )
    if not shell or not end or end.start() < shell.end():
        return None
    inner = text[shell.end() : end.start()]
    if not _UNESCAPED.match(inner):
        return None
    message = (
        'not valid JSON: the schema in {"schema": "…"} is not escaped (expected \'\\"\', found '
        "'\"'); showing the inner schema"
    )
    quote = inner.find('"')
    return Unwrapped(inner, Shifted(shell.end()), message, shell.end() + max(quote, 0))
