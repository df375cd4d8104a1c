"""The main screen: its layout and its keys."""

from __future__ import annotations

from typing import ClassVar

from textual import events, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content

from cdx_tui.secret import Secret
from cdx_tui.tui.screens.session import Session
from cdx_tui.tui.screens.state import Phase
from cdx_tui.tui.screens.validation import ValidatingScreen
from cdx_tui.tui.screens.warnings import describe_warnings
from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.status_line import StatusLine, describe_preview
from cdx_tui.tui.widgets.token_input import TokenInput
from cdx_tui.tui.widgets.welcome import TooSmall, Waiting, Welcome

__all__ = ["MainScreen"]


class MainScreen(ValidatingScreen):
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

    def __init__(self, session: Session, token: Secret | None = None) -> None:
        super().__init__(session)
        self._first_token = token

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
            self.query_one(TokenInput).hold(self._first_token)
            self.validate(self._first_token)
        elif self._session.samples:
            self.action_samples()

    def _show_notices(self, notices: tuple[str, ...]) -> None:
        """Warn of problems in the configuration."""
        count = len(notices)
        self.status = Content(f"! {count} thing{'s' * (count != 1)} to know about the settings")
        text = describe_warnings(notices)
        self.notify(text, title="Settings", severity="warning", timeout=30, markup=False)

    def watch_presenting(self, presenting: bool) -> None:
        """Mask the token pane and the status line too."""
        super().watch_presenting(presenting)
        self.query_one(TokenInput).presenting = presenting
        label = "presenting · masked" if presenting else self._session.label
        self.query_one("#token-title", PaneTitle).note = Content(label)
        if self.preview is not None:
            self.status = describe_preview(self.preview)

    # Keys

    async def copied_text(self) -> str:
        """Return what `y` copies: after a failure, what to quote to Confluent's support."""
        if self.phase is Phase.FAILED:
            return (self.failure and self.failure.request_id) or ""
        return await super().copied_text()

    def action_back(self) -> None:
        """Cancel the request, or return to the list or the token."""
        token = self.query_one(TokenInput)
        if token.drafting:
            token.keep()
            self._focus_home()
        elif self.phase is Phase.VALIDATING:
            self._cancelled("Cancelled; Enter validates again")
            self.query_one(TokenInput).focus()
        elif self.remaining is not None:
            self._stop_clock()
        else:
            self._focus_home()

    def _focus_home(self) -> None:
        if self.phase is Phase.LOADED:
            self.query_one("#resources").focus()
        elif self.phase is Phase.VALIDATING:
            self.set_focus(None)
        else:
            self.query_one(TokenInput).focus()

    def _can_go_back(self) -> bool:
        under_way = self.phase is Phase.VALIDATING or self.remaining is not None
        under_way = under_way or self.query_one(TokenInput).drafting
        home = "resources" if self.phase is Phase.LOADED else "token"
        return under_way or self.focused is None or self.focused.id != home

    def action_new_token(self) -> None:
        """Focus the token field; the next input replaces the token."""
        token = self.query_one(TokenInput)
        token.begin_draft()
        token.focus()

    def action_again(self) -> None:
        """Validate the current token again."""
        self.validate(self._validated or self.query_one(TokenInput).secret)

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
            self.query_one(TokenInput).hold(token)
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
