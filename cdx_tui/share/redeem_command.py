"""Build the command of Confluent's own CLI that redeems a token.

The command is displayed, and never run. Free of I/O.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cdx_tui.api.models import ConsumerSharedResource

__all__ = ["READ_TOKEN", "redeem_command"]

READ_TOKEN: Final = "read -rs CDX_TUI_TOKEN"  # noqa: S105 - the name of a variable
"""Shell command (bash, zsh) that reads a pasted token without echo or shell history."""

_FLAGS: Final = {
    "AWS": "--aws-account YOUR_AWS_ACCOUNT_ID",
    "AZURE": "--azure-subscription YOUR_AZURE_SUBSCRIPTION_ID",
    "GCP": "--gcp-project YOUR_GCP_PROJECT_ID",
}
"""Flags of `confluent stream-share consumer redeem` for a private link, by cloud."""


def redeem_command(resources: Iterable[ConsumerSharedResource]) -> str:
    """Return the command for a POSIX shell whose variable `CDX_TUI_TOKEN` holds the token.

    It has a flag with a placeholder value for each cloud in which a resource can be reached by
    private link only. Untrusted text of a provider never becomes part of the command.
    """
    clouds = {(each.cloud or "").upper() for each in resources if each.private_link_only}
    flags = [flag for cloud, flag in _FLAGS.items() if cloud in clouds]
    return " ".join(['confluent stream-share consumer redeem "$CDX_TUI_TOKEN"', *flags])
