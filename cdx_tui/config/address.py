"""Whether an address may be sent a token."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from cdx_tui.api.errors import RefusedInput
from cdx_tui.text import clean, shorten

__all__ = ["check_base_url"]


def check_base_url(url: str) -> str:
    """Return `url` without a slash at its end, where secrets may be sent to it.

    That is https, or http to this very machine.

    Raises:
        RefusedInput: It is not, or it is no address at all.
    """
    shown = shorten(clean(url), 200)
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        raise _refused(f"{shown} is not an address ({clean(str(error))}).") from None
    if parts.scheme not in ("http", "https") or not host:
        raise _refused(f"{shown} is not an address that begins with https://.")
    if parts.username is not None or parts.query or parts.fragment:
        raise _refused("It has a user, a query or a fragment in it.")
    if any(not character.isprintable() or character.isspace() for character in url.strip()):
        raise _refused(f"{shown} holds characters that no address has.")
    if parts.scheme == "http" and not _is_loopback(host):
        raise _refused(
            f"{shown} would send the token and the API key in the clear.",
            "Use https://; http:// is for this machine only (127.0.0.1, ::1, localhost).",
        )
    return url.strip().rstrip("/")


def _is_loopback(host: str) -> bool:
    if host.rstrip(".").lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _refused(cause: str, step: str = "Give it as https://HOST, without a path.") -> RefusedInput:
    return RefusedInput("The address of the API cannot be used", cause, step)
