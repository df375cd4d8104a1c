"""State of the JSON pretty-printer, and its elementary steps.

The indent is 2, with one member or element per line; empty containers, and arrays of scalars that
fit, stay on one line. There is no recursion, and the indent stops growing at 64 levels, so that
the cost is linear in the size of the text.
"""

from __future__ import annotations

from functools import lru_cache

from cdx_tui.schema.json.tokens import SCALAR, decode_string, describe
from cdx_tui.schema.json.tree import Key, TreeBuilder

__all__ = [
    "AFTER",
    "COLON",
    "FIRST",
    "MAX_NAMES_COMPARED",
    "NEXT",
    "VALUE",
    "Finding",
    "Layout",
    "one_line",
]

FIRST, NEXT, AFTER, COLON, VALUE = range(5)
"""Expected tokens: first or next member or element, what follows one, a colon, a value."""

MAX_NAMES_COMPARED = 100_000
"""Number of names per object that are checked for duplicates."""

_WIDTH = 80
_ALWAYS_FLAT_WIDTH = 40
"""Width up to which an array of scalars stays on one line even beyond column 80."""

_INDENTS = ["  " * depth for depth in range(65)]
_MAX_INDENT_DEPTH = len(_INDENTS) - 1
_MAX_FINDINGS = 50
_MAX_COMPARED_DEPTH = 1_000
"""Nesting depth beyond which names are not checked for duplicates."""

_CODES = {"": 0, "]": ord("]"), "}": ord("}")}
_CLOSERS = {code: closer for closer, code in _CODES.items()}


class Finding:
    """A problem: its message, its offset in the text and the line on which it is displayed."""

    __slots__ = ("fatal", "line", "message", "offset")

    def __init__(self, message: str, offset: int, line: int, fatal: bool) -> None:
        self.message = message
        self.offset = offset
        self.line = line
        self.fatal = fatal


