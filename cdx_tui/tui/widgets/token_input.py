"""The pane that a shared token is pasted into."""

from __future__ import annotations

from textual.message import Message
from textual.reactive import reactive

from cdx_tui.secret import Secret
from cdx_tui.share.masking import MASK
from cdx_tui.tui.widgets.secret_input import SecretInput

__all__ = ["TokenInput"]


class TokenInput(SecretInput):
    """Shows a shared token as dots, with its length and a fingerprint to compare it by."""

    class Submitted(SecretInput.Submitted):
        """Enter was pressed: the token is to be validated."""

    class Changed(Message):
        """The token is another one than before."""

    presenting: reactive[bool] = reactive(False)

    def notes(self) -> str:
        """Return the length and the beginning of the SHA-256, but not before an audience."""
        fingerprint = MASK if self.presenting else self.secret.fingerprint()
        return f"{super().notes()} · sha {fingerprint}"

    def watch_secret(self, before: Secret) -> None:
        """Show the new fingerprint, and post `Changed`."""
        super().watch_secret(before)
        self.post_message(self.Changed())

    def _submit(self) -> None:
        self._submission = None
        self.replace_next()
        self.post_message(self.Submitted(self, Secret(self.secret.reveal())))
