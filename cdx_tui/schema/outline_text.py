"""Format outline nodes as rows of a table: field, type, default and documentation.

A part is a text with the name of its style: `type-name`, `name`, `type`, `logical` (what a value
means: a logical type, a format, a type of Connect's or Debezium's), `note` (the kind of a named
type, such as `enum`), `unresolved`, `number`, `flag`, `default`, `tag`, `symbols` or `doc`. No part
is empty, and none has a line break.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from cdx_tui.schema.outline import STORED_AS, NodeKind, OutlineNode
from cdx_tui.text import shorten

__all__ = [
    "Parts",
    "RowCells",
    "annotation_text",
    "has_branches",
    "name_with_tags",
    "row_cells",
    "row_parts",
    "row_text",
    "shown_text",
    "type_text",
]

Parts = tuple[tuple[str, str], ...]
"""Texts with the names of their styles, in order."""


class RowCells(NamedTuple):
    """The cells of a node's row, each in parts; a cell without a text is empty."""

    name: Parts = ()
    type: Parts = ()
    default: Parts = ()
    doc: Parts = ()


_NAMESPACED: Final = frozenset(
    (NodeKind.RECORD, NodeKind.ENUM, NodeKind.FIXED, NodeKind.MESSAGE, NodeKind.SERVICE)
)
_NAMED_TYPES: Final = _NAMESPACED | {NodeKind.OBJECT, NodeKind.DEFINITION}
_KINDS: Final = frozenset(
    ("record", "error", "enum", "fixed", "object", "message", "group", "service")
)
_MAX_DEFAULT_WIDTH: Final = 32
_MAX_SYMBOLS_WIDTH: Final = 60
_MAX_TAGS_WIDTH: Final = 40
_MAX_SEMANTIC_WIDTH: Final = 28
_MAX_FOUND: Final = 4_000
"""Characters of a node's annotations that a search finds."""

_TYPE_STYLES: Final = frozenset(("type", "logical", "note"))


def row_cells(node: OutlineNode) -> RowCells:
    """Return the cells of a node's row, without the marker before it."""
    if node.kind is NodeKind.NOTE:
        return RowCells(name=_line(node.name or node.type or node.doc, "note"))
    return RowCells(_name(node), tuple(_type(node)), _default(node), tuple(_doc(node)))


def row_parts(node: OutlineNode) -> Iterator[tuple[str, str]]:
    """Iterate over the parts of a node's row, those of all its cells in order."""
    return chain.from_iterable(row_cells(node))


def shown_text(node: OutlineNode) -> str:
    """Return the parts of a node's row, separated by two blanks."""
    return "  ".join(text for text, _ in row_parts(node))


def row_text(node: OutlineNode) -> str:
    """Return the text of a node's row, for searches.

    After its parts comes what the row has no room for: where a type is defined, the annotations,
    and what is cut.
    """
    text = shown_text(node)
    if not (node.annotations or node.semantic or node.tags or node.origin):
        return text
    more = [node.origin.note] if node.origin is not None else []
    more += [annotation_text(*each) for each in node.annotations]
    if len(node.semantic) > _MAX_SEMANTIC_WIDTH:
        more.append(node.semantic)
    if len(_badges(node.tags)) > _MAX_TAGS_WIDTH:
        more += node.tags
    return "  ".join((text, *more))[: len(text) + _MAX_FOUND]


def annotation_text(name: str, value: str) -> str:
    """Return an annotation as `name: value`; only its name if the value is `true`, or empty."""
    return name if value in ("", "true") else f"{name}: {value}"


def name_with_tags(node: OutlineNode) -> str:
    """Return the name of a field with its tags, such as `email [PII]`."""
    return f"{node.name} {_badges(node.tags)}" if node.tags else node.name


def type_text(node: OutlineNode) -> str:
    """Return a node's type in words, with what its values mean, without flags and numbers."""
    words = " ".join(text for text, style in _type(node) if style in _TYPE_STYLES)
    if len(node.semantic) > _MAX_SEMANTIC_WIDTH:
        words = words.replace(shorten(node.semantic, _MAX_SEMANTIC_WIDTH), node.semantic, 1)
    return words.replace("\n", " ")


def _line(text: str, style: str) -> Parts:
    if not text:
        return ()
    return ((text.replace("\n", " ") if "\n" in text else text, style),)


