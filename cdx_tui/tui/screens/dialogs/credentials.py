"""Dialog for a Cloud API key."""

from __future__ import annotations

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.credential_shape import is_complete_key
from cdx_tui.config.credential_text import split_credentials
from cdx_tui.config.credentials import (
    TYPED_IN,
    Credentials,
    check_credentials,
)
from cdx_tui.secret import Secret
from cdx_tui.tui.screens.frugal_screen import FrugalScreen
from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.secret_input import SecretInput

__all__ = ["CredentialsScreen", "KeyInput"]

_EXPLANATION = (
    "Requires a Confluent Cloud API key that belongs to the invited user (not a Kafka or Schema"
    " Registry key). Kept in memory only. To skip this prompt, set CONFLUENT_CLOUD_API_KEY and"
    " CONFLUENT_CLOUD_API_SECRET."
)


class KeyInput(SecretInput):
    """Input for an API key that also accepts a pasted key and secret.

    The value may be a secret, so it is rendered as dots; only a complete key is shown, once the
    input has lost focus. Separators between a key and a secret are kept, to split the two.
    """

    class PairEntered(Message):
        """Posted when a key and its secret were entered into one input."""

        def __init__(self, key: str, secret: Secret) -> None:
            super().__init__()
            self.key = key
            self.secret = secret

    def normalise(self, text: str) -> str:
        """Return `text` unchanged; separators are needed to split a key from a secret."""
        return text

    def render(self) -> Content:
        """Render a complete key once the input has lost focus, else dots."""
        if not self.has_focus and is_complete_key(self.secret.reveal()):
            return Content(self.secret.reveal().strip())
        return super().render()

    async def _on_paste(self, event: events.Paste) -> None:
        await super()._on_paste(event)
        self.split()

    def on_blur(self) -> None:
        """Split a typed pair, and show a complete key."""
        self.split()
        self.refresh()

    def on_focus(self) -> None:
        """Show dots again."""
        self.refresh()

    def split(self) -> bool:
        """Post `PairEntered` if the input holds a key and a secret; return whether it does."""
        pair = split_credentials(self.secret.reveal())
        if pair is not None:
            self.secret = Secret(pair[0])
            self.post_message(self.PairEntered(pair[0], Secret(pair[1])))
        return pair is not None

    def action_submit(self) -> None:
        """Split a pair, and submit at once: a line break is never part of a key."""
        self.split()
        self._submit()


class CredentialsScreen(FrugalScreen, ModalScreen[Credentials | None]):
    """Screen that returns the entered credentials, or None if cancelled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="credentials.cancel", tooltip="Cancel"),
    ]

    def compose(self) -> ComposeResult:
        """Yield the explanation, the two inputs, and the line for an error message."""
        with Vertical(id="credentials") as box:
            box.border_title = "Cloud API key"
            yield Static(Content(_EXPLANATION), id="credentials-why")
            yield KeyInput("API key", id="api-key")
            yield SecretInput("API secret", id="api-secret")
            yield Static(id="credentials-problem")
        yield KeyHints()

    @on(KeyInput.PairEntered)
    def _fill(self, event: KeyInput.PairEntered) -> None:
        self.query_one("#api-secret", SecretInput).secret = event.secret
        self.set_focus(self.query_one("#api-secret"))

    @on(SecretInput.Submitted)
    def _submitted(self, event: SecretInput.Submitted) -> None:
        secret = self.query_one("#api-secret", SecretInput)
        if event.control is not secret and not secret.secret:
            self.set_focus(secret)
            return
        key = self.query_one("#api-key", KeyInput).secret.reveal()
        for value, name in ((key, "an API key"), (secret.secret.reveal(), "the API secret")):
            if not value.strip():
                self._show_problem(f"Enter {name}.")
                return
        try:
            credentials = check_credentials(key, secret.secret.reveal(), TYPED_IN)
        except RefusedInput as error:
            self._show_problem(error.cause)
        else:
            self.dismiss(credentials)

    def _show_problem(self, problem: str) -> None:
        self.query_one("#credentials-problem", Static).update(Content(f"✗ {problem}"))
