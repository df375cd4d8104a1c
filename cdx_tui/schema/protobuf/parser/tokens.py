"""Split Protobuf source into tokens: words, numbers, strings and single symbols.

One regular expression tokenizes the source in one pass and linear time: its repetitions are
possessive, except for the lazy one in block comments, and every character begins some token. Its
first group has the tokens that need no check, which are nearly all. White space and comments are no
tokens; comments are looked up in the source to document a declaration.

Source: the lexical elements of the Protocol Buffers language specification (proto2, proto3 and
editions), and the behaviour of `protoc` if the specification is silent.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from sys import intern

from cdx_tui.schema.protobuf.problems import Problems
from cdx_tui.text import clean, shorten

__all__ = ["LONGEST_WORD", "Tokens", "decode_bytes", "decode_string", "tokenize"]

_PLAIN, _NUMBER, _STRING, _COMMENT, _OPEN_COMMENT, _OPEN_STRING, _WORD, _BLANK, _END = range(1, 10)

_TOKEN = re.compile(
    r"""
    (?>[ \t\n\r\v\f]++|//[^\n]*+)*+
    (?:
      ([A-Za-z_][A-Za-z0-9_]{0,255}+(?![A-Za-z0-9_]|[^\x00-\x7f])|[;={}\[\]()<>,:+\-!#$%&*?@\\^`|~]
        |\.(?![0-9])|/(?!\*)|(?:0|[1-9][0-9]*+)(?![0-9A-Za-z_.])|"[^"\\\n\0]*+"|'[^'\\\n\0]*+')
    | (0[xX][0-9A-Za-z_.]*+|\.?[0-9](?>[eE][+-][0-9]|[0-9A-Za-z_.])*+)
    | ("(?>[^"\\\n]++|\\[^\n])*+"|'(?>[^'\\\n]++|\\[^\n])*+')
    | (/\*[\s\S]*?\*/)
    | (/\*[\s\S]*+)
    | (["'][^\n]*+)
    | ([A-Za-z0-9_]*+(?>[^\x00-\x7f\s]++[A-Za-z0-9_]*+)++|[A-Za-z_][A-Za-z0-9_]*+)
    | ([\x00-\x08\x0e-\x1f\x7f]++|[^\S\x00-\x7f]++)
    | (\Z)
    )
    """,
    re.VERBOSE,
)

LONGEST_WORD = 256
"""Maximum length of an identifier, in characters; limited because full names consist of many."""

_VALID_NUMBER = re.compile(
    r"0[xX][0-9a-fA-F]+|0[0-7]*|[1-9][0-9]*"
    r"|(?:(?:0|[1-9][0-9]*)\.[0-9]*|\.[0-9]+|(?:0|[1-9][0-9]*)(?=[eE]))(?:[eE][+-]?[0-9]+)?"
)

_ESCAPE = re.compile(
    r"""\\(?:([abfnrtv\\?'"])|([0-7]{1,3})|[xX]([0-9a-fA-F]{1,2})"""
    r"""|u([0-9a-fA-F]{4})|U(00(?:0[0-9a-fA-F]|10)[0-9a-fA-F]{4})|([\s\S]?))"""
)

_LITERAL = re.compile(r""""(?>[^"\\]++|\\[\s\S])*+"|'(?>[^'\\]++|\\[\s\S])*+'""")

_ESCAPED = {**dict(zip("abfnrtv", "\a\b\f\n\r\t\v", strict=True)), **{c: c for c in "\\?'\""}}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Tokens of a source.

    `texts` are the tokens and `starts` their character offsets in `source`, from 0: equal tokens
    are one string, and offsets take 8 bytes each, since a source may have millions. Two empty
    tokens follow the last one, so that a lookahead of two tokens needs no bounds check. Words
    and symbols are clean; strings are as written, NOT cleaned.
    """

    source: str
    texts: list[str]
    starts: Sequence[int]


def tokenize(source: str, problems: Problems) -> Tokens:
    """Split `source` into tokens, and add lexical errors to `problems`.

    Characters that belong to no token are dropped; other invalid tokens are kept or repaired.
    """
    texts: list[str] = []
    starts = array("Q")
    for match in _TOKEN.finditer(source, 1 if source.startswith("\ufeff") else 0):
        kind = match.lastindex or _END
        if kind == _PLAIN:
            texts.append(intern(match[_PLAIN]))
            starts.append(match.start(_PLAIN))
            continue
        if kind == _END:
            break
        token = _check_token(kind, match[kind], match.start(kind), problems)
        if token is not None:
            texts.append(token)
            starts.append(match.start(kind))
    texts += ("", "")
    starts.extend((len(source), len(source)))
    return Tokens(source, texts, starts)


def _check_token(kind: int, token: str, start: int, problems: Problems) -> str | None:
    """Check a token; return it or its replacement, or None for comments and dropped characters."""
    if kind == _NUMBER:
        if _VALID_NUMBER.fullmatch(token) is None:
            problems.add(_number_error(token), start)
        return token
    if kind == _STRING:
        if "\\" in token:
            _check_escapes(token, start, problems)
        if "\0" in token:
            problems.add("NUL characters are not allowed in strings", start + token.index("\0"))
        return token
    if kind == _COMMENT:
        nested = token.find("/*", 2, -1)
        if nested > 0:
            problems.add('found "/*" inside a block comment; they cannot be nested', start + nested)
        return None
    if kind == _OPEN_COMMENT:
        problems.add('expected "*/": this comment is never closed', start)
        return None
    if kind == _OPEN_STRING:
        problems.add("expected the closing quote of this string before the line ends", start)
        return token + token[0]
    shown = shorten(clean(token[:40]), 40)
    if kind == _WORD:
        return _check_word(token, shown, start, problems)
    problems.add(f"expected no such control or space character, found {shown}", start)
    return None


def _check_word(word: str, shown: str, start: int, problems: Problems) -> str:
    if not word.isascii():
        problems.add(f"expected only ASCII outside comments and strings, found {shown}", start)
    if len(word) > LONGEST_WORD:
        remark = f"only the first {LONGEST_WORD} characters of this name are read"
        problems.add(remark, start, fatal=False)
    return clean(word[:LONGEST_WORD])


def _number_error(token: str) -> str:
    shown = shorten(token, 40)
    if re.match(r"0[0-7]*[89]", token):
        return f"expected octal digits in a number with a leading zero, found {shown}"
    if re.fullmatch(r"0[xX]", token):
        return f'expected hexadecimal digits after "{token}"'
    return f"expected a number followed by a space or a symbol, found {shown}"


def _check_escapes(token: str, start: int, problems: Problems) -> None:
    for match in _ESCAPE.finditer(token):
        if match[6] is not None:
            fault = f"expected an escape that Protobuf knows, found {clean(match[0])}"
            problems.add(fault, start + match.start())
            return


def decode_string(literal: str) -> str:
    r"""Return the text of one or more adjacent string tokens; the result is NOT cleaned.

    Byte escapes (`\303\251`) are decoded as UTF-8; invalid bytes become U+FFFD.
    """
    if "\\" in literal:
        return decode_bytes(literal).decode("utf-8", "replace")
    return "".join(token[1:-1] for token in _LITERAL.findall(literal))


def decode_bytes(literal: str) -> bytes:
    """Return the value of one or more adjacent string tokens as bytes."""
    data = bytearray()
    for token in _LITERAL.findall(literal):
        body = token[1:-1]
        end = 0
        for match in _ESCAPE.finditer(body):
            data += body[end : match.start()].encode("utf-8", "surrogatepass")
            data += _escaped_bytes(match)
            end = match.end()
        data += body[end:].encode("utf-8", "surrogatepass")
    return bytes(data)


def _escaped_bytes(match: re.Match[str]) -> bytes:
    simple, octal, byte, short, long, unknown = match.groups()
    if simple is not None:
        return _ESCAPED[simple].encode()
    if octal is not None:
        return bytes([int(octal, 8) & 0xFF])
    if byte is not None:
        return bytes([int(byte, 16)])
    if short is not None or long is not None:
        return chr(int(short or long, 16)).encode("utf-8", "surrogatepass")
    return unknown.encode("utf-8", "surrogatepass")
