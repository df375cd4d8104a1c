"""Parse a complete Protobuf source: syntax, package, imports, options and declarations.

After a syntax error the parser continues after the next semicolon, after the matching brace, or at
a line that begins with a statement keyword, so that the valid parts of a damaged source are still
available. It recurses only for nested messages, and at most to the depth at which those are kept.

Source: the Protocol Buffers language specification (proto2, proto3, editions 2023 and 2024); where
`protoc` is stricter or laxer than that, this follows `protoc`.
"""

from __future__ import annotations

import re

from cdx_tui.schema.protobuf.model import Import, ProtoFile
from cdx_tui.schema.protobuf.parser.blocks import peek_keyword
from cdx_tui.schema.protobuf.parser.cursor import Cursor, Unexpected
from cdx_tui.schema.protobuf.parser.enums import read_enum
from cdx_tui.schema.protobuf.parser.messages import read_extend, read_message
from cdx_tui.schema.protobuf.parser.options import read_option_statement
from cdx_tui.schema.protobuf.parser.services import read_service
from cdx_tui.schema.protobuf.parser.tokens import decode_string, tokenize
from cdx_tui.schema.protobuf.problems import Problems
from cdx_tui.text import clean, shorten

__all__ = ["parse"]

_MAX_PACKAGE_PARTS = 64
_LONGEST_PACKAGE = 1_000
"""Maximum length of a package name, in characters; limited because every full name contains it."""

_EDITIONS = ("2023", "2024")


def parse(source: str, problems: Problems) -> ProtoFile:
    """Parse `source`, and add syntax errors to `problems`. Never raises."""
    cursor = Cursor(tokenize(source, problems), problems)
    file = ProtoFile()
    try:
        _read_syntax(cursor, file)
    except Unexpected as error:
        cursor.recover(error, 0)
    cursor.syntax, cursor.edition = file.syntax, file.edition
    while lexeme := cursor.text:
        begin = cursor.at
        if lexeme == ";":
            cursor.at += 1
            continue
        if lexeme == "}":
            problems.add('expected a "{" before this "}"', cursor.start)
            cursor.at += 1
            continue
        try:
            _read_statement(cursor, file)
        except Unexpected as error:
            cursor.recover(error, begin)
    return file


def _read_syntax(cursor: Cursor, file: ProtoFile) -> None:
    """Parse `syntax = "proto3";` or `edition = "2023";` if it is the first statement."""
    keyword = cursor.text
    if keyword not in ("syntax", "edition"):
        return
    file.syntax_given = True
    cursor.at += 1
    cursor.expect("=")
    at = cursor.start
    value = decode_string(cursor.strings(f'a string naming the {keyword}, such as "proto3"'))
    if keyword == "edition":
        file.syntax, file.edition = "editions", _check_edition(cursor, value, at)
    elif value in ("proto2", "proto3"):
        file.syntax = value
    else:
        shown = shorten(clean(value), 40)
        cursor.problems.add(f'expected the syntax "proto2" or "proto3", found "{shown}"', at)
        file.syntax = "proto3"
    cursor.end_statement()


def _check_edition(cursor: Cursor, edition: str, at: int) -> str:
    if edition not in _EDITIONS:
        shown = shorten(clean(edition), 40)
        known = " and ".join(_EDITIONS)
        is_plausible = re.fullmatch(r"20[2-9][0-9](?:_\w+)?|UNSTABLE", edition) is not None
        message = f'expected one of the editions that are known, {known}, found "{shown}"'
        cursor.problems.add(message, at, fatal=not is_plausible)
        return edition if is_plausible else _EDITIONS[-1]
    return edition


def _read_statement(cursor: Cursor, file: ProtoFile) -> None:
    keyword = peek_keyword(cursor)
    if keyword == "message":
        file.members.append(read_message(cursor, 0))
    elif keyword == "enum":
        file.members.append(read_enum(cursor))
    elif keyword == "extend":
        file.members.append(read_extend(cursor, 0))
    elif keyword == "service":
        file.members.append(read_service(cursor))
    elif keyword == "import":
        _read_import(cursor, file)
    elif keyword == "option":
        file.options.append(read_option_statement(cursor))
    elif keyword == "package":
        _read_package(cursor, file)
    elif keyword in ("syntax", "edition"):
        raise cursor.unexpected(f"{keyword} to be given only once, as the first statement")
    else:
        raise cursor.unexpected("a message, an enum, an import or another declaration")


def _read_package(cursor: Cursor, file: ProtoFile) -> None:
    if file.package:
        cursor.problems.add("expected only one package", cursor.start)
    at = cursor.start
    cursor.at += 1
    parts = [cursor.word("a package name")]
    while cursor.take("."):
        parts.append(cursor.word("an identifier"))
    file.package = ".".join(parts[:_MAX_PACKAGE_PARTS])[:_LONGEST_PACKAGE]
    if len(parts) > _MAX_PACKAGE_PARTS or len(file.package) == _LONGEST_PACKAGE:
        remark = "only the beginning of this package's name is read"
        cursor.problems.add(remark, at, fatal=False)
    cursor.end_statement()


def _read_import(cursor: Cursor, file: ProtoFile) -> None:
    begin = cursor.at
    cursor.at += 1
    modifier = ""
    if cursor.text in ("public", "weak", "option"):
        modifier = cursor.text
        _check_modifier(cursor, modifier)
        cursor.at += 1
    at = cursor.start
    path = decode_string(cursor.strings("a quoted path of a file to import"))
    imported = Import(path, modifier, at)
    file.imports.append(imported)
    cursor.end_statement()
    imported.doc = cursor.doc(begin)


def _check_modifier(cursor: Cursor, modifier: str) -> None:
    if modifier == "option" and cursor.edition < "2024":
        message = "option imports are allowed only from edition 2024 on"
        cursor.problems.add(message, cursor.start)
    if modifier == "weak" and cursor.edition >= "2024":
        message = "weak imports are not allowed from edition 2024 on"
        cursor.problems.add(message, cursor.start)
