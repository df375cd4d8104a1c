"""Read the types of outline nodes: from their text, and from the nodes below them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Final, Protocol

from cdx_tui.schema.codegen.model import Kind, Type
from cdx_tui.schema.codegen.scalars import formatted, meant, scalar, well_known
from cdx_tui.schema.codegen.type_text import UNION, Term, parse_type
from cdx_tui.schema.outline import NodeKind, OutlineNode
from cdx_tui.text import shorten

__all__ = ["TypeReader", "is_record", "symbols_of"]

_MAX_LEVELS: Final = 40
_MAX_BRANCHES: Final = 12
_MAX_PARTS: Final = 60
"""Types in the type that a reference stands for: each further level may double their number."""

_LABELS: Final = ("optional ", "required ", "repeated ", "group ")
_INLINE: Final = (NodeKind.RECORD, NodeKind.ENUM, NodeKind.FIXED)
_ITEMS: Final = ("items", "additionalProperties")
_CHOICES: Final = ("oneOf", "anyOf")
_RECORDS: Final = (NodeKind.RECORD, NodeKind.MESSAGE)


def is_record(node: OutlineNode) -> bool:
    """Return whether a node describes a record: one of its own kind, or an object with fields."""
    if node.kind in _RECORDS:
        return True
    if node.kind in _INLINE:
        return False
    return any(
        child.kind is NodeKind.FIELD
        or (child.kind is NodeKind.BRANCH and child.name.startswith("allOf "))
        for child in node.children
    )


def symbols_of(node: OutlineNode) -> tuple[str, ...]:
    """Return an enum's symbols; none if JSON Schema lists other values than strings."""
    if node.kind is NodeKind.ENUM:
        return node.symbols
    values = [_decoded(text) for text in node.symbols if text != "null"]
    return tuple(map(str, values)) if all(isinstance(each, str) for each in values) else ()


def _decoded(text: str) -> object:
    if not text.startswith('"'):
        return None
    try:
        return json.loads(text, strict=False)
    except ValueError:
        return None


class Define(Protocol):
    """Callback that adds a record or an enum to the model and returns the type that names it."""

    def __call__(self, key: str, node: OutlineNode, hint: str) -> Type:
        """Define the type of `node` under `key`; it is to be called like `hint`."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A node whose type is read, the name for types in it, and how deep it is nested."""

    node: OutlineNode
    hint: str
    level: int
    named: dict[str, OutlineNode]


