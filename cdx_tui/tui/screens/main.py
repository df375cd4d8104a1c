"""Layout and key bindings of the main screen."""

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
    """Screen with a token field, and a body in one of four states (see `Phase`).

    Attributes are passed to the panes by data binding; their messages bubble up to the handlers
    here.

    Args:
        session: Services and settings that the screens use.
        token: Token to validate at startup.
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
        """Yield the widgets of the first paint; the panes are mounted when needed."""
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
        """Initialise the widgets, and finish startup after the first paint."""
        self.add_class(self.phase)
        self.query_one(Welcome).samples = bool(self._session.samples)
        self.query_one(Waiting).label = self._session.label
        self.query_one(TokenInput).focus()
        self.call_after_refresh(self._finish_startup)

    def _finish_startup(self) -> None:
        self._session.import_deferred()
        if self._session.notices:
            self._show_warnings(self._session.notices)
        if self._first_token is not None:
            self.query_one(TokenInput).hold(self._first_token)
            if self._session.token_note:
                note = f"The token was {self._session.token_note}"
                self.notify(note, title="Token", timeout=10, markup=False)
            self.validate(self._first_token)
        elif self._session.samples:
            self.action_samples()

    def _show_warnings(self, notices: tuple[str, ...]) -> None:
        """Show warnings about the configuration."""
        count = len(notices)
        self.status = Content(f"! {count} thing{'s' * (count != 1)} to know about the settings")
        text = describe_warnings(notices)
        self.notify(text, title="Settings", severity="warning", timeout=30, markup=False)

    def watch_presenting(self, presenting: bool) -> None:
        """Mask or unmask the token pane and the status line too."""
        super().watch_presenting(presenting)
        self.query_one(TokenInput).presenting = presenting
        label = "presenting · masked" if presenting else self._session.label
        self.query_one("#token-title", PaneTitle).note = Content(label)
        if self.preview is not None:
            self.status = describe_preview(self.preview)

    # Keys

    async def copied_text(self) -> str:
        """Return the text to copy; after a failure the request id, for Confluent's support."""
        if self.phase is Phase.FAILED:
            return (self.failure and self.failure.request_id) or ""
        return await super().copied_text()

    def action_back(self) -> None:
        """Cancel a draft, a request or a countdown, or focus the list or the token field."""
        token = self.query_one(TokenInput)
        if token.drafting:
            token.keep()
            self._focus_default_pane()
        elif self.phase is Phase.VALIDATING:
            self._cancel_validation("Cancelled; Enter validates again")
            self.query_one(TokenInput).focus()
        elif self.remaining is not None:
            self._stop_timer()
        else:
            self._focus_default_pane()

    def _focus_default_pane(self) -> None:
        if self.phase is Phase.LOADED:
            self.query_one("#resources").focus()
        elif self.phase is Phase.VALIDATING:
            self.set_focus(None)
        else:
            self.query_one(TokenInput).focus()

    def _can_go_back(self) -> bool:
        in_progress = self.phase is Phase.VALIDATING or self.remaining is not None
        in_progress = in_progress or self.query_one(TokenInput).drafting
        default_id = "resources" if self.phase is Phase.LOADED else "token"
        return in_progress or self.focused is None or self.focused.id != default_id

    def action_new_token(self) -> None:
        """Focus the token field for a new token; the next input replaces the current one."""
        self.minimize()
        token = self.query_one(TokenInput)
        token.begin_draft()
        token.focus()

    def action_again(self) -> None:
        """Validate the current token again."""
        self.validate(self._current_token or self.query_one(TokenInput).secret)

    def on_paste(self, event: events.Paste) -> None:
        """Handle a paste anywhere on the screen as a new token."""
        self.action_new_token()
        self.query_one(TokenInput).post_message(event)

    @work(group="samples")
    async def action_samples(self) -> None:
        """Show the menu of sample shares, and validate the token of the chosen one."""
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
