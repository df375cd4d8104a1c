"""Cut what a terminal sends into characters, control sequences and pastes.

A slow line may cut a sequence at any place, and another program's question to the terminal may be
answered here. So whatever begins as a sequence is kept until it is complete or until the line has
been silent for a while; strings (OSC, DCS, APC, PM) are replies and never keys.

Source: ECMA-48, section 5.4 and 8.3; xterm's "Control Sequences"; bracketed paste mode.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final, NamedTuple

__all__ = ["ESCAPE_DELAY", "SEQUENCE_DELAY", "InputSplitter", "Kind", "Token"]

ESCAPE_DELAY: Final = 0.05
"""Seconds after which an ESC by itself is the key.

A terminal with the Kitty protocol sends a sequence for Esc, which is the key at once. If a line
cuts a sequence after its ESC for longer, the rest is still not taken for typed characters.
"""

SEQUENCE_DELAY: Final = 1.2
"""Seconds of silence after which a sequence or a paste that has begun is not continued."""

_PASTE_BEGIN: Final = "\x1b[200~"
_PASTE_END: Final = "\x1b[201~"
# The patterns are strings, compiled on first use and cached by `re`: most are never used, and
# compiling them takes a millisecond of the start.

_INTERRUPT: Final = r"\x03|\x1b\[99(?::[0-9]*)*;5(?::1)?u"
_LONGEST_SEQUENCE: Final = 64
_LONGEST_PASTE: Final = 1 << 25

_COMPLETE: Final = r"""(?x)\x1b(?:
        \[(?:\[[A-E]|M[^\x00-\x1f]{3}|(?![M\[])[0-?]*+[ -/]*+[@-~])
      | O[A-DFHIMP-SXj-y]
      | \\
    )"""
_UNFINISHED: Final = r"""(?x)\x1b(?:
        \[(?:\[|M[^\x00-\x1f]{0,2}|[0-?]*+[ -/]*+)
      | \][0-9]{0,4}
      | P[0-9;]{0,16}
      | O
    )?"""
_STRING: Final = r"\x1b(?:\][0-9]{1,4};|P[0-9;]{0,16}[>!$+]|[_^])"
_STRING_END: Final = r"(?s)[\x07\x9c]|\x1b\\|(?=\x1b.)"
_REST: Final = (
    r"\[[0-9<=>?][0-9:;<=>?]*+[ -/]*+[@-~]|\][0-9]{1,4};|P[0-9]?[>!$+]|[_^][^\x07\x1b]{2}|O[A-D]\Z"
)
"""What follows an ESC that came too early to be taken for the beginning of a sequence."""

_PASTED_SEQUENCE: Final = r"""(?x)\x1b(?:
        \[[0-?]*+[ -/]*+[@-~]
      | [\]P_^][^\x07\x1b\x9c]*+(?:\x07|\x9c|\x1b\\)
      | [ -/]++[0-~]
      | O[A-DP-S]
    )"""
"""Sequences that a paste may hold; any other ESC stays, for whoever reads the text to judge."""

_PASTED_LINE_BREAKS: Final = r"\x1b\[(?:106|109|74|77);5u|\x1b\[1[03](?:;1)?u"
_PASTED_TAB: Final = r"\x1b\[105;5u|\x1b\[9(?:;1)?u"


class Kind(Enum):
    """What a token is."""

    TEXT = auto()
    ESCAPE = auto()
    SEQUENCE = auto()
    PASTE = auto()


class Token(NamedTuple):
    """One piece of input: typed characters, the Esc key, a complete sequence, or a paste."""

    kind: Kind
    text: str


class _Mode(Enum):
    KEYS = auto()
    STRING = auto()
    PASTE = auto()


class InputSplitter:
    """Splits input as it is read; times are in seconds, from any clock that does not go back."""

    def __init__(self) -> None:
        self._mode = _Mode.KEYS
        self._buffer = ""
        self._tokens: list[Token] = []
        self._pasted: list[str] = []
        self._pasted_length = 0
        self._due: float | None = None
        self._lone_escape: float | None = None
        self._take = {
            _Mode.KEYS: self._take_key,
            _Mode.STRING: self._take_string,
            _Mode.PASTE: self._take_paste,
        }

    @property
    def due(self) -> float | None:
        """When `tick` will have something to do, if nothing is read before."""
        return self._due

    def feed(self, data: str, now: float) -> list[Token]:
        """Return the tokens that `data` completes."""
        if self._mode is not _Mode.KEYS and re.fullmatch(_INTERRUPT, data):
            self._give_up()
        if self._lone_escape is not None:
            if now - self._lone_escape <= SEQUENCE_DELAY and re.match(_REST, data):
                data = "\x1b" + data
            self._lone_escape = None
        self._buffer += data
        while self._buffer and self._take[self._mode]():
            pass
        if self._mode is _Mode.KEYS and not self._buffer:
            self._due = None
        else:
            is_key = self._mode is _Mode.KEYS and self._buffer == "\x1b"
            self._due = now + (ESCAPE_DELAY if is_key else SEQUENCE_DELAY)
        return self._taken()

    def tick(self, now: float) -> list[Token]:
        """Return what is complete because nothing has followed it for long enough."""
        if self._due is None or now < self._due:
            return []
        self._due = None
        if self._mode is _Mode.KEYS and self._buffer == "\x1b":
            self._lone_escape = now
        self._give_up()
        return self._taken()

    def _taken(self) -> list[Token]:
        tokens, self._tokens = self._tokens, []
        return tokens

    def _give_up(self) -> None:
        """Take what has begun for complete."""
        buffer, self._buffer = self._buffer, ""
        mode, self._mode = self._mode, _Mode.KEYS
        if mode is _Mode.PASTE:
            self._keep(buffer)
            self._end_paste()
        elif mode is _Mode.KEYS:
            self._take_broken(buffer)

    # Each of these takes one piece off the buffer, and returns whether there may be more

    def _take_key(self) -> bool:
        before, escape, after = self._buffer.partition("\x1b")
        if before:
            self._tokens.append(Token(Kind.TEXT, before))
            self._buffer = escape + after
            return True
        if match := re.match(_COMPLETE, self._buffer):
            self._buffer = self._buffer[match.end() :]
            self._take_sequence(match[0])
            return True
        if match := re.match(_STRING, self._buffer):
            self._buffer = self._buffer[match.end() :]
            self._mode = _Mode.STRING
            return True
        match = re.match(_UNFINISHED, self._buffer)
        begun = match[0] if match else ""
        if len(begun) == len(self._buffer) <= _LONGEST_SEQUENCE:
            return False
        self._buffer = self._buffer[len(begun) :]
        self._take_broken(begun)
        return True

    def _take_sequence(self, sequence: str) -> None:
        if sequence == _PASTE_BEGIN:
            self._mode = _Mode.PASTE
        elif sequence == _PASTE_END:
            last = self._tokens[-1] if self._tokens else None
            if last is not None and last.kind is Kind.TEXT and len(last.text) > 1:
                # The beginning of this paste was lost, or was given up as too slow.
                self._tokens[-1] = Token(Kind.PASTE, last.text)
        elif sequence != "\x1b\\":
            self._tokens.append(Token(Kind.SEQUENCE, sequence))

    def _take_broken(self, begun: str) -> None:
        """Drop a control sequence that has no end; what is no longer than two keys is keys."""
        if len(begun) > 2 and begun[1] == "[":
            return
        self._tokens.append(Token(Kind.ESCAPE, "\x1b"))
        if begun[1:]:
            self._tokens.append(Token(Kind.TEXT, begun[1:]))

    def _take_string(self) -> bool:
        match = re.search(_STRING_END, self._buffer)
        if match is None:
            self._buffer = "\x1b" if self._buffer.endswith("\x1b") else ""
            return False
        self._buffer = self._buffer[match.end() :]
        self._mode = _Mode.KEYS
        return True

    def _take_paste(self) -> bool:
        before, end, after = self._buffer.partition(_PASTE_END)
        if end:
            self._keep(before)
            self._buffer, self._mode = after, _Mode.KEYS
            self._end_paste()
            return True
        tail = self._buffer.rfind("\x1b", max(0, len(self._buffer) - _LONGEST_SEQUENCE))
        if tail < 0 or not re.fullmatch(_UNFINISHED, self._buffer[tail:]):
            tail = len(self._buffer)
        self._keep(self._buffer[:tail])
        self._buffer = self._buffer[tail:]
        return False

    def _keep(self, text: str) -> None:
        self._pasted_length += len(text)
        if self._pasted_length <= _LONGEST_PASTE:
            self._pasted.append(text)

    def _end_paste(self) -> None:
        self._tokens.append(Token(Kind.PASTE, _clean_paste("".join(self._pasted))))
        self._pasted, self._pasted_length = [], 0


def _clean_paste(text: str) -> str:
    """Return pasted text without sequences; line breaks and tabs that are sequences stay."""
    if "\x1b" in text:
        text = re.sub(_PASTED_TAB, "\t", re.sub(_PASTED_LINE_BREAKS, "\n", text))
        text = re.sub(_PASTED_SEQUENCE, "", text)
    return text.replace("\x00", "")
