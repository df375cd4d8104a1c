"""Links the references of a JSON Schema document to the nodes that they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema.drafts import is_metaschema
from cdx_tui.schema.json_schema.refs import Place, References, local_name
from cdx_tui.schema.outline import Outline, OutlineNode
from cdx_tui.text import clean, shorten

__all__ = ["Found", "Link", "Links", "Path", "Report"]

_SCHEMAS = (JsonKind.OBJECT, JsonKind.TRUE, JsonKind.FALSE)
_KEY_WIDTH = 200

Path = tuple["Path", str] | None
"""A JSON Pointer: what is before the last token, and the token; None for the whole document."""


class Report(Protocol):
    """Takes a problem at a place of the document."""

    def __call__(self, message: str, source: JsonNode, *, fatal: bool) -> None:
        """Keep the problem."""


class Link(NamedTuple):
    """A reference: the node that has it, how it is written, and where."""

    node: OutlineNode
    reference: str
    source: JsonNode
    place: Place


class Found(NamedTuple):
    """A schema that is referred to and that the walk had not come to."""

    schema: JsonNode
    name: str
    place: Place


class Links:
    """The links of one document.

    Args:
        references: What can be referred to.
        outline: Takes the definitions and the unresolved names.
        external_types: URIs of schemas that other documents define, with the subject of each.
        report: Called with problems of references.
    """

    def __init__(
        self,
        references: References,
        outline: Outline,
        external_types: Mapping[str, str],
        report: Report,
    ) -> None:
        self._references = references
        self._outline = outline
        self._external_types = external_types
        self._report = report
        self._links: list[Link] = []
        self._nodes: dict[int, OutlineNode] = {}
        self._keys: dict[int, str] = {}
        self._unresolved: dict[str, None] = {}

    def node_of(self, schema: JsonNode) -> OutlineNode | None:
        """Return the node of a schema, if it was visited."""
        return self._nodes.get(id(schema))

    def define(self, schemas: Sequence[JsonNode], node: OutlineNode, place: Place) -> None:
        """Register the node of schemas; one with a URI is also a definition."""
        for schema in schemas:
            self._nodes[id(schema)] = node
            if schema is place.root and place.uri:
                self._key(node, place.uri, schema)

    def name(self, node: OutlineNode, path: Path, schema: JsonNode) -> None:
        """Make a node a definition, under the pointer to it."""
        pointer = ""
        while path is not None and len(pointer) <= _KEY_WIDTH:
            path, token = path
            token = token[: _KEY_WIDTH + 1].replace("~", "~0").replace("/", "~1")
            pointer = f"/{token}{pointer}"
        self._key(node, f"#{'…' if path else ''}{pointer}", schema)

    def add(self, link: Link) -> None:
        """Take a reference, to be resolved once the whole document is known."""
        self._links.append(link)

    def resolve(self) -> Iterator[Found]:
        """Give every link its target.

        Yields the schemas that have no node yet; the caller makes it, and may add links by that.
        """
        for link in self._links:  # grows while it is gone through
            found = self._references.find(link.reference, link.place)
            if found is None:
                self._resolve_external(link)
                continue
            place, schema = found
            if schema is None or schema.kind not in _SCHEMAS:
                self._leave_unresolved(link, _why_broken(link.reference, schema))
                continue
            if id(schema) not in self._nodes:
                yield Found(schema, clean(local_name(link.reference)), place)
            link.node.target = self.key_of(schema, link.reference)
        self._outline.unresolved = tuple(self._unresolved)

    def key_of(self, schema: JsonNode, reference: str) -> str:
        """Return the key of a schema's node among the definitions; `reference` if it has none."""
        return self._key(self._nodes[id(schema)], reference, schema)

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

    def _resolve_external(self, link: Link) -> None:
        written = link.reference
        uri = self._references.absolute(written, link.place)
        names = [uri, uri.partition("#")[0], written, written.partition("#")[0]]
        there = next((name for name in names if name in self._external_types), None)
        if there is not None:
            link.node.target = there
            note = f"in {self._external_types[there]}"
            link.node.constraints = (*link.node.constraints, note)
        elif not is_metaschema(uri):
            self._leave_unresolved(link, "which is another document")

    def _leave_unresolved(self, link: Link, why: str) -> None:
        name = shorten(clean(link.reference[:_KEY_WIDTH]), _KEY_WIDTH)
        link.node.target = name
        link.node.unresolved = True
        if name not in self._unresolved:
            self._unresolved[name] = None
            self._report(f"refers to {name}, {why}", link.source, fatal=False)


def _why_broken(reference: str, schema: JsonNode | None) -> str:
    if schema is not None:
        return f"which is no schema but {schema.kind.value}"
    where = "there" if not reference.startswith("#") else "in this document"
    return f"and nothing is {where}"
