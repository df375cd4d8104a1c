"""Highlight Avro and JSON Schema by the meaning of keys, beyond JSON's own tokens.

A line of pretty-printed JSON contains one member, whose key usually determines the meaning of its
value. Otherwise the enclosing lines do, which are found by their smaller indentation.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator, Sequence

from pygments.lexers.data import JsonLexer
from pygments.token import Error
from textual.cache import LRUCache

from cdx_tui.schema.lines import Lines
from cdx_tui.tui.widgets.highlighting.highlighter import MAX_LEXED, Highlighter, Span
from cdx_tui.tui.widgets.highlighting.token_styles import is_key, is_string_token, style_of, tokens

__all__ = ["AvroHighlighter", "JsonSchemaHighlighter"]

_LOOKBACK = 4096
"""Maximum number of lines that are searched upwards for an enclosing line."""

_KEY = re.compile(r'\s*"((?:[^"\\]|\\.){0,200})"\s*:')
_AVRO_PRIMITIVES = frozenset(
    (
        *("null", "boolean", "int", "long", "float", "double", "bytes", "string"),
        *("record", "error", "enum", "array", "map", "fixed", "union"),
    )
)
_AVRO_ROLES = {
    "namespace": "type",
    "aliases": "type",
    "logicalType": "logical",
    "doc": "doc",
    "symbols": "symbol",
    "default": "default",
}
_JSON_SCHEMA_ROLES = {
    "$anchor": "type",
    "$comment": "doc",
    "$dynamicAnchor": "type",
    "$dynamicRef": "type",
    "$id": "type",
    "$ref": "type",
    "$schema": "type",
    "const": "default",
    "contentEncoding": "logical",
    "contentMediaType": "logical",
    "default": "default",
    "description": "doc",
    "enum": "symbol",
    "examples": "default",
    "format": "logical",
    "id": "type",
    "required": "field",
    "title": "doc",
    "type": "keyword",
}
_NAME_KEYED_KEYWORDS = frozenset(
    (
        *("$defs", "definitions", "properties", "patternProperties"),
        *("dependentRequired", "dependentSchemas"),
    )
)


class _JsonHighlighter(Highlighter):
    """Base of the highlighters for pretty-printed JSON."""

    def __init__(self, lines: Lines) -> None:
        super().__init__(lines)
        self._lexer = JsonLexer()
        self._parents: LRUCache[int, int] = LRUCache(8192)

    def lex(self, index: int) -> Sequence[Span]:
        """Return the spans of line `index`, uncached."""
        line = self.lines[index]
        return tuple(_merge_adjacent(self._spans(index, line)))

    @abstractmethod
    def role_of_key(self, index: int) -> str:
        """Return the style of the key at the start of line `index`."""

    @abstractmethod
    def role_of_value(self, index: int, key: str, value: str) -> str:
        """Return the style of the string `value` of `key`, which is empty if unknown."""

    def enclosing(self, index: int) -> int:
        """Return the line that opens the object or array around line `index`; -1 if not found."""
        indent = _indent(self.lines[index])
        parent = self._parents.get(index)
        siblings = [index]
        for line in range(index - 1, max(-1, index - _LOOKBACK), -1):
            if parent is not None:
                break
            text = self.lines[line]
            width = _indent(text)
            if width < indent and text:
                parent = line
            elif width == indent:
                parent = self._parents.get(line)
                siblings.append(line)
        parent = -1 if parent is None else parent
        for sibling in siblings[:64]:
            self._parents[sibling] = parent
        return parent

    def key_of(self, index: int) -> str:
        """Return the key at the start of line `index`, with escapes; empty if there is none."""
        match = _KEY.match(self.lines[index], 0, MAX_LEXED) if index >= 0 else None
        return match[1] if match else ""

    def _spans(self, index: int, line: str) -> Iterator[Span]:
        key: str | None = None
        first = True
        for start, token, value in tokens(self._lexer, line[:MAX_LEXED]):
            end = start + len(value)
            if is_key(token):
                key = value[1:-1]
                yield Span(start, end, self.role_of_key(index) if first else "key")
                first = False
            elif is_string_token(token, value):
                if key is None:
                    key = self.key_of(self.enclosing(index))
                if end == MAX_LEXED and token is Error:  # unterminated within the lexed part
                    end = len(line)
                yield Span(start, end, self.role_of_value(index, key, value.strip('"')))
            elif style := style_of(token):
                if key in ("default", "const", "examples"):
                    style = "default"
                yield Span(start, end, style)


class AvroHighlighter(_JsonHighlighter):
    """Highlighter of Avro: fields, types, logical types, symbols, docs and defaults."""

    def role_of_key(self, index: int) -> str:
        """Return the style of the key at the start of line `index`."""
        return "key"

    def role_of_value(self, index: int, key: str, value: str) -> str:
        """Return the style of the string `value` of `key`."""
        if key in ("type", "items", "values"):
            return "keyword" if value in _AVRO_PRIMITIVES else "type"
        if key == "name":
            return self._role_of_name(index)
        if not key and self.lines[index].lstrip().startswith('"'):  # union at top level
            return "keyword" if value in _AVRO_PRIMITIVES else "type"
        return _AVRO_ROLES.get(key, "string")

    def _role_of_name(self, index: int) -> str:
        """Return `field` for a name in an element of `fields` or `request`, else `type-name`."""
        opening = self.enclosing(index)
        if opening >= 0 and not self.key_of(opening):
            grandparent = self.enclosing(opening)
            if grandparent >= 0:
                return "field" if self.key_of(grandparent) in ("fields", "request") else "type-name"
        # Beyond the search limit assume a field: there are thousands of them, but few types.
        return "field" if opening > _LOOKBACK or index > _LOOKBACK > opening + 1 else "type-name"


class JsonSchemaHighlighter(_JsonHighlighter):
    """Highlighter of JSON Schema: property names, types, formats, values and descriptions."""

    def role_of_key(self, index: int) -> str:
        """Return the style of the key at the start of line `index`."""
        named = self.key_of(self.enclosing(index)) in _NAME_KEYED_KEYWORDS
        return "field" if named else "key"

    def role_of_value(self, index: int, key: str, value: str) -> str:
        """Return the style of the string `value` of `key`."""
        return _JSON_SCHEMA_ROLES.get(key, "string")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _merge_adjacent(spans: Iterator[Span]) -> Iterator[Span]:
    """Merge adjacent spans of one style: invalid JSON is lexed character by character."""
    last: Span | None = None
    for span in spans:
        if last and last.end == span.start and last.style == span.style:
            last = Span(last.start, span.end, last.style)
            continue
        if last:
            yield last
        last = span
    if last:
        yield last
