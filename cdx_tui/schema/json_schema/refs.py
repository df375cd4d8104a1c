"""Resolve `$ref`, `$dynamicRef` and `$recursiveRef` within a document (RFC 3986, RFC 6901)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import unquote, urldefrag, urljoin

from cdx_tui.schema.json.tree import JsonKind, JsonNode

__all__ = [
    "IDENTIFIER_KEYWORDS",
    "REFERENCE_KEYWORDS",
    "Found",
    "References",
    "SchemaResource",
    "local_name",
    "pointer_tokens",
    "written_reference",
]

REFERENCE_KEYWORDS = ("$ref", "$dynamicRef", "$recursiveRef")
"""The keywords that refer to another schema."""

_ID_KEYWORDS = ("$id", "id")
_ANCHOR_KEYWORDS = ("$anchor", "$dynamicAnchor")

IDENTIFIER_KEYWORDS = (*_ID_KEYWORDS, *_ANCHOR_KEYWORDS)
"""The keywords that name a schema for references."""

_MAX_BASE_LENGTH = 300
_INDEX = re.compile(r"(?:0|[1-9][0-9]{0,8})\Z")


@dataclass(frozen=True, slots=True)
class SchemaResource:
    """A schema resource: the root, or a schema with its own `$id`.

    Attributes:
        uri: Its base URI; empty if there is none.
        root: Its root schema.
    """

    uri: str
    root: JsonNode


class Found(NamedTuple):
    """The target of a reference.

    Attributes:
        resource: The schema resource that the reference points into.
        node: The node it points to; None if there is none at the fragment.
        start: The schema from which the fragment was resolved.
    """

    resource: SchemaResource
    node: JsonNode | None
    start: JsonNode


def pointer_tokens(reference: str) -> list[str]:
    """Return the tokens of the JSON Pointer in a reference, unescaped; empty if it has none."""
    fragment = reference.partition("#")[2]
    return [_unescape(token) for token in fragment.split("/")[1:]]


def written_reference(schema: JsonNode) -> str | None:
    """Return a schema's reference as written, NOT cleaned; None if it has none."""
    for keyword in REFERENCE_KEYWORDS:
        node = schema.get(keyword)
        text = node.text() if node is not None else None
        if text is not None:
            return text
    return None


def local_name(reference: str) -> str:
    """Return the last part of a reference, unescaped but NOT cleaned, to use as a display name."""
    document, fragment = urldefrag(reference) if "#" in reference else (reference, "")
    last = fragment.rstrip("/").rpartition("/")[2] or document.rstrip("/").rpartition("/")[2]
    return _unescape(last) or reference or "#"


class References:
    """Index of the resources and anchors of a document, to look up references.

    Args:
        root: The document.
    """

    def __init__(self, root: JsonNode) -> None:
        self.root = root
        self._resources: dict[str, SchemaResource] = {}
        self._anchors: dict[tuple[int, str], JsonNode] = {}
        self._document_anchors: dict[str, JsonNode] = {}
        self._pointers: dict[tuple[int, str], JsonNode | None] = {}

    def register(self, schema: JsonNode, outer: SchemaResource) -> SchemaResource:
        """Record a schema's identifiers; return the resource that its subschemas belong to.

        Must be called once for each schema that has `IDENTIFIER_KEYWORDS`, before any reference is
        resolved; for any other schema, it returns `outer`.

        Args:
            schema: The schema.
            outer: The resource that contains it.
        """
        resource = outer
        for keyword in _ID_KEYWORDS:
            node = schema.get(keyword)
            text = node.text() if node is not None else None
            if text and text.startswith("#"):
                self._add_anchor(schema, outer, text[1:])
            elif text:
                resource = self._add_resource(schema, outer, text)
        for keyword in _ANCHOR_KEYWORDS:
            node = schema.get(keyword)
            text = node.text() if node is not None else None
            if text:
                self._add_anchor(schema, resource, text)
        return resource

    def absolute(self, reference: str, resource: SchemaResource) -> str:
        """Return a reference resolved against its resource's URI; unchanged if that is empty."""
        return _join(resource.uri, reference)

    def find(self, reference: str, resource: SchemaResource) -> Found | None:
        """Return the target of a reference; None if it points to another document.

        A fragment alone that leads to nothing in its resource is resolved from the root of the
        document: many schemas use pointers from the root even below an `$id`.

        Args:
            reference: The reference as written.
            resource: The resource that contains it.
        """
        document, _, fragment = reference.partition("#")
        target = resource
        if document:
            uri = _join(resource.uri, document)
            known = self._resources.get(uri) or self._resources.get(document)
            if known is None:
                return None
            target = known
        node = self._cached_lookup(target.root, fragment)
        if node is None and not document:
            return Found(target, self._cached_lookup(self.root, fragment), self.root)
        return Found(target, node, target.root)

    def _cached_lookup(self, start: JsonNode, fragment: str) -> JsonNode | None:
        key = (id(start), fragment)
        if key not in self._pointers:
            self._pointers[key] = self._lookup(start, fragment)
        return self._pointers[key]

    def _lookup(self, start: JsonNode, fragment: str) -> JsonNode | None:
        if fragment and not fragment.startswith("/"):
            name = unquote(fragment)
            return self._anchors.get((id(start), name)) or self._document_anchors.get(name)
        node: JsonNode | None = start
        for token in fragment.split("/")[1:]:
            node = _child(node, _unescape(token)) if node is not None else None
        return node

    def _add_resource(self, schema: JsonNode, outer: SchemaResource, text: str) -> SchemaResource:
        uri = _join(outer.uri, text).rstrip("#")
        resource = SchemaResource(uri, schema)
        self._resources.setdefault(uri, resource)
        self._resources.setdefault(text, resource)
        return resource

    def _add_anchor(self, schema: JsonNode, resource: SchemaResource, name: str) -> None:
        self._anchors.setdefault((id(resource.root), name), schema)
        self._document_anchors.setdefault(name, schema)


def _child(node: JsonNode, token: str) -> JsonNode | None:
    if node.kind is not JsonKind.ARRAY:
        return node.get(token)
    number = int(token) if _INDEX.match(token) else len(node.items)
    return node.items[number] if number < len(node.items) else None


def _unescape(token: str) -> str:
    return unquote(token).replace("~1", "/").replace("~0", "~")


def _join(base: str, reference: str) -> str:
    if len(base) > _MAX_BASE_LENGTH:
        return reference
    try:
        return urljoin(base, reference)
    except ValueError:  # an invalid URI, such as "http://["
        return reference
