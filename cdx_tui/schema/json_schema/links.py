"""Link the references of a JSON Schema document to the outline nodes of their targets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from cdx_tui.schema.external import External
from cdx_tui.schema.json.tree import JsonNode
from cdx_tui.schema.json_schema.drafts import is_metaschema
from cdx_tui.schema.json_schema.layers import SCHEMAS
from cdx_tui.schema.json_schema.refs import (
    Found,
    References,
    SchemaResource,
    local_name,
    pointer_tokens,
    written_reference,
)
from cdx_tui.schema.outline import Origin, Outline, OutlineNode
from cdx_tui.text import clean, shorten

__all__ = ["Link", "Links", "Path", "Report", "UnvisitedTarget"]

_KEY_WIDTH = 200
_KINDS = ("object", "enum", "array", "string", "integer", "number", "boolean")

Path = tuple["Path", str] | None
"""A JSON Pointer as a pair of the parent pointer and the last token; None for the root."""


class Report(Protocol):
    """Callback that takes a problem and its position in the document."""

    def __call__(self, message: str, source: JsonNode, *, fatal: bool) -> None:
        """Record a problem.

        Args:
            message: The error message.
            source: The node that causes it.
            fatal: Whether validators refuse the document for it.
        """


class Link(NamedTuple):
    """A reference.

    Attributes:
        node: The outline node of the reference.
        reference: The reference as written, NOT cleaned.
        source: The schema that contains it.
        resource: The schema resource that contains `source`.
    """

    node: OutlineNode
    reference: str
    source: JsonNode
    resource: SchemaResource


class UnvisitedTarget(NamedTuple):
    """A referenced schema that the traversal has not visited; `name` is cleaned."""

    schema: JsonNode
    name: str
    resource: SchemaResource
    path: Path


class Links:
    """The links of one document.

    Args:
        references: The index of schemas that can be referred to.
        outline: The outline that receives the definitions and the unresolved names.
        external: The other documents that it may refer to, if any are known.
        report: Called with each unresolved reference, once per name.
    """

    def __init__(
        self,
        references: References,
        outline: Outline,
        external: External | None,
        report: Report,
    ) -> None:
        self._references = references
        self._outline = outline
        self._external = external
        self._report = report
        self._links: list[Link] = []
        self._nodes: dict[int, OutlineNode] = {}
        self._keys: dict[int, str] = {}
        self._resource_paths: dict[int, Path] = {}
        self._unresolved: dict[str, None] = {}
        self._circular: dict[int, bool] = {}

    def node_of(self, schema: JsonNode) -> OutlineNode | None:
        """Return the node of a schema; None if it was not visited."""
        return self._nodes.get(id(schema))

    def define(
        self, schemas: Sequence[JsonNode], node: OutlineNode, resource: SchemaResource, path: Path
    ) -> None:
        """Register the node of schemas; the root of a resource with a URI is also a definition.

        Args:
            schemas: The layers of a schema, outermost first.
            node: Their node.
            resource: The resource that their subschemas belong to.
            path: The JSON Pointer of the outermost one.
        """
        for schema in schemas:
            self._nodes[id(schema)] = node
            if schema is resource.root and resource.uri:
                self._key(node, resource.uri, schema)
                self._resource_paths[id(schema)] = path

    def name(self, node: OutlineNode, path: Path, schema: JsonNode) -> None:
        """Add a node to the definitions, with its JSON Pointer as the key.

        A pointer longer than `_KEY_WIDTH` characters loses its outer tokens.
        """
        pointer = ""
        while path is not None and len(pointer) <= _KEY_WIDTH:
            path, token = path
            token = token[: _KEY_WIDTH + 1].replace("~", "~0").replace("/", "~1")
            pointer = f"/{token}{pointer}"
        self._key(node, f"#{'…' if path else ''}{pointer}", schema)

    def add(self, link: Link) -> None:
        """Record a reference, to be resolved by `resolve` after the traversal of the document."""
        self._links.append(link)

    def resolve(self) -> Iterator[UnvisitedTarget]:
        """Set the target of every link.

        Yields:
            The referenced schemas without a node. Before it continues, the caller must create the
            node, which may add links.
        """
        for link in self._links:  # grows during the iteration
            found = self._references.find(link.reference, link.resource)
            if found is None:
                self._resolve_external(link)
                continue
            schema = found.node
            if schema is None or schema.kind not in SCHEMAS:
                self._leave_unresolved(link, _describe_broken(link.reference, schema))
                continue
            if self._is_circular(schema, found.resource):
                self._leave_unresolved(link, "it leads back to itself")
                continue
            if id(schema) not in self._nodes:
                name = clean(local_name(link.reference))
                path = self._path(found, link.reference)
                yield UnvisitedTarget(schema, name, found.resource, path)
            link.node.target = self.key_of(schema, link.reference)
            type_ = self._nodes[id(schema)].type
            link.node.type_kind = type_ if type_ in _KINDS else ""
        self._outline.unresolved = tuple(self._unresolved)

    def key_of(self, schema: JsonNode, reference: str) -> str:
        """Return the definition key of a schema's node; add it under `reference` if it has none."""
        return self._key(self._nodes[id(schema)], reference, schema)

    def _path(self, found: Found, reference: str) -> Path:
        path = self._resource_paths.get(id(found.start))
        for token in pointer_tokens(reference):
            path = (path, token)
        return path

    def _key(self, node: OutlineNode, wanted: str, schema: JsonNode) -> str:
        known = self._keys.get(id(node))
        if known is not None:
            return known
        key = shorten(clean(wanted[:_KEY_WIDTH]), _KEY_WIDTH)
        if len(wanted) > _KEY_WIDTH or key in self._outline.definitions:
            key = f"{key}@{schema.offset}"
        self._outline.definitions[key] = node
        self._keys[id(node)] = key
        return key

    def _is_circular(self, schema: JsonNode, resource: SchemaResource) -> bool:
        """Return whether a schema refers to one that refers to it, directly or through others."""
        followed: list[int] = []
        circular = self._circular.get(id(schema))
        while circular is None:
            followed.append(id(schema))
            self._circular[id(schema)] = True  # if it is met again
            reference = written_reference(schema)
            found = self._references.find(reference, resource) if reference is not None else None
            if found is None or found.node is None:
                circular = False
            else:
                schema, resource = found.node, found.resource
                circular = self._circular.get(id(schema))
        self._circular.update(dict.fromkeys(followed, circular))
        return circular

    def _resolve_external(self, link: Link) -> None:
        reference = link.reference
        uri = self._references.absolute(reference, link.resource)
        if is_metaschema(uri):
            return
        found: Origin | str = "it is another document"
        if self._external is not None:
            found = self._external.json_schema(tuple(dict.fromkeys((uri, reference))))
        if isinstance(found, str):
            self._leave_unresolved(link, found)
            return
        node = link.node
        node.target = found.target or shorten(clean(reference[:_KEY_WIDTH]), _KEY_WIDTH)
        node.origin = found
        node.type_kind = found.kind if found.kind in _KINDS else ""

    def _leave_unresolved(self, link: Link, why: str) -> None:
        name = shorten(clean(link.reference[:_KEY_WIDTH]), _KEY_WIDTH)
        link.node.target = name
        link.node.unresolved, link.node.reason = True, why
        if name not in self._unresolved:
            self._unresolved[name] = None
            self._report(f"unresolved reference to {name}: {why}", link.source, fatal=False)


def _describe_broken(reference: str, schema: JsonNode | None) -> str:
    if schema is not None:
        return f"found {schema.kind.value}, not a schema"
    where = "there" if not reference.startswith("#") else "in this document"
    return f"nothing found {where}"
