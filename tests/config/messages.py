"""Messages of errors, in which no secret may stand."""

from __future__ import annotations

from cdx_tui.api.errors import CdxError

__all__ = ["message_of"]


def message_of(error: CdxError) -> str:
    """Return all words of an error."""
    return " ".join((error.title, error.cause, error.next_step, *error.details, str(error)))
