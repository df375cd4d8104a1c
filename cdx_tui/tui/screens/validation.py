"""The way of a token on the screen: from the token field to the preview, or to a failure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.content import Content
from textual.message import Message
from textual.reactive import var

from cdx_tui.api.errors import CdxError, RateLimited
from cdx_tui.api.models import Preview
from cdx_tui.secret import Secret
from cdx_tui.tui.screens.progress import SecondsTimer
from cdx_tui.tui.screens.session import Session
from cdx_tui.tui.screens.share import ShareScreen
from cdx_tui.tui.screens.state import Phase
from cdx_tui.tui.widgets.status_line import describe_preview
from cdx_tui.tui.widgets.token_input import TokenInput

if TYPE_CHECKING:  # imported late, since the first paint needs none of them
    from cdx_tui.config.credentials import Credentials

__all__ = ["ValidatingScreen"]


class ValidatingScreen(ShareScreen):
    """Validates tokens, and holds the state of that.

    A subclass's `compose` yields a `TokenInput`, and the container `#body`.

    Args:
        session: What screens need from the layers below.
    """

    class Validated(Message):
        """A token turned out to be valid."""

        def __init__(self, preview: Preview) -> None:
            super().__init__()
            self.preview = preview

    class Refused(Message):
        """A token could not be validated."""

        def __init__(self, error: CdxError) -> None:
            super().__init__()
            self.error = error

    phase: var[Phase] = var(Phase.EMPTY, init=False, bindings=True)
    failure: var[CdxError | None] = var(None, init=False)
    remaining: var[int | None] = var(None, init=False)
    status: var[Content] = var(Content("No token yet"))
    credentials: var[Credentials | None] = var(None)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._validated: Secret | None = None
        self._waited = False
        self._seconds = SecondsTimer(self)

    @on(TokenInput.Submitted)
    def _submitted(self, event: TokenInput.Submitted) -> None:
        self.validate(event.secret)

    def validate(self, token: Secret) -> None:
        """Validate `token`; cancels a request that is under way."""
        self._waited = False
        self._start(token)

    def _start(self, token: Secret) -> None:
        self._stop_clock()
        self.workers.cancel_group(self, "validate")
        self._validated = token
        self.set_focus(None)  # keys are the screen's: none may change the token that is sent
        self.preview = self.resource = self.failure = None
        self.phase = Phase.VALIDATING
        self.status = Content("Validating …  Esc cancels")
        self._validate(token)

    @work(exclusive=True, group="validate")
    async def _validate(self, token: Secret) -> None:
        try:
            token = self._session.check(token)
            credentials = await self._credentials()
            if credentials is None:
                self._cancelled("No API key was given; Enter validates again")
                return
            self._count_up()
            client = await self._session.client(credentials)
            preview = await client.shared_resources(token)
        except CdxError as error:
            self.post_message(self.Refused(error))
        else:
            self.post_message(self.Validated(preview))

    async def _credentials(self) -> Credentials | None:
        """Return the credentials; ask for them if none were found."""
        if self.credentials is None:
            self.credentials = await self._session.credentials()
        if self.credentials is None:
            from cdx_tui.tui.screens.dialogs.credentials import CredentialsScreen

            self.credentials = await self.app.push_screen_wait(CredentialsScreen())
        return self.credentials

    async def on_validating_screen_validated(self, event: Validated) -> None:
        """Show the share, unless the request was cancelled meanwhile."""
        if self.phase is Phase.VALIDATING:
            self._stop_clock()
            await self.show_preview(event.preview)
            self.phase = Phase.LOADED
            self.status = describe_preview(self.preview or event.preview)
            self._focus_unless_drafting("#resources")

    def _focus_unless_drafting(self, selector: str) -> None:
        """Focus a pane, unless another token is being entered."""
        if not (self.query_one(TokenInput).drafting and self.query_one(TokenInput).has_focus):
            self.query_one(selector).focus()

    async def on_validating_screen_refused(self, event: Refused) -> None:
        """Show why the token was not validated; count down to a retry after a 429."""
        if self.phase is not Phase.VALIDATING:
            return
        error = event.error
        self._stop_clock()
        await self._mount_failure()
        self.failure = error
        self.phase = Phase.FAILED
        self.status = Content(f"✗ {error.title}")
        self._focus_unless_drafting("#failure-text")
        if error.status == 401:
            self.credentials = None  # rejected credentials are asked for again
        if isinstance(error, RateLimited) and not self._waited:
            self._count_down(error.wait)

    def _cancelled(self, status: str) -> None:
        self._stop_clock()
        self.workers.cancel_group(self, "validate")
        if self.phase is Phase.VALIDATING:
            self.phase = Phase.EMPTY
        self.status = Content(status)

    # Clocks: a request that takes long, and the wait after a 429

    def _count_up(self) -> None:
        def tell(seconds: int) -> None:
            self.status = Content(f"Validating … {seconds} s  ·  Esc cancels")

        self._seconds.count(tell)

    def _count_down(self, wait: int) -> None:
        def tell(seconds: int) -> None:
            self.remaining = wait - seconds
            if self.remaining == 0 and self._validated is not None:
                self._waited = True
                self._start(self._validated)

        self.remaining = wait
        self._seconds.count(tell)

    def _stop_clock(self) -> None:
        self.remaining = None
        self._seconds.stop()

    async def _mount_failure(self) -> None:
        from cdx_tui.tui.widgets.failure_panel import FailurePanel

        if not self.query(FailurePanel):
            panel = FailurePanel(id="failure")
            panel.data_bind(
                ValidatingScreen.failure, ValidatingScreen.remaining, ValidatingScreen.presenting
            )
            await self.query_one("#body").mount(panel)

    def watch_phase(self, before: Phase, now: Phase) -> None:
        """Let the style sheet show the state."""
        self.remove_class(before)
        self.add_class(now)
