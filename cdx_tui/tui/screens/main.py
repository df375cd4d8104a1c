"""The main screen: it owns the token's way from the pane to the preview, and all state."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
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
from cdx_tui.tui.screens.warnings import describe_warnings
from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.status_line import StatusLine, describe_preview
from cdx_tui.tui.widgets.token_input import TokenInput
from cdx_tui.tui.widgets.welcome import TooSmall, Waiting, Welcome

if TYPE_CHECKING:  # imported late, since the first paint needs none of them
    from cdx_tui.config.credentials import Credentials

__all__ = ["MainScreen"]


class MainScreen(ShareScreen):
    """Token above; below it one of four states: empty, validating, failed, loaded.

    Attributes go down to the panes by data binding, their messages come up to the handlers here.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", id="main.back", tooltip="Cancel, or back to the list"),
        Binding("t", "new_token", "Token", id="main.token", tooltip="Paste another token"),
        Binding("r", "again", "Again", id="main.again", tooltip="Validate the token again"),
        Binding("d", "samples", "Samples", id="main.samples", tooltip="Pick a sample share"),
        Binding("q", "app.quit", "Quit", id="main.quit", tooltip="Leave"),
    ]

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

    def __init__(self, session: Session, token: Secret | None = None) -> None:
        super().__init__()
        self._session = session
        self._first_token = token
        self._validated: Secret | None = None
        self._waited = False
        self._seconds = SecondsTimer(self)

    def compose(self) -> ComposeResult:
        """Yield what the first paint shows; the panes are mounted when they are needed."""
        yield TooSmall()
        title = PaneTitle(id="token-title")
        title.text, title.note = Content("token"), Content(self._session.label)
        yield title
        yield TokenInput("Paste a shared token, then press Enter", id="token")
        with Container(id="body"):
            yield Welcome()
            yield Waiting()
        yield StatusLine(id="status").data_bind(text=MainScreen.status)
        yield KeyHints()

    def on_mount(self) -> None:
        """Show the first screen, and prepare the rest after the first paint."""
        self.add_class(self.phase)
        self.query_one(Welcome).samples = bool(self._session.samples)
        self.query_one(Waiting).label = self._session.label
        self.query_one(TokenInput).focus()
        self.call_after_refresh(self._get_ready)

    def _get_ready(self) -> None:
        self._session.import_late()
        if self._session.notices:
            self._show_notices(self._session.notices)
        if self._first_token is not None:
            self.query_one(TokenInput).secret = self._first_token
            self.validate(self._first_token)
        elif self._session.samples:
            self.action_samples()

    def _show_notices(self, notices: tuple[str, ...]) -> None:
        """Warn of problems in the configuration."""
        count = len(notices)
        self.status = Content(f"! {count} thing{'s' * (count != 1)} to know about the settings")
        text = describe_warnings(notices)
        self.notify(text, title="Settings", severity="warning", timeout=30, markup=False)

    # A token's way

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

    async def on_main_screen_validated(self, event: Validated) -> None:
        """Show the share, unless the request was cancelled meanwhile."""
        if self.phase is Phase.VALIDATING:
            self._stop_clock()
            await self.show_preview(event.preview)
            self.phase = Phase.LOADED
            self.status = describe_preview(self.preview or event.preview)
            self.query_one("#resources").focus()

    def watch_presenting(self, presenting: bool) -> None:
        """Mask the token pane and the status line too."""
        super().watch_presenting(presenting)
        self.query_one(TokenInput).presenting = presenting
        label = "presenting · masked" if presenting else self._session.label
        self.query_one("#token-title", PaneTitle).note = Content(label)
        if self.preview is not None:
            self.status = describe_preview(self.preview)

    async def on_main_screen_refused(self, event: Refused) -> None:
        """Show why the token was not validated; count down to a retry after a 429."""
        if self.phase is not Phase.VALIDATING:
            return
        error = event.error
        self._stop_clock()
        await self._mount_failure()
        self.failure = error
        self.phase = Phase.FAILED
        self.status = Content(f"✗ {error.title}")
        self.query_one("#failure-text").focus()
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

    # What is shown below the token

    async def _mount_failure(self) -> None:
        from cdx_tui.tui.widgets.failure_panel import FailurePanel

        if not self.query(FailurePanel):
            panel = FailurePanel(id="failure")
            panel.data_bind(MainScreen.failure, MainScreen.remaining, MainScreen.presenting)
            await self.query_one("#body").mount(panel)

    def watch_phase(self, before: Phase, now: Phase) -> None:
        """Let the style sheet show the state."""
        self.remove_class(before)
        self.add_class(now)

    # Keys

    async def copied_text(self) -> str:
        """Return what `y` copies: after a failure, what to quote to Confluent's support."""
        if self.phase is Phase.FAILED:
            return (self.failure and self.failure.request_id) or ""
        return await super().copied_text()

    def action_back(self) -> None:
        """Cancel the request, or return to the list or the token."""
        if self.phase is Phase.VALIDATING:
            self._cancelled("Cancelled; Enter validates again")
            self.query_one(TokenInput).focus()
        elif self.remaining is not None:
            self._stop_clock()
        elif self.phase is Phase.LOADED:
            self.query_one("#resources").focus()
        else:
            self.query_one(TokenInput).focus()

    def _can_go_back(self) -> bool:
        under_way = self.phase is Phase.VALIDATING or self.remaining is not None
        home = "resources" if self.phase is Phase.LOADED else "token"
        return under_way or self.focused is None or self.focused.id != home

    def action_new_token(self) -> None:
        """Focus the token field; the next input replaces the token."""
        token = self.query_one(TokenInput)
        token.replace_next()
        token.focus()

    def action_again(self) -> None:
        """Validate the current token again."""
        self.validate(self.query_one(TokenInput).secret)

    def on_paste(self, event: events.Paste) -> None:
        """Take a paste anywhere on the screen for a token."""
        self.action_new_token()
        self.query_one(TokenInput).post_message(event)

    @work(group="samples")
    async def action_samples(self) -> None:
        """Let a sample share be picked, and validate its token."""
        from cdx_tui.tui.screens.dialogs.samples import SamplesScreen

        sample = await self.app.push_screen_wait(SamplesScreen(self._session.samples))
        if sample is not None:
            token = Secret(sample.token)
            self.query_one(TokenInput).secret = token
            self.validate(token)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only actions that have an effect now."""
        if action == "samples":
            return bool(self._session.samples)
        if action == "back":
            return self._can_go_back()
        if action == "copy" and self.phase is Phase.FAILED:
            return bool(self.failure and self.failure.request_id)
        return super().check_action(action, parameters)
