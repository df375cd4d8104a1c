"""Screen with the command of Confluent's CLI that redeems a token."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content

from cdx_tui.api.models import ConsumerSharedResource
from cdx_tui.share.redeem_command import READ_TOKEN, redeem_command
from cdx_tui.tui.screens.dialogs.text_screen import TextScreen

__all__ = ["RedeemScreen"]

_INTRODUCTION: Final = "This app redeems nothing. In a shell of your own, where you are logged in:"
_PASTE: Final = "   paste the token, press Enter; it is not shown"
_FILL_IN: Final = (
    "A resource of this share is reached by private link only: fill in your account in place of"
    " YOUR_…, since redeeming ties the share to it."
)
_WARNINGS: Final = (
    "It works once: a second try is refused, whoever makes it.",
    "It prints the API keys and secrets of the shared topics: see that nobody is looking, and that"
    " nothing records the terminal.",
    "While it runs, other users of that machine can see the token in the list of processes.",
)


class RedeemScreen(TextScreen):
    """Screen that shows the command to redeem the token of a share; y copies it.

    Args:
        resources: Shared resources of the token.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("R", "dismiss", "Back", id="redeem.back", show=False, tooltip="Close this text"),
        Binding("y", "copy", "Copy command", id="redeem.copy", tooltip="Copy the command"),
    ]

    def __init__(self, resources: Sequence[ConsumerSharedResource]) -> None:
        self._command = redeem_command(resources)
        super().__init__(Content("redeem, elsewhere"), _describe(self._command))

    def action_copy(self) -> None:
        """Copy the command; it does not contain the token."""
        self.app.copy_to_clipboard(self._command)


def _describe(command: str) -> Content:
    lines = [
        Content(_INTRODUCTION),
        Content(""),
        Content.assemble("  ", (READ_TOKEN, "bold"), (_PASTE, "$text-muted")),
        Content.assemble("  ", (command, "bold")),
        Content(""),
    ]
    if "YOUR_" in command:
        lines += [Content.styled(f"! {_FILL_IN}", "$text-warning")]
    lines += [Content(f"! {warning}") for warning in _WARNINGS]
    return Content("\n").join(lines)
