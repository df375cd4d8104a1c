"""What `$ref` and its kin refer to, within one document (RFC 3986, RFC 6901)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urljoin

from cdx_tui.schema.json.tree import JsonKind, JsonNode

__all__ = ["REFERRING", "Place", "References", "local_name", "written_reference"]

REFERRING = ("$ref", "$dynamicRef", "$recursiveRef")
"""The keywords that refer to another schema."""

_LONGEST_BASE = 300
_INDEX = re.compile(r"(?:0|[1-9][0-9]{0,8})\Z")


@dataclass(frozen=True, slots=True)
class Place:
    """A schema resource: the root, or a schema with an `$id` of its own."""

    uri: str
    root: JsonNode


def written_reference(schema: JsonNode) -> str | None:
    """Return what a schema refers to as it is written, NOT cleaned; None if it doesn't refer."""
    for keyword in REFERRING:
        node = schema.get(keyword)
        text = node.text() if node is not None else None
        if text is not None:
            return text
    return None


def local_name(reference: str) -> str:
    """Return the last part of a reference, the name that people know it by; NOT cleaned."""
    document, fragment = urldefrag(reference) if "#" in reference else (reference, "")
    last = fragment.rstrip("/").rpartition("/")[2] or document.rstrip("/").rpartition("/")[2]
    return _unescape(last) or reference or "#"


class References:
    """The schemas of a document that can be referred to by an identifier.

    Args:
        root: The document.
    """

    def __init__(self, root: JsonNode) -> None:
        self.root = root
        self._resources: dict[str, Place] = {}
        self._anchors: dict[tuple[int, str], JsonNode] = {}
        self._any_anchor: dict[str, JsonNode] = {}
        self._pointers: dict[tuple[int, str], JsonNode | None] = {}

    def enter(self, schema: JsonNode, outer: Place) -> Place:
        """Take note of a schema's identifiers; return the resource that what is in it belongs to.

        Every schema comes here once, before anything is resolved.
        """
        place = outer
        for keyword in ("$id", "id"):
            node = schema.get(keyword)
            text = node.text() if node is not None else None
            if text and text.startswith("#"):
                self._anchor(schema, outer, text[1:])
            elif text:
                place = self._resource(schema, outer, text)
        for keyword in ("$anchor", "$dynamicAnchor"):
            node = schema.get(keyword)
            text = node.text() if node is not None else None
            if text:
                self._anchor(schema, place, text)
        return place

    def absolute(self, reference: str, place: Place) -> str:
        """Return a reference as an absolute URI if its base URI is known."""
        return _join(place.uri, reference)

    def find(self, reference: str, place: Place) -> tuple[Place, JsonNode | None] | None:
        """Return the resource that a reference is about, and the node in it, if that is there.

        None if it is about another document.
        """
        document, _, fragment = reference.partition("#")
        within = place
        if document:
            uri = _join(place.uri, document)
            known = self._resources.get(uri) or self._resources.get(document)
            if known is None:
                return None
            within = known
        return within, self._within(within, fragment) or self._within_root(document, fragment)

    def _within_root(self, document: str, fragment: str) -> JsonNode | None:
        """Look in the whole document: many write pointers from there, below an `$id` or not."""
        return None if document else self._within(Place("", self.root), fragment)

    def _within(self, place: Place, fragment: str) -> JsonNode | None:
        key = (id(place.root), fragment)
        if key not in self._pointers:
            self._pointers[key] = self._look_up(place, fragment)
        return self._pointers[key]

    def _look_up(self, place: Place, fragment: str) -> JsonNode | None:
        if fragment and not fragment.startswith("/"):
            name = unquote(fragment)
            return self._anchors.get((id(place.root), name)) or self._any_anchor.get(name)
        node: JsonNode | None = place.root
        for token in fragment.split("/")[1:]:
            node = _child(node, _unescape(token)) if node is not None else None
        return node

    def _resource(self, schema: JsonNode, outer: Place, text: str) -> Place:
        uri = _join(outer.uri, text).rstrip("#")
        place = Place(uri, schema)
        self._resources.setdefault(uri, place)
        self._resources.setdefault(text, place)
        return place

    def _anchor(self, schema: JsonNode, place: Place, name: str) -> None:
        self._anchors.setdefault((id(place.root), name), schema)
        self._any_anchor.setdefault(name, schema)


def _child(node: JsonNode, token: str) -> JsonNode | None:
    if node.kind is not JsonKind.ARRAY:
        return node.get(token)
    number = int(token) if _INDEX.match(token) else len(node.items)
    return node.items[number] if number < len(node.items) else None


def _unescape(token: str) -> str:
    return unquote(token).replace("~1", "/").replace("~0", "~")


def _join(base: str, reference: str) -> str:
    if len(base) > _LONGEST_BASE:
        return reference
    try:
        return urljoin(base, reference)
    except ValueError:  # no URI by any reading
        return reference
