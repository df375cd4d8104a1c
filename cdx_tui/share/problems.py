"""What was odd about a resource in the response."""

from __future__ import annotations

from cdx_tui.api.models import Preview, Problem

__all__ = ["problems_of"]


def problems_of(preview: Preview | None, position: int | None) -> tuple[Problem, ...]:
    """Return the problems of a resource and those of the response as a whole.

    Args:
        preview: The share.
        position: Index of the resource in the response; None for none: all problems.
    """
    if position is None or preview is None or not preview.problems:
        return preview.problems if preview else ()
    prefix = f"/consumer_shared_resources/{position}"
    return tuple(
        problem
        for problem in preview.problems
        if not problem.path or problem.path == prefix or problem.path.startswith(f"{prefix}/")
    )
