"""Parse a regular expression (the subset of ECMA 262 that schemas use) into a tree."""

from __future__ import annotations

import re
from dataclasses import dataclass

__all__ = [
    "Alternatives",
    "Anchor",
    "Characters",
    "Lookahead",
    "Node",
    "Repeat",
    "Sequence",
    "UnsupportedPattern",
    "parse_pattern",
]

_MAX_DEPTH = 40
_MAX_PATTERN_LENGTH = 5_000
_MAX_REPEATS = 4_096
_MAX_CODE_POINT = 0x10FFFF

Ranges = tuple[tuple[int, int], ...]
_DIGIT: Ranges = ((48, 57),)
_WORD: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
_SPACE: Ranges = ((9, 13), (32, 32), (160, 160), (0x2028, 0x2029), (0xFEFF, 0xFEFF))
_LETTER: Ranges = ((65, 90), (97, 122), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2AF))
_CLASSES = {"d": _DIGIT, "w": _WORD, "s": _SPACE}
_PROPERTIES = {
    **dict.fromkeys(("L", "Letter", "Alphabetic", "IsAlphabetic", "IsLetter"), _LETTER),
    **dict.fromkeys(("Lu", "Uppercase_Letter", "Uppercase"), ((65, 90),)),
    **dict.fromkeys(("Ll", "Lowercase_Letter", "Lowercase"), ((97, 122),)),
    **dict.fromkeys(("N", "Nd", "Number", "digit", "Decimal_Number"), _DIGIT),
}
_CONTROLS = {"n": 10, "r": 13, "t": 9, "f": 12, "v": 11, "0": 0, "b": 8}
_QUANTIFIER = re.compile(r"([*+?]|\{([0-9]{1,6})(,([0-9]{1,6})?)?\})[?+]?")
_HEXADECIMAL = re.compile(r"x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}")
_PROPERTY = re.compile(r"[pP]\{(?:[A-Za-z_]{1,40}=)?([A-Za-z_]{1,40})\}")
_GROUP = re.compile(r"\((?:\?(?::|P?<[A-Za-z_][A-Za-z0-9_]{0,60}>))?(?!\?)")
_LOOKAHEAD = re.compile(r"\(\?([=!])")


class UnsupportedPattern(ValueError):
    """An expression is invalid, unsupported or takes too long to match."""


@dataclass(frozen=True, slots=True)
class Characters:
    """One character of a class.

    Attributes:
        ranges: Inclusive ranges of code points.
        negated: Whether the class consists of all other characters.
    """

    ranges: Ranges
    negated: bool = False

    def contains(self, character: str) -> bool:
        """Return whether a character is in the class."""
        code = ord(character)
        return any(low <= code <= high for low, high in self.ranges) is not self.negated

    def first(self) -> str:
        """Return a character at or next to a bound of the ranges; empty if none is in the class."""
        codes = [33] if self.negated else []
        codes += [bound for low, high in self.ranges for bound in (low, high)]
        codes += [high + 1 for _low, high in self.ranges if self.negated and high < _MAX_CODE_POINT]
        return next((chr(code) for code in codes if self.contains(chr(code))), "")


