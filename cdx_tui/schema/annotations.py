"""Tags, meaning and further properties that providers attach to types and fields.

These are the parts that Avro and JSON Schema have in common: `confluent:tags`, the `connect.`
properties, and any property that the format itself does not know. All are bounded: a hostile
schema may hold a hundred thousand tags, or megabytes in one property.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.outline import OutlineNode
from cdx_tui.schema.semantics import semantic_of
from cdx_tui.text import clean, shorten

__all__ = [
    "MAX_LISTED",
    "MAX_VALUE",
    "NOTHING",
    "TAGS",
    "Annotations",
    "bounded",
    "bounded_pairs",
    "connect_semantic",
    "meaning",
    "read_pairs",
    "read_tags",
    "value_text",
]

TAGS: Final = "confluent:tags"
"""The property that holds tags."""

MAX_LISTED: Final = 100
"""Tags or properties that are kept for one node; the others are only counted."""

MAX_VALUE: Final = 500
"""Characters of a property's value that are kept."""

_MAX_NAME: Final = 120
_MAX_PARAMETER: Final = 4_000


@dataclass(frozen=True, slots=True)
class Annotations:
    """What a provider attached to a type; see the attributes of `OutlineNode` of the same names."""

    semantic: str = ""
    tags: tuple[str, ...] = ()
    annotations: tuple[tuple[str, str], ...] = ()

    def joined(self, inner: Annotations) -> Annotations:
        """Return these annotations together with those of an inner type."""
        if inner is NOTHING:
            return self
        return Annotations(
            self.semantic or inner.semantic,
            _both(self.tags, inner.tags),
            _together(self.annotations, inner.annotations),
        )

    def add_to(self, node: OutlineNode) -> None:
        """Add these annotations to those of a node, whose own come first."""
        node.semantic = node.semantic or self.semantic
        if self.tags:
            node.tags = _both(node.tags, self.tags)
        if self.annotations:
            node.annotations = _together(node.annotations, self.annotations)


NOTHING: Final = Annotations()
"""No annotations."""


def meaning(semantic: str) -> Annotations:
    """Return annotations of a meaning alone, which may be empty."""
    return Annotations(semantic) if semantic else NOTHING


def read_tags(value: JsonNode | None) -> tuple[str, ...]:
    """Return the tags in an array of strings, or the only one in a string; cleaned, each once."""
    if value is None:
        return ()
    written = value.items if value.kind is JsonKind.ARRAY else (value,)
    texts = (item.beginning(_MAX_NAME + 1) for item in written)
    return bounded(dict.fromkeys(_name(text) for text in texts if text and text.strip()))


def read_pairs(pairs: Iterable[tuple[str, JsonNode]]) -> tuple[tuple[str, str], ...]:
    """Return properties as text, the first `MAX_LISTED`, and how many more there are."""
    found = list(pairs)
    texts = [(_name(name), value_text(value)) for name, value in found[:MAX_LISTED]]
    return bounded_pairs(texts, len(found))


def bounded_pairs(
    pairs: list[tuple[str, str]], total: int | None = None
) -> tuple[tuple[str, str], ...]:
    """Return the first `MAX_LISTED` pairs, and how many more of `total` there are."""
    more = (len(pairs) if total is None else total) - MAX_LISTED
    if more <= 0:
        return tuple(pairs)
    return (*pairs[:MAX_LISTED], (f"… {more:,} more", ""))


def value_text(value: JsonNode) -> str:
    """Return a value on one line: a string without its quotes, or else compact JSON; cleaned."""
    text = value.beginning(MAX_VALUE + 1)
    if text is None:
        text = value.excerpt(MAX_VALUE + 1)
    return shorten(clean(text), MAX_VALUE)


def connect_semantic(name: str, source: JsonNode, parameters: JsonNode | None) -> str:
    """Return the meaning of a type by its name in Connect; empty if the name is not known.

    Args:
        name: The name, NOT cleaned.
        source: The type's definition, which may hold its parameters itself.
        parameters: The value of `connect.parameters`, if there is one.
    """

    def parameter(key: str) -> str:
        value = parameters.get(key) if parameters is not None else None
        value = value or source.get(key)
        if value is None:
            return ""
        text = value.beginning(_MAX_PARAMETER)
        return value.raw if text is None else text

    return semantic_of(name, parameter)


def bounded(tags: Iterable[str]) -> tuple[str, ...]:
    """Return the first `MAX_LISTED` tags, and how many more there are."""
    every = tuple(tags)
    if len(every) <= MAX_LISTED:
        return every
    return (*every[:MAX_LISTED], f"… {len(every) - MAX_LISTED:,} more")


def _both(first: tuple[str, ...], second: tuple[str, ...]) -> tuple[str, ...]:
    if not (first and second):
        return first or second
    return bounded(dict.fromkeys((*first, *second)))


def _together(
    first: tuple[tuple[str, str], ...], second: tuple[tuple[str, str], ...]
) -> tuple[tuple[str, str], ...]:
    if not (first and second):
        return first or second
    return first + second[: max(0, MAX_LISTED - len(first))]


def _name(text: str) -> str:
    return shorten(clean(text.strip()), _MAX_NAME)
