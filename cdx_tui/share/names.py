"""Names of resources and networks for display; needs no schema engine."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # deferred: the first paint has no share
    from cdx_tui.api.models import ConsumerSharedResource


__all__ = ["name_of", "network"]


def network(resource: ConsumerSharedResource) -> str:
    """Return the network types of the provider's cluster for display, such as `public`."""
    if resource.network_connection_types is None:
        return "not reported"
    return ", ".join(resource.network_connection_types) or "public"


def name_of(resource: ConsumerSharedResource) -> str:
    """Return the display name of a resource; it falls back to the ID, then to `(no name)`."""
    return resource.display_name or resource.id or "(no name)"
