"""`NO_PROXY`: which hosts bypass the proxy of the environment, compared with curl."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import Final

import pytest

from cdx_tui.api.client import CdxClient
from cdx_tui.api.connection import Connection
from cdx_tui.api.proxies import proxy_for
from cdx_tui.secret import Secret
from tests.api.responses import API_SECRET, KEY
from tests.servers.proxy_server import HttpProxy

_PROXY: Final = "http://proxy.example:3128"
_API: Final = "https://api.example.com"
_IPV4: Final = "https://10.1.2.3"
_IPV6: Final = "https://[fd00::7]"

_SAME: Final = [
    # Names
    (_API, "", False),
    (_API, "api.example.com", True),
    (_API, "example.com", True),
    (_API, "com", True),
    (_API, ".example.com", True),
    ("https://example.com", ".example.com", True),
    ("https://example.com", "*.example.com", False),
    ("https://notexample.com", "example.com", False),
    ("https://notexample.com", ".example.com", False),
    ("https://example.com.evil", "example.com", False),
    ("https://example.com", "api.example.com", False),
    ("https://API.Example.com", "example.COM", True),
    (_API, "Api.Example.Com", True),
    (_API, "example.com.", True),
    (_API, ".example.com.", True),
    (f"{_API}.", "example.com", True),
    (f"{_API}.", "example.com.", True),
    ("https://xn--bcher-kva.example", "xn--bcher-kva.example", True),
    ("https://localhost", "localhost", True),
    # Separators and empty entries
    (_API, "a.example,example.com", True),
    (_API, "a.example, example.com", True),
    (_API, "a.example example.com", True),
    (_API, "a.example\texample.com ", True),
    (_API, " ,, example.com,,", True),
    (_API, ",", False),
    (_API, " ", False),
    (_API, ".", False),
    (_API, "*", True),
    (_API, "*example.com", False),
    (_API, "api.*.com", False),
    # Ports
    (_API, "example.com:8443", False),
    (f"{_API}:8443", "example.com", True),
    (f"{_API}:8443", "example.com:443", False),
    (f"{_API}:443", "example.com:https", False),
    ("http://api.example.com", "example.com:443", False),
    (f"{_API}:8443", "a.example:8443", False),
    # IPv4 addresses and networks
    (_IPV4, "10.1.2.3", True),
    (_IPV4, "10.1.2.4", False),
    (_IPV4, "10.1.2", False),
    (_IPV4, "10.", False),
    (_IPV4, "2.3", False),
    (_IPV4, ".3", False),
    (_IPV4, "10.0.0.0/8", True),
    (_IPV4, "10.9.9.9/8", True),
    (_IPV4, "10.1.2.3/32", True),
    (_IPV4, "10.1.2.2/31", True),
    (_IPV4, "10.1.2.4/31", False),
    (f"{_IPV4}:8443", "10.0.0.0/8", True),
    (_IPV4, "11.0.0.0/8", False),
    (_IPV4, "10.0.0.0/33", False),
    (_IPV4, "10.0.0.0/255.0.0.0", False),
    (_IPV4, "example.com", False),
    (_API, "10.0.0.0/8", False),
    # IPv6 addresses
    (_IPV6, "fd00::7", True),
    (_IPV6, "fd00::8", False),
    (_IPV6, "[fd00::8]", False),
    (_IPV6, "fd01::/16", False),
    (_IPV6, "10.0.0.0/8", False),
    (_IPV6, "[", False),
    (_IPV6, "[]:443", False),
]
"""URL, `NO_PROXY`, and whether the proxy is bypassed: rows of which curl decides the same."""

_OTHER: Final = [
    # Curl proxies what is on this machine.
    ("https://localhost", "", True),
    ("https://127.0.0.1", "", True),
    ("https://127.8.8.8", "", True),
    ("https://[::1]", "", True),
    # Curl takes a port for a part of the name.
    (_API, "example.com:443", True),
    (_API, ".example.com:443", True),
    ("http://api.example.com", "example.com:80", True),
    (f"{_API}:8443", "example.com:8443", True),
    (f"{_API}:8443", "*.example.com:8443", True),
    (_IPV4, "10.1.2.3:443", True),
    (_IPV4, "10.0.0.0/8:443", True),
    (_IPV4, "10.0.0.0/8:8443", False),
    # Curl knows `*` on its own only, and prefix lengths from 1.
    (_API, "a.example,*", True),
    (_API, "*.example.com", True),
    (_IPV4, "0.0.0.0/0", True),
    (_IPV6, "::/0", True),
    # Some versions of curl compare IPv6 addresses as text.
    (_IPV6, "FD00:0:0::7", True),
    (_IPV6, "[fd00::7]", True),
    (_IPV6, "[fd00::7]:443", True),
    (_IPV6, "[fd00::7]:8443", False),
    (f"{_IPV6}:8443", "[FD00::7]:8443", True),
    (_IPV6, "fd00::/8", True),
    (_IPV6, "[fd00::]/8", True),
    (_IPV6, "::ffff:0:0/96", False),
    ("https://[::ffff:10.1.2.3]", "10.0.0.0/8", True),
    ("https://[::ffff:10.1.2.3]", "11.0.0.0/8", False),
    # Curl converts the URL's name to Punycode, but not the variable's.
    ("https://xn--bcher-kva.example", "Bücher.example", True),
    ("https://xn--strae-oqa.example", "straße.example", True),
    ("https://bücher.example", "xn--bcher-kva.example", True),
    (_API, "\u00ad.example.com", False),
]


@pytest.mark.parametrize(("url", "no_proxy", "bypassed"), [*_SAME, *_OTHER])
def test_no_proxy_excludes_hosts(url: str, no_proxy: str, bypassed: bool) -> None:
    for name in ("NO_PROXY", "no_proxy"):
        environ = {"HTTPS_PROXY": _PROXY, "http_proxy": _PROXY, name: no_proxy}
        assert proxy_for(Connection(url), environ) == (None if bypassed else _PROXY)


def test_curl_decides_the_same() -> None:
    curl = shutil.which("curl")
    if curl is None:
        pytest.skip("needs curl")
    decisions = []
    with HttpProxy(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n") as proxy:
        for url, no_proxy, _ in _SAME:
            done = subprocess.run(
                [curl, "-q", "--silent", "--max-time", "20", "--connect-to", "::127.0.0.1:1", url],
                env={
                    "PATH": os.environ["PATH"],
                    "https_proxy": proxy.url,
                    "http_proxy": proxy.url,
                    "no_proxy": no_proxy,
                },
                capture_output=True,
                check=False,
            )
            asked = bool(proxy.asked)
            proxy.asked.clear()
            assert done.returncode == (56 if asked else 7), "refused by the proxy, or by port 1"
            decisions.append((url, no_proxy, not asked))
    assert decisions == _SAME


def test_the_lower_case_variable_takes_precedence_unless_empty() -> None:
    environ = {"HTTPS_PROXY": _PROXY, "no_proxy": "other.example", "NO_PROXY": "*"}
    assert proxy_for(Connection(_API), environ) == _PROXY
    assert proxy_for(Connection(_API), {**environ, "no_proxy": ""}) is None


@pytest.mark.parametrize("no_proxy", ["[::1]", "::1", "fd00::/8,[fe80::]/10", "[", "]:", "::/999"])
def test_any_value_is_accepted(monkeypatch: pytest.MonkeyPatch, no_proxy: str) -> None:
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("NO_PROXY", no_proxy)
    assert CdxClient(Connection(), KEY, Secret(API_SECRET))
