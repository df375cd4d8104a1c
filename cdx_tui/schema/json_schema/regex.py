"""Regular expressions of JSON Schema (ECMA 262): texts that match one, and whether one does.

Untrusted expressions are never run by a backtracking engine, which a few characters can keep
busy for years. Here an expression is a tree, and matching keeps the set of all places that can be
reached, so that its time is bounded by the size of tree and text.
"""

from __future__ import annotations

from collections.abc import Iterator

from cdx_tui.schema.json_schema.regex_parser import (
    Alternatives,
    Anchor,
    Characters,
    Look,
    Node,
    Repeat,
    Sequence,
    UnsupportedPattern,
    parse_pattern,
)

__all__ = ["Pattern", "UnsupportedPattern"]

_STEPS = 200_000
_LONGEST = 4_096
_POOLS = (
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "1234567890",
    " -_./:@#,;+=()[]{}<>!?*&%$'\"\\|~^`\t",
    "äéñøß",
)
_MIXED = "aB3-cD5_eF7.gH9:"
_STYLES = [
    (extra, choice)
    for extra in (1, 0, 2, 3, 5, 8, 13, 21, 34, 63, 127, 254)
    for choice in (0, 1, 2, 3)
]


class Pattern:
    """One expression.

    Args:
        text: The expression.

    Raises:
        UnsupportedPattern: It has a part that is not understood.
    """

    def __init__(self, text: str) -> None:
        self._root = parse_pattern(text)
        self._left = _STEPS

    def found_in(self, text: str) -> bool:
        """Return whether the expression matches somewhere in `text`.

        Raises:
            UnsupportedPattern: It would take too long to know.
        """
        self._left = _STEPS
        return bool(self._ends(self._root, text, set(range(len(text) + 1))))

    def examples(self) -> Iterator[str]:
        """Yield a few texts that the expression is likely to match, short ones first."""
        seen: set[str] = set()
        for extra, choice in _STYLES:
            written = _Writer(extra, choice).write(self._root)
            if written is not None and written not in seen:
                seen.add(written)
                yield written

    def _ends(self, node: Node, text: str, starts: set[int]) -> set[int]:
        """Return where a match that begins at one of `starts` can end."""
        self._left -= len(starts) + 1
        if self._left < 0:
            raise UnsupportedPattern("it takes too long")
        if isinstance(node, Characters):
            return {at + 1 for at in starts if at < len(text) and node.holds(text[at])}
        if isinstance(node, Sequence):
            for part in node.parts:
                starts = self._ends(part, text, starts)
            return starts
        if isinstance(node, Alternatives):
            return {end for part in node.parts for end in self._ends(part, text, starts)}
        if isinstance(node, Repeat):
            return self._repeated(node, text, starts)
        if isinstance(node, Look):
            return {at for at in starts if bool(self._ends(node.part, text, {at})) is node.wanted}
        return {at for at in starts if _anchored(node, text, at)}

    def _repeated(self, node: Repeat, text: str, starts: set[int]) -> set[int]:
        for _ in range(node.least):
            starts = self._ends(node.part, text, starts)
            if not starts:
                return starts
        found = set(starts)
        rounds = len(text) + 1 if node.most is None else node.most - node.least
        for _ in range(min(rounds, len(text) + 1)):
            starts = self._ends(node.part, text, starts) - found
            if not starts:
                break
            found |= starts
        return found


def _anchored(node: Anchor, text: str, at: int) -> bool:
    if node.kind == "^":
        return at == 0
    if node.kind == "$":
        return at == len(text)
    word = [0 <= place < len(text) and _is_word(text[place]) for place in (at - 1, at)]
    return (word[0] is not word[1]) is (node.kind == "b")


def _is_word(character: str) -> bool:
    return character == "_" or (character.isascii() and character.isalnum())


class _Writer:
    """Writes one match: `extra` additional repetitions, and one numbered alternative."""

    def __init__(self, extra: int, choice: int) -> None:
        self._extra = extra
        self._choice = choice
        self._written: list[str] = []
        self._left = 4 * _LONGEST

    def write(self, root: Node) -> str | None:
        """Return the text; None if it would be too long or a class holds no character."""
        return "".join(self._written) if self._add(root) else None

    def _add(self, node: Node) -> bool:
        self._left -= 1
        if self._left < 0:
            return False
        if isinstance(node, Characters):
            character = _pick(node, len(self._written), mixed=self._choice == 3)
            self._written.append(character)
            return bool(character) and len(self._written) <= _LONGEST
        if isinstance(node, Sequence):
            return all(self._add(part) for part in node.parts)
        if isinstance(node, Alternatives):
            return self._add(node.parts[self._choice % len(node.parts)])
        if isinstance(node, Repeat):
            most = _LONGEST if node.most is None else node.most
            return all(self._add(node.part) for _ in range(min(node.least + self._extra, most)))
        return True


def _pick(node: Characters, place: int, *, mixed: bool) -> str:
    """Return a character of a class: the next of the first pool that has any.

    Where they should be `mixed`, one of each kind in turn, for those who ask for passwords.
    """
    if mixed and node.holds(_MIXED[place % len(_MIXED)]):
        return _MIXED[place % len(_MIXED)]
    for pool in _POOLS:
        fitting = [character for character in pool if node.holds(character)]
        if fitting:
            return fitting[place % len(fitting)]
    return node.first()
