"""Connection options: private authorities, IPv6, proxies of every kind, and refused addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdx_tui.api.client import CdxClient
from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import CdxError, RefusedInput, TlsFailure
from cdx_tui.api.proxies import proxy_for
from cdx_tui.secret import Secret
from tests.api.responses import API_SECRET, KEY, ask, failure
from tests.servers.certificates import Authority
from tests.servers.contract_server import ContractServer
from tests.servers.proxy_server import HttpProxy, SocksProxy


def _refusal(connection: Connection) -> RefusedInput:
    with pytest.raises(RefusedInput) as caught:
        CdxClient(connection, KEY, Secret(API_SECRET))
    assert caught.value.exit_code == 2
    return caught.value


async def test_a_private_ca_is_given_by_a_file(tls_server: ContractServer, ca: Authority) -> None:
    await ask(Connection(tls_server.url, ca_bundle=ca.pem))
    assert len(tls_server.requests) == 1


async def test_a_private_ca_is_given_by_the_environment(
    tls_server: ContractServer, ca: Authority, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(ca.pem))
    await ask(Connection(tls_server.url))
    assert len(tls_server.requests) == 1


async def test_nothing_is_sent_to_an_unknown_ca(tls_server: ContractServer) -> None:
    error = await failure(Connection(tls_server.url))
    assert isinstance(error, TlsFailure)
    assert tls_server.requests == []


@pytest.mark.parametrize("content", [None, b"", b"no certificate", b"\0\xff"])
def test_a_ca_file_that_cannot_be_used_is_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "ca\x1b.pem"
    if content is not None:
        path.write_bytes(content)
    error = _refusal(Connection(ca_bundle=path))
    assert "--ca-bundle" in error.cause
    assert "ca␛.pem" in error.cause


def test_an_unusable_ca_file_of_the_environment_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere/ca.pem")
    assert "SSL_CERT_FILE names /nowhere/ca.pem" in _refusal(Connection()).cause


async def test_ipv6_hosts_work(ca: Authority) -> None:
    with ContractServer("::1") as server:
        assert server.url.startswith("http://[::1]:")
        await ask(Connection(server.url))
        assert server.requests[0].headers["host"] == server.netloc
    with ContractServer("::1", tls=ca.server_context()) as server:
        await ask(Connection(server.url, ca_bundle=ca.pem))
        assert len(server.requests) == 1


@pytest.mark.parametrize("scheme", ["http://", ""])
async def test_https_goes_through_a_tunnel(
    tls_server: ContractServer, ca: Authority, scheme: str
) -> None:
    with HttpProxy() as proxy:
        await ask(Connection(tls_server.url, ca.pem, proxy=f"{scheme}{proxy.netloc}"))
    assert proxy.asked[0].startswith(f"CONNECT {tls_server.netloc} ".encode())
    assert b"Authorization" not in proxy.asked[0]
    assert len(tls_server.requests) == 1


async def test_the_proxy_itself_may_speak_tls(tls_server: ContractServer, ca: Authority) -> None:
    with HttpProxy(tls=ca.server_context()) as proxy:
        await ask(Connection(tls_server.url, ca.pem, proxy=proxy.url))
    assert len(tls_server.requests) == 1


async def test_the_password_is_sent_to_the_proxy(tls_server: ContractServer, ca: Authority) -> None:
    with HttpProxy(password="me:p@ss") as proxy:
        url = f"http://me:p%40ss@{proxy.netloc}"
        await ask(Connection(tls_server.url, ca.pem, proxy=url))
    assert len(tls_server.requests) == 1


async def test_plain_http_on_loopback_is_forwarded(server: ContractServer) -> None:
    with HttpProxy() as proxy:
        await ask(Connection(server.url, proxy=proxy.url))
    assert proxy.asked[0].startswith(f"POST {server.url}/cdx/v1".encode())
    assert len(server.requests) == 1


@pytest.mark.parametrize("password", [None, "me:secret"])
@pytest.mark.parametrize("scheme", ["socks5", "socks5h"])
async def test_socks_proxies_resolve_the_host_name(
    tls_server: ContractServer, ca: Authority, password: str | None, scheme: str
) -> None:
    with SocksProxy(password=password) as proxy:
        user = f"{password}@" if password else ""
        url = f"https://localhost:{tls_server.port}"
        await ask(Connection(url, ca.pem, proxy=f"{scheme}://{user}{proxy.netloc}"))
    assert proxy.asked == [("localhost", tls_server.port)]
    assert len(tls_server.requests) == 1


async def test_a_proxy_of_the_environment_is_not_used_for_loopback(
    server: ContractServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    with HttpProxy() as proxy:
        monkeypatch.setenv("http_proxy", proxy.url)
        monkeypatch.setenv("ALL_PROXY", proxy.url)
        await ask(Connection(server.url))
    assert proxy.asked == []


_API = "https://api.confluent.cloud"
_HTTP = "http://api.example"


@pytest.mark.parametrize(
    ("base_url", "environ", "proxy"),
    [
        (_API, {}, None),
        (_API, {"HTTPS_PROXY": "http://p:1"}, "http://p:1"),
        (_API, {"https_proxy": "http://p:1", "HTTPS_PROXY": "http://q:1"}, "http://p:1"),
        (_API, {"HTTPS_PROXY": "p:1"}, "http://p:1"),
        (_API, {"ALL_PROXY": "socks5://p:1"}, "socks5://p:1"),
        (_API, {"ALL_PROXY": "socks5://p:1", "HTTPS_PROXY": "http://q:1"}, "http://q:1"),
        (_API, {"HTTP_PROXY": "http://p:1"}, None),
        (_API, {"https_proxy": "", "HTTPS_PROXY": "http://p:1"}, "http://p:1"),
        (_API, {"all_proxy": "http://p:1", "ALL_PROXY": "http://q:1"}, "http://p:1"),
        (_API, {"all_proxy": "http://q:1", "HTTPS_PROXY": "http://p:1"}, "http://p:1"),
        (_API, {"HTTPS_PROXY": " p:1\n"}, "http://p:1"),
        (_API, {"HTTPS_PROXY": "me:a://b@p:1"}, "http://me:a://b@p:1"),
        (_API, {"Https_Proxy": "http://p:1", "REQUEST_METHOD": "GET"}, None),
        (_API, {"HTTPS_PROXY": "http://p:1", "REQUEST_METHOD": "GET"}, "http://p:1"),
        (_HTTP, {"http_proxy": "http://p:1", "HTTP_PROXY": "http://q:1"}, "http://p:1"),
        (_HTTP, {"HTTP_PROXY": "http://p:1"}, None),
        (_HTTP, {"HTTP_PROXY": "http://p:1", "REQUEST_METHOD": "GET"}, None),
        (_HTTP, {"HTTP_PROXY": "http://q:1", "ALL_PROXY": "http://p:1"}, "http://p:1"),
        ("https://[::1]", {"ALL_PROXY": "http://p:1"}, None),
        ("https://localhost", {"ALL_PROXY": "http://p:1"}, None),
        ("https://[::bad", {"ALL_PROXY": "http://p:1"}, None),
    ],
)
def test_the_proxy_is_selected_from_the_environment(
    base_url: str, environ: dict[str, str], proxy: str | None
) -> None:
    assert proxy_for(Connection(base_url), environ) == proxy


@pytest.mark.parametrize("system", ["macosx_sysconf", "registry"])
def test_the_systems_proxy_comes_last(monkeypatch: pytest.MonkeyPatch, system: str) -> None:
    monkeypatch.setattr(
        f"urllib.request.getproxies_{system}", lambda: {"https": "s:1"}, raising=False
    )
    monkeypatch.setattr(
        f"urllib.request.proxy_bypass_{system}", "direct.example".__eq__, raising=False
    )
    monkeypatch.setenv("HTTP_PROXY", "http://q:1")
    assert proxy_for(Connection(_API), {}) == "http://s:1"
    assert proxy_for(Connection(_API), {"NO_PROXY": "a.example"}) == "http://s:1"
    assert proxy_for(Connection(_API), {"NO_PROXY": "confluent.cloud"}) is None
    assert proxy_for(Connection(_API), {"HTTPS_PROXY": "http://p:1"}) == "http://p:1"
    assert proxy_for(Connection("https://direct.example"), {}) is None
    assert proxy_for(Connection(_HTTP), {}) is None


def test_the_setting_overrides_the_environment() -> None:
    environ = {"HTTPS_PROXY": "http://p:1", "NO_PROXY": "*"}
    assert proxy_for(Connection(proxy="http://q:1"), environ) == "http://q:1"
    assert proxy_for(Connection(proxy=""), environ) is None
    assert proxy_for(Connection(proxy=" "), environ) is None


@pytest.mark.parametrize(
    "proxy",
    [
        "socks4://127.0.0.1:9",
        "ftp://me:proxy-password-mark@127.0.0.1",
        "http://",
        "http://127.0.0.1:port",
        "http://me:proxy-password-mark@127.0.0.1:999999",
        "http://[::1",
        "\x1b]2;x",
    ],
)
def test_an_invalid_proxy_is_refused(proxy: str) -> None:
    error = _refusal(Connection(proxy=proxy))
    assert error.title == "Invalid proxy URL"
    assert "proxy-password-mark" not in f"{error.cause}{error.__context__}{error.__cause__}"
    assert "\x1b" not in error.cause


@pytest.mark.parametrize(
    "base_url",
    [
        "",
        "api.confluent.cloud",
        "ftp://api.confluent.cloud",
        "https://",
        "https:///path",
        "https://[::1",
        "https://host:port",
        "https://host:99999999",
        "https://a..b",
        f"https://{'a' * 64}.example",
        "https://.example",
        "http://api.confluent.cloud",
        "http://10.0.0.1",
        "http://127.0.0.1.example.com",
        "http://localhost@example.com",
    ],
)
async def test_an_address_unfit_for_credentials_is_refused(base_url: str) -> None:
    assert _refusal(Connection(base_url)).title == "Invalid base URL"


def test_credentials_are_not_sent_in_the_clear_to_another_host() -> None:
    error = _refusal(Connection("http://127.0.0.1:8080", proxy="http://proxy.example:3128"))
    assert "Plain HTTP would expose" in error.cause


@pytest.mark.parametrize(
    ("base_url", "host"),
    [
        ("https://api.confluent.cloud", "api.confluent.cloud"),
        ("http://127.0.0.1:8080/path", "127.0.0.1:8080"),
        ("https://[::1]:8443", "[::1]:8443"),
        ("https://me:secret@host", "host"),
        ("https://[::1", "[::1"),
        ("https://a\x1bb", "a␛b"),
        ("nonsense", ""),
    ],
)
def test_the_host_is_shown_without_user_and_control_characters(base_url: str, host: str) -> None:
    assert Connection(base_url).host == host


@pytest.mark.parametrize("base_url", ["https://ex ample.invalid", "https://a\x1bb.invalid"])
async def test_unusual_characters_in_an_address_are_reported(base_url: str) -> None:
    try:
        error: CdxError = await failure(Connection(base_url, timeout=5))
    except RefusedInput as refused:
        error = refused
    assert error.kind in ("RefusedInput", "NameNotResolved")
