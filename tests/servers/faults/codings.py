"""Compressed responses: whole, damaged, wrongly declared, and bombs."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Mapping
from functools import cache
from typing import Final

from tests.servers.faults.fault import PREVIEW, Fault, answering, http, sending

__all__ = ["CODINGS", "gzip_bomb"]

_ERROR: Final = b'{"errors": [{"title": "Invalid token", "detail": "It was cut"}]}'


@cache
def gzip_bomb() -> bytes:
    """Return 10 MB of gzip data that inflate to 10 GB of spaces, without a valid checksum."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    block = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    return gzip.compress(b"")[:10] + block * 10_240 + b"\x03\x00" + bytes(8)


def _raw_deflate(body: bytes) -> bytes:
    return zlib.compress(body, wbits=-15)


def _coded(kind: str, message: str, body: bytes, coding: str, status: int = 200) -> Fault:
    return answering(kind, message, body, status=status, headers={"Content-Encoding": coding})


CODINGS: Final[Mapping[str, Fault]] = {
    "gzip": _coded("Preview", "", gzip.compress(PREVIEW), "gzip"),
    "gzip-twice": _coded("Preview", "", gzip.compress(gzip.compress(PREVIEW)), "gzip, x-gzip"),
    "gzip-members": _coded(
        "Preview", "", gzip.compress(PREVIEW[:40]) + gzip.compress(PREVIEW[40:]), "gzip"
    ),
    "gzip-and-garbage": _coded(
        "Preview", "9 bytes", gzip.compress(PREVIEW) + b"\0garbage!", "gzip"
    ),
    "gzip-without-its-end": _coded(
        "Preview", "ends too early", gzip.compress(PREVIEW)[:-8], "gzip"
    ),
    "gzip-cut-off": _coded(
        "UnexpectedAnswer", "ends too early", gzip.compress(PREVIEW)[:-40], "gzip"
    ),
    "gzip-damaged": _coded(
        "UnexpectedAnswer", "damaged", gzip.compress(PREVIEW)[:-8] + b"12345678", "gzip"
    ),
    "gzip-undeclared": _coded("Preview", "not declared", gzip.compress(PREVIEW), "identity"),
    "gzip-that-is-json": _coded("Preview", "is not compressed", PREVIEW, "gzip"),
    "gzip-that-is-empty": _coded("UnexpectedAnswer", "empty", b"", "gzip"),
    "gzip-bomb": sending(
        lambda: http(gzip_bomb(), headers={"Content-Encoding": "gzip"}),
        "UnexpectedAnswer",
        "max_answer_bytes",
        most_sent=8 * 2**20,
    ),
    "deflate": _coded("Preview", "", zlib.compress(PREVIEW), "deflate"),
    "deflate-raw": _coded("Preview", "", _raw_deflate(PREVIEW), "deflate"),
    "brotli": _coded("UnexpectedAnswer", "“br”", b"\x8b\x0f\x80\x01\x02\x03", "br"),
    "unknown-coding": _coded("Preview", "“utf-8”", PREVIEW, "utf-8"),
    "hostile-coding": _coded("Preview", "␛", PREVIEW, "\x1b[31m"),
    "identity-coding": _coded("Preview", "", PREVIEW, " Identity "),
    "six-codings": _coded("UnexpectedAnswer", "6 layers", PREVIEW, "gzip," * 6),
    "gzip-error": _coded("InvalidToken", "It was cut", gzip.compress(_ERROR), "gzip", 400),
    "gzip-error-damaged": _coded("UnexpectedAnswer", "damaged", b"\x1f\x8b\x08\xff", "gzip", 401),
    "gzip-error-cut-off": _coded(
        "UnexpectedAnswer", "ends too early", gzip.compress(_ERROR)[:10], "gzip", 403
    ),
}
