"""The lines of a text of any size, held in little more memory than the text itself."""

from __future__ import annotations

__all__ = ["LINES_A_BLOCK", "Lines"]

LINES_A_BLOCK = 512
"""How many lines are kept together as one string."""


class Lines:
    """Lines of text that may still be growing; appended by one thread, read by another.

    The text is kept in blocks of `LINES_A_BLOCK` lines, each one string, and a block is split only
    while its lines are looked at. So 10 MB of text cost 10 MB, not a Python object a line.
    """

    def __init__(self) -> None:
        self._blocks: list[str] = []
        self._count = 0
        self._longest = 0
        self._split: tuple[int, list[str]] = (-1, [])
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
        for start in range(0, len(lines), LINES_A_BLOCK):
            self._blocks.append("\n".join(lines[start : start + LINES_A_BLOCK]))
        self._longest = max(self._longest, max(map(len, lines), default=0))
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
        block, offset = divmod(index, LINES_A_BLOCK)
        number, lines = self._split
        if number != block:
            lines = self._blocks[block].split("\n")
            self._split = (block, lines)
        return lines[offset]

    def blocks(self, start: int = 0) -> list[str]:
        """Return the blocks from number `start` on, each of up to `LINES_A_BLOCK` lines."""
        return self._blocks[start:]
