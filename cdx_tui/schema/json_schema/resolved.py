"""A JSON Schema document with resolved references."""

from __future__ import annotations

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema.drafts import Draft, declared_draft
from cdx_tui.schema.json_schema.layers import Layers
from cdx_tui.schema.json_schema.refs import References, SchemaResource, written_reference
from cdx_tui.schema.json_schema.subschemas import parts

__all__ = ["ResolvedSchema"]

_SCHEMAS = (JsonKind.OBJECT, JsonKind.TRUE, JsonKind.FALSE)
_REF_ONLY_DRAFTS = (Draft.D3, Draft.D4, Draft.D6, Draft.D7)


class ResolvedSchema:
    """A document whose references can be followed.

    Args:
        root: The document.

    Attributes:
        root: The document.
        ref_excludes_siblings: Whether its draft ignores keywords next to a `$ref`.
        unresolved: References without a target in the document, NOT cleaned; filled by `target`.
    """

    def __init__(self, root: JsonNode) -> None:
        self.root = root
        self.ref_excludes_siblings = declared_draft(root)[0] in _REF_ONLY_DRAFTS
        self.unresolved: list[str] = []
        self._references = References(root)
        self._resources: dict[int, SchemaResource] = {}
        self._targets: dict[int, JsonNode | None] = {}
        self._register_all()

    def target(self, schema: JsonNode) -> JsonNode | None:
        """Return the schema that `schema` refers to in this document; None if there is none."""
        if id(schema) not in self._targets:
            self._targets[id(schema)] = self._follow(schema)
        return self._targets[id(schema)]

    def _follow(self, schema: JsonNode) -> JsonNode | None:
        reference = written_reference(schema)
        if reference is None:
            return None
        resource = self._resources.get(id(schema)) or SchemaResource("", self.root)
        found = self._references.find(reference, resource)
        if found is None or found.node is None or found.node.kind not in _SCHEMAS:
            self.unresolved.append(reference)
            return None
        return found.node

    def _register_all(self) -> None:
        waiting = [(self.root, SchemaResource("", self.root))]
        while waiting:
            schema, resource = waiting.pop()
            layers = Layers(schema)
            for layer in layers.schemas:
                resource = self._references.register(layer, resource)
                self._resources[id(layer)] = resource
            waiting.extend((part.schema, resource) for part in parts(layers, {}))
