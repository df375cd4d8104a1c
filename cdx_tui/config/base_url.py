"""Validate the configured URLs of the API and of the proxy."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

from cdx_tui.api.errors import RefusedInput
from cdx_tui.text import clean, shorten

if TYPE_CHECKING:
    from urllib.parse import SplitResult

__all__ = ["RefusedUrl", "check_base_url", "check_proxy", "without_user_info"]

_PROXY_SCHEMES = ("http", "https", "socks5", "socks5h")
_BASE_EXAMPLE = "https://api.confluent.cloud"
_PROXY_EXAMPLE = "http://proxy.example.com:3128"


class RefusedUrl(RefusedInput):
    """A URL that is not accepted as the address of the API or of the proxy."""


def check_base_url(url: str) -> str:
    """Validate the API's base URL, and return it normalised.

    Scheme and host are converted to lower case, and trailing slashes removed.

    Plain `http` is allowed for loopback only: elsewhere it would expose the token and the API
    secret to anyone on the network. The host is not resolved: of host names only `localhost`
    counts as loopback.

    Raises:
        RefusedUrl: The URL is invalid or insecure. The message never includes it, since it may
            contain a password.
    """
    parts = _split(url, "base URL", _BASE_EXAMPLE)
    if parts.scheme not in ("http", "https"):
        _refuse("The base URL must begin with https://.", _BASE_EXAMPLE)
    host = _checked_host(parts, "base URL", _BASE_EXAMPLE)
    if "@" in parts.netloc:
        _refuse(
            "The base URL contains a user name or password; remove them.",
            _BASE_EXAMPLE,
        )
    if "?" in url or "#" in url:
        _refuse("The base URL contains a query or fragment.", _BASE_EXAMPLE)
    if parts.scheme == "http" and not _is_loopback(host):
        _refuse(
            "http:// would send the token and the API secret unencrypted; it is allowed only for "
            "loopback addresses.",
            _BASE_EXAMPLE,
        )
    return f"{parts.scheme}://{_netloc(host, parts)}{parts.path.rstrip('/')}"


def check_proxy(url: str) -> str:
    """Validate a proxy's URL (http, https, socks5 or socks5h, with a host), and return it.

    A URL without a scheme is that of an http proxy, as in curl. It may contain a user name and
    password; show it through `without_user_info` only.

    Raises:
        RefusedUrl: The URL is invalid. The message never includes it.
    """
    from cdx_tui.api.proxy_url import encoding_advice, with_scheme

    url = with_scheme(url)
    advice = encoding_advice(url)
    if advice is not None:
        raise RefusedUrl("This address can't be used", *advice)
    parts = _split(url, "proxy", _PROXY_EXAMPLE)
    if parts.scheme not in _PROXY_SCHEMES:
        _refuse(
            f"The proxy must begin with one of {', '.join(f'{s}://' for s in _PROXY_SCHEMES)}.",
            _PROXY_EXAMPLE,
        )
    _checked_host(parts, "proxy", _PROXY_EXAMPLE)
    return url


def without_user_info(url: str) -> str:
    """Return `url` safe to show: cleaned, truncated to 200 characters, without user info."""
    scheme, separator, rest = url.partition("://") if "://" in url else ("", "", url)
    return shorten(clean(scheme + separator + rest.rpartition("@")[2]), 200)


def _split(url: str, what: str, example: str) -> SplitResult:
    from urllib.parse import urlsplit

    url = url.strip()
    if not url.isascii() or not url.isprintable() or " " in url or "\\" in url:
        # urlsplit silently drops tabs and line breaks; parsers disagree about the rest.
        _refuse(f"The {what} contains a space or another invalid character.", example)
    try:
        parts = urlsplit(url)
        if parts.port == 0:
            raise ValueError("no server listens at port 0")
    except ValueError:
        _refuse(f"The {what} is not a valid URL.", example)
    return parts


def _checked_host(parts: SplitResult, what: str, example: str) -> str:
    host = parts.hostname or ""
    bracketed = "[" in parts.netloc
    if not host:
        _refuse(f"The {what} has no host.", example)
    if "%" in host or (bracketed and _loopback_address(host) is None):
        _refuse(f"The host of the {what} is not a valid name or address.", example)
    return host


def _netloc(host: str, parts: SplitResult) -> str:
    named = f"[{host}]" if ":" in host else host
    return named if parts.port is None else f"{named}:{parts.port}"


def _is_loopback(host: str) -> bool:
    loopback = _loopback_address(host)
    return host in ("localhost", "localhost.") if loopback is None else loopback


def _loopback_address(host: str) -> bool | None:
    """Return whether an IP address is in 127.0.0.0/8 or is ::1; None if `host` is a name."""
    import ipaddress

    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return None
    # Python versions disagree about ::ffff:127.0.0.1, so IPv4-mapped addresses are rejected.
    return address.is_loopback and getattr(address, "ipv4_mapped", None) is None


def _refuse(cause: str, example: str) -> NoReturn:
    raise RefusedUrl("Invalid URL", cause, f"Use a URL such as {example}.")
