"""Parse messages, groups, oneofs and `extend` blocks."""

from __future__ import annotations

from cdx_tui.schema.protobuf.model import Extend, Field, Message, Oneof, Reference
from cdx_tui.schema.protobuf.parser.blocks import (
    peek_keyword,
    read_block,
    read_ranges,
    read_reserved,
    skip_visibility,
)
from cdx_tui.schema.protobuf.parser.cursor import Cursor
from cdx_tui.schema.protobuf.parser.enums import read_enum
from cdx_tui.schema.protobuf.parser.fields import MAX_INT32, SCALARS, read_field_head, read_type
from cdx_tui.schema.protobuf.parser.options import read_option_list, read_option_statement

__all__ = ["MAX_KEPT_DEPTH", "MAX_NUMBER", "MAX_VALID_DEPTH", "read_extend", "read_message"]

MAX_NUMBER = 2**29 - 1
"""Greatest field number that fits into a tag."""

MAX_VALID_DEPTH = 31
"""Maximum nesting depth of messages that protoc accepts."""

MAX_KEPT_DEPTH = 64
"""Maximum nesting depth of messages that is kept; deeper ones are skipped.

Full names grow with depth, so unlimited nesting would take quadratic space.
"""


def read_message(cursor: Cursor, depth: int) -> Message:
    """Parse a message, from its keyword or visibility modifier, inside `depth` other messages."""
    begin = cursor.at
    skip_visibility(cursor)
    cursor.expect("message")
    message = Message(cursor.word("a message name"), cursor.starts[cursor.at - 1])
    _read_body(cursor, message, begin, depth)
    return message


def _read_body(cursor: Cursor, message: Message, begin: int, depth: int) -> None:
    if cursor.text != "{":
        raise cursor.unexpected('"{"')
    if depth == MAX_VALID_DEPTH:
        limit = f"expected at most {MAX_VALID_DEPTH} messages within each other, as protoc has it"
        cursor.problems.add(limit, message.at)
    message.doc = cursor.doc(begin, cursor.at)
    if depth >= MAX_KEPT_DEPTH:
        message.skipped_levels = cursor.skip_block()
        return
    read_block(cursor, "message", lambda: _read_statement(cursor, message, depth))
    if message.extension_ranges or message.reserved:
        _set_max(message)


def _set_max(message: Message) -> None:
    """Set the end of the ranges up to `max`.

    It depends on the option `message_set_wire_format`, which may follow the ranges.
    """
    is_message_set = any(
        option.name == "message_set_wire_format" and option.value == "true"
        for option in message.options
    )
    for span in message.extension_ranges + message.reserved:
        if span.end < 0:
            span.end = MAX_INT32 - 1 if is_message_set else MAX_NUMBER


def _read_statement(cursor: Cursor, message: Message, depth: int) -> None:
    keyword = peek_keyword(cursor)
    if keyword == "message":
        message.members.append(read_message(cursor, depth + 1))
    elif keyword == "enum":
        message.members.append(read_enum(cursor))
    elif keyword == "oneof":
        _read_oneof(cursor, message, depth)
    elif keyword == "option":
        message.options.append(read_option_statement(cursor))
    elif keyword == "reserved":
        names = message.reserved_names
        message.reserved += read_reserved(cursor, "field", names, least=0, most=-1)
    elif keyword == "extensions":
        _read_extensions(cursor, message)
    elif keyword == "extend":
        message.members.append(read_extend(cursor, depth))
    else:
        _read_field(cursor, message, depth)


def _read_field(cursor: Cursor, message: Message, depth: int) -> None:
    begin = cursor.at
    field = read_field_head(cursor)
    message.fields.append(field)
    message.members.append(field)
    group = _end_field(cursor, field, begin, depth)
    if group is not None:
        message.members.append(group)


def _end_field(cursor: Cursor, field: Field, begin: int, depth: int) -> Message | None:
    """Parse a field's semicolon, or the body of the group that it defines; return the group."""
    if field.group:
        group = Message(field.type, field.at, group=True)
        _read_body(cursor, group, begin, depth + 1)
        field.doc = group.doc
        return group
    cursor.end_statement()
    field.doc = cursor.doc(begin)
    return None


def _read_oneof(cursor: Cursor, message: Message, depth: int) -> None:
    begin = cursor.at
    cursor.at += 1
    oneof = Oneof(cursor.word("a oneof name"), cursor.starts[cursor.at - 1])
    message.members.append(oneof)

    def statement() -> None:
        if cursor.text == "option":
            oneof.options.append(read_option_statement(cursor))
            return
        start = cursor.at
        field = read_field_head(cursor, in_oneof=True)
        field.oneof = oneof.name
        oneof.fields.append(field)
        message.fields.append(field)
        group = _end_field(cursor, field, start, depth)
        if group is not None:
            message.members.append(group)

    oneof.doc = cursor.doc(begin, cursor.at)
    errors_before = cursor.problems.count
    read_block(cursor, "oneof", statement, empty="a field")
    if not oneof.fields and cursor.problems.count == errors_before:
        cursor.problems.add("expected at least one field in a oneof", oneof.at)


def _read_extensions(cursor: Cursor, message: Message) -> None:
    cursor.at += 1
    message.extension_ranges += read_ranges(cursor, "a field number", least=0, most=-1)
    if cursor.text == "[":
        read_option_list(cursor)
    cursor.end_statement()


def read_extend(cursor: Cursor, depth: int) -> Extend:
    """Parse an `extend` block, from its keyword; `depth` is the number of enclosing messages."""
    begin = cursor.at
    at = cursor.start
    cursor.at += 1
    if cursor.text in SCALARS:
        raise cursor.unexpected("a message to extend")
    reference = Reference("", cursor.start)
    reference.type = read_type(cursor)
    extend = Extend(reference, at)

    def statement() -> None:
        start = cursor.at
        field = read_field_head(cursor, in_extend=True)
        extend.fields.append(field)
        group = _end_field(cursor, field, start, depth)
        if group is not None:
            extend.groups.append(group)

    extend.doc = cursor.doc(begin, cursor.at)
    errors_before = cursor.problems.count
    read_block(cursor, "extend", statement, empty="a field")
    if not extend.fields and cursor.problems.count == errors_before:
        cursor.problems.add("expected at least one field to extend with", at)
    return extend
