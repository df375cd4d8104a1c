"""Check options: unknown names and duplicates.

Source: the options messages of `google/protobuf/descriptor.proto`, of Protocol Buffers 35 and of
earlier versions.
"""

from __future__ import annotations

from collections.abc import Sequence

from cdx_tui.schema.protobuf.model import Option, ProtoFile
from cdx_tui.schema.protobuf.problems import Problems

__all__ = ["check_all_options", "check_options"]

_REPEATABLE_OPTIONS = ("edition_defaults", "targets")

_KNOWN_OPTIONS = {
    what: frozenset(("deprecated", "features", "uninterpreted_option", *names.split()))
    for what, names in {
        "file": "java_package java_outer_classname java_multiple_files optimize_for go_package "
        "java_generate_equals_and_hash java_string_check_utf8 cc_generic_services "
        "java_generic_services py_generic_services php_generic_services cc_enable_arenas "
        "objc_class_prefix csharp_namespace swift_prefix php_class_prefix php_namespace "
        "php_metadata_namespace ruby_package",
        "message": "message_set_wire_format no_standard_descriptor_accessor map_entry "
        "deprecated_legacy_json_field_conflicts",
        "field": "ctype packed jstype lazy unverified_lazy weak debug_redact retention targets "
        "edition_defaults feature_support default json_name",
        "oneof": "",
        "enum": "allow_alias deprecated_legacy_json_field_conflicts",
        "enum value": "debug_redact feature_support",
        "service": "",
        "method": "idempotency_level",
    }.items()
}


def check_all_options(file: ProtoFile, problems: Problems) -> None:
    """Check all options in a file, except those of fields."""
    check_options("file", file.options, problems)
    for message in file.messages:
        check_options("message", message.options, problems)
        for oneof in message.oneofs():
            check_options("oneof", oneof.options, problems)
    for enum in file.enums:
        check_options("enum", enum.options, problems)
        for value in enum.values:
            check_options("enum value", value.options, problems)
    for service in file.services:
        check_options("service", service.options, problems)
        for method in service.methods:
            check_options("method", method.options, problems)


def check_options(what: str, options: Sequence[Option], problems: Problems) -> None:
    """Report options that are set twice as errors, and unknown options as warnings.

    Custom options, in parentheses, are not checked: the file that defines them may be missing.

    Args:
        what: Kind of the declaration, a key of `_KNOWN_OPTIONS`.
        options: The options of the declaration.
        problems: Receives the errors and warnings.
    """
    seen: set[str] = set()
    for option in options:
        name = option.name
        if name.startswith("("):
            continue
        first = name.partition(".")[0]
        if first not in _KNOWN_OPTIONS[what]:
            remark = f'"{first}" is no option that Protobuf has for a {what}'
            problems.add(remark, option.at, fatal=False)
        elif name in seen and name not in _REPEATABLE_OPTIONS:
            problems.add(f'the option "{name}" is set more than once', option.at)
        seen.add(name)
