"""Generate sample strings and numbers for a JSON Schema."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import count, islice
from math import ceil, floor, isfinite

from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json.values import number_of
from cdx_tui.schema.json_schema.validation import Validator
from cdx_tui.schema.sample.constraints import Constraints
from cdx_tui.schema.sample.place import Place
from cdx_tui.schema.sample.plausible_values import PlausibleValues

__all__ = ["MAX_STRING_LENGTH", "bounds", "numbers", "strings"]

MAX_STRING_LENGTH = 10_000
"""Length of the longest string that is generated."""

_MAX_ATTEMPTS = 1_000
_BASE64 = "Ynl0ZXM="

_FORMATS = {
    "date": "2026-01-15",
    "time": "09:30:00Z",
    "date-time": "2026-01-15T09:30:00Z",
    "duration": "PT1H30M",
    "email": "ada@example.com",
    "idn-email": "ada@example.com",
    "hostname": "host.example.com",
    "idn-hostname": "host.example.com",
    "host-name": "host.example.com",
    "ipv4": "192.0.2.1",
    "ip-address": "192.0.2.1",
    "ipv6": "2001:db8::1",
    "uri": "https://example.com/a",
    "uri-reference": "https://example.com/a",
    "iri": "https://example.com/a",
    "iri-reference": "https://example.com/a",
    "url": "https://example.com/a",
    "uri-template": "https://example.com/{id}",
    "uuid": "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "json-pointer": "/a/b",
    "relative-json-pointer": "0/a",
    "regex": "^[a-z]+$",
    "color": "blue",
    "phone": "+12025550147",
    "byte": "Ynl0ZXM=",
    "binary": "bytes",
    "password": "correct horse battery staple",
}
_PLAUSIBLE_FORMATS = {
    "date": "date",
    "date-time": "datetime",
    "email": "email",
    "idn-email": "email",
    "hostname": "hostname",
    "idn-hostname": "hostname",
    "host-name": "hostname",
    "ipv4": "ipv4",
    "ip-address": "ipv4",
    "ipv6": "ipv6",
    "uri": "url",
    "uri-reference": "url",
    "url": "url",
    "uuid": "uuid",
}
"""A word that suggests a value of a format, which is valid in every variant."""

_FORMAT_ALTERNATIVES = {  # for unique items, or if a pattern excludes the first one
    "date": ("2026-02-01", "1999-12-31"),
    "date-time": ("2026-01-15T09:30:00.000Z", "2026-01-15T09:30:00+00:00"),
    "time": ("09:30:00", "09:30:00.000Z"),
    "email": ("grace@example.com", "a@b.ch"),
    "ipv4": ("192.0.2.2", "198.51.100.7"),
    "uri": ("http://example.com/", "https://example.com/b", "urn:isbn:0451450523"),
    "uuid": ("0f8fad5b-d9cb-469f-a165-70867728950e", "7c9e6679-7425-40de-944b-e07fc1f90ae7"),
}


def strings(
    validator: Validator, constraints: Constraints, plausible: PlausibleValues, place: Place
) -> Iterator[str]:
    """Yield candidate strings; nothing if they must be longer than `MAX_STRING_LENGTH`.

    Args:
        validator: The validator, for its parsed patterns.
        constraints: The constraints.
        plausible: The plausible values.
        place: The place of the value.
    """
    least = constraints.at_least("minLength")
    most = constraints.at_most("maxLength")
    if least > MAX_STRING_LENGTH:
        return
    patterns = [node.text() or "" for node in constraints.values("pattern")]
    formats = [node.text() or "" for node in constraints.values("format")]
    known = [format_ for format_ in formats if format_ in _FORMATS]
    for format_ in known:
        yield from _of_format(format_, plausible)
    if known and not patterns:
        yield from _lengthened(known[0], least)
        return
    plain = _BASE64 if _is_base64(constraints) else plausible.text(place)
    words = [plain, plain.lower(), plain.upper(), "a", "1"]
    if not patterns:
        yield from (_fit_length(word, least, most) for word in words)
        yield from (
            _fit_length(f"{number}{plain}", least, most)
            for number in islice(count(2), _MAX_ATTEMPTS)
        )
        return
    yield from (word for word in words if len(word) >= least)
    for text in patterns:
        pattern = validator.pattern(text)
        for example in pattern.examples() if pattern is not None else ():
            yield example
            yield _fit_length(example, least, most)
    yield from (str(number) for number in range(_MAX_ATTEMPTS))


def _of_format(format_: str, plausible: PlausibleValues) -> Iterator[str]:
    word = _PLAUSIBLE_FORMATS.get(format_)
    if word is not None:
        yield plausible.text(Place(word))
    yield from (_FORMATS[format_], *_FORMAT_ALTERNATIVES.get(format_, ()))


def _is_base64(constraints: Constraints) -> bool:
    """Return whether a string holds bytes, by the standard or by Kafka Connect's convention."""
    encodings = [node.text() for node in constraints.values("contentEncoding")]
    connected = [node.text() for node in constraints.values("connect.type")]
    return "base64" in encodings or "bytes" in connected


