"""Parse the constructs shared by blocks: statements, ranges, `reserved` and visibility."""

from __future__ import annotations

from collections.abc import Callable

from cdx_tui.schema.protobuf.model import Range
from cdx_tui.schema.protobuf.parser.cursor import Cursor, Unexpected
from cdx_tui.schema.protobuf.parser.tokens import decode_string

__all__ = ["peek_keyword", "read_block", "read_ranges", "read_reserved", "skip_visibility"]


def read_block(
    cursor: Cursor, what: str, statement: Callable[[], None], *, empty: str = ""
) -> None:
    """Parse a block `{ … }`; after a syntax error, continue with the next statement.

    Args:
        cursor: The cursor, at the opening brace.
        what: Name of the block, for the error if it is never closed.
        statement: Parses one statement that isn't empty.
        empty: What is expected instead of an empty statement; empty if those are allowed.

    Raises:
        Unexpected: The next token is no opening brace.
    """
    cursor.expect("{")
    texts = cursor.texts
    while (lexeme := texts[cursor.at]) != "}":
        if not lexeme:
            cursor.report_end(what)
            return
        if lexeme == ";":
            if empty:
                cursor.problems.add(f'expected {empty}, found ";"', cursor.start)
            cursor.at += 1
            continue
        begin = cursor.at
        try:
            statement()
        except Unexpected as error:
            cursor.recover(error, begin)
    cursor.at += 1


def read_ranges(cursor: Cursor, expected: str, *, least: int, most: int) -> list[Range]:
    """Parse ranges such as `1, 3 to 5, 9 to max`, with `most` as the value of `max`."""
    ranges: list[Range] = []
    while True:
        at = cursor.start
        start = end = cursor.integer(expected, least=least, most=2**31 - 1)
        if cursor.take("to"):
            if cursor.take("max"):
                end = most
            else:
                end = cursor.integer('a number or "max"', least=least, most=2**31 - 1)
        ranges.append(Range(start, end, at))
        if not cursor.take(","):
            return ranges


def read_reserved(
    cursor: Cursor, what: str, names: list[tuple[str, int]], *, least: int, most: int
) -> list[Range]:
    """Parse a `reserved` statement; add its names to `names`, and return its ranges."""
    cursor.expect("reserved")
    ranges: list[Range] = []
    if cursor.is_string() or cursor.text.isidentifier():
        _read_names(cursor, what, names)
    else:
        ranges = read_ranges(cursor, f"a {what}'s name or number", least=least, most=most)
    cursor.end_statement()
    return ranges


def _read_names(cursor: Cursor, what: str, names: list[tuple[str, int]]) -> None:
    while True:
        at = cursor.start
        if cursor.is_string():
            if cursor.syntax == "editions":
                cursor.problems.add("expected an identifier: editions reserve names unquoted", at)
            names.append((decode_string(cursor.strings("a name")), at))
        else:
            name = cursor.word(f"a {what}'s name")
            if cursor.syntax != "editions":
                message = f'expected "{name}" in quotes: only editions reserve names unquoted'
                cursor.problems.add(message, at)
            names.append((name, at))
        if not cursor.take(","):
            return


def peek_keyword(cursor: Cursor) -> str:
    """Return the next token, or the one after a visibility modifier, without consuming it.

    `export` and `local` are visibility modifiers from edition 2024 on.

    Raises:
        Unexpected: A visibility modifier precedes something other than a message or enum.
    """
    lexeme = cursor.text
    if (lexeme == "export" or lexeme == "local") and cursor.edition >= "2024":
        following = cursor.texts[cursor.at + 1]
        if following not in ("message", "enum"):
            raise cursor.unexpected("a declaration, since only messages and enums are exported")
        return following
    return lexeme


def skip_visibility(cursor: Cursor) -> None:
    """Consume an `export` or `local` modifier if it is the next token."""
    if cursor.text in ("export", "local"):
        cursor.at += 1
