"""Build the commands of Confluent's own CLI that redeem a token.

They are displayed, and never run. Free of I/O.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from cdx_tui.api.models import ConsumerSharedResource

__all__ = ["OUTPUT_FILE", "READ_TOKEN", "RedeemCommands", "redeem_command", "redeem_commands"]

READ_TOKEN: Final = "read -s CDX_TUI_TOKEN"  # noqa: S105 - the name of a variable
"""Shell command (bash, zsh, fish) that reads a pasted token without echo or shell history."""

OUTPUT_FILE: Final = "redeemed-share.json"
"""File that the commands write: it holds the API keys and secrets of the shared topics."""

_REDEEM: Final = 'confluent stream-share consumer redeem "$CDX_TUI_TOKEN"'
_FLAGS: Final = {
    "AWS": ("--aws-account", "YOUR_AWS_ACCOUNT_ID"),
    "AZURE": ("--azure-subscription", "YOUR_AZURE_SUBSCRIPTION_ID"),
    "GCP": ("--gcp-project", "YOUR_GCP_PROJECT_ID"),
}
"""Flags for a private link, by cloud: their names in version 4 of the CLI, and their values."""

_FILL_IN: Final = (
    "This share has a resource that is reached by private link only: replace YOUR_… with your"
    " account. Redeeming ties the share to it."
)
_WARNINGS: Final = (
    "A token can be redeemed only once.",
    "Only the organization that redeems the token can see the share: check which one you are"
    " logged in to.",
    f"{OUTPUT_FILE} will hold the API keys and secrets of the shared topics. Only you can read it"
    " (umask 077).",
    "While the command runs, the token is visible to other users in the process list.",
)


@dataclass(frozen=True, slots=True)
class RedeemCommands:
    """The commands that redeem a token, for bash, zsh and fish.

    Attributes:
        read_token: Reads the token into the variable `CDX_TUI_TOKEN`.
        v4: Redeems it with version 4 of Confluent's CLI.
        v3: Redeems it with version 3; equal to `v4` if no flag is needed.
        warnings: What to know first, one sentence or two each.
    """

    read_token: str
    v4: str
    v3: str
    warnings: tuple[str, ...]


def redeem_commands(resources: Iterable[ConsumerSharedResource]) -> RedeemCommands:
    """Return the commands that redeem the token of a share.

    They have a flag with a placeholder value for each cloud in which a resource can be reached by
    private link only. Untrusted text of a provider never becomes part of a command.
    """
    clouds = {(each.cloud or "").upper() for each in resources if each.private_link_only}
    flags = [flag for cloud, flag in _FLAGS.items() if cloud in clouds]
    return RedeemCommands(
        READ_TOKEN,
        _command(f"{name} {value}" for name, value in flags),
        _command(f"{name}-id {value}" for name, value in flags),
        (_FILL_IN, *_WARNINGS) if flags else _WARNINGS,
    )


def redeem_command(resources: Iterable[ConsumerSharedResource]) -> str:
    """Return the command that redeems with version 4 of the CLI (see `redeem_commands`)."""
    return redeem_commands(resources).v4


def _command(flags: Iterable[str]) -> str:
    return " ".join(("umask 077;", _REDEEM, *flags, "-o json >", OUTPUT_FILE))
