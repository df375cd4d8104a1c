"""Say why no value was found for a JSON Schema: which of its keywords stands against one."""

from __future__ import annotations

from collections.abc import Iterator

from cdx_tui.schema.json_schema.validation import Validator
from cdx_tui.schema.sample.constraints import Constraints
from cdx_tui.schema.sample.scalars import MAX_STRING_LENGTH, bounds
from cdx_tui.text import shorten

__all__ = ["MAX_ITEMS", "MAX_PROPERTIES", "explain"]

MAX_ITEMS = 200
"""Number of items of the longest array that is generated."""

MAX_PROPERTIES = 100
"""Number of properties that are invented for an object."""

_PAIRS = (
    ("minLength", "maxLength", MAX_STRING_LENGTH, "characters"),
    ("minItems", "maxItems", MAX_ITEMS, "items"),
    ("minProperties", "maxProperties", MAX_PROPERTIES, "properties"),
)
_COMBINING = ("$ref", "allOf", "anyOf", "oneOf", "if", "extends")
_WIDTH = 80


def explain(validator: Validator, constraints: Constraints) -> str:
    """Return a clause that names the constraint which stands against a value.

    Args:
        validator: The validator that rejected the values tried.
        constraints: The constraints, without choices that are still open.
    """
    found = next(_contradictions(constraints), None)
    if found is not None:
        return found
    violated = _violated(validator, constraints)
    if violated is None:
        return "no value was found that fits this schema"
    listed = next((name for name in ("const", "enum") if any(constraints.values(name))), None)
    if listed == violated[0] or listed is None:
        return f"no value was found that satisfies {' '.join(violated)}"
    return f"no value of {listed} satisfies {' '.join(violated)}"


def _contradictions(constraints: Constraints) -> Iterator[str]:
    for low, high, limit, what in _PAIRS:
        least, most = constraints.at_least(low), constraints.at_most(high)
        if most is not None and least > most:
            yield f"{low} {least:,} is more than {high} {most:,}"
        elif least > limit:
            yield f"{low} {least:,} is more than the {limit:,} {what} of the largest sample"
    low_names, high_names = (("minimum", "exclusiveMinimum"), ("maximum", "exclusiveMaximum"))
    lows = [(value, name) for name in low_names for value in bounds(constraints, name)]
    highs = [(value, name) for name in high_names for value in bounds(constraints, name)]
    if lows and highs:
        (least_number, low), (most_number, high) = max(lows), min(highs)
        if least_number > most_number:
            yield f"{low} {least_number} is more than {high} {most_number}"


def _violated(validator: Validator, constraints: Constraints) -> tuple[str, str] | None:
    """Return the keyword that the first value tried does not satisfy, and its value.

    One that holds schemas counts only if no other is violated, since that would be inside of it.
    """
    found = [
        (member.name, shorten(member.value.compact(), _WIDTH))
        for value in constraints.rejected
        for constraint in constraints.each
        for member in validator.violated(value, constraint.schema)
    ]
    return min(found, key=lambda each: each[0] in _COMBINING, default=None)
