"""Control sequences of keys, in the spellings that Textual's parser understands.

Source: "Comprehensive keyboard handling in terminals" (kitty's keyboard protocol), xterm's
"Control Sequences" (modifyOtherKeys), and Textual 8's `XTermParser`, which reads most of them but
not event types, alternate keys, xterm's form or numbers that are no characters.
"""

from __future__ import annotations

import re
from typing import Final

from textual._ansi_sequences import ANSI_SEQUENCES_KEYS

__all__ = ["normalise_csi"]

# Strings, since compiled patterns would delay the start; `re` keeps them from the first use on.
_CSI: Final = r"\x1b\[(?P<prefix>[<=>?]?)(?P<parameters>[0-9:;]*+)(?P<final>[@-~])"
_MOUSE: Final = r"\x1b\[<[0-9]{1,4};-?[0-9]{1,5};-?[0-9]{1,5}[Mm]"
_SYNC_REPORT: Final = r"\x1b\[\?2026;[0-9]\$y"
"""Whether the terminal knows synchronised output, which Textual asks it.

The other answer that Textual asks for, in-band resizing, is not let through: the number of cells in
such a report is anybody's, and SIGWINCH tells of each change of size as well.
"""

_FOCUS: Final = ("\x1b[I", "\x1b[O")

_KEY_FINALS: Final = frozenset("u~ABCDEFHPQSZ")
_MODIFY_OTHER_KEYS: Final = 27
_PASTE_MARKERS: Final = (200, 201)
_MOST_DIGITS: Final = 7
_LOCKS: Final = 64 | 128  # CapsLock, NumLock
_SHIFT: Final = 1
_CTRL: Final = 4
_RELEASED: Final = 3

_Fields = list[list[int | None]]


def normalise_csi(sequence: str) -> str | None:
    """Return a complete control sequence as Textual reads it.

    Args:
        sequence: `ESC [`, parameters and a final character.

    Returns:
        A control sequence; or the characters that were typed; or `ESC`; or None for what is no
        input: replies to other programs' questions, key releases, and malformed sequences.
    """
    if sequence in ANSI_SEQUENCES_KEYS or sequence in _FOCUS:
        return sequence
    if re.fullmatch(_MOUSE, sequence) or re.fullmatch(_SYNC_REPORT, sequence):
        return sequence
    match = re.fullmatch(_CSI, sequence)
    if match is None or match["prefix"] or match["final"] not in _KEY_FINALS:
        return None
    fields = _parse_fields(match["parameters"])
    return None if fields is None else _key(fields, match["final"])


def _parse_fields(parameters: str) -> _Fields | None:
    """Return the numbers of each field, None for an absent one; None if a number is too large."""
    parts = [field.split(":") for field in parameters.split(";")]
    if any(len(part) > _MOST_DIGITS for field in parts for part in field):
        return None
    return [[int(part) if part else None for part in field] for field in parts]


def _key(fields: _Fields, final: str) -> str | None:
    if final == "~" and fields[0] == [_MODIFY_OTHER_KEYS] and len(fields) == 3:
        fields, final = [fields[2], fields[1]], "u"
    modifier, event_type = ([*(fields[1] if len(fields) > 1 else []), None, None])[:2]
    if event_type == _RELEASED:
        return None
    modifiers = max((modifier or 1) - 1, 0) & ~_LOCKS & 0xFF
    if final == "u":
        return _unicode_key(fields[0], modifiers, fields[2] if len(fields) > 2 else [])
    number = fields[0][0]
    if number in _PASTE_MARKERS:
        return None  # written otherwise than a terminal writes it, or with modifiers
    if number is None and not modifiers:
        return f"\x1b[{final}"
    return f"\x1b[{1 if number is None else number}{f';{modifiers + 1}' * (modifiers > 0)}{final}"


def _unicode_key(codes: list[int | None], modifiers: int, text: list[int | None]) -> str | None:
    """Return a key that is named by a code point, with its shifted and its base layout's form."""
    typed = "".join(_character(code) for code in text if code is not None)
    if typed and not modifiers & ~_SHIFT:
        return typed
    code, shifted, base = ([*codes, None, None])[:3]
    if code is None or not _character(code):
        return typed or (None if code is None else _functional(code, modifiers))
    if modifiers & _CTRL and base is not None and code > 127:
        code = base  # Ctrl+C in a Cyrillic layout
    if modifiers == _CTRL and code == ord("["):
        return "\x1b"
    if not modifiers & ~_SHIFT:
        upper = shifted if shifted is not None else ord(chr(code).upper()[:1])
        return _character(upper if modifiers else code)
    return _functional(code, modifiers)


def _functional(code: int, modifiers: int) -> str | None:
    """Return a key with its modifiers, or None if the number cannot be a character."""
    if code == 0 or not _is_scalar(code):
        return None
    return f"\x1b[{code};{modifiers + 1}u" if modifiers else f"\x1b[{code}u"


def _character(code: int) -> str:
    """Return the character of a code point, or nothing if it is none that can be typed.

    Kitty numbers its functional keys within the private use area.
    """
    if not _is_scalar(code) or 0xE000 <= code <= 0xF8FF:
        return ""
    return chr(code) if chr(code).isprintable() else ""


def _is_scalar(code: int) -> bool:
    return 0 <= code <= 0x10FFFF and not 0xD800 <= code <= 0xDFFF
