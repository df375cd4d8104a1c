"""Servers that close the connection, stop responding, or respond slowly."""

from __future__ import annotations

import socket
import struct
from collections.abc import Mapping
from typing import Final

from tests.servers.faults.fault import PREVIEW, Exchange, Fault, http

__all__ = ["CONNECTIONS"]

_SLOW: Final = 0.1  # seconds per byte


def _reset(exchange: Exchange) -> None:
    """Close the connection with a TCP reset instead of a normal end."""
    linger = struct.pack("ii", 1, 0)
    exchange.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    exchange.connection.close()


def _hang_up(exchange: Exchange) -> None:
    """Do nothing: the connection is closed when this returns."""


def _reset_in_the_middle(exchange: Exchange) -> None:
    exchange.send(http(PREVIEW, length=10**6))
    _reset(exchange)


def _fall_silent_after(data: bytes, exchange: Exchange) -> None:
    exchange.send(data)
    exchange.wait()


def _drip(data: bytes, exchange: Exchange) -> None:
    for byte in data:
        exchange.send(bytes([byte]))
        if exchange.server.stopped.wait(_SLOW):
            return


def _drip_a_body(exchange: Exchange) -> None:
    exchange.send(http(length=len(PREVIEW)))
    _drip(PREVIEW, exchange)


def _drip_an_error(exchange: Exchange) -> None:
    exchange.send(http(length=10**6, status=403, headers={"X-Request-Id": "req-slow"}))
    _drip(b" " * 10**6, exchange)


def _cut_an_error_off(exchange: Exchange) -> None:
    exchange.send(http(b'{"message": "half of', length=10**6, status=404))


CONNECTIONS: Final[Mapping[str, Fault]] = {
    "close-at-once": Fault(_hang_up, "CutOff", "closed the connection", asked=False),
    "close-after-the-request": Fault(_hang_up, "CutOff", "without a valid HTTP response"),
    "close-after-the-headers": Fault(
        lambda exchange: exchange.send(http(length=100)),
        "CutOff",
        "before the response was complete",
    ),
    "reset-at-once": Fault(_reset, "CutOff", "closed the connection", asked=False),
    "reset-after-the-request": Fault(_reset, "CutOff", "closed the connection"),
    "reset-in-the-middle": Fault(
        _reset_in_the_middle, "CutOff", "before the response was complete"
    ),
    "silence": Fault(Exchange.wait, "TimedOut", "waiting for a response from", hangs=True),
    "silence-at-once": Fault(
        Exchange.wait, "TimedOut", "waiting for a response from", asked=False, hangs=True
    ),
    "silence-after-the-status": Fault(
        lambda exchange: _fall_silent_after(b"HTTP/1.1 200 OK\r\n", exchange),
        "TimedOut",
        "waiting for a response from",
        hangs=True,
    ),
    "silence-in-the-middle": Fault(
        lambda exchange: _fall_silent_after(http(PREVIEW, length=10**6), exchange),
        "TimedOut",
        "receiving the response",
        hangs=True,
    ),
    "slow-answer": Fault(
        lambda exchange: _drip(http(PREVIEW), exchange),
        "TimedOut",
        "waiting for a response from",
        hangs=True,
    ),
    "slow-body": Fault(_drip_a_body, "TimedOut", "receiving the response", hangs=True),
    "slow-error": Fault(_drip_an_error, "Forbidden", "403", hangs=True),
    "error-cut-off": Fault(_cut_an_error_off, "NotFound", "half of"),
}
