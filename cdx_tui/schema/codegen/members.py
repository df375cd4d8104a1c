"""Find the fields of a record's outline node, also those that `allOf` adds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from cdx_tui.schema.outline import NodeKind, OutlineNode
from cdx_tui.text import shorten

__all__ = ["Member", "members"]

_IGNORED: Final = ("propertyNames", "contentSchema")


class Member(NamedTuple):
    """A field with a note on it, or a note on the record."""

    field: OutlineNode | None
    note: str = ""


def members(node: OutlineNode, definitions: Mapping[str, OutlineNode]) -> Iterator[Member]:
    """Yield the members of a record; a schema that `allOf` repeats is taken once."""
    waiting, seen = [node], {id(node)}
    while waiting:
        each = waiting.pop()
        merged: list[OutlineNode] = []
        for child in each.children:
            if child.kind is NodeKind.BRANCH and child.name.startswith("allOf "):
                merged.append(child)
            else:
                yield from _members(child)
        if each.target is not None and each.target in definitions:
            merged.append(definitions[each.target])
        elif each.target:
            yield Member(None, f"allOf {shorten(each.target, 80)} is not resolved")
        fresh = [child for child in merged if id(child) not in seen]
        seen.update(map(id, fresh))
        waiting.extend(reversed(fresh))


def _members(child: OutlineNode) -> Iterator[Member]:
    if child.kind is NodeKind.FIELD:
        yield Member(child)
    elif child.kind is NodeKind.ONEOF:
        names = ", ".join(field.name for field in child.children[:4])
        more = ", …" if len(child.children) > 4 else ""
        note = shorten(f"oneof {child.name}: at most one of {names}{more}", 160)
        yield from (Member(field, note) for field in child.children)
    elif child.kind is NodeKind.NOTE:
        yield Member(None, child.name or child.type)
    elif child.kind is NodeKind.BRANCH and not child.name.startswith(_IGNORED):
        yield Member(None, shorten(f"not expressed: {child.name} {child.type}", 120))
