"""`export` and `local`, which edition 2024 lets stand in front of messages and enums."""

from __future__ import annotations

from cdx_tui.schema.protobuf.cursor import Cursor

__all__ = ["take_visibility", "visible_keyword"]


def visible_keyword(cursor: Cursor) -> str:
    """Return the next token, or the one behind it where it says what is visible.

    Raises:
        Unexpected: Something else than a message or enum is said to be visible.
    """
    lexeme = cursor.text
    if (lexeme == "export" or lexeme == "local") and cursor.edition >= "2024":
        behind = cursor.texts[cursor.at + 1]
        if behind not in ("message", "enum"):
            raise cursor.unexpected("a declaration, since only messages and enums are exported")
        return behind
    return lexeme


def take_visibility(cursor: Cursor) -> None:
    """Step over `export` or `local` in front of a declaration's own keyword."""
    if cursor.text in ("export", "local"):
        cursor.at += 1
