"""Regular expressions for JSON tokens (RFC 8259) and for common invalid tokens.

All expressions are possessive, so that hostile text causes no backtracking: matching takes linear
time without recursion.
"""

from __future__ import annotations

import json
import re
import unicodedata
from contextlib import suppress

from cdx_tui.text import clean, shorten

__all__ = [
    "FLAT",
    "LINE",
    "NUMBER",
    "SCALAR",
    "STRING",
    "TOKEN",
    "decode_string",
    "describe",
    "scalar_error",
    "string_error",
]

_SPACE = r"[ \t\n\r]*+"
_ESCAPE = r'\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})'
_PLAIN = r'[^"\\\x00-\x1f]'
_STRING = rf'"{_PLAIN}*+(?:{_ESCAPE}{_PLAIN}*+)*+"'
_SHORT_STRING = rf'"{_PLAIN}{{0,78}}+(?:{_ESCAPE}{_PLAIN}{{0,78}}+){{0,78}}+"'
_NUMBER = r"-?+(?:0|[1-9][0-9]*+)(?:\.[0-9]++)?+(?:[eE][+-]?+[0-9]++)?+"
_WORD = rf"(?:true|false|null|{_NUMBER})(?![^ \t\n\r,\]}}])"
_STRAY = (
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\xa0\u1680\u2000-\u200b\u2028\u2029\u202f\u205f\u3000\ufeff]"
)
_SHORT = rf"(?:{_SHORT_STRING}|{_WORD}){_SPACE}"
_FLAT = rf"\{{{_SPACE}\}}|\[{_SPACE}(?:{_SHORT}(?:,{_SPACE}{_SHORT}){{0,39}}+)?+\]"

STRING = re.compile(_STRING)
"""A valid string."""

NUMBER = re.compile(_NUMBER)
"""A valid number."""

SCALAR = re.compile(rf"{_STRING}|true|false|null|{_NUMBER}")
"""A string, number or literal; only for text that `FLAT` matched."""

FLAT = re.compile(_FLAT)
"""An empty container, or an array of few short scalars, a candidate for display on one line."""

LINE = re.compile(
    rf"{_SPACE}(?:({_STRING}){_SPACE}:{_SPACE})?+"
    rf"(?:(?:({_STRING}|{_WORD})|({_FLAT})|([}}\]])){_SPACE}(,?)|([{{\[]))"
)
"""A well-formed line of pretty-printed text: groups name, scalar, flat, closer, comma, opener.

The reader checks whether such a line is valid at its position.
"""

TOKEN = re.compile(
    rf"{_SPACE}(?:"
    r'(?P<string>"(?:[^"\\\n]++|\\[^\n])*+(?:"|\\?))'
    r"|(?P<mark>[{}\[\],:])"
    r"|(?P<comment>//[^\n]*+|/\*(?:[^*]++|\*(?!/))*+(?:\*/)?+)"
    r"|(?P<quoted>'(?:[^'\\\n]++|\\[^\n])*+(?:'|\\?))"
    rf"|(?P<stray>{_STRAY}++)"
    rf'|(?P<word>(?:(?!{_STRAY})[^ \t\n\r"{{}}\[\],:/]|/(?![/*]))++)'
    r")?+"
)
"""One token, well-formed or not.

It matches at every position; no group matches if only white space is left.
"""

_STRING_ERROR = re.compile(rf'[\x00-\x1f]|\\(?!["\\/bfnrt]|u[0-9a-fA-F]{{4}})|{_ESCAPE}')
_ESCAPED = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.DOTALL)
_ESCAPES = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_PAIR = re.compile("[\ud800-\udbff][\udc00-\udfff]")
_NUMBER_LIKE = re.compile(r"[+-]?\.?[0-9]")
_LITERALS = {"true", "false", "null"}
_NOT_NUMBERS = {"nan", "infinity", "-infinity", "+infinity", "inf", "-inf", "-nan"}
_OTHER_NULLS = {"none", "nil", "undefined"}
_MAX_FOUND_LENGTH = 24
_LONG_STRING = 1_000


def decode_string(raw: str) -> str:
    """Return the decoded text of a string token, which may be ill-formed or in single quotes."""
    closed = len(raw) > 1 and raw[-1] == raw[0]
    text = raw[1:-1] if closed else raw[1:]
    if "\\" not in text:
        return text
    if len(raw) > _LONG_STRING and raw[0] == '"':
        with suppress(ValueError):  # many times faster for well-formed strings
            return str(json.loads(raw))
    return _PAIR.sub(_join_pair, _ESCAPED.sub(_unescape, text))


def describe(token: str) -> str:
    """Return the description of a token for error messages, cleaned and truncated."""
    if not token:
        return "the end of the text"
    if not token[0].isprintable():
        name = unicodedata.name(token[0], "a control character").lower()
        return f"U+{ord(token[0]):04X} ({name})"
    if token[0] in "\"'" and len(token) > 1:
        return shorten(clean(token[: 2 * _MAX_FOUND_LENGTH]), _MAX_FOUND_LENGTH)
    return f"'{shorten(clean(token[: 2 * _MAX_FOUND_LENGTH]), _MAX_FOUND_LENGTH)}'"


def string_error(raw: str) -> tuple[int, str] | None:
    """Return the offset and message of the first error in a string token, or None."""
    for match in _STRING_ERROR.finditer(raw):
        found = match[0]
        if found < " ":
            return match.start(), f"expected U+{ord(found):04X} in a string to be escaped"
        if found == "\\":
            after = raw[match.end() : match.end() + 1]
            expected = "four hexadecimal digits after '\\u'" if after == "u" else "an escape"
            return match.start(), f"expected {expected}, found {describe(found + after)}"
    if raw[-1] != '"' or len(raw) == 1 or not STRING.fullmatch(raw):
        return 0, "expected '\"' at the end of this string, found the end of the line"
    return None


def scalar_error(word: str) -> str | None:
    """Return the error message for an unquoted word in place of a value; None if it is valid."""
    if word in _LITERALS or NUMBER.fullmatch(word):
        return None
    found, lower = describe(word), word.lower()
    if lower in _NOT_NUMBERS:
        return f"expected a value, found {found}, which is not a JSON number"
    if lower in _OTHER_NULLS:
        return f"expected a value, found {found}, which is null in JSON"
    if lower in _LITERALS:
        return f"expected '{lower}' in lower case, found {found}"
    if _NUMBER_LIKE.match(word):
        return f"expected a valid JSON number, found {found}"
    if word[0] in "“”„‟«»‘’":
        return f"expected straight double quotes, found {found}"
    return f"expected a value, found {found}"


def _unescape(match: re.Match[str]) -> str:
    if match[1]:
        return chr(int(match[1], 16))
    return _ESCAPES.get(match[2], match[2])


def _join_pair(match: re.Match[str]) -> str:
    return match[0].encode("utf-16", "surrogatepass").decode("utf-16")
