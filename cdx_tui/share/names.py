"""Names of resources and networks for display; needs no schema engine."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from cdx_tui.text import shorten

if TYPE_CHECKING:  # deferred: the first paint has no share
    from cdx_tui.api.models import ConsumerSharedResource

__all__ = ["name_of", "network", "private_link_only", "share_name"]

_LONGEST_NAME: Final = 60

_NETWORKS: Final = {"PRIVATELINK": "private link"}
"""Words for the API's network types."""

_ACCOUNTS: Final = {
    "AWS": "an AWS account",
    "AZURE": "an Azure subscription",
    "GCP": "a Google Cloud project",
}
"""What a private endpoint belongs to, by cloud."""


def network(resource: ConsumerSharedResource) -> str:
    """Return the network types of the provider's cluster for display, such as `private link`."""
    if resource.network_connection_types is None:
        return "not reported"
    names = (_NETWORKS.get(each, each) for each in resource.network_connection_types)
    return ", ".join(names) or "public"


def name_of(resource: ConsumerSharedResource) -> str:
    """Return the display name of a resource; it falls back to the ID, then to `(no name)`."""
    return resource.display_name or resource.id or "(no name)"


def private_link_only(resource: ConsumerSharedResource) -> str:
    """Return in a sentence what is needed to read a resource with no other network type."""
    account = _ACCOUNTS.get((resource.cloud or "").upper(), "an account at the same cloud")
    return (
        f"Private link only: you need {account} and a private endpoint to the provider's network."
    )


def share_name(resources: Sequence[ConsumerSharedResource]) -> str:
    """Return the name of a share for lists: its provider, else its first resource."""
    providers = (each.organization_name for each in resources if each.organization_name)
    name = next(providers, None) or (name_of(resources[0]) if resources else "(nothing shared)")
    return shorten(name, _LONGEST_NAME)
