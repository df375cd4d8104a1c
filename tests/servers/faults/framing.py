"""Responses that violate HTTP itself: sizes, chunks, headers, and other protocols."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.servers.faults.fault import (
    JSON,
    PREVIEW,
    Exchange,
    Fault,
    answering,
    http,
    sending,
)

__all__ = ["FRAMING"]

_GIGABYTE = 2**30
_NOT_HTTP = "without a valid HTTP response"


def _chunked(body: bytes, extra: str = "") -> bytes:
    head = http(headers={"Transfer-Encoding": "chunked"}, length=None)
    return head + f"{len(body):x}{extra}\r\n".encode() + body


def _lengths(*values: str) -> bytes:
    lines = [f"Content-Length: {value}" for value in values]
    return http(headers={"X": "\r\n".join(["y", *lines])}, length=None) + PREVIEW


def _endless_chunks(exchange: Exchange) -> None:
    exchange.send(_chunked(b'{"consumer_shared_resources": ["'))
    exchange.send_forever(b"\r\n10000\r\n" + b"A" * 2**16)


def _endless_body(exchange: Exchange) -> None:
    exchange.send(http(length=None))
    exchange.send_forever(b"[]," * 2**14)


def _four_gigabytes(exchange: Exchange) -> None:
    exchange.send(http(length=4 * _GIGABYTE))
    exchange.send_forever(b"A" * 2**16)


def _endless_error(exchange: Exchange) -> None:
    exchange.send(http(status=500, length=None))
    exchange.send_forever(b"A" * 2**16)


def _endless_trailers(exchange: Exchange) -> None:
    exchange.send(_chunked(PREVIEW) + b"\r\n0\r\n")
    exchange.send_forever(b"X-Trailer: more\r\n" * 100)


def _endless_headers(exchange: Exchange) -> None:
    exchange.send(b"HTTP/1.1 200 OK\r\n")
    exchange.send_forever(b"X-Header: more\r\n" * 100)


def _endless_continue(exchange: Exchange) -> None:
    exchange.send_forever(b"HTTP/1.1 100 Continue\r\n\r\n", pause=0.001)


_LONG = "UnexpectedAnswer", "max_answer_bytes"
# Bytes sent beyond the client's limit: the buffers of two loopback sockets.
_BUFFERS: Final = 16 * 2**20
_LIMIT: Final = 64 * 2**20

FRAMING: Final[Mapping[str, Fault]] = {
    "body-of-4-gigabytes": Fault(_four_gigabytes, *_LONG, most_sent=_BUFFERS),
    "body-without-end": Fault(_endless_body, *_LONG, most_sent=_LIMIT + _BUFFERS),
    "chunks-without-end": Fault(_endless_chunks, *_LONG, most_sent=_LIMIT + _BUFFERS),
    "error-without-end": Fault(_endless_error, "UnexpectedAnswer", "500", most_sent=_BUFFERS),
    "trailers-without-end": Fault(_endless_trailers, "CutOff", "", most_sent=_BUFFERS),
    "headers-without-end": Fault(_endless_headers, "CutOff", _NOT_HTTP, most_sent=_BUFFERS),
    "continue-without-end": Fault(
        _endless_continue, "TimedOut", "waiting for a response from", hangs=True, most_sent=_BUFFERS
    ),
    "header-of-2-megabytes": sending(
        lambda: http(PREVIEW, headers={"X-Long": "a" * 2**21}),
        "CutOff",
        _NOT_HTTP,
        most_sent=_BUFFERS,
    ),
    "headers-5000": sending(
        lambda: http(PREVIEW, headers={f"X-{n}": "a" for n in range(5000)}), "Preview", ""
    ),
    "header-injection": answering(
        "Preview", "", PREVIEW, headers={"X-Request-Id": "a\r\nX-RateLimit-Remaining: 7"}
    ),
    "header-with-nul": answering("CutOff", _NOT_HTTP, PREVIEW, headers={"X-Odd": "a\0b"}),
    "header-without-colon": sending(
        b"HTTP/1.1 200 OK\r\nno colon here\r\n\r\n", "CutOff", _NOT_HTTP
    ),
    "header-folded": answering("Preview", "", PREVIEW, headers={"X-Folded": "a\r\n b"}),
    "content-length-too-long": sending(
        http(PREVIEW, length=len(PREVIEW) + 9), "CutOff", "before the response was complete"
    ),
    "content-length-too-short": sending(http(PREVIEW, length=40), "UnexpectedAnswer", "not JSON"),
    "content-length-zero": sending(http(PREVIEW, length=0), "UnexpectedAnswer", "empty"),
    "content-length-twice": sending(_lengths(*[str(len(PREVIEW))] * 2), "Preview", ""),
    "content-lengths-differ": sending(_lengths("5", "6"), "CutOff", _NOT_HTTP),
    "content-length-negative": sending(_lengths("-5"), "CutOff", _NOT_HTTP),
    "content-length-in-words": sending(_lengths("many"), "CutOff", _NOT_HTTP),
    "content-length-of-5000-digits": sending(_lengths("9" * 5000), "CutOff", _NOT_HTTP),
    "content-length-of-20-digits": sending(_lengths("9" * 20), *_LONG),
    "length-and-chunks": sending(
        http(headers={"Transfer-Encoding": "chunked"}, length=5)
        + b"%x\r\n%s\r\n0\r\n\r\n" % (len(PREVIEW), PREVIEW),
        "Preview",
        "",
    ),
    "chunks": sending(_chunked(PREVIEW) + b"\r\n0\r\n\r\n", "Preview", ""),
    "chunks-with-extensions": sending(_chunked(PREVIEW, ";x=y") + b"\r\n0\r\n\r\n", "Preview", ""),
    "chunks-cut-off": sending(_chunked(PREVIEW), "CutOff", "before the response was complete"),
    "chunk-size-garbage": sending(
        http(headers={"Transfer-Encoding": "chunked"}, length=None) + b"zz\r\n", "CutOff", ""
    ),
    "chunk-size-negative": sending(
        http(headers={"Transfer-Encoding": "chunked"}, length=None) + b"-5\r\nabc", "CutOff", ""
    ),
    "chunk-size-huge": sending(
        http(headers={"Transfer-Encoding": "chunked"}, length=None) + b"f" * 40 + b"\r\nabc",
        "CutOff",
        "",
    ),
    "chunk-too-long": sending(_chunked(PREVIEW) + b"more\r\n0\r\n\r\n", "CutOff", ""),
    "transfer-encoding-unknown": answering(
        "CutOff", _NOT_HTTP, PREVIEW, headers={"Transfer-Encoding": "gzip, chunked"}
    ),
    "until-the-end": sending(http(PREVIEW, length=None), "Preview", ""),
    "continue-first": sending(b"HTTP/1.1 100 Continue\r\n\r\n" + http(PREVIEW), "Preview", ""),
    "early-hints-first": sending(
        b"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" + http(PREVIEW), "Preview", ""
    ),
    "switching-protocols": sending(
        b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\n", "CutOff", _NOT_HTTP
    ),
    "continue-only": sending(b"HTTP/1.1 100 Continue\r\n\r\n", "CutOff", _NOT_HTTP),
    "status-099": answering("CutOff", _NOT_HTTP, PREVIEW, status="099"),
    "status-of-four-digits": answering("CutOff", _NOT_HTTP, PREVIEW, status="2000"),
    "status-in-words": answering("CutOff", _NOT_HTTP, PREVIEW, status="okay"),
    "status-line-alone": sending(b"HTTP/1.1 200 OK\r\n", "CutOff", _NOT_HTTP),
    "http-0.9": sending(PREVIEW, "CutOff", _NOT_HTTP),
    "http-1.0": sending(
        b"HTTP/1.0 200 OK\r\nContent-Type: %s\r\n\r\n%s" % (JSON.encode(), PREVIEW), "Preview", ""
    ),
    "http-9.9": sending(b"HTTP/9.9 200 OK\r\n\r\n", "UnexpectedAnswer", "empty"),
    "http-2": sending(b"\0\0\x12\x04\0\0\0\0\0" + b"\0" * 18, "CutOff", _NOT_HTTP),
    "ssh-banner": sending(b"SSH-2.0-OpenSSH_9.6\r\n", "CutOff", _NOT_HTTP),
    "tls-alert": sending(b"\x15\x03\x01\x00\x02\x02\x46", "CutOff", _NOT_HTTP),
    "garbage": sending(bytes(range(256)) * 16, "CutOff", _NOT_HTTP),
    "garbage-without-end": Fault(
        lambda exchange: exchange.send_forever(b"\x1b]2;x" * 1000),
        "CutOff",
        _NOT_HTTP,
        most_sent=_BUFFERS,
    ),
}
