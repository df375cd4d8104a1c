"""Run blocking work in threads, off the event loop."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

__all__ = ["run_in_daemon_thread"]

Result = TypeVar("Result")


async def run_in_daemon_thread(work: Callable[[], Result]) -> Result:
    """Run `work` in a daemon thread, which is abandoned if the caller is cancelled.

    `asyncio.to_thread` is unsuitable: `asyncio.run` and the interpreter wait for its threads on
    exit, so an unresponsive name server would delay quitting.
    """
    future: Future[Result] = Future()

    def run() -> None:
        try:
            future.set_result(work())
        except BaseException as error:  # re-raised by the await
            future.set_exception(error)

    future.set_running_or_notify_cancel()
    threading.Thread(target=run, name="cdx-tui-aside", daemon=True).start()
    return await asyncio.wrap_future(future)
