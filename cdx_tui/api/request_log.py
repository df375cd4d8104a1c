"""What the debug log says of a request: sizes, statuses and names of headers, never a value."""

from __future__ import annotations

import logging
import time
from typing import Final

import httpx

from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import CdxError
from cdx_tui.api.models import Preview
from cdx_tui.api.response import Redaction
from cdx_tui.text import clean, shorten

__all__ = ["log_outcome", "log_request", "log_response"]

_log: Final = logging.getLogger(__name__)

_MOST_HEADERS: Final = 50
_LONGEST_NAME: Final = 60


def log_request(request: httpx.Request, connection: Connection, *, proxied: bool) -> None:
    """Log a request that is about to be sent."""
    if _log.isEnabledFor(logging.DEBUG):
        via = "a proxy" if proxied else "no proxy"
        size = len(request.content)
        _log.debug("%s to %s through %s, %d bytes", request.method, connection.host, via, size)
        _log.debug("request headers: %s", ", ".join(sorted(request.headers)))


def log_response(response: httpx.Response, redaction: Redaction) -> None:
    """Log the head of a response; a server may have put a secret into the name of a header."""
    if _log.isEnabledFor(logging.DEBUG):
        names = list(dict.fromkeys(response.headers))
        shown = [
            shorten(clean(redaction.text(name)), _LONGEST_NAME) for name in names[:_MOST_HEADERS]
        ]
        more = f" and {len(names) - len(shown)} more" if len(names) > len(shown) else ""
        _log.debug("status %d, headers: %s%s", response.status_code, ", ".join(shown), more)


def log_outcome(outcome: Preview | CdxError, received: int, started: float) -> None:
    """Log how a request ended.

    Args:
        outcome: The preview, or the error.
        received: Bytes of the body, after its decompression.
        started: When the request began, by the monotonic clock.
    """
    if not _log.isEnabledFor(logging.DEBUG):
        return
    elapsed = time.monotonic() - started
    if isinstance(outcome, CdxError):
        words = f"{outcome.kind}, status {outcome.status or 'none'}, {received} bytes"
    else:
        schemas = sum(len(resource.schemas) for resource in outcome.resources)
        words = (
            f"{len(outcome.resources)} resources, {schemas} schemas, {len(outcome.problems)}"
            f" problems; {outcome.wire_bytes} bytes, decompressed {outcome.body_bytes}"
        )
    _log.debug("%s after %.3f s", words, elapsed)