@dataclass(frozen=True, slots=True)
class Sequence:
    """A concatenation of parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Alternatives:
    """A choice between parts."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """A part repeated `least` to `most` times; `most` is None if it is unbounded."""

    part: Node
    least: int
    most: int | None


@dataclass(frozen=True, slots=True)
class Anchor:
    """An assertion: `^`, `$`, `b` (word boundary) or `B`."""

    kind: str


@dataclass(frozen=True, slots=True)
class Lookahead:
    """A lookahead: a part must match the text that follows, or if not `positive`, must not."""

    part: Node
    positive: bool


Node = Characters | Sequence | Alternatives | Repeat | Anchor | Lookahead


def parse_pattern(text: str) -> Node:
    """Parse an expression and return the root of its tree.

    Raises:
        UnsupportedPattern: The expression is invalid, uses unsupported syntax, or exceeds a limit.
    """
    if len(text) > _MAX_PATTERN_LENGTH:
        raise UnsupportedPattern("it is too long")
    parser = _Parser(text)
    root = parser.alternatives(0)
    if parser.position < len(text):
        raise UnsupportedPattern("a parenthesis too many")
    return root


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.position = 0

    def alternatives(self, depth: int) -> Node:
        if depth > _MAX_DEPTH:
            raise UnsupportedPattern("it is too deep")
        parts = [self._sequence(depth)]
        while self._next() == "|":
            self.position += 1
            parts.append(self._sequence(depth))
        return parts[0] if len(parts) == 1 else Alternatives(tuple(parts))

    def _next(self) -> str:
        return self.text[self.position : self.position + 1]

    def _sequence(self, depth: int) -> Node:
        parts: list[Node] = []
        while self._next() not in ("", "|", ")"):
            parts.append(self._quantified(self._atom(depth)))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _quantified(self, part: Node) -> Node:
        found = _QUANTIFIER.match(self.text, self.position)
        if not found:
            return part
        self.position = found.end()
        mark, least, comma, most = found.groups()
        if mark in "*+?":
            return Repeat(part, int(mark == "+"), 1 if mark == "?" else None)
        if int(least) > _MAX_REPEATS:
            raise UnsupportedPattern("too many repeats")
        last = int(most) if most else (None if comma else int(least))
        if last is not None and last < int(least):
            raise UnsupportedPattern("the repeats are the wrong way round")
        return Repeat(part, int(least), last)

    def _atom(self, depth: int) -> Node:
        character = self._next()
        if character == "(":
            return self._group(depth)
        self.position += 1
        if character == "[":
            return self._class()
        if character == "\\":
            return self._escape()
        if character == ".":
            return Characters(((10, 10), (13, 13)), negated=True)
        if character in "^$":
            return Anchor(character)
        if character in "*+?":
            raise UnsupportedPattern("nothing to repeat")
        return Characters(((ord(character), ord(character)),))

    def _group(self, depth: int) -> Node:
        lookahead = _LOOKAHEAD.match(self.text, self.position)
        group = lookahead or _GROUP.match(self.text, self.position)
        if group is None:
            raise UnsupportedPattern("a group of an unknown kind")
        self.position = group.end()
        part = self.alternatives(depth + 1)
        if self._next() != ")":
            raise UnsupportedPattern("a parenthesis is not closed")
        self.position += 1
        return Lookahead(part, lookahead[1] == "=") if lookahead else part

    def _escape(self) -> Node:
        character = self._next()
        if character in ("b", "B"):
            self.position += 1
            return Anchor(character)
        if character in ("A", "Z", "z"):  # from other dialects; common in schemas nevertheless
            self.position += 1
            return Anchor("^" if character == "A" else "$")
        if character.isdigit() and character != "0":
            raise UnsupportedPattern("a reference to a group")
        ranges, negated = self._escaped()
        return Characters(ranges, negated)

    def _escaped(self) -> tuple[Ranges, bool]:
        """Parse the rest of an escape; return its ranges, and whether they are negated."""
        character = self._next()
        if not character:
            raise UnsupportedPattern("nothing after a backslash")
        if character.lower() in _CLASSES:
            self.position += 1
            return _CLASSES[character.lower()], character.isupper()
        known = _PROPERTY.match(self.text, self.position)
        if known:
            if known[1] not in _PROPERTIES:
                raise UnsupportedPattern("an unknown property of characters")
            self.position = known.end()
            return _PROPERTIES[known[1]], character == "P"
        code = self._code(character)
        return ((code, code),), False

    def _code(self, character: str) -> int:
        found = _HEXADECIMAL.match(self.text, self.position)
        if found:
            self.position = found.end()
            code = int(found[1] or found[2] or found[3], 16)
            if code > _MAX_CODE_POINT:
                raise UnsupportedPattern("no such character")
            return code
        self.position += 1
        if character == "c":
            self.position += 1
            return ord(self.text[self.position - 1 : self.position] or "@") % 32
        return _CONTROLS.get(character, ord(character))

    def _class(self) -> Node:
        negated = self._next() == "^"
        self.position += negated
        ranges: list[tuple[int, int]] = []
        while self._next() != "]":
            low = self._member(ranges)
            if (
                low is None
                or self._next() != "-"
                or self.text[self.position + 1 : self.position + 2] == "]"
            ):
                continue
            self.position += 1
            high = self._member(ranges)
            if high is None or high < low:
                raise UnsupportedPattern("a range the wrong way round")
            ranges[-2:] = [(low, high)]
        self.position += 1
        return Characters(tuple(ranges), negated)

    def _member(self, ranges: list[tuple[int, int]]) -> int | None:
        """Parse a member of a class and append its ranges.

        Returns:
            Its code point; None for an escape of several characters.
        """
        character = self._next()
        if not character:
            raise UnsupportedPattern("a class is not closed")
        self.position += 1
        if character != "\\":
            ranges.append((ord(character), ord(character)))
            return ord(character)
        found, negated = self._escaped()
        if negated:
            found = _complement(found)
        ranges.extend(found)
        return found[0][0] if len(found) == 1 and found[0][0] == found[0][1] else None


def _complement(ranges: Ranges) -> Ranges:
    """Return the ranges of all characters outside `ranges`."""
    found, start = [], 0
    for low, high in sorted(ranges):
        if low > start:
            found.append((start, low - 1))
        start = high + 1
    return (*found, (start, _MAX_CODE_POINT))
