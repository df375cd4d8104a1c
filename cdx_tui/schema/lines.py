"""The lines of a text of any size, held in little more memory than the text itself."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import overload

__all__ = ["LINES_A_BLOCK", "Lines", "split_blocks"]

LINES_A_BLOCK = 512
"""Number of lines that are kept together as one string."""

_KEPT_AS_TEXT = 1_000_000
_BLOCKS_SPLIT = 3
_CHUNK = 65_536


class Lines:
    """Lines of text that may still be growing; appended by one thread, read by others.

    The text is kept in blocks of `LINES_A_BLOCK` lines, each one string, and a block is split only
    while its lines are read. What goes beyond the first million characters is compressed (a
    block in 50 µs), so that 10 MB of text, or a little text that is deeply indented, cost little.

    A reader sees only whole blocks: a line is counted once its block is there, and what was
    counted once never changes.
    """

    def __init__(self) -> None:
        self._blocks: list[str | bytes] = []
        self._room = _KEPT_AS_TEXT
        self._count = 0
        self._longest = 0
        self._split: tuple[tuple[int, list[str]], ...] = ()
        self.complete = False

    @classmethod
    def of(cls, text: str) -> Lines:
        r"""Return the complete lines of `text`, which is split at `\n` only."""
        lines = cls()
        lines.extend(text.split("\n"))
        lines.complete = True
        return lines

    def extend(self, lines: list[str]) -> None:
        """Append whole lines, none of which holds a line break.

        Every call but the last before `complete` is set must bring a multiple of `LINES_A_BLOCK`.
        """
        self._longest = max(self._longest, max(map(len, lines), default=0))
        for start in range(0, len(lines), LINES_A_BLOCK):
            self._blocks.append(self._packed("\n".join(lines[start : start + LINES_A_BLOCK])))
        self._count += len(lines)

    @property
    def longest(self) -> int:
        """The length of the longest line so far, in characters."""
        return self._longest

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < self._count:
            raise IndexError(index)
        number, offset = divmod(index, LINES_A_BLOCK)
        for split, lines in self._split:
            if split == number:
                return lines[offset]
        lines = self.block(number).split("\n")
        # Replaced as a whole: another thread sees the old blocks or the new ones.
        self._split = ((number, lines), *self._split[: _BLOCKS_SPLIT - 1])
        return lines[offset]

    def block(self, number: int) -> str:
        """Return a block's lines, up to `LINES_A_BLOCK`, as one string."""
        block = self._blocks[number]
        return block if isinstance(block, str) else _unpacked(block)

    def blocks(self, start: int = 0) -> Sequence[str]:
        """Return the blocks from number `start` on; each is decompressed on access."""
        return _Blocks(self._blocks[start:])

    def _packed(self, block: str) -> str | bytes:
        if self._room > 0:
            self._room -= len(block)
            return block
        return zlib.compress(block.encode("utf-8", "surrogatepass"), 1)


class _Blocks(Sequence[str]):
    """Blocks of lines, each decompressed on access."""

    def __init__(self, blocks: list[str | bytes]) -> None:
        self._blocks = blocks

    def __len__(self) -> int:
        return len(self._blocks)

    @overload
    def __getitem__(self, index: int) -> str: ...

    @overload
    def __getitem__(self, index: slice) -> Sequence[str]: ...

    def __getitem__(self, index: int | slice) -> str | Sequence[str]:
        found = self._blocks[index]
        if isinstance(found, list):
            return _Blocks(found)
        return found if isinstance(found, str) else _unpacked(found)


def _unpacked(block: bytes) -> str:
    return zlib.decompress(block).decode("utf-8", "surrogatepass")


def split_blocks(text: str) -> Iterator[list[str]]:
    r"""Yield the lines of `text`, split at `\n` only; all blocks but the last are whole."""
    lines: list[str] = []
    start = 0
    while start <= len(text):
        end = text.find("\n", start + _CHUNK)
        end = len(text) if end < 0 else end
        lines += text[start:end].split("\n")
        start = end + 1
        whole = len(lines) // LINES_A_BLOCK * LINES_A_BLOCK
        for first in range(0, whole, LINES_A_BLOCK):
            yield lines[first : first + LINES_A_BLOCK]
        del lines[:whole]
    if lines:
        yield lines
