"""Details of one resource, without its schemas."""

from __future__ import annotations

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import var

from cdx_tui.api.models import ConsumerSharedResource, Preview, Problem
from cdx_tui.text import shorten
from cdx_tui.tui.widgets.pane import Pane
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.text.text_view import TextView

__all__ = ["ResourceDetails", "describe_resource"]

_LONGEST_TEXT = 4_000
"""Characters of a value that are shown; longer values are truncated."""

PRIVATE_LINK = (
    "Private link only: redeeming it needs your {account}, and a private link to the provider's"
    " network afterwards."
)
ACCOUNTS = {
    "AWS": "AWS account id",
    "AZURE": "Azure subscription id",
    "GCP": "GCP project id",
}


class ResourceDetails(Pane):
    """Pane with one resource's provider, description, contact, cloud, network, tags, ids, times."""

    resource: var[ConsumerSharedResource | None] = var(None)
    preview: var[Preview | None] = var(None)

    def compose(self) -> ComposeResult:
        """Yield the title and the details."""
        yield PaneTitle()
        yield TextView(id="details-text")

    def watch_resource(self) -> None:
        """Show the new resource, scrolled to the top."""
        self._show()

    def _show(self) -> None:
        if self.resource is None:
            text = Content.styled("No resource is chosen.", "$text-muted")
        else:
            text = describe_resource(self.resource, problems_of(self.resource, self.preview))
        self.query_one(TextView).show(text)
        title = self.resource.display_name if self.resource else None
        self.query_one(PaneTitle).text = Content(shorten(title or "resource", 200))


def problems_of(resource: ConsumerSharedResource, preview: Preview | None) -> tuple[Problem, ...]:
    """Return the problems of `resource` and those of the response as a whole."""
    if preview is None or not preview.problems:
        return ()
    index = next(i for i, found in enumerate(preview.resources) if found is resource)
    prefix = f"/consumer_shared_resources/{index}"
    return tuple(
        problem
        for problem in preview.problems
        if not problem.path or problem.path == prefix or problem.path.startswith(f"{prefix}/")
    )


def describe_resource(
    resource: ConsumerSharedResource, problems: tuple[Problem, ...] = ()
) -> Content:
    """Return the details as lines of label and value; missing values are omitted."""
    lines: list[Content] = []
    if resource.private_link_only:
        account = ACCOUNTS.get(resource.cloud or "", "cloud account id")
        lines += [Content.styled("! " + PRIVATE_LINK.format(account=account), "$text-warning")]
    if resource.description:
        lines += [Content(shorten(resource.description, _LONGEST_TEXT)), Content("")]
    lines += [
        Content.assemble((f"{label:<13}", "$text-muted"), shorten(value, _LONGEST_TEXT))
        for label, value in _rows(resource)
        if value
    ]
    if problems:
        lines += [Content(""), Content.styled("Odd about this answer", "bold")]
        lines += [Content(f"! {problem.path or '/'}: {problem.message}") for problem in problems]
    return Content("\n").join(lines)


def _rows(resource: ConsumerSharedResource) -> Iterator[tuple[str, str | None]]:
    yield "Provider", resource.organization_name
    yield "", resource.organization_description
    yield "Contact", resource.organization_contact
    yield "Cloud", resource.cloud
    networks = resource.network_connection_types
    yield "Network", "not told" if networks is None else ", ".join(networks) or "public internet"
    yield "Tags", ", ".join(resource.tags)
    yield "Id", resource.id
    metadata = resource.metadata
    if metadata is not None:
        yield "Created", metadata.created_at
        yield "Updated", metadata.updated_at
        yield "Deleted", metadata.deleted_at
        yield "CRN", metadata.resource_name
        yield "Self", metadata.self
    yield "Logo", resource.logo_url
    yield "Kind", " · ".join(filter(None, (resource.kind, resource.api_version)))
