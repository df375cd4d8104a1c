"""Check aggregate option values: `{ name: value … }`, in Protobuf's text format.

`protoc` parses them only if it knows the option, so this reports only errors that are independent
of the option's type.

Source: the text format language specification of Protocol Buffers.
"""

from __future__ import annotations

from cdx_tui.schema.protobuf.parser.cursor import Cursor, Unexpected

__all__ = ["check_text_format"]

_CLOSING = {"{": "}", "<": ">", "[": "]"}


def check_text_format(cursor: Cursor, begin: int, end: int) -> None:
    """Report the first error in the tokens from `begin` up to, not including, `end`.

    The cursor is not moved. A value with a `#` is not checked: in the text format, unlike in
    Protobuf source, `#` starts a comment up to the end of the line.
    """
    if "#" in cursor.texts[begin:end]:
        return
    saved_position = cursor.at
    cursor.at = begin
    try:
        _check(cursor, end)
    except Unexpected as error:
        cursor.problems.add(str(error), error.at)
    finally:
        cursor.at = saved_position


def _check(cursor: Cursor, end: int) -> None:
    """Check fields and values up to `end`, with a stack of open brackets instead of recursion."""
    open_brackets: list[str] = []
    after_value = False
    while cursor.at < end:
        lexeme = cursor.text
        if open_brackets and lexeme == _CLOSING[open_brackets[-1]]:
            cursor.at += 1
            open_brackets.pop()
            after_value = True
        elif after_value and lexeme in ",;":
            if lexeme == ";" and open_brackets and open_brackets[-1] == "[":
                raise cursor.unexpected('"," or "]"')
            cursor.at += 1
            after_value = False
        elif open_brackets and open_brackets[-1] == "[":
            if after_value:
                raise cursor.unexpected('"," or "]"')
            after_value = _value(cursor, open_brackets)
        else:
            after_value = _field(cursor, open_brackets)
    if open_brackets:
        raise cursor.unexpected(f'"{_CLOSING[open_brackets[-1]]}"')


def _field(cursor: Cursor, open_brackets: list[str]) -> bool:
    """Consume a field's name and the start of its value; return whether the value is complete."""
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
    return _value(cursor, open_brackets)


def _value(cursor: Cursor, open_brackets: list[str]) -> bool:
    """Consume a scalar or an opening bracket; return whether the value is complete."""
    if cursor.text in _CLOSING:
        open_brackets.append(cursor.text)
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
