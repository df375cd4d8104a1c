"""Requests through a real proxy, tinyproxy, which is skipped where it is not installed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import ProxyFailure
from cdx_tui.api.handshake import perform_handshake
from tests.api.responses import ask, failure
from tests.servers.certificates import Authority
from tests.servers.contract_server import ContractServer
from tests.servers.tinyproxy import BLOCKED_HOST, PROXY_PASSWORD, PROXY_USER, tinyproxy


@pytest.fixture(scope="module")
def netloc(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Host and port of a running tinyproxy."""
    with tinyproxy(tmp_path_factory.mktemp("tinyproxy")) as running:
        yield running


def _proxy(netloc: str, password: str = PROXY_PASSWORD) -> str:
    return f"http://{PROXY_USER}:{password}@{netloc}"


async def test_requests_go_through_its_tunnel(
    netloc: str, tls_server: ContractServer, ca: Authority
) -> None:
    await ask(Connection(tls_server.url, ca.pem, _proxy(netloc)))
    await ask(Connection(tls_server.url, ca.pem, _proxy(netloc).removeprefix("http://")))
    done = await perform_handshake(Connection(tls_server.url, ca.pem, _proxy(netloc)))
    assert done.protocol == "TLSv1.3"
    assert len(tls_server.requests) == 2


async def test_a_host_that_its_filter_blocks_is_reported_with_its_page(
    netloc: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HTTPS_PROXY", _proxy(netloc))
    error = await failure(Connection(f"https://{BLOCKED_HOST}"))
    assert isinstance(error, ProxyFailure)
    assert error.exit_code == 11
    assert error.title == "The proxy refused the connection"
    assert error.cause == f"http://{netloc} responded: 403 Filtered."
    assert error.details[0] == "403 Filtered"
    assert error.details[1].startswith("The request you made has been filtered")


@pytest.mark.parametrize(
    ("user", "title"),
    [
        ("", "The proxy requires a password"),
        (f"{PROXY_USER}:wrong@", "The proxy rejected the user name or password"),
    ],
)
async def test_a_missing_or_wrong_password_is_reported(netloc: str, user: str, title: str) -> None:
    error = await failure(Connection("https://api.example", proxy=f"http://{user}{netloc}"))
    assert isinstance(error, ProxyFailure)
    assert (error.title, error.exit_code) == (title, 11)
    assert error.cause.startswith(f"http://{netloc} responded: 40")
    assert error.details
    assert PROXY_USER not in f"{error.cause}{error.next_step}{error.details}"


async def test_an_unreachable_host_behind_it_is_the_proxys_failure(netloc: str) -> None:
    error = await failure(Connection("https://127.0.0.1:1", proxy=_proxy(netloc)))
    assert isinstance(error, ProxyFailure)
    assert error.title == "The proxy could not connect to the host"
    assert " responded: 5" in error.cause


async def test_a_proxy_that_has_stopped_is_reported(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    with tinyproxy(tmp_path_factory.mktemp("stopped")) as netloc:
        pass
    error = await failure(Connection("https://api.example", proxy=_proxy(netloc)))
    assert isinstance(error, ProxyFailure)
    assert error.title == "Proxy not reachable"
    assert error.cause == f"No connection to the proxy http://{netloc}: Connection refused."
