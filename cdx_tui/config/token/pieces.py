"""Split pasted text into runs of token characters, each with the label in front of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from cdx_tui.config.token.shape import TOKEN_CHARACTERS

__all__ = ["LONG", "Label", "Piece", "find_pieces", "has_url"]

_RUN = re.compile(f"[{TOKEN_CHARACTERS}]+")
_URL_REST = re.compile(r"://[^\s\"'`<>“”„«»()\[\]{}]*+")
_SCHEME = re.compile("[A-Za-z0-9+.-]{1,20}$")
_PARAMETER = re.compile(f"[?&#;]([A-Za-z0-9_.-]{{0,60}}+)=([{TOKEN_CHARACTERS}]++)")
_BARE_PART = re.compile(f"[/?#=]([{TOKEN_CHARACTERS}]{{100,}}+)".replace("/=_", "=_"))

_ASSIGNMENT = re.compile("[A-Za-z_-][A-Za-z0-9_.-]{0,60}=(?!=|$)")
_IDENTIFIER = re.compile("[A-Za-z][A-Za-z0-9_-]*")
_LABEL_WIDTH = 60

LONG = 16
"""Characters of the shortest token with a label, and of the shortest line of a wrapped one."""

_NOT_SHARED = ("access", "auth", "csrf", "id", "refresh", "session", "xsrf")
_FOREIGN = re.compile(
    "secret|passw|passphrase|signature|hash|digest|checksum|sha\\d|md5|fingerprint|cookie|session"
    "|boundary|api_?key|basic|^(?:sig|ssh_[a-z0-9]+)$"
)
_USER_OPTION = re.compile(r"(?:^|\s)(?:-u|--user)(?:\s+|=)?\S*$")
_SIGNATURE_BEFORE = re.compile("(?:^|[ ;])bh?=$")  # of DKIM
_KEY_BEFORE = re.compile("(?<![A-Za-z0-9])[A-Z0-9]{8,24}:$")


class Label(IntEnum):
    """What the text in front of a run says about it."""

    FOREIGN = 0
    """It is something else: a secret, a signature."""

    NONE = 1
    """There is no label, or one that says nothing about it."""

    BEARER = 2
    """It is a token, but perhaps another than the shared one."""

    TOKEN = 3
    """It is the shared token."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of token characters within a line."""

    value: str = field(repr=False)
    label: Label
    line: int
    """The number of the line."""
    width: int
    """The length of the line."""
    follows: bool
    """Whether there is only white space between the run before and this one."""
    ends_word: bool
    begins_line: bool
    ends_line: bool


def find_pieces(lines: list[str], *, bare_url_parts: bool = False) -> Iterator[Piece]:
    """Yield the runs of token characters in `lines`, in order.

    Shorter runs than `LONG` are left out, unless they follow a long one and may be its end.
    Runs in e-mail addresses and those followed by an ellipsis are left out. Of a URL, only the
    values of its parameters are runs, each labelled with the parameter's name.

    Args:
        lines: The lines of the text.
        bare_url_parts: Whether parts of a URL of 100 characters and more are runs as well.
    """
    above = ""
    after_long = False
    for number, line in enumerate(lines):
        if len(line) < LONG and not after_long:  # for speed
            above = line or above
            continue
        position = seen = 0
        for start, end in [*_urls(line), (len(line), len(line))]:
            for first, last in _runs(line, position, start):
                is_long = last - first >= LONG
                if is_long or after_long:
                    adjoins = not line[seen:first].strip(" ")
                    yield from _labelled(line, first, last, number, above, adjoins)
                after_long = is_long
                seen = last
            for piece in _parameters(line, start, end, number, bare_url_parts):
                after_long = True
                seen = end if piece.ends_word else seen
                yield piece
            position = end
        above = line or above


def has_url(text: str) -> bool:
    """Return True if there is a URL in `text`."""
    return any(True for _ in _urls(text))


def _urls(line: str) -> Iterator[tuple[int, int]]:
    for match in _URL_REST.finditer(line):
        # From the colon backwards: a search for the scheme would start at every letter.
        scheme = _SCHEME.search(line[max(0, match.start() - 20) : match.start()])
        if scheme:
            yield match.start() - len(scheme[0]), match.end()


def _parameters(line: str, start: int, end: int, number: int, bare: bool) -> Iterator[Piece]:
    seen = start
    for match in _PARAMETER.finditer(line, start, end):
        seen = match.end()
        if match.end(2) - match.start(2) < LONG:
            continue
        label = _label(match[1])
        yield _piece(line, match.start(2), match.end(2), number, label)
    if bare and seen == start:
        for match in _BARE_PART.finditer(line, start, end):
            yield _piece(line, match.start(1), match.end(1), number, Label.NONE)


def _runs(line: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for match in _RUN.finditer(line, start, end):
        yield match.span()


def _labelled(
    line: str, first: int, last: int, number: int, above: str, adjoins: bool
) -> Iterator[Piece]:
    around = line[max(0, first - 1) : first], line[last : last + 1]
    if line.endswith("...", first, last) or any(map(_is_intruder, around)):
        return
    while assignment := _ASSIGNMENT.match(line, first, last):
        first = assignment.end()
    before = line[max(0, first - _LABEL_WIDTH) : first]
    if not before.strip("\"'`“„«<([ ") and above.endswith((":", "=", ": |", ":>")):
        before = above[-_LABEL_WIDTH:]
    yield _piece(line, first, last, number, _label(before), adjoins)


def _is_intruder(char: str) -> bool:
    """Return True if a run next to `char` is not whole.

    It is a part of an e-mail address, was shortened by a program, or has a foreign character in it.
    Letters without case are none: the scripts that have them may write no spaces.
    """
    return char in ("@", "…", "\x1b", "\x7f") or (
        not char.isascii() and (char.islower() or char.isupper())
    )


def _piece(
    line: str, first: int, last: int, number: int, label: Label, adjoins: bool = False
) -> Piece:
    value = line[first:last].rstrip(".")
    return Piece(
        value=value,
        label=label,
        line=number,
        width=len(line),
        follows=adjoins and line[first - 1 : first] in ("", " "),
        # After a full stop, the next word is not the token's.
        ends_word=len(value) == last - first and line[last : last + 1] in ("", " "),
        begins_line=not line[:first].strip() if first < _LABEL_WIDTH else False,
        ends_line=last == len(line),
    )


def _label(before: str) -> Label:
    foreign = (_USER_OPTION, _KEY_BEFORE, _SIGNATURE_BEFORE)
    if any(pattern.search(before) for pattern in foreign):
        return Label.FOREIGN
    if before.rstrip().endswith((".", "!", "?")):
        return Label.NONE
    names = [name.lower().replace("-", "_").strip("_") for name in _IDENTIFIER.findall(before)]
    if not names:
        return Label.NONE
    name = names[-1]
    if name.endswith("token"):
        other = name.removesuffix("token").strip("_")
        return Label.BEARER if other.endswith(_NOT_SHARED) else Label.TOKEN
    if name == "bearer":
        return Label.BEARER
    if _FOREIGN.search(name) or any("secret" in near or "passw" in near for near in names[-3:]):
        return Label.FOREIGN
    return Label.NONE
