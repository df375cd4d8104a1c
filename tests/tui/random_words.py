"""Random words that are hard to measure and to wrap."""

from __future__ import annotations

import random
from typing import Final

from cdx_tui.text import clean

__all__ = ["random_sentence", "random_words"]

_ALPHABETS: Final = (
    "漢字仮名交文가나다",
    "שלוםאבגדהמ",
    "مرحبابالعالم",
    ("e\u0301", "a\u0308\u0323", "o\u0302", "n\u0303", "क्", "षि", "ก็"),
    ("😀", "🚀", "👍🏽", "🇩🇪", "⚠\ufe0f", "👩\u200d💻"),
    "αβγδεζ",
)
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"


def random_words(seed: int, count: int) -> list[str]:
    """Return `count` words, cleaned as all text is that a server sent.

    Of ten words, three are wide, combined, from right to left or emoji, one is joined by slashes,
    dots and underscores, and one may be longer than a row.
    """
    draw = random.Random(seed)
    return [clean(_word(draw, number % 10)) for number in range(count)]


def random_sentence(seed: int, count: int) -> str:
    """Return `count` random words with single blanks between them."""
    return " ".join(random_words(seed, count))


def _word(draw: random.Random, kind: int) -> str:
    if kind in (2, 5, 8):
        return "".join(draw.choices(draw.choice(_ALPHABETS), k=draw.randint(1, 12)))
    if kind == 4:
        parts = ["".join(draw.choices(_LATIN, k=draw.randint(2, 9))) for _ in range(5)]
        return "".join(part + draw.choice("/._") for part in parts)
    length = draw.choice((30, 70, 100)) if kind == 7 else draw.randint(1, 12)
    return "".join(draw.choices(_LATIN, k=length))
