"""Read JSON of any size and shape: lines block by block, and a tree on demand.

Reading takes one pass without recursion, in time linear in the size of the text. Names, numbers and
strings are kept as written, including their order and duplicates. Anything that is not valid JSON
is reported and displayed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cdx_tui.schema.json.layout import (
    AFTER,
    FIRST,
    MAX_NAMES_COMPARED,
    NEXT,
    Finding,
    Layout,
    one_line,
)
from cdx_tui.schema.json.recovery import step
from cdx_tui.schema.json.tokens import LINE
from cdx_tui.schema.json.tree import MAX_LEVELS, MAX_NODES, JsonKind, JsonNode, TreeBuilder
from cdx_tui.schema.lines import LINES_PER_BLOCK

__all__ = ["Finding", "JsonReader", "read_json"]

_match_line = LINE.match


class JsonReader:
    """One-pass reader of a JSON text.

    Args:
        text: The text, without a byte order mark.
        tree: Whether to build the tree, which takes many times the text's size.
    """

    def __init__(self, text: str, *, tree: bool = False) -> None:
        self._builder = TreeBuilder() if tree else None
        self._layout = Layout(text, self._builder)

    @property
    def findings(self) -> list[Finding]:
        """Problems found so far, in document order."""
        return self._layout.findings

    @property
    def unreported(self) -> int:
        """Number of problems beyond those in `findings`."""
        return self._layout.unreported

    @property
    def root(self) -> JsonNode:
        """The tree of the text read so far; an INVALID node if there is none."""
        root = self._builder.root if self._builder else None
        return root or JsonNode(JsonKind.INVALID, 0)

    @property
    def cut(self) -> Finding | None:
        """The problem to report if the text is too large or deep for a complete tree, or None."""
        cut = self._builder.cut if self._builder else None
        if cut is None:
            return None
        message = (
            "too large to be understood as a whole: what is deeper than "
            f"{MAX_LEVELS:,} levels, or comes after {MAX_NODES:,} values, is only shown as text"
        )
        return Finding(message, cut[1], cut[0], fatal=True)

    def blocks(self) -> Iterator[list[str]]:
        """Yield the lines, exact and NOT cleaned, in blocks of `LINES_PER_BLOCK` lines.

        The last block may have any length.
        """
        layout = self._layout
        out = layout.out
        more = True
        while more:
            if layout.closer and layout.want <= AFTER:
                _read_well_formed(layout)
            if len(out) <= LINES_PER_BLOCK:
                more = step(layout)
            # Keep the last line: a comma may still be appended to it.
            complete_lines = (len(out) - 1) // LINES_PER_BLOCK * LINES_PER_BLOCK
            for start in range(0, complete_lines, LINES_PER_BLOCK):
                yield out[start : start + LINES_PER_BLOCK]
            if complete_lines > 0:
                del out[:complete_lines]
                layout.base += complete_lines
        yield out or [""]


def read_json(text: str) -> JsonReader:
    """Parse all of `text` into a tree; problems are in the reader's `findings`."""
    reader = JsonReader(text, tree=True)
    for _block in reader.blocks():
        pass
    return reader


def _read_well_formed(layout: Layout) -> None:
    """Format well-formed lines, up to a block: the fast path of `step`, with local variables."""
    text, out, tree, pos, want = layout.text, layout.out, layout.tree, layout.pos, layout.want
    closing, indent = layout.closer, layout.indent
    while len(out) <= LINES_PER_BLOCK:
        found = _match_line(text, pos)
        if found is None:
            break
        name, scalar, flat, closer, comma, _opener = found.groups()
        if closer is not None:
            if want != AFTER or closer != closing or name is not None:
                break
            layout.close()
            closing, indent = layout.closer, layout.indent
            # The document's value ends here: a comma after it is an error, left to `step`.
            if not closing:
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
                _record_name(layout, name, found)
            shown = scalar or (flat and one_line(flat, len(before)))
            if not shown:
                pos = _open(layout, name, found)
                closing, indent, want = layout.closer, layout.indent, FIRST
                continue
            if tree is not None:
                _add_to_tree(layout, tree, found)
            out.append(f"{before}{shown}{comma}")
        want = NEXT if comma else AFTER
        pos = found.end()
    layout.pos, layout.want = pos, want


def _record_name(layout: Layout, name: str, found: re.Match[str]) -> None:
    seen = layout.seen
    if seen is None or name in seen or "\\" in name or len(seen) >= MAX_NAMES_COMPARED:
        layout.report_duplicate(name, found.start(1))
    else:
        seen.add(name)
    if layout.tree is not None:
        layout.key = (name, layout.line, found.start(1))


def _open(layout: Layout, name: str | None, found: re.Match[str]) -> int:
    """Open a container; return the index after its bracket."""
    offset = found.start(6) if found[6] else found.start(3)
    if name is not None:
        layout.pending = name + ": "
    layout.open(layout.text[offset], offset)
    return offset + 1


def _add_to_tree(layout: Layout, tree: TreeBuilder, found: re.Match[str]) -> None:
    if found[2]:
        tree.scalar(layout.pop_key(), found[2], layout.line, found.start(2))
    else:
        tree.flat(layout.pop_key(), found[3], layout.line, found.start(3))
