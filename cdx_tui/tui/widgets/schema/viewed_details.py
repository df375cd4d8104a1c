"""What the views of details show of a schema and its resource.

What describes comparisons and checks is imported with the first of them: it takes a tenth of the
time until a share is shown, and they come later.
"""

from __future__ import annotations

from collections.abc import Sequence

from cdx_tui.tui.widgets.about_text import describe_resource
from cdx_tui.tui.widgets.schema.viewed_schema import ViewedSchema
from cdx_tui.tui.widgets.text.detail_view import DetailLine

__all__ = ["about", "changes_of", "checks_of", "no_comparison"]


def about(viewed: ViewedSchema) -> Sequence[DetailLine]:
    """Return the details of the resource; empty if there is none."""
    if viewed.resource is None:
        return ()
    return describe_resource(viewed.resource, viewed.subjects, viewed.problems)


def changes_of(viewed: ViewedSchema) -> Sequence[DetailLine]:
    """Return the changes since the previous version; empty if they are not known."""
    if viewed.comparison is None:
        return ()
    from cdx_tui.tui.widgets.schema.changes_text import describe_comparison

    return describe_comparison(viewed.comparison)


def no_comparison(viewed: ViewedSchema) -> str:
    """Return why there is no comparison to show."""
    if viewed.schema is None:
        return viewed.missing
    if viewed.previous is not None:
        return "Comparing with the previous version…"
    only = "the only version" if len(viewed.versions) < 2 else "the first version"
    more = "" if len(viewed.versions) < 2 else " Press ] for the next one."
    name = "This" if viewed.schema.version is None else f"v{viewed.schema.version}"
    return f"{name} is {only} of this subject in the share.{more}"


def checks_of(viewed: ViewedSchema) -> Sequence[DetailLine]:
    """Return the results of the checks; empty if they are not done."""
    if viewed.checks is None:
        return ()
    from cdx_tui.tui.widgets.checks_text import describe_readiness

    return describe_readiness(viewed.checks)
