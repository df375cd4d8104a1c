"""Filter the resources of a share by text, and sort them by column."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from cdx_tui.api.models import ConsumerSharedResource, Schema
from cdx_tui.schema import NodeKind, OutlineNode, read_schema
from cdx_tui.schema.gc_pause import pause_gc
from cdx_tui.schema.outline_text import name_with_tags
from cdx_tui.schema.search import Needle
from cdx_tui.share.names import name_of, network

__all__ = [
    "COLUMNS",
    "FieldNames",
    "Listed",
    "Order",
    "arrange",
    "field_names",
]

FieldNames = Mapping[int, tuple[str, ...]]
"""Field names in the schemas of each resource, by the resource's index in the response."""


class Listed(NamedTuple):
    """A listed resource.

    `place` is its index in the response; `found_in` names the text that matched the filter, and
    is empty without a filter.
    """

    place: int
    resource: ConsumerSharedResource
    found_in: str = ""

    def is_same(self, other: Listed) -> bool:
        """Return whether both are the same resource: of equal index and name, in any response."""
        same_name = self.resource.display_name == other.resource.display_name
        return self.place == other.place and same_name


class Order(NamedTuple):
    """Sort order of the list: a column of `COLUMNS`, or None for the order of the response."""

    column: str | None = None
    descending: bool = False


_Key = Callable[[ConsumerSharedResource], str | int]

COLUMNS: Final[Mapping[str, _Key]] = {
    "Name": lambda resource: name_of(resource).casefold(),
    "Provider": lambda resource: (resource.organization_name or "").casefold(),
    "Cloud": lambda resource: (resource.cloud or "").casefold(),
    "Network": network,
    "Schemas": lambda resource: len(resource.schemas),
}
"""Sort keys of the list's columns, by column title."""


def arrange(
    resources: Sequence[ConsumerSharedResource], text: str, order: Order, names: FieldNames
) -> tuple[Listed, ...]:
    """Return the resources that match `text`, in `order`.

    Names, organizations, tags and subjects are searched and, as far as they are in `names`,
    field names with their tags; the search is case-sensitive if `text` has capitals.
    """
    if text:
        found = tuple(_matching(resources, Needle(text), names))
    else:
        found = tuple(Listed(place, each) for place, each in enumerate(resources))
    if order.column is None:
        return found[::-1] if order.descending else found
    key = COLUMNS[order.column]
    return tuple(sorted(found, key=lambda listed: key(listed.resource), reverse=order.descending))


def _matching(
    resources: Sequence[ConsumerSharedResource], needle: Needle, names: FieldNames
) -> Iterator[Listed]:
    for place, resource in enumerate(resources):
        for what, texts in _haystack(resource, names.get(place, ())):
            if needle.count("\n".join(texts)):  # all at once, since most do not match
                text = next(filter(needle.count, texts), "")
                yield Listed(place, resource, f"{what} {text}")
                break


def _haystack(
    resource: ConsumerSharedResource, fields: tuple[str, ...]
) -> Iterator[tuple[str, Sequence[str]]]:
    yield "name", (name_of(resource),)
    yield "provider", (resource.organization_name or "",)
    yield "tag", resource.tags
    yield "subject", [schema.subject or "" for schema in resource.schemas]
    yield "field", fields


def field_names(schemas: Sequence[Schema]) -> tuple[str, ...]:
    """Return the distinct field names in the schemas, with their tags: `email [PII]`.

    It parses the schemas, which may take seconds.
    """
    names: dict[str, None] = {}
    for schema in schemas:
        with pause_gc():  # the tree is gone before a collection would look through it
            outline = read_schema(schema.schema or "", schema.schema_type).outline()
            names |= dict.fromkeys(_names(outline.roots))
            del outline
    return tuple(names)


def _names(roots: Sequence[OutlineNode]) -> Iterator[str]:
    below = list(roots)
    while below:
        node = below.pop()
        if node.kind in (NodeKind.FIELD, NodeKind.EXTENSION) and node.name:
            yield name_with_tags(node)
        below += node.children
