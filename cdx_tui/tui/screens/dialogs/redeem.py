"""Screen with the command of Confluent's CLI that redeems a token."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.content import Content

from cdx_tui.api.models import ConsumerSharedResource
from cdx_tui.share.redeem_command import RedeemCommands, redeem_commands
from cdx_tui.tui.screens.dialogs.text_screen import TextScreen

__all__ = ["RedeemScreen"]

_INTRODUCTION: Final = (
    "cdx-tui never redeems. Run this in a shell where you are logged in to the Confluent CLI:"
)
_PASTE: Final = "   paste the token and press Enter; it is not shown"
_VERSION_3: Final = "With version 3 of the Confluent CLI:"


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
        commands = redeem_commands(resources)
        self._command = commands.v4
        super().__init__(Content("Redeem"), _describe(commands))

    def action_copy(self) -> None:
        """Copy the command; it does not contain the token."""
        self.app.copy_to_clipboard(self._command)


def _describe(commands: RedeemCommands) -> Content:
    lines = [
        Content(_INTRODUCTION),
        Content(""),
        Content.assemble("  ", (commands.read_token, "bold"), (_PASTE, "$text-muted")),
        Content.assemble("  ", (commands.v4, "bold")),
    ]
    if commands.v3 != commands.v4:
        lines += [Content(_VERSION_3), Content.assemble("  ", (commands.v3, "bold"))]
    lines += [Content(""), *(Content(f"! {warning}") for warning in commands.warnings)]
    return Content("\n").join(lines)
