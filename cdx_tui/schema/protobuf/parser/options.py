"""Parse options: `option name = value;` and `[name = value, …]`."""

from __future__ import annotations

from cdx_tui.schema.protobuf.model import Option, OptionKind
from cdx_tui.schema.protobuf.parser.cursor import Cursor
from cdx_tui.schema.protobuf.parser.text_format import check_text_format

__all__ = ["read_option_list", "read_option_statement"]


def read_option_statement(cursor: Cursor) -> Option:
    """Parse `option name = value;`, from the keyword."""
    cursor.expect("option")
    option = _read_option(cursor)
    cursor.end_statement()
    return option


def read_option_list(cursor: Cursor) -> list[Option]:
    """Parse `[name = value, …]`; return an empty list if the next token is no bracket."""
    options: list[Option] = []
    if cursor.take("["):
        options.append(_read_option(cursor))
        while cursor.take(","):
            options.append(_read_option(cursor))
        cursor.expect("]", '"," or "]"')
    return options


def _read_option(cursor: Cursor) -> Option:
    at = cursor.start
    name = _read_part(cursor)
    while cursor.take("."):
        name = f"{name}.{_read_part(cursor)}"
    cursor.expect("=")
    kind, value = _read_value(cursor)
    return Option(name, value, kind, at)


def _read_part(cursor: Cursor) -> str:
    if not cursor.take("("):
        return cursor.word("an option name")
    name = "." if cursor.take(".") else ""
    name += cursor.word("an extension name")
    while cursor.take("."):
        name = f"{name}.{cursor.word('an identifier')}"
    cursor.expect(")")
    return f"({name})"


def _read_value(cursor: Cursor) -> tuple[OptionKind, str]:
    lexeme = cursor.text
    if lexeme == "{":
        return OptionKind.AGGREGATE, _read_aggregate(cursor)
    if cursor.is_string():
        return OptionKind.STRING, cursor.strings("a string")
    if lexeme.isidentifier():
        cursor.at += 1
        return OptionKind.WORD, lexeme
    sign = "-" if cursor.take("-") else ""
    lexeme = cursor.text
    if sign and lexeme in ("inf", "nan"):
        cursor.at += 1
        return OptionKind.WORD, sign + lexeme
    if not lexeme[:1].isdigit() and not (lexeme[:1] == "." and len(lexeme) > 1):
        raise cursor.unexpected("a number" if sign else "an option value")
    cursor.at += 1
    return OptionKind.NUMBER, sign + lexeme


def _read_aggregate(cursor: Cursor) -> str:
    begin = cursor.at
    cursor.skip_block()
    end = cursor.at
    check_text_format(cursor, begin + 1, end - 1)
    return cursor.source[cursor.starts[begin] : cursor.starts[end - 1] + 1]
