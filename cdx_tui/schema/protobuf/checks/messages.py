"""Check messages beyond the grammar: field numbers, reserved names and JSON names."""

from __future__ import annotations

from cdx_tui.schema.protobuf.checks.ranges import RangeFinder, check_ranges, check_reserved_names
from cdx_tui.schema.protobuf.features import requires_unique_json_names
from cdx_tui.schema.protobuf.json_names import default_json_name, json_name
from cdx_tui.schema.protobuf.model import Field, Message, ProtoFile, Range
from cdx_tui.schema.protobuf.parser.messages import MAX_NUMBER
from cdx_tui.schema.protobuf.problems import Problems

__all__ = ["check_field_number", "check_message"]

_RESERVED_BY_PROTOBUF = range(19000, 20000)


def check_message(file: ProtoFile, message: Message, problems: Problems) -> None:
    """Check a message's field numbers, ranges and names."""
    _check_numbers(message, problems)
    _check_extension_ranges(file, message, problems)
    _check_reserved(message, problems)
    _check_json_names(file, message, problems)
    for option in message.options:
        if option.name == "map_entry" and option.value == "true":
            problems.add("expected map<…>: map_entry can't be set by hand", option.at)


def check_field_number(field: Field, problems: Problems, *, most: int = MAX_NUMBER) -> None:
    """Report a field number that is not allowed; `most` is the greatest allowed number."""
    number = field.number
    if number is None or 0 < number < 19000:
        return
    if number <= 0:
        problems.add(f"expected a positive field number, found {number}", field.number_at)
    elif number > most:
        expected = f"expected a field number up to {most}"
        problems.add(f"{expected}, found {number}", field.number_at)
    elif number in _RESERVED_BY_PROTOBUF:
        fault = (
            f"field number {number} is in the range 19000 to 19999, which is reserved for Protobuf"
        )
        problems.add(fault, field.number_at)


def _check_numbers(message: Message, problems: Problems) -> None:
    used: dict[int, Field] = {}
    for field in message.fields:
        check_field_number(field, problems)
        if field.number is None:
            continue
        first = used.setdefault(field.number, field)
        if first is not field:
            fault = f'field number {field.number} is already used by "{first.name}"'
            problems.add(fault, field.number_at)


def _check_extension_ranges(file: ProtoFile, message: Message, problems: Problems) -> None:
    ranges = message.extension_ranges
    if not ranges:
        return
    if file.syntax == "proto3":
        problems.add("extension ranges are not allowed in proto3", ranges[0].at)
    check_ranges(ranges, "extension numbers", problems, least=1)
    finder = RangeFinder(message.reserved)
    for span in ranges:
        reserved = finder.find(span.start, span.end)
        if reserved is not None:
            problems.add(f"extension numbers {span} overlap reserved {reserved}", span.at)
    _check_outside(message.fields, ranges, "kept for extensions", problems)


def _check_reserved(message: Message, problems: Problems) -> None:
    check_ranges(message.reserved, "reserved numbers", problems, least=1)
    _check_outside(message.fields, message.reserved, "reserved", problems)
    names = check_reserved_names(message.reserved_names, problems)
    if names:
        for field in message.fields:
            if field.name in names:
                problems.add(f'the name "{field.name}" is reserved', field.at)


def _check_outside(fields: list[Field], ranges: list[Range], what: str, problems: Problems) -> None:
    """Report fields whose number is in one of `ranges`."""
    if not ranges:
        return
    finder = RangeFinder(ranges)
    for field in fields:
        number = field.number
        span = None if number is None else finder.find(number, number)
        if span is not None:
            fault = f'"{field.name}" has number {number}, but {span} is {what}'
            problems.add(fault, field.number_at)


def _check_json_names(file: ProtoFile, message: Message, problems: Problems) -> None:
    if not any("_" in field.name or field.options for field in message.fields):
        return
    strict = requires_unique_json_names(file, message)
    for option in message.options:
        if option.name == "deprecated_legacy_json_field_conflicts" and option.value == "true":
            return
    _check_default_json_names(message, problems, strict=strict)
    if any(field.option("json_name") for field in message.fields):
        _check_custom_json_names(message, problems, strict=strict)


def _check_default_json_names(message: Message, problems: Problems, *, strict: bool) -> None:
    used: dict[str, Field] = {}
    for field in message.fields:
        name = default_json_name(field.name)
        first = used.setdefault(name, field)
        if first is not field and first.name != field.name:
            fault = f'"{field.name}" has the name "{name}" in JSON, as "{first.name}" has'
            problems.add(fault, field.at, fatal=strict)


def _check_custom_json_names(message: Message, problems: Problems, *, strict: bool) -> None:
    used: dict[str, Field] = {}
    for field in message.fields:
        name = json_name(field)
        custom = field.option("json_name")
        if custom is not None and name.startswith("[") and name.endswith("]"):
            problems.add("expected a name in JSON without brackets around it", custom.at)
        first = used.setdefault(name, field)
        if first is field:
            continue
        both = custom is not None and first.option("json_name") is not None
        if custom is not None or first.option("json_name") is not None:
            fault = f'"{field.name}" has the name "{name}" in JSON, as "{first.name}" has'
            problems.add(fault, field.at, fatal=strict or both)
