"""Layout and key bindings of the main screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen

from cdx_tui.secret import Secret
from cdx_tui.tui.bindings.active import active_bindings
from cdx_tui.tui.screens.opening import OpeningScreen
from cdx_tui.tui.screens.session import Demo, Session
from cdx_tui.tui.screens.share import ShareScreen
from cdx_tui.tui.screens.share_bindings import SHARE_BINDINGS
from cdx_tui.tui.screens.state import Phase
from cdx_tui.tui.screens.warnings import describe_warnings
from cdx_tui.tui.startup import DeferringApp, deferred_modules
from cdx_tui.tui.widgets.blank import BlankContainer
from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.share_header import ShareHeader, describe_share
from cdx_tui.tui.widgets.status_line import StatusLine, describe_preview
from cdx_tui.tui.widgets.token_input import TokenInput
from cdx_tui.tui.widgets.welcome import Welcome, WelcomeHeadline

if TYPE_CHECKING:
    from cdx_tui.api.client import CdxClient
    from cdx_tui.config.credentials import Credentials

__all__ = ["MainScreen"]


class MainScreen(OpeningScreen, ShareScreen, Screen[None]):
    """Screen with a token field, and a body in one of four states (see `Phase`).

    Attributes go down to the panes by data binding; their messages come up to the handlers here.

    Args:
        session: Services and settings that the screens use.
        token: Token to validate at startup.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *SHARE_BINDINGS,
        Binding("escape", "back", "Back", id="main.back", tooltip="Cancel, or back to the list"),
        Binding("t", "new_token", "Token", id="main.token", show=False, tooltip="New token"),
        Binding("r", "again", "Validate", id="main.again", show=False, tooltip="Validate again"),
        Binding(
            "ctrl+o",
            "open",
            "Open",
            id="main.open-saved",
            show=False,
            tooltip="Open a saved share",
        ),
        Binding(
            "ctrl+d,d",
            "samples",
            "Demo",
            id="main.samples",
            show=False,
            tooltip="Choose a sample share",
        ),
        Binding("q", "app.quit", "Quit", id="main.quit", tooltip="Quit"),
    ]

    @property
    def HINTS(self) -> tuple[str, ...]:
        """The hints that come first: where nothing is shared, those for another token."""
        empty = self.phase is Phase.LOADED and self.resource is None
        return ("main.token", "main.again", "main.open-saved", "main.samples") if empty else ()

    def __init__(self, session: Session, token: Secret | None = None) -> None:
        super().__init__(session)
        self._first_token = token
        self._is_sample = bool(session.samples)

    def compose(self) -> ComposeResult:
        """Yield the widgets of the first paint; the panes are mounted when needed."""
        yield ShareHeader(id="header")
        with BlankContainer(id="start", classes=Phase.EMPTY):
            yield WelcomeHeadline()
            token = TokenInput("Paste it here, then press Enter", id="token")
            token.border_title = Content("Stream Sharing token")
            yield token
            yield Welcome()
        body = BlankContainer(id="body")
        body.styles.display = "none"
        yield body
        yield StatusLine(id="status", classes=Phase.EMPTY).data_bind(text=MainScreen.status)
        yield KeyHints()

    def on_mount(self) -> None:
        """Initialise the widgets, and finish startup after the first paint."""
        self._show_state()
        welcome = self.query_one(Welcome)
        welcome.demo = bool(self._session.samples)
        welcome.keys = tuple(self._offers())
        self.show_recent_shares()
        self.set_focus(self.query_one(TokenInput))
        if isinstance(self.app, DeferringApp):
            self.app.after_first_paint(self._finish_startup)

    def _offers(self) -> Iterator[tuple[str, str]]:
        """Yield what else can be done on the first screen: the key, and what it does."""
        keys = {active.binding.id: active.binding for active in active_bindings(self)}
        if "main.open-saved" in keys:
            yield self.app.get_key_display(keys["main.open-saved"]), "Open a saved share"
        if "main.samples" in keys:
            yield self.app.get_key_display(keys["main.samples"]), "Try the demo"

    def _finish_startup(self) -> None:
        if isinstance(self.app, DeferringApp):
            is_demo, has_token = bool(self._session.samples), self._first_token is not None
            self.app.finish_start(deferred_modules(is_demo=is_demo, has_token=has_token))
        self.mount_placeholders("the demo" if self._is_sample else self._session.label)
        self.watch(self.query_one(TokenInput), "secret", self._secret_changed, init=False)
        welcome = self.query_one(Welcome)
        welcome.key_source = self._session.key_source()
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

    def _secret_changed(self) -> None:
        """Prepare for the request while a token is typed or pasted."""
        if isinstance(self.app, DeferringApp):
            self.app.prepare_request()
            self.call_after_refresh(self.mount_panes, display=False)

    def _show_warnings(self, notices: tuple[str, ...]) -> None:
        """Show warnings about the configuration."""
        count = len(notices)
        self.status = Content(f"! {count} configuration warning{'s' * (count != 1)}")
        text = describe_warnings(notices)
        self.notify(text, title="Configuration", severity="warning", timeout=30, markup=False)

    def watch_presenting(self, presenting: bool) -> None:
        """Mask or unmask the token field and the header too."""
        super().watch_presenting(presenting)
        self.query_one(TokenInput).presenting = presenting
        self.show_recent_shares()
        self._show_state()
        if self.preview is not None:
            self.status = describe_preview(self.preview)

    def watch_phase(self, before: Phase, now: Phase) -> None:
        """Set the CSS class of the state, and update the header."""
        super().watch_phase(before, now)
        self._show_state()

    def _show_state(self) -> None:
        """Show the state of the token at the right of the header."""
        header = self.query_one(ShareHeader)
        header.details = Content("")
        if self.phase is Phase.LOADED and self.preview is not None:
            label = "presenting" if self.presenting else ("demo" if self._is_sample else "")
            header.state = Content.styled("✓ valid", "$text-success")
            header.details = describe_share(self.preview, label)
        elif self.phase is Phase.FAILED:
            header.state = Content.styled("✗ not valid", "$text-error")
        elif self.phase is Phase.VALIDATING:
            header.state = Content("validating…")
        else:
            masked = "presenting · masked"
            header.state = Content(masked if self.presenting else self._session.label)
        if self.phase is not Phase.LOADED:
            header.crumbs = ()

    @on(TokenInput.DraftChanged)
    def _draft_changed(self, event: TokenInput.DraftChanged) -> None:
        """Show the token field over a share while another token is entered."""
        self.show_draft(event.drafting)

    # Keys

    async def copied_text(self) -> str:
        """Return the text to copy; after a failure the request ID, for Confluent's support."""
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
            self._cancel_validation("Cancelled. Press Enter to retry")
            self.set_focus(self.query_one(TokenInput))
        elif self.remaining is not None:
            self._stop_timer()
        elif self.list_open and self.phase is Phase.LOADED:
            self.close_list()
        else:
            self.zoomed = ""
            self._focus_default_pane()

    def on_resize(self) -> None:
        """Fit the recent shares; give the focus back that a too small terminal took away."""
        self.show_recent_shares()
        self.call_after_refresh(self._restore_focus)

    def _restore_focus(self) -> None:
        if self.focused is None and self.query_one(ShareHeader).display:
            self._focus_default_pane("#failure-text")

    def _focus_default_pane(self, after_failure: str = "#token") -> None:
        if self.phase is Phase.LOADED:
            self.focus_resources()
        elif self.phase is Phase.VALIDATING:
            self.set_focus(None)
        else:
            wanted = after_failure if self.phase is Phase.FAILED else "#token"
            self.set_focus(self.query_one(wanted))

    def _can_go_back(self) -> bool:
        in_progress = self.phase is Phase.VALIDATING or self.remaining is not None
        in_progress = in_progress or self.query_one(TokenInput).drafting
        in_progress = in_progress or self.list_open or bool(self.zoomed)
        loaded = self.phase is Phase.LOADED
        defaults = {"resources", "resource-tabs"} if loaded else {"token"}
        if self.focused is None:
            return in_progress or self.resource is not None
        return in_progress or self.focused.id not in defaults

    def action_new_token(self) -> None:
        """Focus the token field for a new token; the next input replaces the current one."""
        self.zoomed = ""
        token = self.query_one(TokenInput)
        token.begin_draft()
        self.show_draft(True)
        self.set_focus(token)

    def action_again(self) -> None:
        """Validate the current token again."""
        self.validate(self._current_token or self.query_one(TokenInput).secret)

    def on_paste(self, event: events.Paste) -> None:
        """Handle a paste anywhere on the screen as a new token."""
        self.action_new_token()
        self.query_one(TokenInput).post_message(event)

    @work(description="-", group="samples")
    async def action_samples(self) -> None:
        """Show the menu of sample shares, and validate the token of the chosen one."""
        from cdx_tui.tui.screens.dialogs.samples import SamplesScreen

        samples = self._session.samples
        if not samples and (demo := self._session.open_demo()) is not None:
            samples = demo.samples
        sample = await self.app.push_screen_wait(SamplesScreen(samples))
        if sample is not None:
            token = Secret(sample.token)
            self.query_one(TokenInput).hold(token)
            self.validate(token, is_sample=True)

    def validate(self, token: Secret, *, is_sample: bool = False) -> None:
        """Validate `token`; with `is_sample` by the demo, without a network."""
        self._is_sample = is_sample or bool(self._session.samples)
        super().validate(token)

    async def _client(self, credentials: Credentials) -> CdxClient:
        demo = self._sample_demo()
        return demo.client if demo else await super()._client(credentials)

    async def _credentials(self) -> Credentials | None:
        demo = self._sample_demo()
        return demo.credentials if demo else await super()._credentials()

    def _sample_demo(self) -> Demo | None:
        """Return the demo if the current token is one of its samples, outside `--demo`."""
        return self._session.open_demo() if self._is_sample else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only actions that have an effect now."""
        if action == "samples":
            return self._session.has_demo
        if action == "open":
            return self.phase is not Phase.VALIDATING
        if action == "back":
            return self._can_go_back()
        if action == "copy" and self.phase is Phase.FAILED:
            return bool(self.failure and self.failure.request_id)
        return super().check_action(action, parameters)
