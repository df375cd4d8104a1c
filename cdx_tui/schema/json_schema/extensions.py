"""Annotations of a JSON Schema: tags, Connect's types, and keywords that validate nothing.

"Unknown keywords should be treated as annotations", say the drafts.
"""

from __future__ import annotations

import re
from typing import Final

from cdx_tui.schema.annotations import (
    TAGS,
    bounded,
    connect_semantic,
    read_pairs,
    read_tags,
    value_text,
)
from cdx_tui.schema.json_schema.drafts import Draft, keywords
from cdx_tui.schema.json_schema.layers import Layers
from cdx_tui.schema.outline import OutlineNode

__all__ = ["annotate"]

_ANNOTATIONS: Final = frozenset(
    (
        *("title", "deprecated", "readOnly", "writeOnly", "examples", "$comment"),
        *("contentEncoding", "contentMediaType"),
    )
)
"""Keywords of the drafts that are shown as annotations."""

_SHOWN: Final = (
    frozenset(("const", "default", "discriminator", "nullable"))
    | frozenset(keyword for draft in Draft for keyword in keywords(draft))
) - _ANNOTATIONS
"""Keywords that are shown elsewhere, or not at all."""


def annotate(node: OutlineNode, layers: Layers, title: str) -> None:
    """Set the tags, the meaning and the annotations of a node whose type and doc are set.

    Args:
        node: The outline node.
        layers: Its schema.
        title: The schema's title, cleaned.
    """
    if _SHOWN.issuperset(layers.keywords()):
        return
    further = {name: layers.get(name) for name in layers.keywords() if name not in _SHOWN}
    if TAGS in further:
        tags = [tag for schema in layers.schemas for tag in read_tags(schema.get(TAGS))]
        node.tags = bounded(dict.fromkeys(tags))
        del further[TAGS]
    _set_meaning(node, layers, title)
    if title and title in (node.doc, node.name):
        further.pop("title", None)
    node.annotations = read_pairs((n, value) for n, value in further.items() if value is not None)


def _set_meaning(node: OutlineNode, layers: Layers, title: str) -> None:
    """Set the meaning by the name that Connect gave the type, or by Connect's own type.

    Connect's converter writes the name as the title.
    """
    named = layers.get("connect.name")
    name = (named.text() if named is not None else None) or title
    meaning = ""
    if name:
        parameters = layers.get("connect.parameters")
        meaning = connect_semantic(name, layers.outermost, parameters)
    if meaning and node.doc == title == name:
        node.doc = ""  # a name of Connect's is no documentation
    connect_type = layers.get("connect.type")
    if not meaning and connect_type is not None and connect_type.text() is not None:
        meaning = value_text(connect_type)
    said = re.split(r"[^\w.,()-]+", node.type)
    node.semantic = "" if meaning in said else meaning
