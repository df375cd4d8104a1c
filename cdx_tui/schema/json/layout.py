"""State of the pretty-printer of a JSON text, and its elementary steps.

Indent 2, one member or element a line; but an empty container, or an array of scalars that fits,
stays on one line. Nothing is recursive, and deep nesting stops being indented, so that the cost is
linear in the text.
"""

from __future__ import annotations

from functools import lru_cache

from cdx_tui.schema.json.tokens import SCALAR, decode_string, describe
from cdx_tui.schema.json.tree import Key, TreeBuilder

__all__ = [
    "AFTER",
    "COLON",
    "FIRST",
    "NAMES_COMPARED",
    "NEXT",
    "VALUE",
    "Finding",
    "Layout",
    "one_line",
]

FIRST, NEXT, AFTER, COLON, VALUE = range(5)
"""What may come: the first or next member or element, what follows one, a colon, a value."""

NAMES_COMPARED = 100_000
"""How many names of one object are compared with each other."""

_WIDTH = 80
_OWN_WIDTH = 40
_INDENTS = ["  " * depth for depth in range(65)]
_DEEPEST_INDENT = len(_INDENTS) - 1
_FINDINGS_KEPT = 50
_DEPTH_COMPARED = 1_000
_CODES = {"": 0, "]": ord("]"), "}": ord("}")}
_CLOSERS = {code: closer for closer, code in _CODES.items()}


class Finding:
    """A problem: its message, its offset in the text, and the line on which it is shown."""

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
        pos: Index of the first character that has not been read.
        out: Lines that have not been returned; `base` is the number of lines before them.
        want: What may come next.
        closer: The bracket that ends the innermost open container; empty if none is open.
        seen: The names so far of the innermost object, where they are compared.
        opened: The brackets that end the containers around it, outermost first, 0 for none.
        arrays: How many of the open containers are arrays.
        indent: The white space before the next line.
        pending: A member's name, with its colon once it came, that waits for its value.
        comment_line: The line after the last comment, where no comma can be added to the comment.
        trailing: Whether text after the document's value was reported.
        findings: Problems, the first few; `unreported` counts the others.
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
        self._room = {True: _FINDINGS_KEPT, False: _FINDINGS_KEPT}

    @property
    def line(self) -> int:
        """The number of the line that comes next, from 0."""
        return self.base + len(self.out)

    @property
    def muted(self) -> bool:
        """Whether problems are not reported, since all of this follows the document's value."""
        return self.trailing and not self.closer

    @property
    def full(self) -> bool:
        """Whether mistakes are only counted by now; their messages need not be made."""
        return not self._room[True]

    def report(self, message: str, offset: int, *, fatal: bool = True) -> None:
        """Record a problem of the next output line.

        Of many only the first are kept, for a text may be wrong at every character.
        """
        if self.muted:
            return
        if self._room[fatal]:
            self._room[fatal] -= 1
            self.findings.append(Finding(message, offset, self.line, fatal))
        else:
            self.unreported += 1

    def put(self, shown: str) -> None:
        """Add a line, after the name that waits for it."""
        self.out.append(self.indent + self.pending + shown)
        self.pending = ""

    def flush(self) -> None:
        """Give a name that waits a line of its own."""
        if self.pending:
            self.out.append(self.indent + self.pending.rstrip(" "))
            self.pending = ""

    def name(self, raw: str, offset: int) -> None:
        """Take a member's name; it waits for its value."""
        self.report_duplicate(raw, offset)
        self.key = (raw, self.line, offset)
        self.pending = raw
        self.want = COLON

    def report_duplicate(self, raw: str, offset: int) -> None:
        """Record a member name of the innermost object, and report a duplicate."""
        if self.seen is None:
            return
        if "\\" in raw:
            raw = f'"{decode_string(raw)}"'
        if raw in self.seen:
            message = f"the name {describe(raw)} is in this object twice; the last one counts"
            self.report(message, offset, fatal=False)
        elif len(self.seen) < NAMES_COMPARED:
            self.seen.add(raw)

    def scalar(self, raw: str, offset: int, *, valid: bool = True) -> None:
        """Take a value that is no container."""
        if self.tree is not None:
            take = self.tree.scalar if valid else self.tree.invalid
            take(self.take_key(), raw, self.line, offset)
        self.put(raw)
        self.want = AFTER

    def flat(self, found: str, offset: int) -> bool:
        """Take a container on one line if it fits there; return whether it does."""
        shown = one_line(found, len(self.indent) + len(self.pending))
        if not shown:
            return False
        if self.tree is not None:
            self.tree.flat(self.take_key(), found, self.line, offset)
        self.put(shown)
        self.want = AFTER
        return True

    def open(self, opener: str, offset: int) -> None:
        """Begin an object or array."""
        if self.tree is not None:
            self.tree.open(self.take_key(), opener, self.line, offset)
        self.out.append(self.indent + self.pending + opener)
        self.pending = ""
        self.opened.append(_CODES[self.closer])
        depth = len(self.opened)
        self.indent = _INDENTS[depth] if depth <= _DEEPEST_INDENT else _INDENTS[-1]
        if depth <= _DEPTH_COMPARED:
            self._seen_above.append(self.seen)
            self.seen = set() if opener == "{" else None
        else:
            self.seen = None
        self.closer = "}" if opener == "{" else "]"
        self.arrays += opener == "["
        self.want = FIRST

    def leave(self) -> None:
        """Go out of the innermost container, whether or not its bracket was there."""
        if self.tree is not None:
            self.tree.close()
        self.arrays -= self.closer == "]"
        if len(self.opened) <= _DEPTH_COMPARED:
            self.seen = self._seen_above.pop()
        self.closer = _CLOSERS[self.opened.pop()]
        depth = len(self.opened)
        self.indent = _INDENTS[depth] if depth <= _DEEPEST_INDENT else _INDENTS[-1]
        self.want = AFTER

    def take_key(self) -> Key | None:
        """Return the name that the next value belongs to, and forget it."""
        key, self.key = self.key, None
        return key


def one_line(found: str, before: int) -> str:
    """Return on one line what the FLAT expression matched; empty if it is too wide.

    `before` is the width of the text before it.
    """
    return _one_line(found, before) if len(found) <= _WIDTH else _join(found, before)


def _join(found: str, before: int) -> str:
    if found[0] == "{":
        return "{}"
    shown = f"[{', '.join(SCALAR.findall(found))}]"
    return shown if before + len(shown) <= _WIDTH or len(shown) <= _OWN_WIDTH else ""


_one_line = lru_cache(512)(_join)  # a schema repeats itself: `["null", "string"]`
