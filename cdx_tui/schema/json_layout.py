"""Where the layout of a JSON text stands, and the few steps that it is made of.

Indent 2, one member or element a line; but an empty container, or an array of scalars that fits,
stays on one line. Nothing is recursive, and deep nesting stops being indented, so that the cost is
linear in the text.
"""

from __future__ import annotations

from cdx_tui.schema.json_builder import Key, TreeBuilder
from cdx_tui.schema.json_tokens import SCALAR, decode_string, describe

__all__ = ["AFTER", "COLON", "FIRST", "NAMES_COMPARED", "NEXT", "VALUE", "Finding", "Layout"]

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


class Finding:
    """Something wrong or odd: what, at which index of the text, on which line it is shown."""

    __slots__ = ("fatal", "line", "message", "offset")

    def __init__(self, message: str, offset: int, line: int, fatal: bool) -> None:
        self.message = message
        self.offset = offset
        self.line = line
        self.fatal = fatal


class Layout:
    """The state of a layout under way.

    Attributes:
        text: What is laid out.
        pos: Index of the first character that has not been read.
        out: Lines that have not been handed out; `base` lines were before them.
        want: What may come next.
        opened: The brackets of the containers that are open, outermost first.
        indent: The white space before the next line.
        pending: A member's name, with its colon once it came, that waits for its value.
        comment_line: The line after the last comment, where no comma can be added to the comment.
        trailing: Whether it was told that the text goes on after its value.
        findings: What was wrong or odd, the first few; `untold` counts the others.
    """

    def __init__(self, text: str, tree: TreeBuilder | None = None) -> None:
        self.text = text
        self.tree = tree
        self.pos = 0
        self.out: list[str] = []
        self.base = 0
        self.want = FIRST
        self.opened: list[str] = []
        self.objects_open = 0
        self.indent = ""
        self.pending = ""
        self.key: Key | None = None
        self.seen: set[str] | None = None
        self._seen_above: list[set[str] | None] = []
        self.comment_line = -1
        self.trailing = False
        self.findings: list[Finding] = []
        self.untold = 0
        self._room = {True: _FINDINGS_KEPT, False: _FINDINGS_KEPT}

    @property
    def line(self) -> int:
        """The number of the line that comes next, from 0."""
        return self.base + len(self.out)

    def tell(self, message: str, offset: int, *, fatal: bool = True) -> None:
        """Keep a finding; of many only the first, for a text may be wrong at every character."""
        if self.trailing and not self.opened:
            return
        if self._room[fatal]:
            self._room[fatal] -= 1
            self.findings.append(Finding(message, offset, self.line, fatal))
        else:
            self.untold += 1

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
        self.told_twice(raw, offset)
        self.key = (raw, self.line, offset)
        self.pending = raw
        self.want = COLON

    def told_twice(self, raw: str, offset: int) -> None:
        """Remember a name of the innermost object, and tell when it was there before."""
        if self.seen is None:
            return
        if "\\" in raw:
            raw = f'"{decode_string(raw)}"'
        if raw in self.seen:
            message = f"the name {describe(raw)} is in this object twice; the last one counts"
            self.tell(message, offset, fatal=False)
        elif len(self.seen) < NAMES_COMPARED:
            self.seen.add(raw)

    def scalar(self, raw: str, offset: int, *, valid: bool = True) -> None:
        """Take a value that is no container."""
        if self.tree is not None:
            take = self.tree.scalar if valid else self.tree.invalid
            take(self._take_key(), raw, self.line, offset)
        self.put(raw)
        self.want = AFTER

    def flat(self, found: str, offset: int) -> bool:
        """Take a container on one line if it fits there; return whether it does."""
        shown = one_line(found)
        width = len(self.indent) + len(self.pending) + len(shown)
        if width > _WIDTH and len(shown) > _OWN_WIDTH:
            return False
        if self.tree is not None:
            self.tree.flat(self._take_key(), found, self.line, offset)
        self.put(shown)
        self.want = AFTER
        return True

    def open(self, opener: str, offset: int) -> None:
        """Begin an object or array."""
        if self.tree is not None:
            self.tree.open(self._take_key(), opener, self.line, offset)
        self.put(opener)
        self.opened.append(opener)
        self._seen_above.append(self.seen)
        depth = len(self.opened)
        self.indent = _INDENTS[min(depth, _DEEPEST_INDENT)]
        self.seen = None
        if opener == "{":
            self.objects_open += 1
            if depth <= _DEPTH_COMPARED:
                self.seen = set()
        self.want = FIRST

    def leave(self) -> None:
        """Go out of the innermost container, whether or not its bracket was there."""
        if self.tree is not None:
            self.tree.close()
        self.objects_open -= self.opened.pop() == "{"
        self.seen = self._seen_above.pop()
        self.indent = _INDENTS[min(len(self.opened), _DEEPEST_INDENT)]
        self.want = AFTER

    def close(self, closer: str) -> None:
        """End the innermost container with its bracket."""
        self.leave()
        self.put(closer)

    def _take_key(self) -> Key | None:
        key, self.key = self.key, None
        return key


def one_line(found: str) -> str:
    """Return on one line what the FLAT expression found."""
    if found[0] == "{":
        return "{}"
    return f"[{', '.join(SCALAR.findall(found))}]"
