"""Check aggregate option values: `{ name: value … }`, in Protobuf's text format.

`protoc` reads them only if it knows the option, so this reports only what no option could accept.
Source: the text format language specification of Protocol Buffers.
"""

from __future__ import annotations

from cdx_tui.schema.protobuf.parser.cursor import Cursor, Unexpected

__all__ = ["check_text_format"]

_CLOSING = {"{": "}", "<": ">", "[": "]"}


def check_text_format(cursor: Cursor, begin: int, end: int) -> None:
    """Report the first error in the tokens from `begin` up to `end`; the cursor does not move.

    What follows a `#` on its line is a comment in the text format, though not in a Protobuf
    source, so a value that holds one is taken as it is.
    """
    if "#" in cursor.texts[begin:end]:
        return
    place = cursor.at
    cursor.at = begin
    try:
        _check(cursor, end)
    except Unexpected as error:
        cursor.problems.add(str(error), error.at)
    finally:
        cursor.at = place


def _check(cursor: Cursor, end: int) -> None:
    """Walk over fields and values; `open_` holds the brackets that are open, innermost last."""
    open_: list[str] = []
    after_value = False
    while cursor.at < end:
        lexeme = cursor.text
        if open_ and lexeme == _CLOSING[open_[-1]]:
            cursor.at += 1
            open_.pop()
            after_value = True
        elif after_value and lexeme in ",;":
            if lexeme == ";" and open_ and open_[-1] == "[":
                raise cursor.unexpected('"," or "]"')
            cursor.at += 1
            after_value = False
        elif open_ and open_[-1] == "[":
            if after_value:
                raise cursor.unexpected('"," or "]"')
            after_value = _value(cursor, open_)
        else:
            after_value = _field(cursor, open_)
    if open_:
        raise cursor.unexpected(f'"{_CLOSING[open_[-1]]}"')


def _field(cursor: Cursor, open_: list[str]) -> bool:
    """Read a field's name and what follows it; return whether its value is complete."""
    if cursor.take("["):
        cursor.word("an extension or type name")
        while cursor.take(".") or cursor.take("/") or cursor.take("-"):
            cursor.word("an identifier")
        cursor.expect("]")
    else:
        cursor.word("a field name")
    colon = cursor.take(":")
    if not colon and cursor.text not in _CLOSING:
        raise cursor.unexpected('":"')
    return _value(cursor, open_)


def _value(cursor: Cursor, open_: list[str]) -> bool:
    """Read a scalar, or step into a message or list; return whether the value is complete."""
    if cursor.text in _CLOSING:
        open_.append(cursor.text)
        cursor.at += 1
        return False
    if cursor.is_string():
        cursor.strings("a string")
        return True
    cursor.take("-")
    lexeme = cursor.text
    if not (
        lexeme.isidentifier() or lexeme[:1].isdigit() or (lexeme[:1] == "." and len(lexeme) > 1)
    ):
        raise cursor.unexpected("a value")
    cursor.at += 1
    return True
