"""Undo what terminals, mail programs and encodings do to a text on its way into a paste.

Every function takes time linear in the length of the text, whatever it holds: the patterns repeat
possessively or a bounded number of times.
"""

from __future__ import annotations

import re

from cdx_tui.config.invisible import INVISIBLE

__all__ = ["clean_paste", "decode_paste", "unquote_lines"]

_CONTROL_SEQUENCE = re.compile(
    r"(?:\x1b\[|\x9b)([0-?]*+)[ -/]*+([@-~])"  # CSI
    r"|\x1b[\]PX^_][^\x07\x1b\r\n]*+(?:\x07|\x1b\\)"  # OSC, DCS, SOS, PM, APC
    r"|\x1b[()*+][0-9A-Za-z]"  # the choice of a character set, as in the output of tput
)
# A terminal that reports keys by the kitty protocol or by modifyOtherKeys sends the line breaks of
# an unbracketed paste as the keys Ctrl+J, Ctrl+M and Enter, and tabs as Ctrl+I.
_LINE_BREAK_KEY = re.compile("(?:106|109);5(?::1)?u|(?:10|13)(?:;1?)?u|27;[15];(?:10|13|106|109)~")
_TAB_KEY = re.compile("105;5(?::1)?u|9u|27;[15];(?:9|105)~")

_LINE_BREAK = re.compile("\r\n|[\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANK = re.compile(r"[^\S\n]")
_INVISIBLE = re.compile(f"[\0{INVISIBLE}]")  # terminals send NUL as padding

_PREFIX = re.compile(r"\s*+(?:(?:[>|│┃║▌]|[$#%❯➜] )\s*+)*+")
_FRAME = " |│┃║\\"

_SOFT_BREAK = re.compile(r"= *+\n")
_QUOTED_PRINTABLE = re.compile("=([0-9A-F]{2})")
_NOT_QUOTED_PRINTABLE = re.compile("=(?![0-9A-F]{2}| *+\n(?!\n))")
_DECLARED = re.compile("content-transfer-encoding: ?quoted-printable", re.IGNORECASE)
_SOFT_BREAK_COLUMNS = range(70, 77)
"""Lengths of lines that quoted-printable ends with a soft break; RFC 2045 allows 76."""

_ENTITY = re.compile(r"&(#[0-9]{1,5}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]{2,8});")
_ENTITIES = {
    "quot": '"',
    "apos": "'",
    "amp": "&",
    "lt": "<",
    "gt": ">",
    "nbsp": " ",
    "equals": "=",
    "plus": "+",
    "sol": "/",
    "lowbar": "_",
    "hyphen": "-",
    "dash": "-",
    "period": ".",
    "shy": "",
    "colon": ":",
    "num": "#",
    "quest": "?",
    "percnt": "%",
    "NewLine": "\n",
    "ldquo": "“",
    "rdquo": "”",
    "laquo": "«",
    "raquo": "»",
    "lsquo": "‘",
    "rsquo": "’",
}
_TAG = re.compile(r"</?([A-Za-z][A-Za-z0-9]{0,9})((?:[\s/][^<>]*+)?)>")
_INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "code",
        "em",
        "font",
        "i",
        "kbd",
        "mark",
        "pre",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "tt",
        "u",
        "wbr",
    ]
)
_BLOCK = frozenset(
    [
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "head",
        "hr",
        "html",
        "img",
        "input",
        "li",
        "link",
        "meta",
        "ol",
        "p",
        "section",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "title",
        "tr",
        "ul",
    ]
)
_LONG_RUN = re.compile("[A-Za-z0-9+/_.~%-]{40}")

_PERCENT = re.compile("%([2-7][0-9A-Fa-f])")
_WRAPPED_PERCENT = re.compile("%(?:\n([2-7][0-9A-Fa-f])|([2-7])\n([0-9A-Fa-f]))")
_ESCAPED = re.compile(r"(?<!\\)\\++(?:u00([2-7][0-9A-Fa-f])|([\"'/])|([nrt]))")

_BLOCK_LINE = re.compile("-{3,} ?(BEGIN|END)\\b")
_FOREIGN_BLOCK = re.compile("SIGNATURE|CERTIFICATE|KEY")
_HEADER = re.compile("[A-Za-z][A-Za-z0-9-]{1,60}:")
_TRANSPORT_HEADERS = ("received:", "mime-version:", "dkim-signature:", "delivered-to:")


def clean_paste(text: str) -> str:
    r"""Return `text` without terminal control sequences, NUL and invisible characters.

    Line breaks of every kind become `\n`, and other white space a space each. An ESC that begins
    no known sequence is kept, since nobody knows which of the characters after it belong to it.
    """
    if "\x1b" in text or "\x9b" in text:
        text = _CONTROL_SEQUENCE.sub(_plain_key, text)
    text = _LINE_BREAK.sub("\n", text)
    return _BLANK.sub(" ", _INVISIBLE.sub("", text))


