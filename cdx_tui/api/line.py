"""A line to the API: the connection of a request, which may be kept for the next one."""

from __future__ import annotations

import asyncio
import logging
import socket
from contextlib import suppress
from typing import Final, TypeAlias

import httpcore

from cdx_tui.api.network import Network, Progress

__all__ = ["KeptLine", "Line"]

_log: Final = logging.getLogger(__name__)

Sender: TypeAlias = httpcore.AsyncHTTPConnection | httpcore.AsyncConnectionPool


class Line:
    """A sender of requests, and the sockets that it has opened.

    Args:
        sender: What sends a request: a connection, or the pool of a proxy.
        network: The backend that opened its sockets.
    """

    def __init__(self, sender: Sender, network: Network) -> None:
        self.sender = sender
        self._network = network

    async def send(self, request: httpcore.Request, progress: Progress) -> httpcore.Response:
        """Send a request; whatever goes wrong closes the line."""
        self._network.progress = progress
        try:
            return await self.sender.handle_async_request(request)
        except BaseException:
            await self.aclose()
            raise

    @property
    def is_clean(self) -> bool:
        """Whether a response was read to its end, and nothing is behind it.

        Bytes behind it would be read as the response to the next request.
        """
        sender = self.sender
        if not isinstance(sender, httpcore.AsyncHTTPConnection) or not sender.is_idle():
            return False
        # httpcore has no other way to see what it has read, but not parsed.
        parser = sender._connection._h11_state  # type: ignore[union-attr]
        return parser.trailing_data == (b"", False) and not sender.has_expired()

    def hang_up(self) -> None:
        """Tell the other side at once that nothing more is sent; `aclose` is still to come."""
        for each in self._network.sockets:
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)

    async def aclose(self) -> None:
        """Close the sockets."""
        await self.sender.aclose()
        await self._network.aclose()


class KeptLine:
    """Holder of the line of the last request for a limited time, while nothing is sent on it.

    Args:
        limit: Seconds; 0 keeps no line.
    """

    def __init__(self, limit: float) -> None:
        self.limit = limit
        self._line: Line | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._closing: set[asyncio.Task[None]] = set()

    def put(self, line: Line) -> bool:
        """Keep a line if it is clean and there is no other; return whether it is kept."""
        if self.limit <= 0 or self._line is not None or not line.is_clean:
            return False
        self._line = line
        self._timer = asyncio.get_running_loop().call_later(self.limit, self.drop)
        return True

    def take(self) -> Line | None:
        """Return the line, which is then no longer kept; None if there is none that is clean."""
        line = self._forget()
        if line is not None and not line.is_clean:  # the server has closed it, or sent something
            self._close(line)
            return None
        return line

    def drop(self) -> None:
        """Close the line, if there is one: shut its sockets down now, and free them later."""
        line = self._forget()
        if line is not None:
            _log.debug("the idle connection is closed")
            line.hang_up()
            self._close(line)

    async def aclose(self) -> None:
        """Close the line, and wait until all lines that were kept are closed."""
        self.drop()
        await asyncio.gather(*self._closing)

    def _forget(self) -> Line | None:
        line, self._line = self._line, None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        return line

    def _close(self, line: Line) -> None:
        task = asyncio.get_running_loop().create_task(line.aclose())
        self._closing.add(task)
        task.add_done_callback(self._closing.discard)
