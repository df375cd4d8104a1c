"""Tabs of the subjects, versions and views of a resource."""

from __future__ import annotations

from typing import Final

from textual.content import Content

from cdx_tui.share.masking import schema_id
from cdx_tui.text import counted, shorten
from cdx_tui.tui.widgets.schema.viewed_schema import ViewedSchema
from cdx_tui.tui.widgets.schema.views import VIEW_TITLES, View
from cdx_tui.tui.widgets.tab_strip import TabGroup

_SUBJECT = "SUBJECT"

__all__ = ["describe_level", "describe_schema", "schema_groups", "view_group"]


def schema_groups(viewed: ViewedSchema) -> tuple[TabGroup, ...]:
    """Return the tabs of the subjects and of the versions of the current one."""
    if viewed.resource is None or not viewed.subjects:
        return ()
    schemas = viewed.resource.schemas
    subjects = [Content(subject.label) for subject in viewed.subjects]
    numbers = [schemas[index].version for index in viewed.versions]
    versions = [Content(f"v{number}" if number is not None else "–") for number in numbers]
    return (
        TabGroup("subject", subjects, viewed.subject, _SUBJECT),
        TabGroup("version", versions, viewed.version, "VERSION"),
    )


def describe_schema(viewed: ViewedSchema) -> tuple[Content, ...]:
    """Return type and ID of the current schema, and how many fields it has; then less of it."""
    schema = viewed.schema
    if schema is None:
        return ()
    parts = [shorten(schema.schema_type or "AVRO", 20), f"ID {schema_id(schema) or '–'}"]
    if viewed.outline is not None:
        fields = viewed.outline[0].fields
        parts.append(counted(fields, "field"))
    shorter = [parts, parts[:2], parts[:1]]
    if len(viewed.versions) > 1 and viewed.version == len(viewed.versions) - 1:
        shorter.insert(0, ["latest", *parts])
    return tuple(Content.styled(f"{' · '.join(each)} ", "$text-muted") for each in shorter)


_LEVEL_SIGNS: Final = {
    "FULL": ("✓", "$text-success"),
    "BACKWARD": ("!", "$text-warning"),
    "FORWARD": ("!", "$text-warning"),
    "NONE": ("✗", "$text-error"),
}


def describe_level(viewed: ViewedSchema) -> tuple[Content, ...]:
    """Return the level of the current version against the one before, with them; then without.

    It is empty as long as the level is not known.
    """
    found = viewed.comparison
    levels = found.compatibility if found is not None else None
    if found is None or levels is None or levels.forward is None:
        return ()
    sign, style = _LEVEL_SIGNS[levels.level]
    level = Content.styled(f"{sign} {levels.level}", style)
    return level + Content.styled(f" · {' → '.join(found.labels)} ", "$text-muted"), level + " "


def view_group(viewed: ViewedSchema) -> TabGroup:
    """Return the tabs of the views, with marks for what is noteworthy in them."""
    labels = []
    for view in View:
        label = Content(f"{view.number} {VIEW_TITLES[view]}")
        labels.append(label + _note(view, viewed))
    return TabGroup("view", labels, list(View).index(viewed.view), f"{'VIEW':<{len(_SUBJECT)}}")


def _note(view: View, viewed: ViewedSchema) -> Content:
    if view is View.CHANGES and viewed.comparison is not None:
        if viewed.comparison.breaks_consumers:
            return Content.styled(" ✗", "$text-error")
        changes = len(viewed.comparison.comparison.changes)
        return Content.styled(f" {changes:,}", "$text-muted") if changes else Content("")
    if view is View.CHECKS and viewed.checks is not None:
        count = viewed.checks.concerns
        return Content.styled(f" {count:,}", "$text-warning") if count else Content("")
    return Content("")
