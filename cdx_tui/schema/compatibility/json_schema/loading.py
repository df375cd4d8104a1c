"""Load the schemas of a document as shapes, each when it is first compared.

Schema Registry reads the drafts up to 7 with one library and later ones with another. They differ
in how they split a schema with several kinds of keywords; so do `classic` and `modern`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import blake2b

from cdx_tui.schema.compatibility.json_schema import classic, modern
from cdx_tui.schema.compatibility.json_schema.reading import Key, Reading
from cdx_tui.schema.compatibility.json_schema.shapes import ALL, Kind, Shape
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import node_key
from cdx_tui.schema.json_schema import Draft, ResolvedSchema, declared_draft

__all__ = ["LoadedSchema"]

_LOST = frozenset(("format", "readOnly", "writeOnly", "deprecated"))
_TYPES = (JsonKind.STRING, JsonKind.ARRAY)
_KINDS = {JsonKind.TRUE: Kind.TRUE, JsonKind.FALSE: Kind.FALSE}


class LoadedSchema:
    """A document whose schemas are loaded on demand, once each, and references followed.

    Args:
        reading: The document.
        name: Its subject or path; may be empty.
        others: Names and contents of the documents that it refers to.

    Attributes:
        draft: Its draft; draft-07 if it declares none, as in Schema Registry.
        modern: Whether its draft is 2019-09 or later.
        id_keyword: The keyword that identifies a schema.
    """

    def __init__(
        self, reading: Reading, name: str = "", others: Iterable[tuple[str, Reading]] = ()
    ) -> None:
        declared = declared_draft(reading.root)[0]
        self.draft = Draft.D7 if declared in (None, Draft.D3) else declared
        self.modern = self.draft in (Draft.D2019, Draft.D2020)
        self.id_keyword = "id" if self.draft is Draft.D4 else "$id"
        self._keys = reading.keys
        self._root = reading.root
        self._name = name
        self._others: list[tuple[str, JsonNode]] = []
        for known, other in others:
            self._keys = {**self._keys, **other.keys}
            self._others.append((known, other.root))
        self._shapes: dict[int, Shape] = {}
        self._referred: dict[int, Shape] = {}
        self._resolved: ResolvedSchema | None = None
        self._digests: dict[int, bytes] = {}

    def root(self) -> Shape:
        """Return the shape of the document."""
        return self.shape(self._root)

    def shape(self, schema: JsonNode | Shape) -> Shape:
        """Return the shape of a schema, or of the schema that it refers to.

        It has the kind REFERENCE only if the reference leads out of all documents, or nowhere.
        """
        shape = self._written(schema)
        followed: set[int] = set()
        while shape.kind is Kind.REFERENCE and id(shape) not in followed:
            known = self._referred.get(id(shape))
            if known is not None:
                shape = known
                break
            followed.add(id(shape))
            target = self._target(shape)
            if target is None:
                break
            shape = self._load(target)
        self._referred.update(dict.fromkeys(followed, shape))
        return shape

    def branches(self, combined: Shape) -> Sequence[JsonNode | Shape]:
        """Return the branches of a combination, those first that are written as combinations.

        In later drafts the parts of a branch with several kinds of keywords are branches of their
        own, as in Schema Registry, although this makes an `anyOf` accept more.
        """
        if combined.ordered is None:
            found = combined.branches
            if self.modern and not combined.generated:
                found = [part for branch in found for part in self._parts(branch)]
            combined.ordered = sorted(
                found, key=lambda each: self._written(each).kind != Kind.COMBINED
            )
        return combined.ordered

    def key(self, node: JsonNode) -> Key | None:
        """Return what is the same for equal schemas; None if equal ones may mean different ones."""
        return self._keys.get(id(node))

    def digest(self, node: JsonNode) -> bytes:
        """Return what is the same for equal values; each part of the document is read once.

        Of a later draft, keywords that Schema Registry loses on the way do not count.
        """
        digests = self._digests
        waiting = [node]
        while waiting:
            current = waiting[-1]
            values = [member.value for member in current.members] or current.items
            missing = [value for value in values if id(value) not in digests]
            if missing:
                waiting.extend(missing)
                continue
            waiting.pop()
            digests[id(current)] = self._digest(current)
        return digests[id(node)]

    def _digest(self, node: JsonNode) -> bytes:
        members = {member.name: self._digests[id(member.value)] for member in node.members}
        type_ = node.get("type") if self.modern else None
        if type_ is not None and type_.kind in _TYPES:  # a schema, not a constant or properties
            members = {name: digest for name, digest in members.items() if name not in _LOST}
        if node.kind is JsonKind.OBJECT:
            parts = [
                b"{",
                *(
                    part
                    for name in sorted(members)
                    for part in (repr(name).encode(), members[name])
                ),
            ]
        elif node.kind is JsonKind.ARRAY:
            parts = [b"[", *(self._digests[id(item)] for item in node.items)]
        else:
            parts = [node_key(node).encode("utf-8", "surrogatepass")]
        return blake2b(b"".join(parts), digest_size=16).digest()

    def _target(self, shape: Shape) -> JsonNode | None:
        if self._resolved is None:
            self._resolved = ResolvedSchema(self._root, self._name, self._others)
        branch = shape.branches[0]
        return self._resolved.target(branch) if isinstance(branch, JsonNode) else None

    def _parts(self, branch: JsonNode | Shape) -> Sequence[JsonNode | Shape]:
        shape = self._written(branch)
        return shape.branches if shape.generated and shape.criterion == ALL else (branch,)

    def _written(self, schema: JsonNode | Shape) -> Shape:
        return schema if isinstance(schema, Shape) else self._load(schema)

    def _load(self, schema: JsonNode) -> Shape:
        shape = self._shapes.get(id(schema))
        if shape is None:
            if schema.kind is not JsonKind.OBJECT:
                shape = Shape(_KINDS.get(schema.kind, Kind.UNCONSTRAINED), self, {})
            elif self.modern:
                shape = modern.load(schema, self)
            else:
                shape = classic.load(schema, self)
            shape.schema = schema
            self._shapes[id(schema)] = shape
        return shape
