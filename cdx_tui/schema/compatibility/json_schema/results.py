"""What the comparison of two schemas found, relative to them, so that it can be reused.

Results refer to each other as the schemas do. A schema that is referred to from many places is
compared once, and only `listed` writes its differences down at every path.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice
from typing import NamedTuple

from cdx_tui.schema.compatibility.json_schema.kinds import HARMLESS, RULES
from cdx_tui.schema.compatibility.model import Difference
from cdx_tui.text import clean, shorten

__all__ = ["MAX_DIFFERENCES", "Found", "Result", "listed"]

MAX_DIFFERENCES = 10_000
"""Maximum number of differences that are listed; those that break take precedence."""

_MAX_PLACES = 100
"""Number of paths at which the differences of the same two schemas are listed."""

_MAX_PATH_TOKENS = 40
_TOKEN_WIDTH = 200
_VALUE_WIDTH = 200


class Found(NamedTuple):
    """A difference.

    Attributes:
        kind: Schema Registry's name of it.
        path: The tokens of the path from the compared schemas, NOT cleaned.
        old: The old value, NOT cleaned.
        new: The new value, NOT cleaned.
        breaks: Whether a reader with the new schema cannot read all data of the old one.
    """

    kind: str
    path: tuple[str, ...]
    old: str
    new: str
    breaks: bool


class _Nested(NamedTuple):
    path: tuple[str, ...]
    result: Result


_Path = tuple["_Path", tuple[str, ...]] | None
"""A path as a pair of the outer path and further tokens; None for the root."""


class Result:
    """Differences between two schemas.

    Args:
        probe: Whether the comparison may end at the first difference that breaks.

    Attributes:
        probe: The same.
        parts: The differences of the schemas, and the results for their subschemas.
        compatible: Whether none of them breaks.
    """

    __slots__ = ("compatible", "parts", "probe")

    def __init__(self, *, probe: bool = False) -> None:
        self.probe = probe
        self.parts: list[Found | _Nested] = []
        self.compatible = True

    @property
    def settled(self) -> bool:
        """Whether the comparison may end here."""
        return self.probe and not self.compatible

    def add(self, kind: str, *path: str, old: str = "", new: str = "") -> None:
        """Add a difference at a path from the compared schemas."""
        breaks = kind not in HARMLESS
        self.parts.append(Found(kind, path, old, new, breaks))
        if breaks:
            self.compatible = False

    def include(self, result: Result, *path: str) -> None:
        """Add the differences of subschemas at a path."""
        if result.parts:
            self.parts.append(_Nested(path, result))
        self.compatible &= result.compatible


def listed(result: Result) -> tuple[Difference, ...]:
    """Return the differences with their full paths, cleaned; at most `MAX_DIFFERENCES`."""
    differences = list(islice(_walk(result, _EVERY), MAX_DIFFERENCES + 1))
    if len(differences) > MAX_DIFFERENCES:
        chosen = chain(_walk(result, _BREAKING), _walk(result, _HARMLESS))
        differences = list(islice(chosen, MAX_DIFFERENCES))
    return tuple(differences)


_EVERY, _BREAKING, _HARMLESS = (True, False), (True,), (False,)


def _walk(root: Result, wanted: tuple[bool, ...]) -> Iterator[Difference]:
    """Yield the differences of which it is wanted whether they break."""
    waiting: list[tuple[_Path, Found | _Nested]] = [(None, part) for part in reversed(root.parts)]
    places: dict[int, int] = {}
    while waiting:
        outer, part = waiting.pop()
        path = (outer, part.path) if part.path else outer
        if isinstance(part, Found):
            if part.breaks in wanted:
                yield _difference(part, path)
            continue
        key = id(part.result)
        places[key] = places.get(key, 0) + 1
        if places[key] <= _MAX_PLACES:
            waiting.extend((path, inner) for inner in reversed(part.result.parts))


def _difference(found: Found, path: _Path) -> Difference:
    return Difference(
        found.kind,
        _written(path),
        _shown(found.old),
        _shown(found.new),
        found.breaks,
        RULES[found.kind],
    )


def _written(path: _Path) -> str:
    """Return a path as Schema Registry writes it; a long one loses its outer tokens."""
    tokens: list[str] = []
    while path is not None and len(tokens) < _MAX_PATH_TOKENS:
        path, inner = path
        tokens = [*inner, *tokens]
    shown = "/".join(shorten(clean(token[: 2 * _TOKEN_WIDTH]), _TOKEN_WIDTH) for token in tokens)
    return f"#/{'…/' if path is not None else ''}{shown}"


def _shown(value: str) -> str:
    return shorten(clean(value[: 2 * _VALUE_WIDTH]), _VALUE_WIDTH)
