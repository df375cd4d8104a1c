"""Place in a resource's schemas that a line of a view leads to."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["FieldTarget"]


@dataclass(frozen=True, slots=True)
class FieldTarget:
    """A field or type of a schema.

    Attributes:
        subject: The subject; None for the current one.
        version: The version; None for the current one, or the newest of another subject.
        path: Dotted path of the field; empty if only the line is known.
        line: Line in the schema's text as shown, from 0; None if only the path is known.
    """

    subject: str | None = None
    version: int | None = None
    path: str = ""
    line: int | None = None
