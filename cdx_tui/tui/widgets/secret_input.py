"""A one-line field for a secret: masked, never copied, and safe to paste anything into."""

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

__all__ = ["SecretInput"]

_BURST: Final = 0.05
"""Seconds; characters that follow each other faster are pasted, not typed."""

_LONGEST: Final = 1 << 20


class SecretInput(Widget, can_focus=True):
    """One-line field that holds a `Secret` and shows dots.

    Textual's `Input` keeps the first line of a paste only, drops what is over its limit and lets
    a masked value be copied. Here every paste is taken whole, its white space taken out, in place
    of what was there; the value can be replaced or cleared but not read.

    A terminal without bracketed paste sends a paste as keys, with Enter at each line's end, so an
    Enter in the middle of a burst of characters is taken for a line break. What counts is when
    the keys arrived, not when a busy machine gets around to them.
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
        """Enter was pressed. `secret` is the content of the field without white space."""

        def __init__(self, sender: SecretInput, secret: Secret) -> None:
            super().__init__()
            self.sender = sender
            self.secret = secret

        @property
        def control(self) -> SecretInput:
            """The field."""
            return self.sender

    def __init__(
        self, placeholder: str = "", *, id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._placeholder = placeholder
        self._replace_next = False
        self._last_key = 0.0
        self._pause = 0.0
        self._submission: Timer | None = None

    def replace_next(self) -> None:
        """Let the next character or paste replace the value instead of adding to it."""
        self._replace_next = True

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Keep printable characters from triggering the bindings of the screen."""
        return character is not None and character.isprintable()

    def render(self) -> Content:
        """Show dots, as many as fit, or the placeholder."""
        if not self.secret:
            return Content.styled(self._placeholder, "$text-muted")
        notes = self.notes()
        room = max(4, self.size.width - len(notes) - 3)
        return Content.assemble("•" * min(len(self.secret), room), ("  " + notes, "$text-muted"))

    def notes(self) -> str:
        """Return what may be shown of the secret; at most its length."""
        return f"{len(self.secret):,} characters"

    def watch_secret(self, before: Secret) -> None:
        """Show the new length; enable deletion if there is something to delete."""
        self.refresh()
        if bool(before) != bool(self.secret):
            self.refresh_bindings()

    async def _on_key(self, event: events.Key) -> None:
        self._pause = event.time - self._last_key
        self._last_key = event.time
        if event.character is None or not event.is_printable:
            return
        event.stop()
        event.prevent_default()
        self._forget_submission()
        self._add(event.character)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._forget_submission()
        self._replace_next = True
        self._add(event.text)

    def _add(self, text: str) -> None:
        before = "" if self._replace_next else self.secret.reveal()
        self._replace_next = False
        self.secret = Secret((before + "".join(text.split()))[:_LONGEST])

    def _forget_submission(self) -> None:
        if self._submission is not None:
            self._submission.stop()
            self._submission = None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable deletion only if there is something to delete."""
        return action not in ("delete", "clear") or bool(self.secret)

    def action_submit(self) -> None:
        """Post `Submitted`, unless this Enter turns out to be a line break in a paste."""
        self._forget_submission()
        if self._pause < _BURST:
            self._submission = self.set_timer(2 * _BURST, self._line_up)
        else:
            self._submit()

    def _line_up(self) -> None:
        """Come after the keys that wait: each of them forgets the submission."""
        self.call_later(self._submit_unless_forgotten, self._submission)

    def _submit_unless_forgotten(self, submission: Timer | None) -> None:
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
        """Empty the field."""
        self.secret = Secret("")
