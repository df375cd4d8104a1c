"""Reads JSON of any size and shape: lines to show, block by block, and a tree on demand.

One pass, without recursion, in time linear in the text. Names, numbers and strings stay as they
were written, with their order and their duplicates. What is not JSON is told and shown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from cdx_tui.schema.json_builder import TreeBuilder
from cdx_tui.schema.json_layout import AFTER, NAMES_COMPARED, NEXT, Finding, Layout
from cdx_tui.schema.json_recovery import step
from cdx_tui.schema.json_tokens import LINE
from cdx_tui.schema.json_tree import JsonKind, JsonNode
from cdx_tui.schema.lines import LINES_A_BLOCK

__all__ = ["Finding", "JsonReader", "read_json"]

_OPENER_OF = {"}": "{", "]": "["}
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
        """What was wrong or odd so far, in the order of the text."""
        return self._layout.findings

    @property
    def untold(self) -> int:
        """How many more findings there were than are kept."""
        return self._layout.untold

    @property
    def root(self) -> JsonNode:
        """The tree of what was read so far."""
        root = self._builder.root if self._builder else None
        return root or JsonNode(JsonKind.INVALID, 0)

    def blocks(self) -> Iterator[list[str]]:
        """Yield the lines, exact and NOT cleaned, `LINES_A_BLOCK` at a time but for the last."""
        layout = self._layout
        out = layout.out
        more = True
        while more:
            if layout.opened:
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
        yield out


def read_json(text: str) -> JsonReader:
    """Read the whole of `text` into a tree; what was wrong is in the reader's `findings`."""
    reader = JsonReader(text, tree=True)
    for _block in reader.blocks():
        pass
    return reader


def _run(layout: Layout) -> None:
    """Lay out well-formed lines, up to a block, until something else comes."""
    text, out, opened, tree = layout.text, layout.out, layout.opened, layout.tree
    while len(out) <= LINES_A_BLOCK:
        found = _match_line(text, layout.pos)
        if found is None:
            return
        name, scalar, flat, closer, comma, opener = found.groups()
        if closer is not None:
            if layout.want != AFTER or name is not None or opened[-1] != _OPENER_OF[closer]:
                return
            layout.close(closer)
            if not opened:
                layout.pos = found.end(4)
                return
        elif layout.want >= AFTER or (name is None) is (opened[-1] == "{"):
            return
        else:
            if name is not None:
                _take_name(layout, name, found.start(1))
            if scalar is None:
                _take_container(layout, flat, opener, found)
                if layout.want != AFTER:
                    continue
            elif tree is None:
                out.append(f"{layout.indent}{layout.pending}{scalar}{comma}")
                layout.pending = ""
                layout.want = NEXT if comma else AFTER
                layout.pos = found.end()
                continue
            else:
                layout.scalar(scalar, found.start(2))
        if comma:
            out[-1] += ","
            layout.want = NEXT
        layout.pos = found.end()


def _take_name(layout: Layout, name: str, offset: int) -> None:
    seen = layout.seen
    if seen is not None:
        if name in seen or "\\" in name or len(seen) >= NAMES_COMPARED:
            layout.told_twice(name, offset)
        else:
            seen.add(name)
    if layout.tree is not None:
        layout.key = (name, layout.line, offset)
    layout.pending = f"{name}: "


def _take_container(layout: Layout, flat: str | None, opener: str, found: re.Match[str]) -> None:
    """Take a container on one line, or only its opening bracket."""
    if flat is None:
        layout.open(opener, found.start(6))
        layout.pos = found.end(6)
    elif not layout.flat(flat, found.start(3)):
        layout.open(flat[0], found.start(3))
        layout.pos = found.start(3) + 1
