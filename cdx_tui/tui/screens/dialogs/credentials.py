"""Ask for a Cloud API key if none is configured."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.credentials import TYPED_IN, Credentials, check_credentials
from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.secret_input import SecretInput

__all__ = ["CredentialsScreen"]

_WHY = (
    "Validating needs a Confluent Cloud API key of the invited user: not one of Kafka or Schema"
    " Registry. It is kept in memory until you quit. To be asked no more, set"
    " CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET."
)


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
            yield Input(placeholder="API key", id="api-key", compact=True)
            yield SecretInput("API secret", id="api-secret")
            yield Static(id="credentials-problem")
        yield KeyHints()

    def on_mount(self) -> None:
        """Keep the cursor from blinking, which would write bytes for ever."""
        self.query_one("#api-key", Input).cursor_blink = False

    @on(Input.Submitted, "#api-key")
    def _go_on(self) -> None:
        self.query_one("#api-secret").focus()

    @on(SecretInput.Submitted, "#api-secret")
    def _take(self, event: SecretInput.Submitted) -> None:
        key = self.query_one("#api-key", Input).value
        try:
            credentials = check_credentials(key, event.secret.reveal(), TYPED_IN)
        except RefusedInput as error:
            problem = Content(f"✗ {error.cause} {error.next_step}")
            self.query_one("#credentials-problem", Static).update(problem)
        else:
            self.dismiss(credentials)
