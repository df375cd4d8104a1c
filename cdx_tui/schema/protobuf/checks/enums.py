"""Check enums beyond the grammar: numbers, aliases, reserved and generated names."""

from __future__ import annotations

from cdx_tui.schema.protobuf.checks.ranges import RangeFinder, check_ranges, check_reserved_names
from cdx_tui.schema.protobuf.features import is_open
from cdx_tui.schema.protobuf.model import Enum, EnumValue, ProtoFile
from cdx_tui.schema.protobuf.problems import Problems

__all__ = ["check_enum"]


def check_enum(file: ProtoFile, enum: Enum, problems: Problems, *, complete: bool) -> None:
    """Check an enum's numbers and names.

    Args:
        file: The file that declares the enum.
        enum: The enum.
        problems: Receives the errors.
        complete: Whether the source was parsed without errors, so that no value is missing.
    """
    if enum.values and is_open(file, enum) and complete and enum.values[0].number:
        first = enum.values[0]
        fault = f"expected 0 as the first value's number, found {first.number}"
        problems.add(fault, first.number_at)
    _check_aliases(enum, problems, complete=complete)
    _check_reserved(enum, problems)
    _check_prefixes(enum, problems)


def _check_aliases(enum: Enum, problems: Problems, *, complete: bool) -> None:
    option = next((option for option in enum.options if option.name == "allow_alias"), None)
    allowed = option is not None and option.value == "true"
    if option is not None and option.value == "false":
        problems.add('expected no "allow_alias = false", which has no effect', option.at)
    used: dict[int, EnumValue] = {}
    has_aliases = False
    for value in enum.values:
        if value.number is None:
            continue
        first = used.setdefault(value.number, value)
        if first is value:
            continue
        has_aliases = True
        if not allowed:
            fault = f'"{value.name}" has the number {value.number}, as "{first.name}" has'
            problems.add(f"{fault}, without allow_alias", value.number_at)
    if option is not None and allowed and not has_aliases and complete:
        problems.add("expected no allow_alias, since no values share a number", option.at)


def _check_reserved(enum: Enum, problems: Problems) -> None:
    if enum.reserved:
        check_ranges(enum.reserved, "reserved numbers", problems, least=None)
        finder = RangeFinder(enum.reserved)
        for value in enum.values:
            number = value.number
            span = None if number is None else finder.find(number, number)
            if span is not None:
                fault = f'"{value.name}" has number {number}, but {span} is reserved'
                problems.add(fault, value.number_at)
    names = check_reserved_names(enum.reserved_names, problems)
    for value in enum.values:
        if value.name in names:
            problems.add(f'the name "{value.name}" is reserved', value.at)


def _check_prefixes(enum: Enum, problems: Problems) -> None:
    """Report values whose names collide in generated code, which strips the enum's name."""
    letters = enum.name.replace("_", "").lower()
    used: dict[str, EnumValue] = {}
    for value in enum.values:
        short = _pascal_case(_without_prefix(value.name, letters))
        first = used.setdefault(short, value)
        if first is not value and first.name != value.name and first.number != value.number:
            fault = f'"{value.name}" can\'t be told from "{first.name}" where case, underscores'
            problems.add(f"{fault} and the enum's name don't count", value.at)


def _without_prefix(name: str, letters: str) -> str:
    # Walked, since compiling a pattern for every enum takes many times as long.
    rest = name.lstrip("_")
    position = 0
    for letter in letters:
        while rest.startswith("_", position):
            position += 1
        if rest[position : position + 1].lower() != letter:
            return name
        position += 1
    return rest[position:].lstrip("_") or name


def _pascal_case(name: str) -> str:
    return "".join(part[:1].upper() + part[1:].lower() for part in name.split("_"))
