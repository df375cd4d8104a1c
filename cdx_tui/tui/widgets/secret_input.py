"""Single-line input for a secret: masked, never copied, and safe for any paste."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.timer import Timer
from textual.widget import Widget

from cdx_tui.secret import Secret
from cdx_tui.text import counted
from cdx_tui.tui.input.gate import is_line_break

__all__ = ["SecretInput"]

_BURST: Final = 0.05
"""Seconds; characters that arrive at shorter intervals are pasted, not typed."""

_SHORTEST_LINE: Final = 16
"""Characters; a burst of fewer before an Enter is typed ahead, not a line of a pasted token."""

_LONGEST: Final = 1 << 25
"""Characters; longer input is truncated. No paste is longer (`splitter`)."""


class SecretInput(Widget, can_focus=True):
    """Single-line input that holds a `Secret` and shows dots.

    Textual's `Input` keeps only the first line of a paste, drops text over its limit and allows a
    masked value to be copied. Here a paste is accepted in full, without its white space, and
    replaces the value; the value can be replaced or cleared but not read.

    A terminal without bracketed paste sends a paste as keys, with Enter at the end of each line, so
    Enter within a burst of characters is treated as a line break. Bursts are detected by the time
    at which keys arrive, not at which a busy machine handles them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "Submit", id="secret.submit", tooltip="Go on with what is here"),
        Binding(
            "backspace",
            "delete",
            "Delete",
            id="secret.delete",
            show=False,
            tooltip="Delete the last character",
        ),
        Binding(
            "ctrl+u", "clear", "Clear", id="secret.clear", show=False, tooltip="Empty the field"
        ),
    ]

    secret: var[Secret] = var(Secret(""))

    class Submitted(Message):
        """Posted when Enter is pressed. `secret` is the value without white space."""

        def __init__(self, sender: SecretInput, secret: Secret) -> None:
            super().__init__()
            self.sender = sender
            self.secret = secret

        @property
        def control(self) -> SecretInput:
            """The input that sent the message."""
            return self.sender

    def __init__(
        self, placeholder: str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._placeholder = placeholder
        self._replace_next = False
        self._last_key = 0.0
        self._burst = 0
        self._is_line_break = False
        self._submission: Timer | None = None

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Consume printable characters, so that they do not trigger the screen's bindings."""
        return key == "slash" or (character is not None and character.isprintable())

    def render(self) -> Content:
        """Render as many dots as fit, then the notes; the placeholder if the input is empty."""
        if not self.secret:
            return Content.styled(self._placeholder, "$text-muted")
        notes = self.notes()
        room = max(4, self.size.width - len(notes) - 3)
        return Content.assemble("•" * min(len(self.secret), room), ("  " + notes, "$text-muted"))

    def notes(self) -> str:
        """Return a text about the secret that is safe to show: its length."""
        return counted(len(self.secret), "character")

    def watch_secret(self, before: Secret) -> None:
        """Show the new length; enable or disable deletion."""
        self.refresh()
        if bool(before) != bool(self.secret):
            self.refresh_bindings()

    async def _on_key(self, event: events.Key) -> None:
        is_text = event.is_printable or event.key == "enter"
        is_pasted = event.time - self._last_key < _BURST
        self._burst = self._burst + 1 if is_pasted else 1
        self._last_key = event.time if is_text else 0.0
        self._is_line_break = is_line_break(event)
        if event.character is None or not event.is_printable:
            return
        event.stop()
        event.prevent_default()
        self._cancel_submission()
        self._add(event.character)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._cancel_submission()
        self._last_key = 0.0
        self._replace_next = True
        self._add(event.text)

    def _add(self, text: str) -> None:
        before = "" if self._replace_next else self.secret.reveal()
        self._replace_next = False
        self.secret = Secret((before + self.normalise(text))[:_LONGEST])

    def normalise(self, text: str) -> str:
        """Return what is kept of typed or pasted text: all but white space."""
        return "".join(text.split())

    def _cancel_submission(self) -> None:
        if self._submission is not None:
            self._submission.stop()
            self._submission = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable deletion only if the input is not empty."""
        return action not in ("delete", "clear") or bool(self.secret)

    def action_submit(self) -> None:
        """Post `Submitted`, unless this Enter turns out to be a line break in a paste."""
        self._cancel_submission()
        may_be_line_break = self._burst > _SHORTEST_LINE
        if may_be_line_break and self._is_line_break:
            self._add("\n")
        elif may_be_line_break:
            self._submission = self.set_timer(2 * _BURST, self._queue_submission)
        else:
            self._submit()

    def _queue_submission(self) -> None:
        """Submit after the queued keys are handled; a character among them cancels it."""
        self.call_later(self._submit_unless_cancelled, self._submission)

    def _submit_unless_cancelled(self, submission: Timer | None) -> None:
        if submission is not None and submission is self._submission:
            self._submit()

    def _submit(self) -> None:
        self._submission = None
        self._replace_next = True
        self.post_message(self.Submitted(self, self.secret))

    def action_delete(self) -> None:
        """Delete the last character."""
        self._replace_next = False
        self.secret = Secret(self.secret.reveal()[:-1])

    def action_clear(self) -> None:
        """Clear the value."""
        self.secret = Secret("")
