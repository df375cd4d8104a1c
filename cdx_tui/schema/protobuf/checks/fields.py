"""Check single fields beyond the grammar: types, defaults and options."""

from __future__ import annotations

from cdx_tui.schema.protobuf.checks.options import check_options
from cdx_tui.schema.protobuf.features import has_implicit_presence
from cdx_tui.schema.protobuf.model import (
    Enum,
    Field,
    Option,
    OptionKind,
    ProtoFile,
    TypeKind,
)
from cdx_tui.schema.protobuf.parser.fields import SCALARS
from cdx_tui.schema.protobuf.problems import Problems

__all__ = ["check_field"]

_MAP_KEY_TYPES = frozenset(SCALARS - {"bytes", "double", "float"})

_LIMITS = {
    **dict.fromkeys(("int32", "sint32", "sfixed32"), (-(2**31), 2**31 - 1)),
    **dict.fromkeys(("int64", "sint64", "sfixed64"), (-(2**63), 2**63 - 1)),
    **dict.fromkeys(("uint32", "fixed32"), (0, 2**32 - 1)),
    **dict.fromkeys(("uint64", "fixed64"), (0, 2**64 - 1)),
}

_JS_TYPES = frozenset(("int64", "uint64", "sint64", "fixed64", "sfixed64"))


def check_field(file: ProtoFile, field: Field, enums: dict[str, Enum], problems: Problems) -> None:
    """Check a field's type and options.

    Args:
        file: The file that declares the field.
        field: The field, with its type resolved.
        enums: The enums of the document, by full name.
        problems: Receives the errors.
    """
    if field.key:
        _check_map(field, enums, problems)
    if not field.options:
        return
    check_options("field", field.options, problems)
    for option in field.options:
        if option.name == "default":
            _check_default(file, field, option, enums, problems)
        elif option.name == "json_name" and option.kind is not OptionKind.STRING:
            problems.add(f"expected a quoted name, found {option.value}", option.at)
        elif option.name == "packed" and option.value == "true":
            _check_packed(file, field, option, problems)
        elif option.name == "jstype":
            _check_js_type(field, option, problems)


def _check_js_type(field: Field, option: Option, problems: Problems) -> None:
    fits = field.kind is not TypeKind.SCALAR or field.type in _JS_TYPES
    if not fits and option.value != "JS_NORMAL":
        problems.add("jstype is allowed only for 64-bit integers", option.at)


def _check_map(field: Field, enums: dict[str, Enum], problems: Problems) -> None:
    if field.key not in _MAP_KEY_TYPES:
        expected = "expected an integer type, bool or string as a map's key"
        problems.add(f'{expected}, found "{field.key}"', field.type_at)
    enum = enums.get(field.target)
    if enum is not None and enum.values and enum.values[0].number:
        fault = f'expected an enum with 0 first as a map\'s value, found "{field.type}"'
        problems.add(fault, field.type_at)
    if field.type == "group":
        problems.add("expected a type as a map's value, found a group", field.type_at)


def _check_packed(file: ProtoFile, field: Field, option: Option, problems: Problems) -> None:
    if file.syntax == "editions":
        fault = "packed is not allowed in editions; say features.repeated_field_encoding"
        problems.add(fault, option.at)
        return
    number = field.type not in ("string", "bytes") and field.kind is not TypeKind.MESSAGE
    if field.label != "repeated" or not number:
        problems.add("packed is allowed only for repeated numbers, bools and enums", option.at)


def _check_default(
    file: ProtoFile, field: Field, option: Option, enums: dict[str, Enum], problems: Problems
) -> None:
    if file.syntax == "proto3":
        problems.add("default values are not allowed in proto3", option.at)
        return
    if field.label == "repeated" or field.key:
        problems.add("repeated fields can't have default values", option.at)
        return
    if file.syntax == "editions" and has_implicit_presence(file, field):
        problems.add("fields with implicit presence can't have default values", option.at)
    if field.kind is TypeKind.MESSAGE:
        problems.add("messages can't have default values", option.at)
    elif field.kind is TypeKind.SCALAR:
        expected = _default_error(field.type, option)
        if expected:
            fault = f"expected {expected} as the default of {field.type}, found {option.value}"
            problems.add(fault, option.at)
    elif field.kind is TypeKind.ENUM and field.target in enums:
        enum = enums[field.target]
        if all(value.name != option.value for value in enum.values):
            fault = f'expected a value of "{enum.name}" as the default, found {option.value}'
            problems.add(fault, option.at)


def _default_error(type_: str, option: Option) -> str:
    """Return a description of the expected default; empty if the default is valid."""
    value, kind = option.value, option.kind
    if type_ in ("string", "bytes"):
        return "" if kind is OptionKind.STRING else "a string"
    if type_ == "bool":
        return "" if value in ("true", "false") else '"true" or "false"'
    if type_ in ("float", "double"):
        is_valid = kind is OptionKind.NUMBER or value.lstrip("-") in ("inf", "nan")
        return "" if is_valid else "a number"
    if kind is not OptionKind.NUMBER:
        return "an integer"
    return _integer_error(value, *_LIMITS[type_])


def _integer_error(value: str, least: int, most: int) -> str:
    digits = value.lstrip("-")
    base = 16 if digits[:2] in ("0x", "0X") else 8 if digits[0] == "0" else 10
    if len(digits) > 30:
        return f"an integer from {least} to {most}"
    try:
        number = int(digits, base)
    except ValueError:
        return "an integer"
    if not least <= (-number if value[0] == "-" else number) <= most:
        return f"an integer from {least} to {most}"
    return ""
