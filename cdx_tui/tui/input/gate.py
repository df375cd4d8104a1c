"""Input that arrives faster than the app reacts: handed over one event at a time.

Textual gives a key to whatever has focus when the key is read, while the binding of the key before
it may still wait in a queue, about to move the focus or to open a screen. Here an event waits until
the one before it has taken effect, so that keys in one packet do what they do when typed slowly.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from typing import Any, Final, Protocol, runtime_checkable

from textual import events
from textual.app import App
from textual.message import Message
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.worker import Worker, WorkerState

__all__ = ["AwaitsContent", "InputGate", "is_awaiting_content", "is_line_break"]

_LIMIT: Final = 1.0
"""Seconds that an event waits at most for the effects of the one before it."""

_CONTENT_LIMIT: Final = 0.3
"""Seconds that a key waits at most for what is being parsed or requested; then it acts without."""

_BURST: Final = 0.05
"""Seconds; keys at shorter intervals are pasted, or typed ahead, but not typed one by one."""

_FOLLOWED: Final = "_is_followed"

_EAGER_CHECKS: Final = 60
_PAUSE: Final = 0.004


@runtime_checkable
class AwaitsContent(Protocol):
    """A widget or screen whose keys mean something else until its content has arrived.

    Attributes:
        awaiting_content: Whether it has not arrived yet.
    """

    awaiting_content: bool


class InputGate:
    """Delivers input events to an app in the order of their arrival; lives on its event loop.

    An event that arrives while nothing is under way is delivered at once.

    Args:
        app: The app.
        unattended: Groups of workers that no key waits for, such as a request over the network.
    """

    def __init__(self, app: App[Any], unattended: Iterable[str] = ()) -> None:
        self._app = app
        self._unattended = frozenset(unattended)
        self._waiting: deque[Message] = deque()
        self._delivery: asyncio.Task[None] | None = None

    @property
    def waiting(self) -> tuple[Message, ...]:
        """The events that have not been delivered yet."""
        return tuple(self._waiting)

    def put(self, event: Message) -> None:
        """Deliver an event, at once or in its turn."""
        last = self._waiting[-1] if self._waiting else None
        if isinstance(event, events.MouseMove) and isinstance(last, events.MouseMove):
            self._waiting[-1] = event
            return
        self._waiting.append(event)
        if self._delivery is None and self._may_deliver(0.0):
            self._post()
        if self._waiting and self._delivery is None:
            self._delivery = asyncio.create_task(self._deliver(), name="input gate")

    async def _deliver(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            while self._waiting:
                since, checks = loop.time(), 0
                while not self._may_deliver(loop.time() - since):
                    await asyncio.sleep(0 if checks < _EAGER_CHECKS else _PAUSE)
                    checks += 1
                self._post()
        finally:
            self._delivery = None

    def _post(self) -> None:
        event = self._waiting.popleft()
        after = self._waiting[0] if self._waiting else None
        if isinstance(event, events.Key) and isinstance(after, events.Key) and after.is_printable:
            vars(event)[_FOLLOWED] = after.time - event.time < _BURST
        self._app.post_message(event)

    def _may_deliver(self, waited: float) -> bool:
        if not self._is_ready():
            return self._app._exit
        if waited > _LIMIT:
            return True
        if isinstance(self._waiting[0], events.MouseEvent) and self._app.screen._layout_required:
            return False
        return self._is_settled() and (
            waited > _CONTENT_LIMIT or not is_awaiting_content(self._app)
        )

    def _is_ready(self) -> bool:
        """Return whether there is a screen that has its widgets, which its actions ask for."""
        has_started = self._app.is_running and self._app._dom_ready
        return has_started and bool(self._app.screen_stack) and self._app.screen.is_mounted

    def _is_settled(self) -> bool:
        """Return whether no message, callback or worker is under way that could move the focus."""
        stack = self._app.screen_stack
        screen = stack[-1]
        if screen._callbacks or not all(map(_is_idle, (self._app, *stack))):
            return False
        if not all(map(_is_idle, screen.walk_children(with_self=False))):
            return False
        attended = sum(map(self._is_attended, self._app.workers))
        return attended <= sum(map(_is_awaited, stack))

    def _is_attended(self, worker: Worker[Any]) -> bool:
        if worker.group in self._unattended or worker._thread_worker:
            return False
        return worker.state in (WorkerState.PENDING, WorkerState.RUNNING)


def is_awaiting_content(app: App[Any]) -> bool:
    """Return whether what has focus, or the screen, awaits the content that keys act on."""
    nodes: tuple[object, ...] = (app.focused, app.screen)
    return any(isinstance(node, AwaitsContent) and node.awaiting_content for node in nodes)


def is_line_break(event: events.Key) -> bool:
    """Return whether a character had already arrived right behind an Enter when it was delivered.

    A terminal without bracketed paste sends a paste as keys, line breaks in it as Enter.
    """
    return event.key == "enter" and bool(vars(event).get(_FOLLOWED))


def _is_awaited(screen: Screen[Any]) -> bool:
    """Return whether a worker waits for the result of a dialog, so for the user."""
    callbacks = screen._result_callbacks
    future = callbacks[-1].future if callbacks else None
    return future is not None and not future.done()


def _is_idle(pump: MessagePump) -> bool:
    """Return whether a message pump waits for its next message.

    It then waits for the event that its queue sets; while it processes a message nobody does,
    however long the handler takes.
    """
    if pump._closing or pump._closed:
        return True
    queue: Any = pump._message_queue
    if pump._pending_message is not None or pump._next_callbacks:
        return False
    return queue.empty() and bool(queue.ready_event._waiters)
