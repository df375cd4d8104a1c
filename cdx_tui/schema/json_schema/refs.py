"""Resolve `$ref`, `$dynamicRef` and `$recursiveRef` within a document (RFC 3986, RFC 6901)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import unquote, urldefrag, urljoin

from cdx_tui.schema.json.tree import JsonKind, JsonNode

__all__ = ["REFERENCE_KEYWORDS", "References", "SchemaResource", "local_name", "written_reference"]

REFERENCE_KEYWORDS = ("$ref", "$dynamicRef", "$recursiveRef")
"""The keywords that refer to another schema."""

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

        Must be called once for each schema, before any reference is resolved.

        Args:
            schema: The schema.
            outer: The resource that contains it.
        """
        resource = outer
        for keyword in ("$id", "id"):
            node = schema.get(keyword)
            text = node.text() if node is not None else None
            if text and text.startswith("#"):
                self._add_anchor(schema, outer, text[1:])
            elif text:
                resource = self._add_resource(schema, outer, text)
        for keyword in ("$anchor", "$dynamicAnchor"):
            node = schema.get(keyword)
            text = node.text() if node is not None else None
            if text:
                self._add_anchor(schema, resource, text)
        return resource

    def absolute(self, reference: str, resource: SchemaResource) -> str:
        """Return a reference resolved against its resource's URI; unchanged if that is empty."""
        return _join(resource.uri, reference)

    def find(
        self, reference: str, resource: SchemaResource
    ) -> tuple[SchemaResource, JsonNode | None] | None:
        """Return the resource that a reference points into, and the node it points to.

        Args:
            reference: The reference as written.
            resource: The resource that contains it.

        Returns:
            None if the reference points to another document. The node is None if there is none at
            the fragment.
        """
        document, _, fragment = reference.partition("#")
        target = resource
        if document:
            uri = _join(resource.uri, document)
            known = self._resources.get(uri) or self._resources.get(document)
            if known is None:
                return None
            target = known
        return target, self._cached_lookup(target, fragment) or self._lookup_in_document(
            document, fragment
        )

    def _lookup_in_document(self, document: str, fragment: str) -> JsonNode | None:
        """Resolve a fragment from the root of the document.

        Many schemas use pointers from the root even below an `$id`.
        """
        return None if document else self._cached_lookup(SchemaResource("", self.root), fragment)

    def _cached_lookup(self, resource: SchemaResource, fragment: str) -> JsonNode | None:
        key = (id(resource.root), fragment)
        if key not in self._pointers:
            self._pointers[key] = self._lookup(resource, fragment)
        return self._pointers[key]

    def _lookup(self, resource: SchemaResource, fragment: str) -> JsonNode | None:
        if fragment and not fragment.startswith("/"):
            name = unquote(fragment)
            return self._anchors.get((id(resource.root), name)) or self._document_anchors.get(name)
        node: JsonNode | None = resource.root
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
