"""Check a whole document beyond the grammar.

Only what `protoc` rejects is an error, and only if that doesn't depend on imported files.
"""

from __future__ import annotations

from cdx_tui.schema.protobuf.checks.enums import check_enum
from cdx_tui.schema.protobuf.checks.fields import check_field
from cdx_tui.schema.protobuf.checks.messages import check_field_number, check_message
from cdx_tui.schema.protobuf.checks.options import check_all_options
from cdx_tui.schema.protobuf.checks.ranges import RangeFinder
from cdx_tui.schema.protobuf.model import Enum, Extend, Field, Message, ProtoFile, TypeKind
from cdx_tui.schema.protobuf.parser.fields import MAX_INT32
from cdx_tui.schema.protobuf.parser.messages import MAX_NUMBER
from cdx_tui.schema.protobuf.problems import Problems
from cdx_tui.schema.protobuf.well_known import WELL_KNOWN_TYPES

__all__ = ["check"]

_EXTENSIBLE = ("Options", ".FeatureSet")
_EXTENSIBLE_FROM = 990
"""First extension number of options and features, the only extensible well-known types."""


def check(file: ProtoFile, problems: Problems, *, complete: bool) -> None:
    """Check a document whose names are resolved.

    Args:
        file: The document.
        problems: Receives the errors and warnings.
        complete: Whether the source was parsed without errors; omissions are reported only then.
    """
    if not file.syntax_given and (file.members or file.imports):
        remark = "no syntax or edition declared; parsed as proto2"
        problems.add(remark, None, fatal=False)
    _check_imports(file, problems)
    check_all_options(file, problems)
    enums: dict[str, Enum] = {}
    for enum in file.enums:
        check_enum(file, enum, problems, complete=complete)
        enums[enum.full_name] = enum
    messages: dict[str, Message] = {}
    for message in file.messages:
        messages[message.full_name] = message
        check_message(file, message, problems)
        for field in message.fields:
            if field.options or field.key:
                check_field(file, field, enums, problems)
    _check_extends(file, messages, enums, problems)


def _check_imports(file: ProtoFile, problems: Problems) -> None:
    seen: set[str] = set()
    for imported in file.imports:
        if imported.path in seen:
            problems.add(f'"{imported.path}" is already imported', imported.at)
        seen.add(imported.path)


def _check_extends(
    file: ProtoFile, messages: dict[str, Message], enums: dict[str, Enum], problems: Problems
) -> None:
    used: dict[tuple[str, int], Field] = {}
    finders = {name: RangeFinder(message.extension_ranges) for name, message in messages.items()}
    for _, extend in file.extends:
        _check_extendee(file, extend, problems)
        target = extend.extendee.target
        for field in extend.fields:
            check_field_number(field, problems, most=MAX_INT32)
            check_field(file, field, enums, problems)
            if field.label == "required":
                problems.add("extensions can't be required", field.type_at)
            number = field.number
            if number is None or extend.extendee.kind is not TypeKind.MESSAGE:
                continue
            if not _is_extensible(finders.get(target), target, number):
                fault = f'"{extend.extendee.type}" has no extension number {number}'
                problems.add(fault, field.number_at)
            first = used.setdefault((target, number), field)
            if first is not field:
                fault = f'extension number {number} is already used by "{first.name}"'
                problems.add(fault, field.number_at)


def _is_extensible(finder: RangeFinder | None, target: str, number: int) -> bool:
    if finder is not None:
        return finder.find(number, number) is not None
    if target in WELL_KNOWN_TYPES:
        return target.endswith(_EXTENSIBLE) and _EXTENSIBLE_FROM <= number <= MAX_NUMBER
    return True


def _check_extendee(file: ProtoFile, extend: Extend, problems: Problems) -> None:
    target = extend.extendee.target
    known = extend.extendee.kind is TypeKind.MESSAGE
    if file.syntax == "proto3" and known and not target.endswith("Options"):
        fault = "expected one of Protobuf's own options: proto3 extends nothing else"
        problems.add(fault, extend.extendee.type_at)
