"""Cleaning of untrusted text.

Every string from a server, a file or a command line passes through `clean` or `clean_lines` once,
where it enters the program. What comes out is safe to write to a terminal: it moves no cursor,
sets no title, reorders nothing and hides nothing. Whatever is replaced stays visible, so that a
reader can see that it was there.

Markup is not removed: cleaned text may still hold `[b]`, so widgets are given `Content` or
`rich.text.Text` and never a bare string.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["clean", "clean_lines", "shorten"]

_MARKS_IN_A_ROW = 4
"""Number of combining marks that a letter keeps; real orthographies need three or four."""

# The patterns are compiled when they are first used (and kept, by `re`), which takes longer than
# all else that `--version` does.

# C0, DEL, C1; then what Unicode has that is invisible, reorders text, or is no character:
# format characters (Cf), fillers, separators, variation selectors, tags, private use, nonchars.
_UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U0010ffff]"
)
_UNSAFE_IN_LINES = _UNSAFE.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f")

# Combining marks are neither word characters nor space, so this finds every run of them; the
# few other symbols that it finds are excluded by their category.
_MARK_RUN = rf"[^\w\s!-\u02ff]{{{_MARKS_IN_A_ROW + 1},}}"


def clean(text: str) -> str:
    r"""Return `text` as one line that is safe to show.

    Control characters become their pictures (ESC is shown as ␛, a line feed as ␊), C1 controls
    and invisible or reordering characters become escapes such as `\u202e`, lone surrogates the
    replacement character; runs of combining marks are cut to four. Printable ASCII comes back
    as it is.
    """
    if text.isascii() and text.isprintable():
        return text
    return _cap_marks(re.sub(_UNSAFE, _visible, text))


def clean_lines(text: str) -> str:
    r"""Return `text` safe to show, with line breaks as `\n` and tabs as four spaces.

    The number of lines of a text without carriage returns is unchanged.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if "\t" in text:
        text = text.replace("\t", "    ")
    return _cap_marks(re.sub(_UNSAFE_IN_LINES, _visible, text))


def shorten(text: str, limit: int) -> str:
    """Cut `text` to `limit` characters, the last of them an ellipsis where anything was lost."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _visible(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code < 0xA0:
        return f"\\x{code:02x}"
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    if code == 0xFE0F:  # asks for an emoji's colour; terminals disagree about its width
        return ""
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _cap_marks(text: str) -> str:
    return text if text.isascii() else re.sub(_MARK_RUN, _without_excess_marks, text)


def _without_excess_marks(match: re.Match[str]) -> str:
    text = match[0]
    kept: list[str] = []  # slices, since a list of characters takes 80 bytes for each
    start = run = 0
    for index, character in enumerate(text):
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if run > _MARKS_IN_A_ROW:
            kept.append(text[start:index])
            start = index + 1
    return "".join(kept) + text[start:]
