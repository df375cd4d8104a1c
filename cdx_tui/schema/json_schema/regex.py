"""Match regular expressions of JSON Schema (ECMA 262) and generate texts that match them.

Untrusted expressions are never run by a backtracking engine, which a few characters can keep
busy for years. Here an expression is a tree, and matching computes the set of all reachable
positions, so its time is bounded by the size of the tree and the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from cdx_tui.schema.json_schema.regex_parser import (
    Alternatives,
    Anchor,
    Characters,
    Lookahead,
    Node,
    Repeat,
    Sequence,
    UnsupportedPattern,
    parse_pattern,
)

__all__ = ["Pattern", "UnsupportedPattern"]

_MAX_STEPS = 200_000
_MAX_EXAMPLE_LENGTH = 4_096
_POOLS = (
    "abcdefghijklmnopqrstuvwxyz",
    "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "1234567890",
    " -_./:@#,;+=()[]{}<>!?*&%$'\"\\|~^`\t",
    "äéñøß",
)
_MIXED_CHARACTERS = "aB3-cD5_eF7.gH9:"
_STYLES = [
    (extra, choice)
    for extra in (1, 0, 2, 3, 5, 8, 13, 21, 34, 63, 127, 254)
    for choice in (0, 1, 2, 3)
]


class Pattern:
    """A parsed regular expression.

    Args:
        text: The expression.

    Raises:
        UnsupportedPattern: The expression is invalid or uses unsupported syntax.
    """

    def __init__(self, text: str) -> None:
        self._root = parse_pattern(text)
        self._steps_left = _MAX_STEPS

    @property
    def steps_left(self) -> int:
        """Number of steps that the last match left over; negative if it was given up."""
        return self._steps_left

    def found_in(self, text: str, max_steps: int = _MAX_STEPS) -> bool:
        """Return whether the expression matches somewhere in `text`.

        Raises:
            UnsupportedPattern: Matching takes more than `max_steps` steps.
        """
        self._steps_left = max_steps
        return bool(self._ends(self._root, text, set(range(len(text) + 1))))

    def examples(self) -> Iterator[str]:
        """Yield a few distinct texts that the expression is likely to match, short ones first."""
        seen: set[str] = set()
        for extra, choice in _STYLES:
            written = _ExampleWriter(extra, choice).write(self._root)
            if written is not None and written not in seen:
                seen.add(written)
                yield written

    def _ends(self, node: Node, text: str, starts: set[int]) -> set[int]:
        """Return the end positions of all matches that begin at one of `starts`."""
        self._steps_left -= len(starts) + 1
        if self._steps_left < 0:
            raise UnsupportedPattern("it takes too long")
        if isinstance(node, Characters):
            return {
                position + 1
                for position in starts
                if position < len(text) and node.contains(text[position])
            }
        if isinstance(node, Sequence):
            for part in node.parts:
                starts = self._ends(part, text, starts)
            return starts
        if isinstance(node, Alternatives):
            return {end for part in node.parts for end in self._ends(part, text, starts)}
        if isinstance(node, Repeat):
            return self._repeated(node, text, starts)
        if isinstance(node, Lookahead):
            return {
                position
                for position in starts
                if bool(self._ends(node.part, text, {position})) is node.positive
            }
        return {position for position in starts if _anchor_matches(node, text, position)}

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


def _anchor_matches(node: Anchor, text: str, position: int) -> bool:
    if node.kind == "^":
        return position == 0
    if node.kind == "$":
        return position == len(text)
    word = [0 <= index < len(text) and _is_word(text[index]) for index in (position - 1, position)]
    return (word[0] is not word[1]) is (node.kind == "b")


def _is_word(character: str) -> bool:
    return character == "_" or (character.isascii() and character.isalnum())


class _ExampleWriter:
    """Generator of one matching text.

    Args:
        extra: Number of repetitions beyond the minimum of each `Repeat`.
        choice: Index of the alternative to use, modulo their number; 3 also mixes characters.
    """

    def __init__(self, extra: int, choice: int) -> None:
        self._extra = extra
        self._choice = choice
        self._written: list[str] = []
        self._steps_left = 4 * _MAX_EXAMPLE_LENGTH

    def write(self, root: Node) -> str | None:
        """Return the text; None if it is too long or a class has no usable character."""
        return "".join(self._written) if self._add(root) else None

    def _add(self, node: Node) -> bool:
        self._steps_left -= 1
        if self._steps_left < 0:
            return False
        if isinstance(node, Characters):
            character = _pick(node, len(self._written), mixed=self._choice == 3)
            self._written.append(character)
            return bool(character) and len(self._written) <= _MAX_EXAMPLE_LENGTH
        if isinstance(node, Sequence):
            return all(self._add(part) for part in node.parts)
        if isinstance(node, Alternatives):
            return self._add(node.parts[self._choice % len(node.parts)])
        if isinstance(node, Repeat):
            most = _MAX_EXAMPLE_LENGTH if node.most is None else node.most
            return all(self._add(node.part) for _ in range(min(node.least + self._extra, most)))
        return True


def _pick(node: Characters, index: int, *, mixed: bool) -> str:
    """Return a character of a class: the next one of the first pool that has any; empty if none.

    With `mixed`, letters, digits and punctuation alternate, for patterns of passwords.
    """
    if mixed and node.contains(_MIXED_CHARACTERS[index % len(_MIXED_CHARACTERS)]):
        return _MIXED_CHARACTERS[index % len(_MIXED_CHARACTERS)]
    for pool in _POOLS:
        fitting = [character for character in pool if node.contains(character)]
        if fitting:
            return fitting[index % len(fitting)]
    return node.first()
