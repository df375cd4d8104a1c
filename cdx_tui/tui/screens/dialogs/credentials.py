"""Dialog for a Cloud API key, if none is configured."""

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
from cdx_tui.config.credential_text import split_credentials
from cdx_tui.config.credentials import (
    TYPED_IN,
    Credentials,
    check_credentials,
    is_complete_key,
)
from cdx_tui.secret import Secret
from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.secret_input import SecretInput

__all__ = ["CredentialsScreen", "KeyInput"]

_WHY = (
    "Validating needs a Confluent Cloud API key of the invited user: not one of Kafka or Schema"
    " Registry. It is kept in memory until you quit. To be asked no more, set"
    " CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET."
)


class KeyInput(SecretInput):
    """Field for an API key, which may turn out to be its secret, or both.

    So it shows dots, and the key itself only once the field is left with a complete key in it.
    Separators between a key and a secret are kept, to tell the two apart.
    """

    class PairEntered(Message):
        """A key and its secret were entered into one field."""

        def __init__(self, key: str, secret: Secret) -> None:
            super().__init__()
            self.key = key
            self.secret = secret

    def normalise(self, text: str) -> str:
        """Return what is kept of typed or pasted text: all of it."""
        return text

    def render(self) -> Content:
        """Render a complete key once the field has lost focus, else dots."""
        if not self.has_focus and is_complete_key(self.secret.reveal()):
            return Content(self.secret.reveal().strip())
        return super().render()

    async def _on_paste(self, event: events.Paste) -> None:
        await super()._on_paste(event)
        self.split()

    def on_blur(self) -> None:
        """Split a pair that was typed, and show the key."""
        self.split()
        self.refresh()

    def on_focus(self) -> None:
        """Show dots again."""
        self.refresh()

    def split(self) -> bool:
        """Post `PairEntered` if the field holds a key and a secret; return whether it does."""
        pair = split_credentials(self.secret.reveal())
        if pair is not None:
            self.secret = Secret(pair[0])
            self.post_message(self.PairEntered(pair[0], Secret(pair[1])))
        return pair is not None

    def action_submit(self) -> None:
        """Go on to the secret: an Enter never belongs to a key."""
        self.split()
        self._submit()


class CredentialsScreen(ModalScreen[Credentials | None]):
    """Returns the entered credentials, or None if cancelled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="credentials.cancel", tooltip="Go back"),
    ]

    def compose(self) -> ComposeResult:
        """Yield the two fields."""
        with Vertical(id="credentials") as box:
            box.border_title = "Cloud API key"
            yield Static(Content(_WHY), id="credentials-why")
            yield KeyInput("API key", id="api-key")
            yield SecretInput("API secret", id="api-secret")
            yield Static(id="credentials-problem")
        yield KeyHints()

    @on(KeyInput.PairEntered)
    def _fill(self, event: KeyInput.PairEntered) -> None:
        self.query_one("#api-secret", SecretInput).secret = event.secret
        self.query_one("#api-secret").focus()

    @on(SecretInput.Submitted)
    def _submitted(self, event: SecretInput.Submitted) -> None:
        secret = self.query_one("#api-secret", SecretInput)
        if event.control is not secret and not secret.secret:
            secret.focus()
            return
        key = self.query_one("#api-key", KeyInput).secret.reveal()
        try:
            credentials = check_credentials(key, secret.secret.reveal(), TYPED_IN)
        except RefusedInput as error:
            problem = Content(f"✗ {error.cause} {error.next_step}")
            self.query_one("#credentials-problem", Static).update(problem)
        else:
            self.dismiss(credentials)
