"""Parse enums and their values."""

from __future__ import annotations

from cdx_tui.schema.protobuf.model import Enum, EnumValue
from cdx_tui.schema.protobuf.parser.blocks import read_block, read_reserved, skip_visibility
from cdx_tui.schema.protobuf.parser.cursor import Cursor
from cdx_tui.schema.protobuf.parser.fields import MAX_INT32
from cdx_tui.schema.protobuf.parser.options import read_option_list, read_option_statement

__all__ = ["read_enum"]

_MIN_INT32 = -(2**31)


def read_enum(cursor: Cursor) -> Enum:
    """Parse an enum, from its keyword or visibility modifier."""
    begin = cursor.at
    skip_visibility(cursor)
    cursor.expect("enum")
    enum = Enum(cursor.word("an enum name"), cursor.starts[cursor.at - 1])
    enum.doc = cursor.doc(begin, cursor.at)
    errors_before = cursor.problems.count
    read_block(cursor, "enum", lambda: _read_statement(cursor, enum))
    if not enum.values and cursor.problems.count == errors_before:
        cursor.problems.add("expected at least one value in an enum", enum.at)
    return enum


def _read_statement(cursor: Cursor, enum: Enum) -> None:
    keyword = cursor.text
    if keyword == "option":
        enum.options.append(read_option_statement(cursor))
    elif keyword == "reserved":
        names = enum.reserved_names
        enum.reserved += read_reserved(cursor, "value", names, least=_MIN_INT32, most=MAX_INT32)
    else:
        _read_value(cursor, enum)


def _read_value(cursor: Cursor, enum: Enum) -> None:
    begin = cursor.at
    name = cursor.word("the name of an enum value")
    cursor.expect("=", 'a number after the name, as in "= 1"')
    number_at = cursor.start
    number = cursor.integer("an integer", least=_MIN_INT32, most=MAX_INT32)
    options = read_option_list(cursor) if cursor.text == "[" else ()
    value = EnumValue(name, number, options, "", cursor.starts[begin], number_at)
    enum.values.append(value)
    cursor.end_statement()
    value.doc = cursor.doc(begin)