def _lengthened(format_: str, least: int) -> Iterator[str]:
    """Yield distinct texts of a format, padded to at least `least` characters if it allows that."""
    more = "x" * max(least - len(_FORMATS[format_]), 0)
    for number in range(2, _MAX_ATTEMPTS):
        if format_ in ("email", "idn-email"):
            yield f"ada{more[:50]}{number}@example.com"
        elif _FORMATS[format_].startswith("https:") or format_ in ("password", "binary", "phone"):
            yield f"{_FORMATS[format_]}{more}{number}"


def _fit_length(text: str, least: int, most: int | None) -> str:
    padded = text if len(text) >= least else (text + " " + text).ljust(least, "x")[: max(least, 1)]
    return padded[:most]


def numbers(
    constraints: Constraints, plausible: PlausibleValues, place: Place, *, integral: bool
) -> Iterator[int | float]:
    """Yield candidate numbers.

    Args:
        constraints: The constraints.
        plausible: The plausible values.
        place: The place of the value.
        integral: Whether to yield only integers.
    """
    lows = [*bounds(constraints, "minimum"), *bounds(constraints, "exclusiveMinimum")]
    highs = [*bounds(constraints, "maximum"), *bounds(constraints, "exclusiveMaximum")]
    low = max(lows, default=None)
    high = min(highs, default=None)
    steps = [*bounds(constraints, "multipleOf"), *bounds(constraints, "divisibleBy")]
    guess = plausible.number(place)
    tried = [
        Fraction(str(plausible.any_number(1 if integral else 1.5) if guess is None else guess))
    ]
    if plausible.variant:
        tried += _inside(low, high, plausible.variant)
    tried += [Fraction(1), Fraction(0)]
    tried += [edge + more for edge in (low, high) if edge is not None for more in (0, 1, -1)]
    if low is not None and high is not None:
        tried += [(low + high) / 2, low + (high - low) / 10]
    start = low if low is not None else (high - _MAX_ATTEMPTS if high is not None else Fraction(0))
    for value in (*tried, *(start + number for number in range(_MAX_ATTEMPTS))):
        for step in steps or [Fraction(1)] * integral:
            if step > 0:
                yield from (_plain(floor(value / step) * step), _plain(ceil(value / step) * step))
        if not integral and not steps:
            yield _plain(value)


def _inside(low: Fraction | None, high: Fraction | None, variant: int) -> list[Fraction]:
    """Return a number between the bounds, so that samples differ where plausible ones don't fit."""
    if low is not None and high is not None:
        return [low + (high - low) * (variant * 37 % 100) / 100]
    if low is not None:
        return [low + variant]
    return [high - variant] if high is not None else []


def bounds(constraints: Constraints, keyword: str) -> Iterator[Fraction]:
    """Yield the numbers that a keyword has in each of the schemas."""
    for node in constraints.values(keyword):
        number = _exact(node)
        if number is not None:
            yield number


def _exact(node: JsonNode) -> Fraction | None:
    """Return the exact value of a number as written; None if it is not finite or not a number.

    Also None if it is not 0 but closer to it than 1e-300. A literal of 40 characters or more is
    rounded to a float.
    """
    if node.kind is not JsonKind.NUMBER:
        return None
    number = number_of(node)
    if isinstance(number, int):
        return Fraction(number)
    if not isfinite(number) or 0 < abs(number) < 1e-300:
        return None
    return Fraction(node.raw) if len(node.raw) < 40 else Fraction(number)


def _plain(value: Fraction) -> int | float:
    return value.numerator if value.denominator == 1 else float(value)
