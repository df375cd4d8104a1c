"""Find a field by name in the schemas of a resource."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from cdx_tui.api.models import ConsumerSharedResource
from cdx_tui.schema import NodeKind, Outline, read_schema

__all__ = ["LocatedField", "locate_field"]


class LocatedField(NamedTuple):
    """A field in a schema: the schema's index in the resource, and the field's dotted path."""

    schema: int
    path: str


def locate_field(
    resource: ConsumerSharedResource, schemas: Iterable[int], name: str
) -> LocatedField | None:
    """Return the first field called `name`; None if there is none.

    It parses the schemas, which may take seconds: call it in a thread.

    Args:
        resource: The resource.
        schemas: Indices of the schemas to look through, in this order.
        name: The name of the field.
    """
    for index in schemas:
        schema = resource.schemas[index]
        document = read_schema(schema.schema or "", schema.schema_type)
        path = _find(document.outline(), name)
        if path is not None:
            return LocatedField(index, path)
    return None


def _find(outline: Outline, name: str) -> str | None:
    pending = [(node, "") for node in reversed(outline.roots)]
    while pending:
        node, parent_path = pending.pop()
        path = f"{parent_path}.{node.name}" if parent_path else node.name
        if node.kind in (NodeKind.FIELD, NodeKind.EXTENSION) and node.name == name:
            return path
        below = path if node.kind is NodeKind.FIELD else parent_path
        pending += [(child, below) for child in reversed(node.children)]
    return None
