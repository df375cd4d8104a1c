"""Helpers for tests of outlines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from cdx_tui.schema.external import External
from cdx_tui.schema.outline import Origin, Outline, OutlineNode
from cdx_tui.text import clean


class FixedTypes(External):
    """Types of other documents, each with the name of the document that defines it."""

    def __init__(self, types: Mapping[str, str]) -> None:
        self.types = {name: Origin(clean(where), target=name) for name, where in types.items()}
        self.documents = set(types.values())

    @property
    def searched(self) -> str:
        return "not found in the other subjects"

    @property
    def searched_types(self) -> str:
        return self.searched

    def avro_type(self, names: Sequence[str]) -> Origin | None:
        return next((self.types[name] for name in names if name in self.types), None)

    def protobuf_file(self, path: str) -> Origin | None:
        return Origin(clean(path)) if path in self.documents else None

    def protobuf_type(self, names: Sequence[str]) -> tuple[str, Origin] | None:
        return next(((name, self.types[name]) for name in names if name in self.types), None)

    def json_schema(self, uris: Sequence[str]) -> Origin | str:
        names = [*uris, *(uri.partition("#")[0] for uri in uris)]
        return self.avro_type(names) or "not found in the other subjects"

    def remarks(self) -> Sequence[str]:
        return ()


def all_nodes(outline: Outline) -> Iterator[OutlineNode]:
    """Yield every node of an outline, parents first."""
    waiting = list(reversed(outline.roots))
    while waiting:
        node = waiting.pop()
        yield node
        waiting.extend(reversed(node.children))


def find(outline: Outline, name: str) -> OutlineNode:
    """Return the first node with the given name."""
    return next(node for node in all_nodes(outline) if node.name == name)