class Layout:
    """State of the pretty-printer.

    Attributes:
        text: The text to print.
        tree: The builder of the tree, or None.
        pos: Index of the first unread character.
        out: Lines that have not been returned yet.
        base: Number of lines before those in `out`.
        want: The expected next token: `FIRST`, `NEXT`, `AFTER`, `COLON` or `VALUE`.
        closer: The bracket that closes the innermost open container; empty if none is open.
        seen: Names so far of the innermost object; None if they are not checked for duplicates.
        opened: Codes of the brackets that close the enclosing containers, outermost first; 0 at
            the top level.
        arrays: Number of open arrays.
        indent: White space before the next line.
        pending: Name of a member whose value has not been read, with its colon if that has.
        key: The pending name in the form that the tree builder takes; None if there is none.
        comment_line: Line after the last comment: a comma there must not be appended to the
            comment.
        trailing: Whether text after the document's value has been reported.
        findings: The first problems, up to 50 errors and 50 warnings.
        unreported: Number of further problems.
    """

    def __init__(self, text: str, tree: TreeBuilder | None = None) -> None:
        self.text = text
        self.tree = tree
        self.pos = 0
        self.out: list[str] = []
        self.base = 0
        self.want = FIRST
        self.closer = ""
        self.seen: set[str] | None = None
        self.opened = bytearray()
        self._seen_above: list[set[str] | None] = []
        self.arrays = 0
        self.indent = ""
        self.pending = ""
        self.key: Key | None = None
        self.comment_line = -1
        self.trailing = False
        self.findings: list[Finding] = []
        self.unreported = 0
        self._remaining = {True: _MAX_FINDINGS, False: _MAX_FINDINGS}

    @property
    def line(self) -> int:
        """Number of the next line, from 0."""
        return self.base + len(self.out)

    @property
    def muted(self) -> bool:
        """Whether problems are ignored because the text follows the document's value."""
        return self.trailing and not self.closer

    @property
    def full(self) -> bool:
        """Whether further errors are only counted, so that callers need not format a message."""
        return not self._remaining[True]

    def report(self, message: str, offset: int, *, fatal: bool = True) -> None:
        """Record a problem on the next output line.

        Only the first ones are kept, as every character of a text may be invalid.
        """
        if self.muted:
            return
        if self._remaining[fatal]:
            self._remaining[fatal] -= 1
            self.findings.append(Finding(message, offset, self.line, fatal))
        else:
            self.unreported += 1

    def put(self, shown: str) -> None:
        """Add a line with the pending name, if any, and `shown`."""
        self.out.append(self.indent + self.pending + shown)
        self.pending = ""

    def flush(self) -> None:
        """Add a line with only the pending name, if any."""
        if self.pending:
            self.out.append(self.indent + self.pending.rstrip(" "))
            self.pending = ""

    def name(self, raw: str, offset: int) -> None:
        """Set the pending member name."""
        self.report_duplicate(raw, offset)
        self.key = (raw, self.line, offset)
        self.pending = raw
        self.want = COLON

    def report_duplicate(self, raw: str, offset: int) -> None:
        """Record a member name of the innermost object and report it if it is a duplicate."""
        if self.seen is None:
            return
        if "\\" in raw:
            raw = f'"{decode_string(raw)}"'
        if raw in self.seen:
            message = f"duplicate name {describe(raw)} in this object; the last one is used"
            self.report(message, offset, fatal=False)
        elif len(self.seen) < MAX_NAMES_COMPARED:
            self.seen.add(raw)

    def scalar(self, raw: str, offset: int, *, valid: bool = True) -> None:
        """Add a scalar, or unreadable text in place of a value if not `valid`."""
        if self.tree is not None:
            take = self.tree.scalar if valid else self.tree.invalid
            take(self.pop_key(), raw, self.line, offset)
        self.put(raw)
        self.want = AFTER

    def flat(self, found: str, offset: int) -> bool:
        """Add a container on one line if it fits; return whether it does."""
        shown = one_line(found, len(self.indent) + len(self.pending))
        if not shown:
            return False
        if self.tree is not None:
            self.tree.flat(self.pop_key(), found, self.line, offset)
        self.put(shown)
        self.want = AFTER
        return True

    def open(self, opener: str, offset: int) -> None:
        """Open an object or array."""
        if self.tree is not None:
            self.tree.open(self.pop_key(), opener, self.line, offset)
        self.out.append(self.indent + self.pending + opener)
        self.pending = ""
        self.opened.append(_CODES[self.closer])
        depth = len(self.opened)
        self.indent = _INDENTS[depth] if depth <= _MAX_INDENT_DEPTH else _INDENTS[-1]
        if depth <= _MAX_COMPARED_DEPTH:
            self._seen_above.append(self.seen)
            self.seen = set() if opener == "{" else None
        else:
            self.seen = None
        self.closer = "}" if opener == "{" else "]"
        self.arrays += opener == "["
        self.want = FIRST

    def close(self) -> None:
        """Close the innermost container, without printing its bracket."""
        if self.tree is not None:
            self.tree.close()
        self.arrays -= self.closer == "]"
        if len(self.opened) <= _MAX_COMPARED_DEPTH:
            self.seen = self._seen_above.pop()
        self.closer = _CLOSERS[self.opened.pop()]
        depth = len(self.opened)
        self.indent = _INDENTS[depth] if depth <= _MAX_INDENT_DEPTH else _INDENTS[-1]
        self.want = AFTER

    def pop_key(self) -> Key | None:
        """Return the key of the next value and clear it."""
        key, self.key = self.key, None
        return key


def one_line(found: str, before: int) -> str:
    """Format a match of `FLAT` on one line; return an empty string if it is too wide.

    Args:
        found: The matched text.
        before: Width of the text before it on the line.
    """
    return _one_line(found, before) if len(found) <= _WIDTH else _join(found, before)


def _join(found: str, before: int) -> str:
    if found[0] == "{":
        return "{}"
    shown = f"[{', '.join(SCALAR.findall(found))}]"
    return shown if before + len(shown) <= _WIDTH or len(shown) <= _ALWAYS_FLAT_WIDTH else ""


_one_line = lru_cache(512)(_join)  # schemas repeat themselves: `["null", "string"]`
