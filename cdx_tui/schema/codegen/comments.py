"""Comments of generated code: single lines without anything that could end or leave a comment."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from cdx_tui.schema.codegen.model import EnumType, Field, Record, Type, notes_of
from cdx_tui.text import clean, shorten

__all__ = ["comment_lines", "default_note", "field_notes", "listed", "named_note", "record_notes"]

_MAX_LENGTH: Final = 320
"""Characters of one comment; longer ones are cut, with an ellipsis."""

_WIDTH: Final = 88
_MIN_WIDTH: Final = 40
_MAX_NOTES: Final = 6
_MAX_LISTED: Final = 12


def comment_lines(texts: Iterable[str], marker: str, indent: str = "") -> Iterator[str]:
    """Yield each text as lines of a comment, wrapped; empty texts are left out.

    Args:
        texts: The comments. A line break in them is a blank.
        marker: What begins a comment: `--`, `#` or `//`.
        indent: What every line begins with.
    """
    width = max(_MIN_WIDTH, _WIDTH - len(indent) - len(marker) - 1)
    for text in texts:
        line = shorten(
            " ".join(clean(text[: 8 * _MAX_LENGTH].replace("\n", " ")).split()), _MAX_LENGTH
        )
        line = _inert(line, marker)
        wrapped = [line] if len(line) <= width else textwrap.wrap(line, width)
        yield from (f"{indent}{marker} {part}" for part in wrapped if part)


def _inert(line: str, marker: str) -> str:
    r"""Return a line that means nothing to what reads the code.

    Java decodes `\u000a` before it looks for comments, and refuses `\users`, unless the backslash
    is doubled. Flink's client ends a statement at a semicolon at the end of a line.
    """
    if marker == "//":
        return line.replace("\\", "\\\\")
    return line.replace(";", ",") if marker == "--" else line


def field_notes(field: Field, renamed: str = "", *further: str) -> list[str]:
    """Return the comments on a field: its documentation, then the notes as one text.

    Args:
        field: The field.
        renamed: Its name as the schema has it, if the code names it otherwise.
        further: Notes of the language.
    """
    notes = [named_note(renamed)] if renamed else []
    notes += [*field.tags[:_MAX_NOTES], *field.notes, *type_notes(field.type), *further]
    distinct = dict.fromkeys(note for note in notes if note)
    return [field.doc, " · ".join(list(distinct)[:_MAX_NOTES])]


def type_notes(type_: Type) -> list[str]:
    """Return the notes of a type and of the types in it, each once."""
    return list(dict.fromkeys(notes_of(type_)))


def record_notes(found: Record | EnumType, written: str) -> list[str]:
    """Return the comments on a record or an enum, which the code calls `written`.

    Its name in the schema is among them if the code does not keep all its letters and digits.
    """
    letters = "".join(filter(str.isalnum, found.name)).casefold()
    renamed = "" if letters == written.replace("_", "").casefold() else named_note(found.name)
    doc = "" if found.doc == found.name else found.doc
    notes = found.notes[:_MAX_NOTES] if isinstance(found, Record) else []
    return [doc, renamed, *found.tags[:_MAX_NOTES], *notes]


def named_note(name: str) -> str:
    """Return a note on a name that the code does not keep."""
    return f'named "{shorten(name, 120)}" in the schema'


def default_note(field: Field) -> str:
    """Return a note on a field's default; empty if it has none, or null."""
    if field.default is None or field.default == "null":
        return ""
    return f"default {shorten(field.default, 60)}"


def listed(names: Sequence[str]) -> str:
    """Return the first names, separated by commas, and the number of the others."""
    shown = [shorten(name, 40) for name in names[:_MAX_LISTED]]
    more = [f"… {len(names) - _MAX_LISTED:,} more"] if len(names) > _MAX_LISTED else []
    return ", ".join([*shown, *more])
