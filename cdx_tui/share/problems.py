"""The problems of one resource of a response."""

from __future__ import annotations

from cdx_tui.api.models import Preview, Problem

__all__ = ["problems_of"]


def problems_of(preview: Preview | None, position: int | None) -> tuple[Problem, ...]:
    """Return the problems of a resource and those of the response as a whole.

    Args:
        preview: The share.
        position: Index of the resource in the response; None stands for all of them.
    """
    if preview is None:
        return ()
    if position is None:
        return preview.problems
    prefix = f"/consumer_shared_resources/{position}"
    return tuple(
        problem
        for problem in preview.problems
        if not problem.path or problem.path == prefix or problem.path.startswith(f"{prefix}/")
    )
