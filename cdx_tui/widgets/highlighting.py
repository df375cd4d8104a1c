"""What the parts of a line of a schema are, so that each can be shown in its own style.

Only lines that are on the screen are looked at, and of each the first two kilobytes. JSON can be
lexed line by line; of Protobuf's comments the state is found by looking back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, Final

from cdx_tui.schema.document import SchemaKind
from cdx_tui.schema.lines import Lines

if TYPE_CHECKING:  # pygments is imported with the first line that is shown
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

__all__ = ["LONGEST_LEXED", "Span", "highlight"]

Span = tuple[int, int, str]
"""First character, end, and the name of the style."""

LONGEST_LEXED: Final = 2_000
"""Characters; pygments takes quadratic time on some long lines."""

_LOOK_BACK: Final = 400  # lines

_PRIMITIVES: Final = frozenset(
    ("null", "boolean", "int", "long", "float", "double", "bytes", "string")
)
_COMPLEX: Final = frozenset(("record", "enum", "array", "map", "fixed", "error"))
_MEMBER: Final = re.compile(r'^(\s*)"((?:[^"\\]|\\.)*)"\s*:')
_ELEMENT: Final = re.compile(r'^\s*"(?:[^"\\]|\\.)*",?\s*$')
_NAMED_TYPE: Final = re.compile(r'"type"\s*:\s*"(record|enum|fixed|error)"')


def highlight(lines: Lines, index: int, kind: SchemaKind) -> list[Span]:
    """Return the spans of line `index` that have a style, in order, none overlapping."""
    line = lines[index][:LONGEST_LEXED]
    if kind is SchemaKind.TEXT:
        return []
    if kind is SchemaKind.PROTOBUF:
        return list(_protobuf(lines, index, line))
    spans = list(_lexed("json", line))
    return (
        list(_avro(lines, index, line, spans))
        if kind is SchemaKind.AVRO
        else list(_json_schema(line, spans))
    )


@cache
def _lexer(name: str) -> Lexer:
    if name == "json":
        from pygments.lexers.data import JsonLexer

        return JsonLexer()
    from pygments.lexers.dsls import ProtoBufLexer

    return ProtoBufLexer()


def _lexed(name: str, text: str, offset: int = 0) -> Iterator[Span]:
    for start, token, value in _lexer(name).get_tokens_unprocessed(text):
        style = _style(token)
        if style and value.strip():
            yield offset + start, offset + start + len(value), style


@cache
def _style(token: _TokenType) -> str:
    """Return the style's name for a pygments token; the nearest ancestor that has one counts."""
    from pygments.token import Comment, Error, Keyword, Name, Number, Operator, Punctuation, String

    styles = {
        Name.Tag: "key",
        Name.Class: "type-name",
        Name: "field",
        String: "string",
        Number: "number",
        Keyword.Type: "type",
        Keyword: "keyword",
        Comment: "comment",
        Punctuation: "punctuation",
        Operator: "punctuation",
        Error: "error",
    }
    found: _TokenType | None = token
    while found is not None:
        if found in styles:
            return styles[found]
        found = found.parent
    return ""


def _json_schema(line: str, spans: list[Span]) -> Iterator[Span]:
    """Tell types, formats and descriptions of JSON Schema apart from other strings."""
    member = _MEMBER.match(line)
    style = {
        "type": "type",
        "$ref": "type-name",
        "format": "logical",
        "description": "doc",
        "title": "doc",
        "$comment": "doc",
    }.get(member[2] if member else "", "string")
    yield from _restyled(spans, style)


def _avro(lines: Lines, index: int, line: str, spans: list[Span]) -> Iterator[Span]:
    """Tell Avro's field names, type names, logical types, docs and symbols apart."""
    member = _MEMBER.match(line)
    if member is None:
        style = "string"
        if _ELEMENT.match(line):
            opening = _opening_member(lines, index)
            style = {"symbols": "symbol", "type": "type", "aliases": "type-name"}.get(
                opening, "type"
            )
        yield from _typed(line, spans, style)
        return
    key = member[2]
    if key == "name":
        yield from _restyled(spans, "type-name" if _names_a_type(lines, index, line) else "field")
        return
    styles = {
        "type": "type",
        "items": "type",
        "values": "type",
        "namespace": "type-name",
        "aliases": "type-name",
        "logicalType": "logical",
        "doc": "doc",
        "symbols": "symbol",
    }
    yield from _typed(line, spans, styles.get(key, "string"))


def _typed(line: str, spans: list[Span], style: str) -> Iterator[Span]:
    """Restyle strings; where they name types, tell primitive types from named ones."""
    for start, end, name in spans:
        if name != "string":
            yield start, end, name
        elif style == "type":
            primitive = line[start:end].strip('"') in _PRIMITIVES | _COMPLEX
            yield start, end, "type" if primitive else "type-name"
        else:
            yield start, end, style


def _restyled(spans: list[Span], style: str) -> Iterator[Span]:
    for start, end, name in spans:
        yield start, end, style if name == "string" else name


def _names_a_type(lines: Lines, index: int, line: str) -> bool:
    """Tell whether the object that this "name" stands in is a record, an enum or a fixed."""
    indent = len(line) - len(line.lstrip())
    for step in (-1, 1):
        at = index + step
        while 0 <= at < len(lines) and abs(at - index) <= 8:
            near = lines[at][:200]
            depth = len(near) - len(near.lstrip())
            if depth < indent:
                break
            if depth == indent and _NAMED_TYPE.search(near):
                return True
            at += step
    return False


def _opening_member(lines: Lines, index: int) -> str:
    """Return the name of the member whose array this element stands in, if it is near."""
    for at in range(index - 1, max(-1, index - _LOOK_BACK), -1):
        line = lines[at][:LONGEST_LEXED]
        if not _ELEMENT.match(line):
            member = _MEMBER.match(line)
            return member[2] if member else ""
    return ""


def _protobuf(lines: Lines, index: int, line: str) -> Iterator[Span]:
    """Lex a line of Protobuf, of which the beginning may be inside a comment."""
    start = 0
    if _inside_comment(lines, index):
        end = line.find("*/")
        start = len(line) if end < 0 else end + 2
        yield 0, start, "comment"
    yield from _lexed("protobuf", line[start:], start)


def _inside_comment(lines: Lines, index: int) -> bool:
    """Tell whether a `/*` of an earlier line is still open where line `index` begins."""
    for at in range(index - 1, max(-1, index - _LOOK_BACK), -1):
        line = lines[at]
        if "*/" in line or "/*" in line:
            return line.rfind("/*") > line.rfind("*/")
    return False
