"""Find a field by name in the schemas of a resource."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cdx_tui.api.models import ConsumerSharedResource
from cdx_tui.schema import NodeKind, Outline, read_schema
from cdx_tui.schema.outline_text import name_with_tags

__all__ = ["LocatedField", "locate_field"]


class LocatedField(NamedTuple):
    """A field in a schema: the schema's index in the resource, the field's dotted path and name."""

    schema: int
    path: str
    name: str


def locate_field(
    resource: ConsumerSharedResource, schemas: Iterable[int], name: str
) -> LocatedField | None:
    """Return the first field called `name`, with its tags if it has any; None if there is none.

    It parses the schemas, which may take seconds: call it in a thread.

    Args:
        resource: The resource.
        schemas: Indices of the schemas to look through, in this order.
        name: The name of the field, as `name_with_tags` returns it.
    """
    for index in schemas:
        schema = resource.schemas[index]
        document = read_schema(schema.schema or "", schema.schema_type)
        found = _find(document.outline(), name)
        if found is not None:
            return LocatedField(index, *found)
    return None


def _find(outline: Outline, name: str) -> tuple[str, str] | None:
    pending = [(node, "") for node in reversed(outline.roots)]
    while pending:
        node, parent_path = pending.pop()
        path = f"{parent_path}.{node.name}" if parent_path else node.name
        if node.kind in (NodeKind.FIELD, NodeKind.EXTENSION) and name_with_tags(node) == name:
            return path, node.name
        below = path if node.kind is NodeKind.FIELD else parent_path
        pending += [(child, below) for child in reversed(node.children)]
    return None
