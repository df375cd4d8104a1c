"""Read what options say of a declaration: tags, meaning, documentation, any option as text.

Confluent's `Meta` is read part by part: it is what `confluent/meta.proto` defines as
`(confluent.field_meta)`, `(confluent.message_meta)` and so on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from cdx_tui.schema.annotations import MAX_VALUE, Annotations, bounded, bounded_pairs
from cdx_tui.schema.outline import OutlineNode
from cdx_tui.schema.protobuf.meta import Meta, read_meta
from cdx_tui.schema.protobuf.model import Option, OptionKind
from cdx_tui.schema.protobuf.parser.tokens import decode_string
from cdx_tui.schema.semantics import decimal_text, semantic_of
from cdx_tui.text import clean, clean_lines, shorten

__all__ = ["annotate"]

_MAX_NAME: Final = 120
_META: Final = re.compile(
    r"\(\.?confluent\.(?:message|field|enum|enum_value)_meta\)(?:\.([a-z_]+))?\Z"
)
_DECIMAL: Final = "confluent.type.Decimal"
_STRING_OR_GAP: Final = re.compile(
    r"""("(?>[^"\\]++|\\[\s\S])*+"?|'(?>[^'\\]++|\\[\s\S])*+'?)"""
    r"""|(?>\s++|//[^\n]*+|/\*[\s\S]*?(?:\*/|\Z))++"""
)
"""A string, which is group 1, or white space with comments; a string may be cut off."""


def annotate(node: OutlineNode, options: Sequence[Option]) -> None:
    """Add what the options of a declaration say to its node, whose type is set."""
    if not options:
        return
    meta = None
    pairs = []
    for option in options:
        found = _META.match(option.name) if option.name[0] == "(" else None
        if found is not None:
            meta = meta or Meta()
            read_meta(f"{found[1]}: {option.value}" if found[1] else option.value[1:-1], meta)
        elif option.name != "default":
            pairs.append((_name(option.name), _value(option)))
    if meta is None:
        node.annotations = bounded_pairs(pairs)
    else:
        _add_meta(node, meta, pairs)


def _add_meta(node: OutlineNode, meta: Meta, pairs: list[tuple[str, str]]) -> None:
    if meta.doc:
        doc = clean_lines(meta.doc)
        if node.doc and doc != node.doc:
            pairs.append(("doc", shorten(clean(meta.doc), MAX_VALUE)))
        node.doc = node.doc or doc
    for name, value in (*meta.params.items(), *meta.others):
        pairs.append((_name(name), _clean(value, MAX_VALUE)))
    tags = bounded(dict.fromkeys(_name(tag) for tag in meta.tags if tag.strip()))
    Annotations(_meaning(meta, node.target), tags, bounded_pairs(pairs)).add_to(node)


def _meaning(meta: Meta, target: str | None) -> str:
    """Return the meaning that the parameters give to a field."""
    params = meta.params
    if target == _DECIMAL:
        return (
            decimal_text(params.get("precision", ""), params["scale"]) if "scale" in params else ""
        )
    named = semantic_of(params.get("connect.name", ""), lambda key: params.get(key, ""))
    return named or _clean(params.get("connect.type", ""), _MAX_NAME)


def _value(option: Option) -> str:
    """Return a value on one line: a string without its quotes, any other value as written."""
    if option.kind is OptionKind.WORD:
        return option.value
    value = option.value[: 4 * MAX_VALUE]
    if option.kind is OptionKind.STRING:
        value = decode_string(value)
    elif option.kind is OptionKind.AGGREGATE:
        value = _STRING_OR_GAP.sub(lambda found: found[1] or " ", value).strip()
    return _clean(value, MAX_VALUE)


@lru_cache(maxsize=500)
def _name(text: str) -> str:
    """Return a name or a tag, cleaned; cached, since most are on many fields."""
    return _clean(text, _MAX_NAME)


def _clean(text: str, length: int) -> str:
    return clean(shorten(text.strip(), length))
