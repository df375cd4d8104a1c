"""A JSON Schema document with resolved references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from cdx_tui.schema.document_names import DocumentNames
from cdx_tui.schema.json.tree import JsonNode
from cdx_tui.schema.json_schema.drafts import Draft, declared_draft
from cdx_tui.schema.json_schema.indexed import IndexedDocument
from cdx_tui.schema.json_schema.layers import SCHEMAS
from cdx_tui.schema.json_schema.refs import written_reference

__all__ = ["ResolvedSchema"]

_REF_ONLY_DRAFTS = (Draft.D3, Draft.D4, Draft.D6, Draft.D7)


class ResolvedSchema:
    """A document whose references can be followed, also into other documents.

    Args:
        root: The document.
        name: Its subject or path; may be empty.
        others: Names and roots of the documents that it may refer to, by name or by `$id`.

    Attributes:
        root: The document.
        ref_excludes_siblings: Whether its draft ignores keywords next to a `$ref`.
        unresolved: References without a target, NOT cleaned; filled by `target`.
    """

    def __init__(
        self, root: JsonNode, name: str = "", others: Iterable[tuple[str, JsonNode]] = ()
    ) -> None:
        self.root = root
        self.ref_excludes_siblings = declared_draft(root)[0] in _REF_ONLY_DRAFTS
        self.unresolved: list[str] = []
        self._own = IndexedDocument(root, name)
        self._documents = [self._own, *(IndexedDocument(each, known) for known, each in others)]
        self._names: DocumentNames[IndexedDocument] = DocumentNames()
        for document in self._documents:
            self._names.add(document.name, document)
        self._owners = {
            schema: document for document in self._documents[1:] for schema in document.resources
        }
        self._targets: dict[int, JsonNode | None] = {}

    def target(self, schema: JsonNode) -> JsonNode | None:
        """Return the schema that `schema` refers to; None if there is none."""
        if id(schema) not in self._targets:
            self._targets[id(schema)] = self._follow(schema)
        return self._targets[id(schema)]

    def _follow(self, schema: JsonNode) -> JsonNode | None:
        reference = written_reference(schema)
        if reference is None:
            return None
        owner = self._owners.get(id(schema), self._own)
        found = owner.find(reference, schema)
        node = found.node if found is not None else self._follow_outside(owner, reference, schema)
        if node is None or node.kind not in SCHEMAS:
            self.unresolved.append(reference)
            return None
        return node

    def _follow_outside(
        self, owner: IndexedDocument, reference: str, schema: JsonNode
    ) -> JsonNode | None:
        uris = dict.fromkeys((owner.absolute(reference, schema), reference))
        for uri in uris:
            name, _, fragment = uri.partition("#")
            for document in self._named(name, owner):
                found = document.find(f"#{fragment}")
                if found is not None and found.node is not None:
                    return found.node
            for document in self._documents:
                found = document.find(uri)
                if found is not None and found.node is not None:
                    return found.node
        return None

    def _named(self, name: str, owner: IndexedDocument) -> Iterator[IndexedDocument]:
        yield from self._names.beside(name, owner.name)
        yield from self._names.named(name)
        yield from self._names.ending_alike(name)
