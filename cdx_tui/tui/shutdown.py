"""How the app ends: by the user's wish, by a signal, or of a bug, and always in a limited time."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual._context import active_message_pump
from textual.app import App
from textual.css.query import NoMatches
from textual.dom import NoScreen
from textual.message_pump import MessagePump
from textual.screen import Screen

if TYPE_CHECKING:
    from rich.console import RenderableType

__all__ = ["GracefulApp"]


def _nothing(status: int, *, crashed: bool = False) -> None:
    """Default `exit_started`, without a terminal guard."""


class GracefulApp(App[None]):
    """App that ends cleanly in every case, and reports the bug that ended it.

    Attributes:
        crash: The bug that ended the app, if one did.
        exit_started: Called with the exit status when the app begins to exit, so that the terminal
            guard can enforce it; with `crashed=True` after a bug.
    """

    def __init__(self, *, ansi_color: bool | None = None) -> None:
        super().__init__(ansi_color=ansi_color)
        self.crash: BaseException | None = None
        self.exit_started: Callable[..., None] = _nothing
        self._event_loop: asyncio.AbstractEventLoop | None = None
        self._requested_status: int | None = None

    @property
    def is_exiting(self) -> bool:
        """Whether the app was asked to end, for example by a signal."""
        return self._requested_status is not None

    def on_load(self) -> None:
        """Get ready to be ended from outside."""
        self._event_loop = asyncio.get_running_loop()
        self._event_loop.set_exception_handler(self._crashed_in_loop)
        self._event_loop.set_debug(False)  # it logs the arguments of slow callbacks, keys too
        if self._requested_status is not None:
            self.exit(None, self._requested_status)

    def exit(
        self,
        result: None = None,
        return_code: int = 0,
        message: RenderableType | None = None,
    ) -> None:
        """End, in a limited time."""
        self.exit_started(return_code)
        super().exit(result, return_code, message)

    def request_exit(self, status: int) -> None:
        """End with an exit status; made for signal handlers and other threads."""
        self._requested_status = status
        if self._event_loop is not None:
            with suppress(RuntimeError):  # the loop is closed: the app has ended
                self._event_loop.call_soon_threadsafe(self.exit, None, status)

    def crashed_in_thread(self, error: BaseException) -> None:
        """Take note of a bug in a thread, and end."""
        if self._event_loop is None:
            self._crashed(error)
            return
        with suppress(RuntimeError):
            self._event_loop.call_soon_threadsafe(self._crashed, error)

    def _crashed_in_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """Record a bug in a task that is not awaited.

        Connections that break after they were abandoned are reported here too.
        """
        error = context.get("exception")
        if isinstance(error, Exception) and not isinstance(error, OSError):
            self._crashed(error)

    def _handle_exception(self, error: Exception) -> None:
        """Restore the terminal first; the crash is reported after that.

        Textual prints the values of all local variables here, tokens and secrets among them.
        """
        if _is_of_removed_node(error):
            return
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._crashed(error)

    def _crashed(self, error: BaseException) -> None:
        asked = self._requested_status is not None
        if isinstance(error, NoMatches) and (asked or self._exit):
            return  # a screen that was removed while it was mounted
        self._return_code = self._requested_status if asked else 1
        if self.crash is None:
            self.crash = error
            if not asked:  # else its time is limited already, and the signal gives the status
                self.exit_started(1, crashed=True)
        self._close_messages_no_wait()


def _is_of_removed_node(error: Exception) -> bool:
    """Return whether a handler failed because its screen was closed while it ran.

    Its widgets are gone then, and nobody sees what it would have shown.
    """
    if not isinstance(error, NoMatches | NoScreen):
        return False
    node = active_message_pump.get(None)
    screen = next((each for each in _with_ancestors(node) if isinstance(each, Screen)), None)
    return screen is not None and screen not in screen.app.screen_stack


def _with_ancestors(node: MessagePump | None) -> Iterator[MessagePump]:
    while node is not None:
        yield node
        node = node._parent
