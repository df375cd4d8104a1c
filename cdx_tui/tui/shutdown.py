"""Bounded shutdown of the app: on request, on a signal, or after a crash."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual._context import active_message_pump
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widget import MountError

from cdx_tui.tui.mixins import AppMixin

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["GracefulApp"]

_WIDGETS_GONE = NoMatches | NoScreen | MountError
"""What Textual raises where a handler uses widgets that have been removed."""


def _ignore_exit(status: int, *, crashed: bool = False) -> None:
    """Do nothing; the default of `exit_started`, without a terminal guard."""


class GracefulApp(AppMixin):
    """App that exits cleanly on request, on a signal or after a crash.

    Attributes:
        crash: Unhandled exception that ended the app, or None.
        exit_started: Called with the exit status when the app begins to exit, so that the terminal
            guard can enforce a time limit; with `crashed=True` after an unhandled exception.
    """

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.crash: BaseException | None = None
        self.exit_started: Callable[..., None] = _ignore_exit
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self._requested_status: int | None = None

    @property
    def is_exiting(self) -> bool:
        """Whether the app was asked to exit, for example by a signal."""
        return self._requested_status is not None

    def on_load(self) -> None:
        """Install the event loop's exception handler, and apply an earlier exit request."""
        self._event_loop = asyncio.get_running_loop()
        self._event_loop.set_exception_handler(self._handle_loop_exception)
        # Debug mode logs the arguments of slow callbacks, typed keys among them.
        self._event_loop.set_debug(False)
        if self._requested_status is not None:
            self.exit(None, self._requested_status)

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """Exit, in a limited time."""
        self.exit_started(return_code)
        super().exit(result, return_code, message)

    def request_exit(self, status: int) -> None:
        """Exit with `status`; safe to call from signal handlers and other threads."""
        self._requested_status = status
        if self._event_loop is not None:
            with suppress(RuntimeError):  # the loop is closed: the app has exited
                self._event_loop.call_soon_threadsafe(self.exit, None, status)

    def handle_thread_crash(self, error: BaseException) -> None:
        """Record an unhandled exception of a thread, and exit; can be called from any thread."""
        if self._event_loop is None:
            self._handle_crash(error)
            return
        with suppress(RuntimeError):
            self._event_loop.call_soon_threadsafe(self._handle_crash, error)

    def _handle_loop_exception(
        self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]
    ) -> None:
        """Record an unhandled exception of a task that is not awaited, and exit.

        Errors of abandoned connections that break later also arrive here, and are ignored.
        """
        error = context.get("exception")
        if isinstance(error, Exception) and not isinstance(error, OSError):
            self._handle_crash(error)

    def _handle_exception(self, error: Exception) -> None:
        """Record an unhandled exception of a handler, and exit.

        The crash is reported once the terminal is restored. Textual's own implementation prints all
        local variables, which may hold tokens and secrets.
        """
        if _is_from_removed_screen(error) or self._is_of_exit(error):
            return
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._handle_crash(error)

    def _is_of_exit(self, error: BaseException) -> bool:
        """Return whether a handler failed because the exit had removed the widgets it uses."""
        return isinstance(error, _WIDGETS_GONE) and (self.is_exiting or self._exit)

    def _handle_crash(self, error: BaseException) -> None:
        if self._is_of_exit(error):
            return
        requested = self._requested_status is not None
        self._return_code = self._requested_status if requested else 1
        if self.crash is None:
            self.crash = error
            if not requested:  # else a time limit is already set, and the signal sets the status
                self.exit_started(1, crashed=True)
        self._close_messages_no_wait()


def _is_from_removed_screen(error: Exception) -> bool:
    """Return whether a handler failed because its screen was closed while it ran.

    Such an error is ignored: the widgets are gone, and the result would not be visible.
    """
    if not isinstance(error, _WIDGETS_GONE):
        return False
    node = active_message_pump.get(None)
    screen = next((each for each in _with_ancestors(node) if isinstance(each, Screen)), None)
    return screen is not None and screen not in screen.app.screen_stack


def _with_ancestors(node: MessagePump | None) -> Iterator[MessagePump]:
    while node is not None:
        yield node
        node = node._parent
