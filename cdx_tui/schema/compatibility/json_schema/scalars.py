"""Compare schemas of strings, numbers, listed values and negations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Context, Decimal, DecimalException

from cdx_tui.schema.compatibility.json_schema.comparison import Comparison
from cdx_tui.schema.compatibility.json_schema.kinds import bound_kind
from cdx_tui.schema.compatibility.json_schema.results import Result
from cdx_tui.schema.compatibility.json_schema.shapes import Shape
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import node_key, number_of
from cdx_tui.schema.trampoline import Steps

__all__ = [
    "compare_bounds",
    "compare_const",
    "compare_enum",
    "compare_not",
    "compare_number",
    "compare_reference",
    "compare_string",
]

_NUMBER_BOUNDS = ("maximum", "minimum", "exclusiveMaximum", "exclusiveMinimum")
_EXACT = Context(prec=100)
_MAX_VALUES_SHOWN = 20


def compare_bounds(
    result: Result, names: Iterable[str], old: Mapping[str, JsonNode], new: Mapping[str, JsonNode]
) -> None:
    """Compare keywords that are bounds, such as `maxLength`; those without a number are ignored."""
    for name in names:
        before, after = _number(old.get(name)), _number(new.get(name))
        if before is None and after is None:
            continue
        if before is None or after is None:
            change = "ADDED" if before is None else "REMOVED"
        elif number_of(before) == number_of(after):
            continue
        else:
            change = "INCREASED" if number_of(before) < number_of(after) else "DECREASED"
        result.add(bound_kind(name, change), name, old=_raw(before), new=_raw(after))


def compare_string(_comparison: Comparison, result: Result, old: Shape, new: Shape) -> None:
    """Compare schemas of strings."""
    compare_bounds(result, ("maxLength", "minLength"), old.keywords, new.keywords)
    before, after = (_text(shape.keywords.get("pattern")) for shape in (old, new))
    if before != after:
        change = "ADDED" if before is None else "REMOVED" if after is None else "CHANGED"
        result.add(f"PATTERN_{change}", "pattern", old=before or "", new=after or "")


def compare_number(_comparison: Comparison, result: Result, old: Shape, new: Shape) -> None:
    """Compare schemas of numbers.

    A draft-04 `exclusiveMaximum` of true or false is not compared, as in Schema Registry.
    """
    compare_bounds(result, _NUMBER_BOUNDS, old.keywords, new.keywords)
    before, after = (_number(shape.keywords.get("multipleOf")) for shape in (old, new))
    change = _change_of_multiple(before, after)
    if change:
        kind = f"MULTIPLE_OF_{change}"
        result.add(kind, "multipleOf", old=_raw(before), new=_raw(after))
    if old.integer is not new.integer:
        kind = "TYPE_EXTENDED" if old.integer else "TYPE_NARROWED"
        result.add(kind, old=old.name, new=new.name)


def compare_enum(_comparison: Comparison, result: Result, old: Shape, new: Shape) -> None:
    """Compare enums as sets of values."""
    before, after = old.values(), new.values()
    if before.keys() == after.keys():
        return
    if before.keys() <= after.keys():
        change = "EXTENDED"
    else:
        change = "NARROWED" if after.keys() <= before.keys() else "CHANGED"
    removed = [before[key] for key in before if key not in after]
    added = [after[key] for key in after if key not in before]
    result.add(f"ENUM_ARRAY_{change}", "enum", old=_shown(removed), new=_shown(added))


def compare_const(_comparison: Comparison, result: Result, old: Shape, new: Shape) -> None:
    """Compare constants."""
    before, after = old.keywords["const"], new.keywords["const"]
    if node_key(before) != node_key(after):
        result.add("ENUM_ARRAY_CHANGED", "const", old=_shown([before]), new=_shown([after]))


def compare_not(comparison: Comparison, result: Result, old: Shape, new: Shape) -> Steps[None]:
    """Compare negations: the new one must refuse no more than the old one."""
    found = yield comparison.children(result, new, new.keywords["not"], old, old.keywords["not"])
    if not found.compatible:
        result.add("NOT_TYPE_EXTENDED", "not")
    elif found.parts:
        result.add("NOT_TYPE_NARROWED", "not")


def compare_reference(_comparison: Comparison, result: Result, old: Shape, new: Shape) -> None:
    """Compare references that lead out of their documents: they must be the same."""
    if old.reference != new.reference:
        result.add("TYPE_CHANGED", old=old.reference, new=new.reference)


def _number(node: JsonNode | None) -> JsonNode | None:
    return node if node is not None and node.kind is JsonKind.NUMBER else None


def _text(node: JsonNode | None) -> str | None:
    return node.text() if node is not None else None


def _raw(node: JsonNode | None) -> str:
    return node.raw if node is not None else ""


def _change_of_multiple(old: JsonNode | None, new: JsonNode | None) -> str:
    """Return how `multipleOf` changed, in Schema Registry's words; empty if it did not."""
    if old is None or new is None:
        return "" if old is new else "ADDED" if old is None else "REMOVED"
    if number_of(old) == number_of(new):
        return ""
    if _divides(old, new):
        return "EXPANDED"
    return "REDUCED" if _divides(new, old) else "CHANGED"


def _divides(divisor: JsonNode, number: JsonNode) -> bool:
    """Return whether a number is a multiple of another; False if it takes too many digits."""
    try:
        return not _EXACT.remainder(Decimal(number.raw), Decimal(divisor.raw))
    except DecimalException:
        return False


def _shown(values: list[JsonNode]) -> str:
    shown = ", ".join(value.compact() for value in values[:_MAX_VALUES_SHOWN])
    return f"{shown}, …" if len(values) > _MAX_VALUES_SHOWN else shown
