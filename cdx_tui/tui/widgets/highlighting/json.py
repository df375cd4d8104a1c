"""Highlight Avro and JSON Schema beyond JSON's own tokens.

A line of pretty-printed JSON holds one member, so its key mostly says what its value is. The rest
comes from the enclosing lines, which are found by their smaller indentation.
"""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterator, Sequence

from pygments.lexers.data import JsonLexer
from pygments.token import Error
from textual.cache import LRUCache

from cdx_tui.schema.lines import Lines
from cdx_tui.tui.widgets.highlighting.highlighter import LEXED, Highlighter, Span
from cdx_tui.tui.widgets.highlighting.token_styles import is_key, is_text, style_of, tokens

__all__ = ["AvroHighlighter", "JsonSchemaHighlighter"]

_LOOK_UP = 4096
"""Number of lines that are searched upwards for an enclosing line."""

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
_HOLDERS_OF_NAMES = frozenset(
    (
        *("$defs", "definitions", "properties", "patternProperties"),
        *("dependentRequired", "dependentSchemas"),
    )
)


class _JsonHighlighter(Highlighter):
    def __init__(self, lines: Lines) -> None:
        super().__init__(lines)
        self._lexer = JsonLexer()
        self._parents: LRUCache[int, int] = LRUCache(8192)

    def lex(self, index: int) -> Sequence[Span]:
        """Find the spans of line `index`."""
        line = self.lines[index]
        return tuple(_joined(self._spans(index, line)))

    @abstractmethod
    def role_of_key(self, index: int) -> str:
        """Return the style of the key that begins line `index`."""

    @abstractmethod
    def role_of_value(self, index: int, key: str, value: str) -> str:
        """Return the style of the string `value` that `key` holds; `key` may be empty."""

    def enclosing(self, index: int) -> int:
        """Return the number of the line that opens what line `index` is in; -1 if not found."""
        indent = _indent(self.lines[index])
        parent = self._parents.get(index)
        siblings = [index]
        for line in range(index - 1, max(-1, index - _LOOK_UP), -1):
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
        """Return the key that begins line `index`, escapes included; empty if there is none."""
        match = _KEY.match(self.lines[index], 0, LEXED) if index >= 0 else None
        return match[1] if match else ""

    def _spans(self, index: int, line: str) -> Iterator[Span]:
        key: str | None = None
        first = True
        for start, token, value in tokens(self._lexer, line[:LEXED]):
            end = start + len(value)
            if is_key(token):
                key = value[1:-1]
                yield Span(start, end, self.role_of_key(index) if first else "key")
                first = False
            elif is_text(token, value):
                if key is None:
                    key = self.key_of(self.enclosing(index))
                if end == LEXED and token is Error:  # it has no end within what is lexed
                    end = len(line)
                yield Span(start, end, self.role_of_value(index, key, value.strip('"')))
            elif style := style_of(token):
                if key in ("default", "const", "examples"):
                    style = "default"
                yield Span(start, end, style)


class AvroHighlighter(_JsonHighlighter):
    """Tells fields, types, logical types, symbols, docs and defaults of Avro schemas apart."""

    def role_of_key(self, index: int) -> str:
        """Return the style of the key that begins line `index`."""
        return "key"

    def role_of_value(self, index: int, key: str, value: str) -> str:
        """Return the style of the string `value` that `key` holds."""
        if key in ("type", "items", "values"):
            return "keyword" if value in _AVRO_PRIMITIVES else "type"
        if key == "name":
            return self._role_of_name(index)
        if not key and self.lines[index].lstrip().startswith('"'):  # a union that is the document
            return "keyword" if value in _AVRO_PRIMITIVES else "type"
        return _AVRO_ROLES.get(key, "string")

    def _role_of_name(self, index: int) -> str:
        """Tell a field's name, in an object among `fields`, from the name of a type."""
        opening = self.enclosing(index)
        if opening >= 0 and not self.key_of(opening):
            around = self.enclosing(opening)
            if around >= 0:
                return "field" if self.key_of(around) in ("fields", "request") else "type-name"
        # What encloses it is far above: there are thousands of fields, and few types.
        return "field" if opening > _LOOK_UP or index > _LOOK_UP > opening + 1 else "type-name"


class JsonSchemaHighlighter(_JsonHighlighter):
    """Tells property names, types, formats, values and descriptions of JSON Schemas apart."""

    def role_of_key(self, index: int) -> str:
        """Return the style of the key that begins line `index`."""
        named = self.key_of(self.enclosing(index)) in _HOLDERS_OF_NAMES
        return "field" if named else "key"

    def role_of_value(self, index: int, key: str, value: str) -> str:
        """Return the style of the string `value` that `key` holds."""
        return _JSON_SCHEMA_ROLES.get(key, "string")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _joined(spans: Iterator[Span]) -> Iterator[Span]:
    """Join adjacent tokens of one style: invalid JSON comes character by character."""
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
