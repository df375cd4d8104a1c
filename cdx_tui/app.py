"""The app: it opens the main screen, and guards the terminal."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.actions import SkipAction
from textual.app import App
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.widgets import Input

from cdx_tui.screens.main import MainScreen
from cdx_tui.screens.session import Session
from cdx_tui.secret import Secret

__all__ = ["CdxApp"]

# From how many cells on a screen has the class, for the style sheet.
_WIDTHS = [(0, "-too-narrow"), (40, "-narrow"), (80, "-wide")]
_HEIGHTS = [(0, "-too-low"), (12, "-high")]


class CdxApp(App[None]):
    """Shows what a shared token shares.

    Args:
        session: What the screens need from below.
        token: A token to validate at once, from a file or the environment.
        first_screen: Makes the first screen, where that is not the main one.
    """

    CSS_PATH = "app.tcss"
    TITLE = "cdx-tui"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "copy_or_quit", "Quit", id="app.quit", show=False, priority=True),
    ]
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS

    def __init__(
        self,
        session: Session,
        token: Secret | None = None,
        first_screen: Callable[[], Screen[None]] | None = None,
    ) -> None:
        super().__init__()
        self._session = session
        self._token = token
        self._first_screen = first_screen
        self.crash: str | None = None

    def get_default_screen(self) -> Screen[None]:
        """Open the main screen as the first one, without a blank one below it."""
        if self._first_screen is not None:
            return self._first_screen()
        return MainScreen(self._session, self._token)

    async def on_unmount(self) -> None:
        """Close the connections."""
        await self._session.aclose()

    def action_copy_or_quit(self) -> None:
        """Copy what is selected; leave where nothing is, as every terminal program does."""
        if isinstance(self.focused, Input) and self.focused.selected_text:
            raise SkipAction  # an input copies its own selection
        if self.screen.get_selected_text():
            self.screen.action_copy_text()
        else:
            self.exit()

    def _handle_exception(self, error: Exception) -> None:
        """Leave the terminal as it was and tell of a bug without its local variables.

        Textual prints the values of all local variables here, tokens and secrets among them.
        """
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if self.crash is None:
            self.crash = describe_crash(error)
        self._close_messages_no_wait()


def describe_crash(error: BaseException) -> str:
    """Return where a bug is, in one line: kinds, files and lines, no values."""
    while error.__cause__ is not None or getattr(error, "error", None) is not None:
        inner = error.__cause__ or getattr(error, "error", None)
        if not isinstance(inner, BaseException):
            break
        error = inner
    trace = error.__traceback__
    where = ""
    while trace is not None:
        code = trace.tb_frame.f_code
        where = f"{code.co_filename}:{trace.tb_lineno} in {code.co_name}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {where}"
