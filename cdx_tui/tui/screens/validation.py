"""Validation of tokens: requests, countdowns, results and failures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.reactive import var
from textual.worker import get_current_worker

from cdx_tui.api.errors import CdxError, RateLimited, RefusedInput
from cdx_tui.secret import Secret
from cdx_tui.tui.screens.progress import SecondsTimer
from cdx_tui.tui.screens.session import Session
from cdx_tui.tui.screens.share_references import ShareReferences
from cdx_tui.tui.screens.state import Phase
from cdx_tui.tui.startup import DeferringApp
from cdx_tui.tui.widgets.status_line import describe_preview
from cdx_tui.tui.widgets.token_input import TokenInput

if TYPE_CHECKING:  # deferred, since the first paint does not need them
    from textual.worker import Worker

    from cdx_tui.api.client import CdxClient
    from cdx_tui.api.models import Preview
    from cdx_tui.config.credentials import Credentials

__all__ = ["ValidatingScreen"]

_SHOWN_IN: Final[Mapping[str | None, Phase]] = {
    "waiting": Phase.VALIDATING,
    "failure": Phase.FAILED,
    "share": Phase.LOADED,
}
"""The state in which each widget of the body is shown, by its id."""


class ValidatingScreen(ShareReferences):
    """Base class of a screen that validates tokens, with the state of the validation.

    `compose` of a subclass yields a `TokenInput`, the containers `#start` and `#body`, and a line
    `#status`.

    Args:
        session: Services and settings that the screens use.
    """

    class Validated(Message):
        """Posted by a validation that succeeded."""

        def __init__(self, preview: Preview, validation: Worker[None]) -> None:
            super().__init__()
            self.preview = preview
            self.validation = validation

    class Failed(Message):
        """Posted by a validation that failed."""

        def __init__(self, error: CdxError, validation: Worker[None]) -> None:
            super().__init__()
            self.error = error
            self.validation = validation

    phase: var[Phase] = var(Phase.EMPTY, init=False, bindings=True)
    failure: var[CdxError | None] = var(None, init=False)
    remaining: var[int | None] = var(None, init=False)
    status: var[Content] = var(Content(""))
    credentials: var[Credentials | None] = var(None)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._current_token: Secret | None = None
        self._validation: Worker[None] | None = None
        self._retried = False
        self._draft_shown = False
        self._seconds_timer = SecondsTimer(self)

    @on(TokenInput.Submitted)
    def _submitted(self, event: TokenInput.Submitted) -> None:
        self.validate(event.secret)

    @property
    def awaiting_content(self) -> bool:
        """Whether a request is under way, whose result decides what keys act on."""
        return self.phase is Phase.VALIDATING

    def validate(self, token: Secret) -> None:
        """Validate `token`; a running request is cancelled."""
        self._retried = False
        self._start(token)

    def _start(self, token: Secret) -> None:
        self._stop_timer()
        self.workers.cancel_group(self, "validate")
        self._current_token = token
        self.zoomed = ""
        self.set_focus(None)  # no key may change the token that is being sent
        self.preview = self.resource = self.failure = None
        self.phase = Phase.VALIDATING
        self.status = Content("Validating… Esc cancels")
        self._validation = self._validate(token)

    @work(description="-", exclusive=True, group="validate")
    async def _validate(self, token: Secret) -> None:
        validation = get_current_worker()
        try:
            token = self._find_token(token)
            credentials = await self._credentials()
            if credentials is None:
                self._cancel_validation("Cancelled: API key required. Press Enter to retry")
                return
            self._count_up()
            client = await self._client(credentials)
            preview = await client.shared_resources(token)
        except CdxError as error:
            self.post_message(self.Failed(error, validation))
        else:
            self.post_message(self.Validated(preview, validation))

    async def _client(self, credentials: Credentials) -> CdxClient:
        """Return the client for `credentials`; for a sample share that of the demo."""
        return await self._session.client(credentials)

    def _find_token(self, text: Secret) -> Secret:
        """Return the token in entered text, and put it into the token field."""
        found = self._session.find_token(text)
        if found.token != text:
            self._current_token = found.token
            self.query_one(TokenInput).hold(found.token)
        return found.token

    @on(TokenInput.Pasted)
    def _pasted(self, event: TokenInput.Pasted) -> None:
        """Keep only the token of a paste; show a note on dropped text, or the error."""
        try:
            found = self._session.find_token(event.text)
        except RefusedInput as error:
            self.status = Content(f"✗ {error.title}")
            return
        self.query_one(TokenInput).secret = found.token
        if found.note:
            self.show_token_note(found.note)

    def show_token_note(self, note: str) -> None:
        """Show a note on the text that was dropped from a paste."""
        self.status = Content(f"{note[:1].upper()}{note[1:]}")

    async def _credentials(self) -> Credentials | None:
        """Return the credentials; prompt for them if none are configured."""
        if self.credentials is None:
            self.credentials = await self._session.credentials()
        if self.credentials is None:
            from cdx_tui.tui.screens.dialogs.credentials import CredentialsScreen

            self.credentials = await self.app.push_screen_wait(CredentialsScreen())
        return self.credentials

    async def on_validating_screen_validated(self, event: Validated) -> None:
        """Show the share, unless the request has been cancelled."""
        if self._is_awaited(event.validation):
            self._stop_timer()
            with self.app.batch_update():
                await self.show_preview(event.preview)
                if not self._is_awaited(event.validation):
                    return
                self.phase = Phase.LOADED
                self.status = describe_preview(self.preview or event.preview)
                if not self.is_drafting:
                    self.focus_resources()

    def _is_awaited(self, validation: Worker[None]) -> bool:
        """Return whether neither another validation nor a cancellation came after this one.

        Its result may be in the queue of messages by then.
        """
        return self.phase is Phase.VALIDATING and validation is self._validation

    @property
    def is_drafting(self) -> bool:
        """Whether another token is being entered."""
        token = self.query_one(TokenInput)
        return token.drafting and self.focused is token

    async def on_validating_screen_failed(self, event: Failed) -> None:
        """Show the failure; after the first HTTP 429, count down to a retry."""
        await self._mount_failure()
        if not self._is_awaited(event.validation):
            return
        error = event.error
        self._stop_timer()
        self.failure = error
        self.phase = Phase.FAILED
        self.status = Content(f"✗ {error.title}")
        if not self.is_drafting:
            self.set_focus(self.query_one("#failure-text"))
        if error.status == 401:
            self.credentials = None  # prompt again for rejected credentials
        if isinstance(error, RateLimited) and not self._retried:
            self._count_down(error.wait)

    def _cancel_validation(self, status: str) -> None:
        self._stop_timer()
        self.workers.cancel_group(self, "validate")
        if self.phase is Phase.VALIDATING:
            self.phase = Phase.EMPTY
        self.status = Content(status)

    # Timers: the elapsed time of a slow request, and the countdown after an HTTP 429

    def _count_up(self) -> None:
        def tick(seconds: int) -> None:
            self.status = Content(f"Validating… {seconds} s · Esc cancels")

        self._seconds_timer.count(tick)

    def _count_down(self, wait: int) -> None:
        def tick(seconds: int) -> None:
            self.remaining = wait - seconds
            if self.remaining == 0 and self._current_token is not None:
                self._retried = True
                self._start(self._current_token)

        self.remaining = wait
        self._seconds_timer.count(tick)

    def _stop_timer(self) -> None:
        self.remaining = None
        self._seconds_timer.stop()

    async def _mount_failure(self) -> None:
        from cdx_tui.tui.widgets.failure_panel import FailurePanel

        if isinstance(self.app, DeferringApp):
            self.app.load_styles()
        if not self.query(FailurePanel):
            panel = FailurePanel(id="failure")
            panel.display = False
            panel.data_bind(
                ValidatingScreen.failure, ValidatingScreen.remaining, ValidatingScreen.presenting
            )
            await self.query_one("#body").mount(panel)

    def watch_phase(self, before: Phase, now: Phase) -> None:
        """Show what belongs to the state.

        No container has a class of it, apart from that of the first screen: that would restyle all
        widgets in it.
        """
        body, status = self.query_one("#body"), self.query_one("#status")
        status.remove_class(before, update=False)  # styles change once, not twice
        status.add_class(now)
        body.styles.display = "none" if now is Phase.EMPTY else None
        self.query_one("#start").set_class(now is Phase.EMPTY, Phase.EMPTY)
        self._show_start()
        for child in body.children:
            child.display = _SHOWN_IN[child.id] is now

    def show_draft(self, drafting: bool) -> None:
        """Show the token field over a share while another token is entered."""
        self._draft_shown = drafting
        self.query_one("#status").set_class(drafting, "-drafting")
        self._show_start()

    def _show_start(self) -> None:
        hidden = self.phase is Phase.LOADED and not self._draft_shown
        self.query_one("#start").styles.display = "none" if hidden else None
