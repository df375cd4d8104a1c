"""Field that a shared token is pasted into."""

from __future__ import annotations

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.reactive import reactive, var

from cdx_tui.secret import Secret
from cdx_tui.tui.widgets.secret_input import SecretInput

__all__ = ["TokenInput"]


class TokenInput(SecretInput):
    """Shows a shared token as dots, with its length and a fingerprint to compare it by.

    Once a token is submitted, the next input begins a draft of another one. A draft has no
    fingerprint, so that the one on the screen is always that of the share below; `keep` drops it.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Validate", id="secret.submit", tooltip="Validate the token"),
    ]

    HINTS: ClassVar[tuple[str, ...]] = ("secret.submit", "main.open-saved", "main.samples")

    class Submitted(SecretInput.Submitted):
        """Enter was pressed: the token is to be validated."""

    class Pasted(Message):
        """A text was pasted, which may hold more than the token."""

        def __init__(self, text: Secret) -> None:
            super().__init__()
            self.text = text

    class DraftChanged(Message):
        """Posted when a draft begins or ends."""

        def __init__(self, drafting: bool) -> None:
            super().__init__()
            self.drafting = drafting

    presenting: reactive[bool] = reactive(False)
    drafting: var[bool] = var(False, init=False, bindings=True)

    _kept = Secret("")
    _is_submitted = False

    def watch_drafting(self, drafting: bool) -> None:
        """Post `DraftChanged`."""
        self.post_message(self.DraftChanged(drafting))

    def normalise(self, text: str) -> str:
        """Return what is kept of typed or pasted text: all, line breaks included."""
        return text

    async def _on_paste(self, event: events.Paste) -> None:
        await super()._on_paste(event)
        self.post_message(self.Pasted(self.secret))

    def begin_draft(self) -> None:
        """Begin another token, empty; the submitted one is kept until the draft is submitted."""
        if self._is_submitted and not self.drafting:
            self._kept = self.secret
            self.drafting = True
            self.secret = Secret("")

    def keep(self) -> None:
        """Drop the draft, and show the submitted token again."""
        if self.drafting:
            self._cancel_submission()
            self.drafting = False
            self.secret = self._kept

    def hold(self, token: Secret) -> None:
        """Show a token that is submitted: the next input begins a draft."""
        self._cancel_submission()
        self.drafting = False
        self._is_submitted = True
        self._replace_next = True
        self.secret = token

    def notes(self) -> str:
        """Return the length, and the beginning of the SHA-256 of a submitted or first token."""
        if self.drafting:
            return f"{super().notes()} · not validated"
        from cdx_tui.share.masking import MASK

        fingerprint = MASK if self.presenting else self.secret.fingerprint()
        return f"{super().notes()} · sha {fingerprint}"

    def action_delete(self) -> None:
        """Delete the last character, of a draft once a token was submitted."""
        self._draft_of_submitted()
        super().action_delete()

    def action_clear(self) -> None:
        """Clear the value, which begins a draft once a token was submitted."""
        self._draft_of_submitted()
        super().action_clear()

    def _add(self, text: str) -> None:
        self.begin_draft()
        super()._add(text)

    def _draft_of_submitted(self) -> None:
        if self._is_submitted and not self.drafting:
            kept = self.secret
            self.begin_draft()
            self.secret = kept

    def _submit(self) -> None:
        if self.drafting and not self.secret:
            self.keep()
        token = Secret(self.secret.reveal())
        self.hold(token)
        self.post_message(self.Submitted(self, token))
