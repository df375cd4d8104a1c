"""Compare what is said of properties and items that are not listed: `additional…`, `unevaluated…`.

The words are those of Schema Registry: they are ADDED when the new schema permits what the old one
refused, EXTENDED or NARROWED when their schema is removed or added.
"""

from __future__ import annotations

from cdx_tui.schema.compatibility.json_schema.comparison import Comparison
from cdx_tui.schema.compatibility.json_schema.contents import ArrayContent, ObjectContent
from cdx_tui.schema.compatibility.json_schema.results import Result
from cdx_tui.schema.compatibility.json_schema.shapes import Kind, Shape
from cdx_tui.schema.trampoline import Steps

__all__ = ["compare_additional", "compare_unevaluated"]

_Side = tuple[Shape, ObjectContent | ArrayContent]


def compare_additional(
    comparison: Comparison, result: Result, what: str, old: _Side, new: _Side
) -> Steps[None]:
    """Compare `additionalProperties` or `additionalItems`.

    Args:
        comparison: The comparison.
        result: Receives the differences.
        what: `Properties` or `Items`.
        old: The old schema and its content model.
        new: The new schema and its content model.
    """
    before, after = old[1], new[1]
    path = f"additional{what}"
    change = ""
    if before.closed is not after.closed:
        change = "REMOVED" if after.closed else "ADDED"
    elif before.additional is None and after.additional is not None:
        change = "NARROWED"
    elif before.additional is not None and after.additional is None:
        change = "EXTENDED"
    if change:
        result.add(f"ADDITIONAL_{what.upper()}_{change}", path)
    elif before.additional is not None:
        found = yield comparison.children(
            result, old[0], before.additional, new[0], after.additional
        )
        result.include(found, path)


def compare_unevaluated(
    comparison: Comparison, result: Result, what: str, old: _Side, new: _Side
) -> Steps[None]:
    """Compare `unevaluatedProperties` or `unevaluatedItems`; arguments as `compare_additional`."""
    schemas = old[1].unevaluated, new[1].unevaluated
    if schemas == (None, None):
        return
    path = f"unevaluated{what}"
    before, after = _permission(old), _permission(new)
    change = _change_of_permission(before, after)
    if change:
        result.add(f"UNEVALUATED_{what.upper()}_{change}", path, old=before, new=after)
    elif schemas[0] is not None and schemas[1] is not None:
        found = yield comparison.children(result, old[0], schemas[0], new[0], schemas[1])
        result.include(found, path)


_ABSENT, _NONE, _SOME, _ANY = "", "false", "a schema", "true"


def _permission(side: _Side) -> str:
    """Return which unevaluated values a schema permits, as its keyword says it."""
    shape, content = side
    if content.unevaluated is None:
        return _ABSENT
    inner = shape.document.shape(content.unevaluated)
    if inner.kind is Kind.FALSE:
        return _NONE
    return _ANY if inner.accepts_all else _SOME


def _change_of_permission(old: str, new: str) -> str:
    """Return how the permission changed.

    The registry takes an added `true` for a restriction, too, though nothing is refused by it.
    """
    if old == new:
        return ""
    if _NONE in (old, new):
        return "ADDED" if old == _NONE else "REMOVED"
    if _ABSENT in (old, new):
        return "NARROWED" if old == _ABSENT else "EXTENDED"
    return "NARROWED" if old == _ANY else "EXTENDED"