def unquote_lines(text: str) -> str:
    """Return `text` without what mail programs and terminals put around its lines.

    These are the marks of quotations, prompts of shells, frames of tables, and the backslash that
    continues a command. `BEGIN` and `END` lines become empty. Signatures, certificates and keys
    between such lines, and the headers of a message's source, are removed.
    """
    lines = []
    foreign = False
    for raw in _without_headers(text.split("\n")):
        line = raw[_PREFIX.match(raw).end() :].rstrip(_FRAME)  # type: ignore[union-attr]  # it matches nothing, too
        match = _BLOCK_LINE.match(line)
        if match:
            foreign = match[1] == "BEGIN" and bool(_FOREIGN_BLOCK.search(line))
            line = ""
        lines.append("" if foreign else line)
    return "\n".join(lines)


def decode_paste(text: str) -> str:
    """Return `text` with its encodings undone.

    They are quoted-printable, HTML, the escapes of JSON strings, and percent-encoding, the last of
    them up to three times over, as in links that a mail filter has rewritten.
    """
    text = _decode_quoted_printable(text)
    if "<" in text:
        text = _TAG.sub(_without_tag, text)
    for _ in range(2):
        if "&" in text:
            text = _ENTITY.sub(_entity, text)
    if '"' in text and "\\" in text:
        text = _ESCAPED.sub(_unescaped, text)
    if "%" in text and "://" in text:
        text = _WRAPPED_PERCENT.sub(_unwrapped_percent, text)
    for _ in range(3):
        if "%" in text:
            text = _PERCENT.sub(lambda match: chr(int(match[1], 16)), text)
    return clean_paste(text)  # entities can stand for invisible characters and line breaks


def _plain_key(match: re.Match[str]) -> str:
    if match[2] not in ("u", "~"):
        return ""
    key = match[1] + match[2]
    if _LINE_BREAK_KEY.fullmatch(key):
        return "\n"
    return " " if _TAB_KEY.fullmatch(key) else ""


def _without_headers(lines: list[str]) -> list[str]:
    """Return `lines` without the headers of a message's source, which may hold signatures."""
    if not _HEADER.match(lines[0]):
        return lines
    end = lines.index("") if "" in lines else len(lines)
    known = any(line.lower().startswith(_TRANSPORT_HEADERS) for line in lines[:end])
    return lines[end:] or [""] if known else lines


def _decode_quoted_printable(text: str) -> str:
    if "=" not in text:
        return text
    encoded = _QUOTED_PRINTABLE.search(text) and not _NOT_QUOTED_PRINTABLE.search(text)
    if encoded or _DECLARED.search(text):
        # A byte that is not ASCII is part of no token: what it stands for does not matter.
        return _QUOTED_PRINTABLE.sub(
            lambda match: chr(int(match[1], 16)), _SOFT_BREAK.sub("", text)
        )
    return _join_soft_breaks(text)


def _join_soft_breaks(text: str) -> str:
    """Join lines that end with a soft break, if they have the length that these lines have.

    The padding of a token looks the same, so the line after it must not look like a word.
    """
    parts: list[str] = []
    soft = False
    for line in text.split("\n"):
        if soft and _looks_encoded(line.split(" ", 1)[0]):
            parts[-1] = parts[-1][:-1]
        elif parts:
            parts.append("\n")
        parts.append(line)
        soft = len(line) in _SOFT_BREAK_COLUMNS and line[-1] == "=" and line[-2] != "="
    return "".join(parts)


def _looks_encoded(word: str) -> bool:
    has = [any(test(char) for char in word[:80]) for test in (str.isupper, str.islower, _is_digit)]
    return all(has) or (word.endswith("=") and word.isascii())


def _is_digit(char: str) -> bool:
    return char in "0123456789"


def _without_tag(match: re.Match[str]) -> str:
    name = match[1].lower()
    if name not in _INLINE and name not in _BLOCK:
        return match[0]  # perhaps a token in angle brackets
    if _LONG_RUN.search(match[2]):
        return f"\n{match[2]}\n"  # a link's address
    return "" if name in _INLINE else "\n"


def _entity(match: re.Match[str]) -> str:
    name = match[1]
    if name[0] != "#":
        return _ENTITIES.get(name, match[0])
    return chr(int(name[2:], 16) if name[1] in "xX" else int(name[1:]))


def _unescaped(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return match[2] or "\n"


def _unwrapped_percent(match: re.Match[str]) -> str:
    # The line break moves behind the character, so that the lines can be joined as any others.
    return f"%{match[1] or match[2] + match[3]}\n"
