"""Characters that pastes and files put around or into keys, secrets and tokens."""

from __future__ import annotations

import re

__all__ = ["INVISIBLE", "strip_invisible"]

INVISIBLE = "\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Invisible characters, as ranges of a character set of a regular expression.

They are the soft hyphen, zero-width characters, bidirectional controls and the byte order mark.
White space and controls such as NUL are not among them.
"""

# Looks behind, so that a long run within the text is scanned once and not from each of its places.
_AROUND = re.compile(rf"\A[\s{INVISIBLE}]++|(?<![\s{INVISIBLE}])[\s{INVISIBLE}]++\Z")


def strip_invisible(text: str) -> str:
    """Return `text` without the white space and invisible characters around it."""
    return _AROUND.sub("", text)
