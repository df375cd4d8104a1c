"""Read JSON of any size and shape: lines block by block, and a tree on demand.

One pass, without recursion, in time linear in the text. Names, numbers and strings stay as they
were written, with their order and their duplicates. What is not JSON is reported and shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cdx_tui.schema.json.layout import AFTER, FIRST, NAMES_COMPARED, NEXT, Finding, Layout, one_line
from cdx_tui.schema.json.recovery import step
from cdx_tui.schema.json.tokens import LINE
from cdx_tui.schema.json.tree import LEVELS_KEPT, NODES_KEPT, JsonKind, JsonNode, TreeBuilder
from cdx_tui.schema.lines import LINES_A_BLOCK

__all__ = ["Finding", "JsonReader", "read_json"]

_match_line = LINE.match


class JsonReader:
    """One reading of one text.

    Args:
        text: The text; a byte order mark is not expected here.
        tree: Whether to build the tree, which costs many times the text's size.
    """

    def __init__(self, text: str, *, tree: bool = False) -> None:
        self._builder = TreeBuilder() if tree else None
        self._layout = Layout(text, self._builder)

    @property
    def findings(self) -> list[Finding]:
        """Problems found so far, in the order of the text."""
        return self._layout.findings

    @property
    def unreported(self) -> int:
        """Number of problems beyond those that are kept."""
        return self._layout.unreported

    @property
    def root(self) -> JsonNode:
        """The tree of what was read so far."""
        root = self._builder.root if self._builder else None
        return root or JsonNode(JsonKind.INVALID, 0)

    @property
    def cut(self) -> Finding | None:
        """What to report if the text is too large or too deep for a complete tree."""
        cut = self._builder.cut if self._builder else None
        if cut is None:
            return None
        message = (
            "too large to be understood as a whole: what is deeper than "
            f"{LEVELS_KEPT:,} levels, or comes after {NODES_KEPT:,} values, is only shown as text"
        )
        return Finding(message, cut[1], cut[0], fatal=True)

    def blocks(self) -> Iterator[list[str]]:
        """Yield the lines, exact and NOT cleaned, `LINES_A_BLOCK` at a time but for the last."""
        layout = self._layout
        out = layout.out
        more = True
        while more:
            if layout.closer and layout.want <= AFTER:
                _run(layout)
            if len(out) <= LINES_A_BLOCK:
                more = step(layout)
            # The last line stays: a comma may still be added to it.
            whole = (len(out) - 1) // LINES_A_BLOCK * LINES_A_BLOCK
            for start in range(0, whole, LINES_A_BLOCK):
                yield out[start : start + LINES_A_BLOCK]
            if whole > 0:
                del out[:whole]
                layout.base += whole
        yield out or [""]


def read_json(text: str) -> JsonReader:
    """Parse all of `text` into a tree; problems are in the reader's `findings`."""
    reader = JsonReader(text, tree=True)
    for _block in reader.blocks():
        pass
    return reader


def _run(layout: Layout) -> None:
    """Lay out well-formed lines, up to a block, until something else comes."""
    text, out, tree, pos, want = layout.text, layout.out, layout.tree, layout.pos, layout.want
    closing, indent = layout.closer, layout.indent
    while len(out) <= LINES_A_BLOCK:
        found = _match_line(text, pos)
        if found is None:
            break
        name, scalar, flat, closer, comma, _opener = found.groups()
        if closer is not None:
            if want != AFTER or closer != closing or name is not None:
                break
            layout.leave()
            closing, indent = layout.closer, layout.indent
            if not closing:  # the rest is outside of this container: no comma belongs here
                out.append(closer)
                pos = found.end(4)
                break
            out.append(f"{indent}{closer}{comma}")
        elif want >= AFTER or (name is None) is (closing == "}"):
            break
        else:
            before = indent
            if name is not None:
                before = f"{indent}{name}: "
                _take_name(layout, name, found)
            shown = scalar or (flat and one_line(flat, len(before)))
            if not shown:
                pos = _open(layout, name, found)
                closing, indent, want = layout.closer, layout.indent, FIRST
                continue
            if tree is not None:
                _grow(layout, tree, found)
            out.append(f"{before}{shown}{comma}")
        want = NEXT if comma else AFTER
        pos = found.end()
    layout.pos, layout.want = pos, want


def _take_name(layout: Layout, name: str, found: re.Match[str]) -> None:
    seen = layout.seen
    if seen is None or name in seen or "\\" in name or len(seen) >= NAMES_COMPARED:
        layout.report_duplicate(name, found.start(1))
    else:
        seen.add(name)
    if layout.tree is not None:
        layout.key = (name, layout.line, found.start(1))


def _open(layout: Layout, name: str | None, found: re.Match[str]) -> int:
    """Begin a container; return the index after its bracket."""
    offset = found.start(6) if found[6] else found.start(3)
    if name is not None:
        layout.pending = name + ": "
    layout.open(layout.text[offset], offset)
    return offset + 1


def _grow(layout: Layout, tree: TreeBuilder, found: re.Match[str]) -> None:
    if found[2]:
        tree.scalar(layout.take_key(), found[2], layout.line, found.start(2))
    else:
        tree.flat(layout.take_key(), found[3], layout.line, found.start(3))
