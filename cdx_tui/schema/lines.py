"""Store the lines of a text of any size in little more memory than the text itself."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from typing import overload

__all__ = ["LINES_PER_BLOCK", "Lines", "split_blocks"]

LINES_PER_BLOCK = 512
"""Number of lines that are stored together as one string."""

_UNCOMPRESSED_LIMIT = 1_000_000
"""Number of characters that are stored uncompressed."""

_MAX_SPLIT_BLOCKS = 3
_CHUNK = 65_536


class Lines:
    """Lines of text, appended by one thread and read by others while the text grows.

    The text is stored in blocks of `LINES_PER_BLOCK` lines, each one string; a block is split only
    when its lines are read. Blocks beyond the first million characters are compressed (50 µs per
    block), so that 10 MB of text, or short text that is deeply indented, takes little memory.

    Readers see only complete blocks: lines are counted once their block is stored, and lines
    that were counted never change.

    Attributes:
        complete: Whether no more lines will be appended; set by the writer.
    """

    def __init__(self) -> None:
        self._blocks: list[str | bytes] = []
        self._uncompressed_left = _UNCOMPRESSED_LIMIT
        self._count = 0
        self._longest = 0
        self._split: tuple[tuple[int, list[str]], ...] = ()
        self.complete = False

    @classmethod
    def of(cls, text: str) -> Lines:
        r"""Return all lines of `text`, split at `\n` only, as complete `Lines`."""
        lines = cls()
        lines.extend(text.split("\n"))
        lines.complete = True
        return lines

    def extend(self, lines: list[str]) -> None:
        """Append lines without line breaks.

        Every call but the last must append a multiple of `LINES_PER_BLOCK` lines.
        """
        self._longest = max(self._longest, max(map(len, lines), default=0))
        for start in range(0, len(lines), LINES_PER_BLOCK):
            self._blocks.append(self._compress("\n".join(lines[start : start + LINES_PER_BLOCK])))
        self._count += len(lines)

    @property
    def longest(self) -> int:
        """Length of the longest line so far, in characters."""
        return self._longest

    def __len__(self) -> int:
        return self._count

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < self._count:
            raise IndexError(index)
        number, offset = divmod(index, LINES_PER_BLOCK)
        for split, lines in self._split:
            if split == number:
                return lines[offset]
        lines = self.block(number).split("\n")
        # Assigned atomically: another thread sees either the old or the new cache.
        self._split = ((number, lines), *self._split[: _MAX_SPLIT_BLOCKS - 1])
        return lines[offset]

    def block(self, number: int) -> str:
        """Return the lines of a block, at most `LINES_PER_BLOCK`, as one string."""
        block = self._blocks[number]
        return block if isinstance(block, str) else _decompress(block)

    def blocks(self, start: int = 0) -> Sequence[str]:
        """Return the blocks from index `start` on; each is decompressed on access."""
        return _Blocks(self._blocks[start:])

    def _compress(self, block: str) -> str | bytes:
        if self._uncompressed_left > 0:
            self._uncompressed_left -= len(block)
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
        return found if isinstance(found, str) else _decompress(found)


def _decompress(block: bytes) -> str:
    return zlib.decompress(block).decode("utf-8", "surrogatepass")


def split_blocks(text: str) -> Iterator[list[str]]:
    r"""Yield the lines of `text`, split at `\n` only, in blocks of `LINES_PER_BLOCK` lines.

    The last block may be shorter.
    """
    lines: list[str] = []
    start = 0
    while start <= len(text):
        end = text.find("\n", start + _CHUNK)
        end = len(text) if end < 0 else end
        lines += text[start:end].split("\n")
        start = end + 1
        complete_lines = len(lines) // LINES_PER_BLOCK * LINES_PER_BLOCK
        for first in range(0, complete_lines, LINES_PER_BLOCK):
            yield lines[first : first + LINES_PER_BLOCK]
        del lines[:complete_lines]
    if lines:
        yield lines
