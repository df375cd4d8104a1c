"""Every way of failing to reach the API results in a distinct error with advice."""

from __future__ import annotations

import asyncio
import errno
import os
import ssl
import time

import pytest

from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import CdxError
from tests.api.responses import failure
from tests.api.test_faults import assert_is_clean, assert_no_secret_in
from tests.servers.networks import NETWORKS, PROXY_PASSWORD

_TIMEOUT = 1.0
_GRACE = 2.0


def _texts(error: CdxError) -> str:
    return "\n".join((error.title, error.cause, error.next_step, *error.details))


@pytest.mark.parametrize("name", list(NETWORKS))
async def test_every_network_failure_has_its_own_error(name: str) -> None:
    if name == "tls-old-protocol" and not (ssl.HAS_TLSv1 or ssl.HAS_TLSv1_1):
        pytest.skip("this OpenSSL has no old TLS to offer")
    network = NETWORKS[name]
    with network.open_route() as route:
        connection = route.connection(_TIMEOUT if network.hangs else 20.0)
        started = time.monotonic()
        error = await failure(connection)
        took = time.monotonic() - started
    assert error.kind == network.kind, _texts(error)
    assert network.message in _texts(error)
    assert ".." not in error.cause
    assert took < _TIMEOUT + _GRACE
    assert error.exit_code in (10, 11)
    assert PROXY_PASSWORD not in _texts(error)
    assert_is_clean(error)
    assert_no_secret_in(error)


async def test_a_network_without_a_route_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    async def no_route(*_: object) -> None:
        raise OSError(errno.ENETUNREACH, os.strerror(errno.ENETUNREACH))

    monkeypatch.setattr(asyncio.get_running_loop(), "sock_connect", no_route)
    error = await failure(Connection("https://127.0.0.1:9"))
    assert error.kind == "ConnectionRefused"
    assert error.cause == "No connection to 127.0.0.1:9: Network is unreachable."


async def test_no_two_network_failures_share_a_message() -> None:
    messages: dict[str, str] = {}
    for name in ("dns", "refused", "tls-unknown-ca", "tls-expired", "tls-wrong-host"):
        with NETWORKS[name].open_route() as route:
            error = await failure(Connection(route.base_url, ca_bundle=route.ca_bundle, proxy=""))
        messages[name] = error.title + error.next_step
    assert len(set(messages.values())) == len(messages)
