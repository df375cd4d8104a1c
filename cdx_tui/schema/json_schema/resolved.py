"""A JSON Schema document with its references followed."""

from __future__ import annotations

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema.drafts import Draft, declared_draft
from cdx_tui.schema.json_schema.layers import Layers
from cdx_tui.schema.json_schema.refs import Place, References, written_reference
from cdx_tui.schema.json_schema.subschemas import parts

__all__ = ["ResolvedSchema"]

_SCHEMAS = (JsonKind.OBJECT, JsonKind.TRUE, JsonKind.FALSE)
_ALONE = (Draft.D3, Draft.D4, Draft.D6, Draft.D7)


class ResolvedSchema:
    """One document.

    Args:
        root: The document.

    Attributes:
        root: The document.
        ref_excludes_siblings: Whether its draft ignores keywords next to a `$ref`.
        unresolved: References that led out of the document, or to nothing.
    """

    def __init__(self, root: JsonNode) -> None:
        self.root = root
        self.ref_excludes_siblings = declared_draft(root)[0] in _ALONE
        self.unresolved: list[str] = []
        self._references = References(root)
        self._places: dict[int, Place] = {}
        self._targets: dict[int, JsonNode | None] = {}
        self._enter_all()

    def target(self, schema: JsonNode) -> JsonNode | None:
        """Return the schema that `schema` refers to; None if there is none in this document."""
        if id(schema) not in self._targets:
            self._targets[id(schema)] = self._follow(schema)
        return self._targets[id(schema)]

    def _follow(self, schema: JsonNode) -> JsonNode | None:
        reference = written_reference(schema)
        if reference is None:
            return None
        place = self._places.get(id(schema)) or Place("", self.root)
        found = self._references.find(reference, place)
        if found is None or found[1] is None or found[1].kind not in _SCHEMAS:
            self.unresolved.append(reference)
            return None
        return found[1]

    def _enter_all(self) -> None:
        waiting = [(self.root, Place("", self.root))]
        while waiting:
            schema, place = waiting.pop()
            layers = Layers(schema)
            for layer in layers.schemas:
                place = self._references.enter(layer, place)
                self._places[id(layer)] = place
            waiting.extend((part.schema, place) for part in parts(layers, {}))