def _name(node: OutlineNode) -> Parts:
    """Return a field's name, or a type's name without its namespace."""
    if node.kind in _NAMESPACED:
        return _line(node.name.rpartition(".")[2] or node.name, "type-name")
    return _line(node.name, "type-name" if node.kind in _NAMED_TYPES else "name")


def _type(node: OutlineNode) -> Iterator[tuple[str, str]]:
    type_ = _type_without_null(node)
    yield from _type_name(node, type_)
    if node.unresolved:
        yield "? unresolved", "unresolved"
    if node.number is not None:
        yield f"#{node.number}", "number"
    if node.nullable and "null" not in type_.split(" | "):
        yield "nullable", "flag"
    if node.required and not type_.startswith("required "):  # proto2's label says it
        yield "required", "flag"
    if node.origin is not None:
        yield "→", "note"


def _type_without_null(node: OutlineNode) -> str:
    """Return a node's type, without null if that is one of two branches of a union."""
    type_ = node.type.replace("\n", " ")
    if not node.nullable or " | " not in type_:
        return type_
    other = type_.removeprefix("null | ")
    if other == type_:
        other = type_.removesuffix(" | null")
    return type_ if has_branches(other) else other


def has_branches(type_: str) -> bool:
    """Return whether a type has several branches outside of its angle brackets."""
    if " | " not in type_ or type_.startswith("const "):
        return False
    depth = 0
    for index, character in enumerate(type_):
        if character == "|" and depth == 0 and type_[index - 1 : index + 2] == " | ":
            return True
        depth += (character == "<") - (character == ">")
    return False


def _type_name(node: OutlineNode, type_: str) -> Iterator[tuple[str, str]]:
    """Yield a type's text, with its logical type or format, and with the kind of a named type."""
    means = shorten(node.semantic, _MAX_SEMANTIC_WIDTH)
    if node.kind in _NAMED_TYPES and type_ in _KINDS:
        yield from _line(means, "logical")
        yield type_, "note"
        return
    is_word = "<" not in type_ and " | " not in type_
    logical = means or node.logical.replace("\n", " ")
    stored = _stored_as(node) if type_ == logical == "uuid" else ""
    if stored or (logical and not type_):
        yield logical, "logical"
        type_ = stored
    elif means.endswith(">"):  # of the elements of an array, or the values of a map
        yield means, "logical"
        type_ = ""
    elif logical and type_.lower() != logical and not _mentions(type_, logical):
        parts = ((logical, "logical"), (type_, "type"))
        yield from parts if is_word else reversed(parts)
        type_ = ""
    if type_:
        yield type_, "type"
    if is_word and node.type_kind:
        yield node.type_kind, "note"


def _stored_as(node: OutlineNode) -> str:
    """Return the type that stores a logical type, if the outline tells it."""
    if any(child.kind is NodeKind.FIXED for child in node.children):
        return "fixed"
    stored = (note for note in node.constraints if note.startswith(STORED_AS))
    return next(stored, "").removeprefix(STORED_AS)


def _mentions(type_: str, logical: str) -> bool:
    """Return whether the text of a type has a logical type as one of its words."""
    if logical not in type_:
        return False
    return bool(re.search(rf"(?<![\w-]){re.escape(logical)}(?![\w-])", type_))


def _badges(tags: tuple[str, ...]) -> str:
    return " ".join(f"[{tag}]" for tag in tags)


def _default(node: OutlineNode) -> Parts:
    return (
        () if node.default is None else _line(shorten(node.default, _MAX_DEFAULT_WIDTH), "default")
    )


def _doc(node: OutlineNode) -> Iterator[tuple[str, str]]:
    """Yield the tags, an enum's symbols, also those of a field of its type, then the doc."""
    if node.tags:
        yield shorten(_badges(node.tags), _MAX_TAGS_WIDTH), "tag"
    if node.annotations and any(
        name == "deprecated" and value != "false" for name, value in node.annotations
    ):
        yield "deprecated", "flag"
    symbols = node.symbols
    if not symbols and len(node.children) == 1 and node.children[0].kind is NodeKind.ENUM:
        symbols = node.children[0].symbols
    if symbols:
        yield from _line(
            shorten("  ".join(symbols[:_MAX_SYMBOLS_WIDTH]), _MAX_SYMBOLS_WIDTH), "symbols"
        )
    yield from _line(node.doc.strip().partition("\n")[0], "doc")
