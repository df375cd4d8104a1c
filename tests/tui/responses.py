"""Canned responses of the API."""

from __future__ import annotations

import json

__all__ = ["TOKEN", "error_response", "preview_response"]

TOKEN = "c2FtcGxlIHNoYXJlZCB0b2tlbg=="


def preview_response(*resources: object, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return a preview of `resources`; `headers` are additional headers."""
    named = {"Content-Type": "application/json", **headers}
    return 200, named, json.dumps({"consumer_shared_resources": resources}).encode()


def error_response(status: int, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Return an error response; the keyword `retry_after` becomes the header `retry-after`."""
    body = {"errors": [{"status": str(status), "title": f"Title of {status}", "detail": "Why"}]}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return status, {"X-Request-Id": "req-77", **named}, json.dumps(body).encode()
