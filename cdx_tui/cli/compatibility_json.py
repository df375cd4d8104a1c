"""The compatibility of a share's subjects as JSON."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from cdx_tui.api.models import Preview
from cdx_tui.share.compatibility import SubjectCompatibility, explain, share_compatibility
from cdx_tui.share.names import name_of

__all__ = ["compatibility_documents"]


def compatibility_documents(preview: Preview, *, changes: bool) -> list[dict[str, Any]]:
    """Return an object for each subject with several versions: the newest against the one before.

    Args:
        preview: The share.
        changes: Whether to add the differences that break readers.
    """
    return [_document(preview, each, changes) for each in share_compatibility(preview)]


def _document(preview: Preview, subject: SubjectCompatibility, changes: bool) -> dict[str, Any]:
    found = subject.found
    document: dict[str, Any] = {
        "resource": name_of(preview.resources[subject.place or 0]),
        "subject": subject.subject,
        "older": subject.older.version if subject.older is not None else None,
        "newer": subject.newer.version,
        "level": subject.level,
        "backward": found.backward if found is not None else None,
        "forward": found.forward if found is not None else None,
        "explanation": " ".join(explain(subject)),
    }
    if changes:
        document["breaking"] = [asdict(change) for change in subject.deciding]
    return document