class TypeReader:
    """Reads the types of one outline.

    Args:
        definitions: The outline's definitions.
        format_: `AVRO`, `JSON` or `PROTOBUF`.
        define: Called for each record and each enum.
    """

    def __init__(
        self, definitions: Mapping[str, OutlineNode], format_: str, define: Define
    ) -> None:
        self._definitions = definitions
        self._json = format_ == "JSON"
        self._define = define
        self._targets: dict[str, Type] = {}

    def type_of(self, node: OutlineNode, hint: str, level: int = 0) -> Type:
        """Return the type of a node.

        Args:
            node: The node.
            hint: Name for a record or an enum that has none.
            level: How many types and references it is nested in; 40 are expressed.
        """
        if level > _MAX_LEVELS:
            return Type(Kind.ANY, note="nested too deeply to be expressed")
        if node.kind in _INLINE or node.kind is NodeKind.MESSAGE:
            return self._named(node.name or f"@{id(node)}", node, _short(node.name) or hint)
        text, repeated = _unlabelled(node.type)
        place = _Place(node, hint, level, _named_children(node))
        found = self._read(parse_type(text), place)
        if repeated:
            found = Type(Kind.ARRAY, inner=(found,))
        found = replace(found, nullable=found.nullable or node.nullable)
        if node.logical and self._json and found.kind is Kind.STRING:
            found = formatted(found, node.logical)
        return meant(node.semantic, found) if node.semantic else found

    def _read(self, term: Term, place: _Place) -> Type:
        if term.name == UNION:
            return self._union(term.arguments, place)
        if term.name == "array":
            return self._array(term, place)
        if term.name == "map":
            return self._map(term, place)
        if term.name == "tuple":
            items = [each.name for each in term.arguments]
            note = shorten(f"a tuple of {', '.join(items)}", 120)
            return Type(Kind.ARRAY, inner=(Type(Kind.ANY),), note=note)
        return self._leaf(term.name, place)

    def _union(self, terms: Iterable[Term], place: _Place) -> Type:
        terms = list(terms)
        if len(terms) > _MAX_BRANCHES:  # the text of a longer one is cut
            nullable = place.node.nullable or any(term.name == "null" for term in terms)
            return Type(Kind.ANY, nullable=nullable, note="a union of many types")
        branches = [self._read(term, place) for term in terms if term.name != "null"]
        return _united(branches, nullable=len(branches) < len(terms))

    def _array(self, term: Term, place: _Place) -> Type:
        item = self._child(place, "items")
        if item is None:
            item = self._read(term.arguments[0], place) if term.arguments else Type(Kind.ANY)
        return Type(Kind.ARRAY, inner=(item,))

    def _map(self, term: Term, place: _Place) -> Type:
        value = self._child(place, "additionalProperties")
        if value is None:
            value = self._read(term.arguments[-1], place) if term.arguments else Type(Kind.ANY)
        key = Type(Kind.STRING)
        if len(term.arguments) == 2:
            key = scalar(term.arguments[0].name) or key
        return Type(Kind.MAP, inner=(key, value))

    def _child(self, place: _Place, name: str) -> Type | None:
        """Return the type of a subschema of JSON Schema that has its own node; None without one."""
        for child in place.node.children if self._json else ():
            if child.name == name and child.kind is not NodeKind.FIELD:
                return self.type_of(child, f"{place.hint}_item", place.level + 1)
        return None

    def _leaf(self, word: str, place: _Place) -> Type:
        node, child = place.node, place.named.get(word)
        if child is not None:
            return self.type_of(child, _short(child.name) or place.hint, place.level + 1)
        known = scalar(word)
        if self._json and is_record(node) and (known is None or known.kind is Kind.ANY):
            return self._named(f"@{id(node)}", node, place.hint)
        if node.target and (known is None or word == _local_name(node.target)):
            return self._target(node.target, place)
        if node.target and node.target in self._definitions and word in ("object", "array", "enum"):
            return self._target(node.target, place)
        if self._json:
            return self._json_leaf(word, known, place)
        return known or Type(Kind.ANY, note=shorten(f"{word} can't be expressed", 120))

    def _json_leaf(self, word: str, known: Type | None, place: _Place) -> Type:
        node = place.node
        if word in _CHOICES:
            return self._choice(word, place)
        if word == "enum":
            if symbols_of(node):
                return self._named(f"@{id(node)}", node, place.hint)
            values = shorten(", ".join(node.symbols[:_MAX_BRANCHES]), 120)
            return Type(Kind.ANY, note=f"one of {values}")
        return known or Type(Kind.ANY, note=shorten(f"{word} can't be expressed", 120))

    def _choice(self, word: str, place: _Place) -> Type:
        """Return the union of the branches of `oneOf` or `anyOf`."""
        branches = [
            self.type_of(child, f"{place.hint}_{child.name.partition(' ')[2]}", place.level + 1)
            for child in place.node.children
            if child.kind is NodeKind.BRANCH and child.name.startswith(f"{word} ")
        ]
        return _united(branches, nullable=place.node.nullable)

    def _target(self, target: str, place: _Place) -> Type:
        """Return the type that a reference refers to."""
        node = self._definitions.get(target)
        if node is not None:
            return self._defined(target, node, place)
        known = well_known(target)
        if known is not None:
            return known
        origin = place.node.origin
        note = f"{target} is defined {origin.note if origin else 'elsewhere'}"
        return Type(Kind.ANY, note=shorten(note, 160))

    def _defined(self, target: str, node: OutlineNode, place: _Place) -> Type:
        """Return the type of a definition, which is read once."""
        known = self._targets.get(target)
        if known is None:
            hint = _short(node.name) or place.hint
            self._targets[target] = Type(Kind.ANY, note=f"{shorten(hint, 80)} again (recursive)")
            if is_record(node) or node.kind is NodeKind.ENUM or symbols_of(node):
                known = self._named(target, node, hint)
            else:
                known = self.type_of(node, hint, place.level + 1)
            if _has_more_parts(known, _MAX_PARTS):
                known = Type(Kind.ANY, note=f"{shorten(hint, 80)} is too large to be expressed")
            self._targets[target] = known
        return known

    def _named(self, key: str, node: OutlineNode, hint: str) -> Type:
        if node.kind is NodeKind.FIXED:
            text = next(iter(node.constraints), "") or node.logical
            return scalar(text) or scalar(node.type) or Type(Kind.BYTES, note=node.type)
        return self._define(key, node, hint)


def _unlabelled(text: str) -> tuple[str, bool]:
    """Return a type without Protobuf's labels, and whether one says that it is repeated."""
    repeated = False
    while text.startswith(_LABELS):
        label, _, text = text.partition(" ")
        repeated = repeated or label == "repeated"
    return text, repeated


def _named_children(node: OutlineNode) -> dict[str, OutlineNode]:
    """Return the nodes of the types that a node's text names, by that name."""
    found: dict[str, OutlineNode] = {}
    for child in _of_types(node):
        name = _short(child.name) if child.kind in _INLINE else child.type
        found.setdefault(name or child.type, child)
    return found


def _of_types(node: OutlineNode) -> Iterator[OutlineNode]:
    for child in node.children:
        of_type = child.kind in _INLINE or (child.kind is NodeKind.TYPE and bool(child.target))
        if of_type and child.name not in _ITEMS:
            yield child


def _has_more_parts(type_: Type, most: int) -> bool:
    """Return whether a type consists of more than a number of types, itself among them."""
    waiting = [type_]
    for part in waiting:
        waiting += part.inner
        if len(waiting) > most:
            return True
    return False


def _short(name: str) -> str:
    return name.rpartition(".")[2]


def _local_name(target: str) -> str:
    return target.rpartition("/")[2].rpartition(".")[2]


def _united(branches: list[Type], *, nullable: bool) -> Type:
    """Return the union of types; a single one is no union."""
    distinct = list(dict.fromkeys(replace(branch, nullable=False) for branch in branches))
    nullable = nullable or any(branch.nullable for branch in branches)
    if not distinct:
        return Type(Kind.ANY, nullable=nullable, note="no type")
    if len(distinct) == 1:
        return replace(distinct[0], nullable=nullable)
    if len(distinct) > _MAX_BRANCHES:
        return Type(Kind.ANY, nullable=nullable, note="a union of many types")
    return Type(Kind.UNION, inner=tuple(distinct), nullable=nullable)
