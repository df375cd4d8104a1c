"""Parse fields of messages, oneofs and `extend` blocks, including maps and groups."""

from __future__ import annotations

from cdx_tui.schema.protobuf.model import Field, TypeKind
from cdx_tui.schema.protobuf.parser.cursor import Cursor
from cdx_tui.schema.protobuf.parser.options import read_option_list

__all__ = ["LABELS", "MAX_INT32", "SCALARS", "read_field_head", "read_type"]

LABELS = frozenset(("optional", "repeated", "required"))

SCALARS = frozenset(
    (
        *("bool", "bytes", "double", "float", "string"),
        *("int32", "int64", "sint32", "sint64", "uint32", "uint64"),
        *("fixed32", "fixed64", "sfixed32", "sfixed64"),
    )
)

_LONGEST_TYPE = 1_000
"""Maximum length of a type name, in characters; limited because many fields may repeat it."""

MAX_INT32 = 2**31 - 1


def read_field_head(cursor: Cursor, *, in_oneof: bool = False, in_extend: bool = False) -> Field:
    """Parse a field up to, but not including, its semicolon or its group's body.

    `Field.doc` is left empty: the caller sets it once the end of the declaration is known.
    """
    texts, starts = cursor.texts, cursor.starts
    label = texts[cursor.at]
    if label in LABELS:
        cursor.at += 1
        _check_label(cursor, label, starts[cursor.at - 1], in_oneof=in_oneof)
    else:
        label = ""
    type_at = starts[cursor.at]
    key = ""
    if texts[cursor.at] == "map" and texts[cursor.at + 1] == "<":
        key, type_ = _read_map(cursor)
        _check_map(cursor, label, type_at, in_oneof=in_oneof, in_extend=in_extend)
    else:
        type_ = read_type(cursor)
        if not label and not in_oneof and cursor.syntax == "proto2":
            expected = 'expected "required", "optional" or "repeated", as proto2 has it'
            cursor.problems.add(f'{expected}, found "{type_}"', type_at)
    at = starts[cursor.at]
    name = cursor.word("a field name")
    cursor.expect("=", 'a field number after the name, as in "= 1"')
    number_at = starts[cursor.at]
    number = cursor.integer("a field number", most=MAX_INT32)
    options = read_option_list(cursor) if texts[cursor.at] == "[" else ()
    kind = TypeKind.SCALAR if type_ in SCALARS else TypeKind.UNKNOWN
    field = Field(name, label, type_, key, number, options, "", at, type_at, number_at, kind=kind)
    if type_ == "group" and not key:
        _make_group(cursor, field)
    return field


def read_type(cursor: Cursor) -> str:
    """Parse a type name, and return it as written: `int32`, `Order`, `.acme.Order`."""
    texts, at = cursor.texts, cursor.at
    name = texts[at]
    if name.isidentifier() and texts[at + 1] != ".":
        cursor.at = at + 1
        return name
    if name in SCALARS:
        cursor.at = at + 1
        return name
    name = "." if cursor.take(".") else ""
    parts = [name + cursor.word("a type name")]
    while cursor.take("."):
        parts.append(cursor.word("an identifier"))
    return _truncate_name(cursor, ".".join(parts), at)


def _truncate_name(cursor: Cursor, name: str, at: int) -> str:
    if len(name) > _LONGEST_TYPE:
        remark = f"only the first {_LONGEST_TYPE:,} characters of this name are read"
        cursor.problems.add(remark, cursor.starts[at], fatal=False)
    return name[:_LONGEST_TYPE]


def _read_map(cursor: Cursor) -> tuple[str, str]:
    cursor.at += 2
    key = read_type(cursor)
    cursor.expect(",")
    value = read_type(cursor)
    cursor.expect(">")
    return key, value


def _make_group(cursor: Cursor, field: Field) -> None:
    """Turn `field` into the field of a group, whose type is named like the group."""
    if cursor.syntax != "proto2":
        cursor.problems.add(f"groups are not allowed in {cursor.syntax}", field.type_at)
    if not "A" <= field.name[0] <= "Z":
        cursor.problems.add("expected a group's name to begin with a capital letter", field.at)
    field.group = True
    field.type = field.name
    field.type_at = field.at
    field.name = field.name.lower()
    if cursor.text != "{":
        raise cursor.unexpected('"{" and the group\'s fields')


def _check_label(cursor: Cursor, label: str, at: int, *, in_oneof: bool) -> None:
    if in_oneof:
        cursor.problems.add(f'expected no label in a oneof, found "{label}"', at)
    elif cursor.syntax == "editions" and label != "repeated":
        hint = "say features.field_presence instead"
        cursor.problems.add(f'expected no label "{label}" in editions; {hint}', at)
    elif cursor.syntax == "proto3" and label == "required":
        cursor.problems.add("required fields are not allowed in proto3", at)


def _check_map(cursor: Cursor, label: str, at: int, *, in_oneof: bool, in_extend: bool) -> None:
    if label and not in_oneof:
        cursor.problems.add(f'expected no label on a map, found "{label}"', at)
    if in_oneof:
        cursor.problems.add("maps are not allowed in a oneof", at)
    if in_extend:
        cursor.problems.add("maps can't be extensions", at)
