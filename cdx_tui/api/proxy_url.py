"""The URL of a proxy as users write it: its scheme, its user information, and how to show it."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from cdx_tui.text import clean, shorten

__all__ = ["encoding_advice", "proxy_name", "splits_user_info", "with_scheme"]

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")
_DELIMITERS: Final = "/?#"
"""Characters that end the authority of a URL (RFC 3986, section 3.2), with the host in it."""

_INVALID: Final = re.compile(r"[/?#\[\]\\]|[^!-~]")
"""Characters in user information that some parser of URLs refuses or reads otherwise.

`@`, `:` and a `%` without hexadecimal digits are not among them: they are read as curl and Go do.
"""

_SHOWN: Final = 3


def with_scheme(url: str) -> str:
    """Return a proxy's URL with its scheme, which is `http` by default as in curl."""
    url = url.strip()
    return url if not url or _SCHEME.match(url) else f"http://{url}"


def splits_user_info(url: str) -> bool:
    """Return whether a character of the user name or password ends the host too early.

    Parsers then find the host in the middle of the credentials: `http://me:1#2@proxy` is host
    `me`, port 1.
    """
    return any(delimiter in _user_info(url) for delimiter in _DELIMITERS)


def encoding_advice(url: str) -> tuple[str, str] | None:
    """Return which characters of the user information need percent-encoding, and how.

    Returns:
        A cause and a next step that show nothing else of the user information; None if no
        character needs encoding.
    """
    found = list(dict.fromkeys(_INVALID.findall(_user_info(url))))[:_SHOWN]
    if not found:
        return None
    names = " and ".join("a space" if each == " " else clean(each) for each in found)
    encoded = " and ".join(
        f"{quote(each, safe='', errors='replace')} for {'a space' if each == ' ' else clean(each)}"
        for each in found
    )
    return (
        f"The user name or password contains {names}, which a URL cannot hold as it is.",
        f"Write {encoded} in --proxy, the configuration file, HTTPS_PROXY or ALL_PROXY.",
    )


def proxy_name(url: str) -> str:
    """Return scheme, host and port of a proxy's URL; safe to show."""
    scheme = _SCHEME.match(url)
    start = scheme[0] if scheme else "://"
    host = url[len(start) if scheme else 0 :].rpartition("@")[2]
    return shorten(clean(start + re.split(f"[{_DELIMITERS}]", host, maxsplit=1)[0]), 200)


def _user_info(url: str) -> str:
    """Return what stands between the scheme and the last `@`, wherever a parser may look."""
    scheme = _SCHEME.match(url)
    return url[scheme.end() if scheme else 0 :].rpartition("@")[0]
