"""A JSON Schema document, indexed so that references into it can be followed."""

from __future__ import annotations

from cdx_tui.schema.json.tree import JsonNode
from cdx_tui.schema.json_schema.layers import Layers
from cdx_tui.schema.json_schema.refs import Found, References, SchemaResource
from cdx_tui.schema.json_schema.subschemas import parts

__all__ = ["IndexedDocument"]


class IndexedDocument:
    """The identifiers of one document.

    Args:
        root: The document.
        name: Its subject or path: the base of relative references, unless it has an `$id`.

    Attributes:
        root: The document.
        name: Its subject or path, NOT cleaned; may be empty.
        resources: The resource that each of its schemas belongs to, by the schema's `id()`.
    """

    def __init__(self, root: JsonNode, name: str = "") -> None:
        self.root = root
        self.name = name
        self.resources: dict[int, SchemaResource] = {}
        self._references = References(root)
        self._register_all()

    def absolute(self, reference: str, schema: JsonNode) -> str:
        """Return a reference of one of its schemas, resolved against the schema's base URI."""
        return self._references.absolute(reference, self._resource(schema))

    def find(self, reference: str, schema: JsonNode | None = None) -> Found | None:
        """Return the target of a reference; None if it points to another document.

        Args:
            reference: The reference.
            schema: The schema that has it; None for one of another document, in which only a
                fragment or an `$id` leads into this one.
        """
        return self._references.find(reference, self._resource(schema or self.root))

    def _resource(self, schema: JsonNode) -> SchemaResource:
        return self.resources.get(id(schema)) or SchemaResource(self.name, self.root)

    def _register_all(self) -> None:
        waiting = [(self.root, SchemaResource(self.name, self.root))]
        while waiting:
            schema, resource = waiting.pop()
            layers = Layers(schema)
            for layer in layers.schemas:
                resource = self._references.register(layer, resource)
                self.resources[id(layer)] = resource
            waiting.extend((part.schema, resource) for part in parts(layers, {}))
