"""Unwrap a schema from the API's or Schema Registry's JSON around it.

The API hands schemas out as text, but also as Schema Registry's answer around that text:
`{"schema": "<escaped>"}`, with or without `schemaType`, `references` and the like beside it. The
API's published example is such an answer with the quotes inside left unescaped, so not JSON.
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

_LOOKED_AT = 4_096
_AROUND = {
    *("schema", "schemaType", "schema_type", "references", "subject", "version", "id", "guid"),
    *("metadata", "ruleSet", "rule_set", "ruleset", "normalize", "deleted", "ts", "context"),
}
_SHELL = re.compile(r'[ \t\r\n]*\{[ \t\r\n]*"schema"[ \t\r\n]*:[ \t\r\n]*"(?=[ \t\r\n]*["{\[])')
_SHELL_END = re.compile(r'"[ \t\r\n]*\}[ \t\r\n]*\Z')
_UNESCAPED = re.compile(r'[ \t\r\n]*[{\[][ \t\r\n]*["{\[\]}]')
_BEGINS_SCHEMA = re.compile(r'\s*(?:["{\[]|[a-z]+\s*\Z|//|/\*|(?:syntax|package|import|message)\b)')
_NAMES_SHOWN = 8


@dataclass(frozen=True, slots=True)
class Unwrapped:
    """An unwrapped schema: its text, where it came from, and what to report about it.

    `offset` is where in the outer text the wrapped schema begins, and `schema_type` what the
    wrapping said about its type, if anything.
    """

    text: str
    source: Source
    message: str
    offset: int
    schema_type: str | None = None


def unwrap(text: str) -> Unwrapped | None:
    """Take off one layer around a schema; None if `text` is no wrapping."""
    first = text.lstrip(" \t\r\n")[:1]
    if first == '"':
        return _in_a_string(text)
    if first != "{" or '"schema"' not in text[:_LOOKED_AT]:
        return None
    if not _AROUND.issuperset(member.name for member in read_json(text[:_LOOKED_AT]).root.members):
        return _in_a_broken_shell(text)
    reader = read_json(text)
    if any(finding.fatal for finding in reader.findings):
        return _in_a_broken_shell(text)
    return _in_an_answer(text, reader.root)


def _in_a_string(text: str) -> Unwrapped | None:
    start = len(text) - len(text.lstrip(" \t\r\n"))
    raw = text.strip(" \t\r\n")
    if not STRING.fullmatch(raw):
        return None
    inner = decode_string(raw)
    if not inner.lstrip().startswith(("{", "[", '"')):
        return None
    message = "the schema is written as one JSON string; shown is what the string says"
    return Unwrapped(inner, Escaped(raw, start), message, start)


def _in_an_answer(text: str, root: JsonNode) -> Unwrapped | None:
    schema = root.get("schema")
    if schema is None or not _AROUND.issuperset(member.name for member in root.members):
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
    message = 'the schema is wrapped in {"schema": …}; shown is what is inside'
    beside = [clean(member.name) for member in root.members if member.name != "schema"]
    if beside:
        message += f"; beside it: {', '.join(beside[:_NAMES_SHOWN])}"
    references = root.get("references")
    if references and references.items:
        named = [item.get("subject") or item.get("name") for item in references.items]
        names = [clean(name.text() or "") for name in named[:_NAMES_SHOWN] if name]
        message += f"; it refers to {', '.join(shorten(name, 60) for name in names)}"
    return message


def _in_a_broken_shell(text: str) -> Unwrapped | None:
    shell, end = _SHELL.match(text), _SHELL_END.search(text, max(len(text) - _LOOKED_AT, 0))
    if not shell or not end or end.start() < shell.end():
        return None
    inner = text[shell.end() : end.start()]
    if not _UNESCAPED.match(inner):
        return None
    message = (
        'not valid JSON: the schema in {"schema": "…"} is not escaped (expected \'\\"\', found '
        "'\"'); shown is what is inside"
    )
    quote = inner.find('"')
    return Unwrapped(inner, Shifted(shell.end()), message, shell.end() + max(quote, 0))
