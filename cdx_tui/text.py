"""Clean untrusted text for display in a terminal.

Every string from a server, a file or a command line passes through `clean` or `clean_lines` once,
on entry into the program. Cleaned text is safe to write to a terminal: it cannot move the cursor,
set the title, or reorder or hide text. Unsafe characters are replaced by visible ones, so that a
reader can see that they were there.

Markup is not removed: cleaned text may still hold `[b]`, so widgets are given `Content` or
`rich.text.Text` and never a bare string.
"""

from __future__ import annotations

import re
import unicodedata

__all__ = ["clean", "clean_lines", "counted", "shorten"]

_MAX_COMBINING_MARKS = 4
"""Maximum number of consecutive combining marks; real orthographies need three or four."""

# The patterns are strings, compiled on first use and cached by `re`: compiling them takes longer
# than everything else that `--version` does.

# C0, DEL and C1 controls; then characters that are invisible or reorder text, and noncharacters:
# format characters (Cf), fillers, separators, variation selectors, tags, private use, nonchars.
_UNSAFE = (
    "[\x00-\x1f\x7f-\x9f\xad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160"
    "\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff"
    "\ue000-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000110bd\U000110cd\U00013430-\U0001345f\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U0001fffe\U0001ffff\U0002fffe\U0002ffff\U0003fffe-\U0010ffff]"
)
_UNSAFE_IN_LINES = _UNSAFE.replace("\x00-\x1f", "\x00-\x09\x0b-\x1f")

# Combining marks are neither word characters nor white space, so this matches every run of them;
# the few other symbols that it matches are excluded by their category.
_MARK_RUN = rf"[^\w\s!-\u02ff]{{{_MAX_COMBINING_MARKS + 1},}}"


def clean(text: str) -> str:
    r"""Return `text` as one line that is safe to display.

    C0 controls and DEL become control pictures (ESC becomes ␛, a line feed ␊), C1 controls and
    invisible or reordering characters become escapes such as `\u202e`, and lone surrogates the
    replacement character. The emoji variation selector U+FE0F is removed. Runs of combining marks
    are truncated to four. Printable ASCII is returned unchanged.
    """
    if text.isascii() and text.isprintable():
        return text
    return _cap_marks(re.sub(_UNSAFE, _replacement, text))


def clean_lines(text: str) -> str:
    r"""Return `text` as lines that are safe to display.

    Line breaks (CRLF and LF) become `\n`, and tabs four spaces; otherwise as `clean`.

    The number of lines of a text without carriage returns is unchanged.
    """
    if text.isascii() and text.isprintable():
        return text
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if "\t" in text:
        text = text.replace("\t", "    ")
    return _cap_marks(re.sub(_UNSAFE_IN_LINES, _replacement, text))


def shorten(text: str, limit: int) -> str:
    """Truncate `text` to `limit` characters, the last one an ellipsis if anything was cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: `1 field`, `1,200 fields`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _replacement(match: re.Match[str]) -> str:
    code = ord(match[0])
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if code < 0xA0:
        return f"\\x{code:02x}"
    if 0xD800 <= code <= 0xDFFF:
        return "\ufffd"
    if code == 0xFE0F:  # emoji presentation: terminals disagree about its width
        return ""
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def _cap_marks(text: str) -> str:
    return text if text.isascii() else re.sub(_MARK_RUN, _without_excess_marks, text)


def _without_excess_marks(match: re.Match[str]) -> str:
    text = match[0]
    kept: list[str] = []  # slices: a list of characters takes 80 bytes per character
    start = run = 0
    for index, character in enumerate(text):
        run = run + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if run > _MAX_COMBINING_MARKS:
            kept.append(text[start:index])
            start = index + 1
    return "".join(kept) + text[start:]
