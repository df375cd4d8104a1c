"""Select the proxy of a connection, from the settings or the environment."""

from __future__ import annotations

import urllib.request
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import httpx

from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import RefusedInput
from cdx_tui.api.no_proxy import bypasses_proxy
from cdx_tui.api.proxy_url import encoding_advice, proxy_name, splits_user_info, with_scheme

__all__ = ["parse_proxy", "proxy_for", "proxy_name"]

# `HTTP_PROXY` is not read, as in curl: a web server hands a request's header `Proxy` to a CGI
# program in it ("httpoxy"). No header can set the other variables.
_VARIABLES: Final = {"https": ("https_proxy", "HTTPS_PROXY"), "http": ("http_proxy",)}
_ALL_PROXY_VARIABLES: Final = ("all_proxy", "ALL_PROXY")
_DEFAULT_PORTS: Final = {"https": 443, "http": 80}
_LARGEST_PORT: Final = 65_535  # httpx accepts any number, but the socket raises OverflowError

_USAGE: Final = (
    "Write http://HOST:PORT, https://HOST:PORT or socks5://HOST:PORT in --proxy, HTTPS_PROXY or"
    " ALL_PROXY."
)


def proxy_for(connection: Connection, environ: Mapping[str, str]) -> str | None:
    """Return the URL of the proxy to use, or None.

    The setting takes precedence over the variables in `environ`, and these over the system
    settings of macOS and Windows. As in curl, the variable of the URL's scheme takes precedence
    over `ALL_PROXY`, lower case over upper case, an empty variable counts as not set, and a URL
    without a scheme is that of an http proxy. Without a port the scheme's own is meant, as in Go
    (curl: 1080). Hosts that `bypasses_proxy` names are reached directly, unless the proxy is that
    of the setting, which was given for this API.

    httpx's own parsing of the environment is not used, since it raises on a `NO_PROXY` with IPv6
    addresses.
    """
    if connection.proxy is not None:
        return with_scheme(connection.proxy) or None
    try:
        url = urlsplit(connection.base_url)
        host, port = url.hostname or "", url.port
    except ValueError:  # reported by `check_address`
        return None
    port = _DEFAULT_PORTS.get(url.scheme, 0) if port is None else port
    if bypasses_proxy(host, port, environ.get("no_proxy") or environ.get("NO_PROXY") or ""):
        return None
    names = (*_VARIABLES.get(url.scheme, ()), *_ALL_PROXY_VARIABLES)
    found = next((environ[name] for name in names if environ.get(name)), None)
    return with_scheme(found or _system_proxy(url.scheme, host)) or None


def _system_proxy(scheme: str, host: str) -> str:
    """Return the proxy of the system settings of macOS or Windows.

    `urllib.request.getproxies` would not do: it ignores the system if any variable such as
    `NO_PROXY` is set, and reads `HTTP_PROXY`.
    """
    for system in ("macosx_sysconf", "registry"):
        proxies = getattr(urllib.request, f"getproxies_{system}", None)
        bypass = getattr(urllib.request, f"proxy_bypass_{system}", None)
        if proxies and bypass and not bypass(host):
            return str(proxies().get(scheme, ""))
    return ""


def parse_proxy(url: str) -> httpx.Proxy:
    """Parse the URL of a proxy.

    Raises:
        RefusedInput: The URL is not valid for a proxy.
    """
    try:
        proxy = httpx.Proxy(url)
        host, port = proxy.url.host, proxy.url.port or 0
        if host and port <= _LARGEST_PORT and not splits_user_info(url):
            return proxy
    except (httpx.InvalidURL, ValueError):
        pass
    cause, next_step = encoding_advice(url) or ("It is not the URL of a proxy.", _USAGE)
    raise RefusedInput("Invalid proxy URL", f"{proxy_name(url)}: {cause}", next_step)
