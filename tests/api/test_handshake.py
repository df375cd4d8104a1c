"""The handshake of `doctor --connect`: it completes TLS and sends no request."""

from __future__ import annotations

import pytest

from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import CdxError
from cdx_tui.api.handshake import perform_handshake
from tests.servers.certificates import Authority
from tests.servers.contract_server import ContractServer
from tests.servers.networks import NETWORKS
from tests.servers.proxy_server import HttpProxy, SocksProxy


async def test_over_tls_it_reports_version_and_issuer(
    tls_server: ContractServer, ca: Authority
) -> None:
    done = await perform_handshake(Connection(tls_server.url, ca_bundle=ca.pem, timeout=10))
    assert done.protocol == "TLSv1.3"
    assert done.issuer
    assert done.issuer.startswith("trustme")
    assert 0 < done.elapsed < 10
    assert not tls_server.requests


async def test_over_plain_http_to_this_machine_nothing_is_sent(server: ContractServer) -> None:
    done = await perform_handshake(Connection(server.url, timeout=10))
    assert (done.protocol, done.issuer) == (None, None)
    assert not server.requests


@pytest.mark.parametrize("kind", [HttpProxy, SocksProxy])
async def test_through_a_proxy(
    kind: type[HttpProxy | SocksProxy], tls_server: ContractServer, ca: Authority
) -> None:
    with kind() as proxy:
        connection = Connection(tls_server.url, ca_bundle=ca.pem, proxy=proxy.url, timeout=10)
        done = await perform_handshake(connection)
    assert done.protocol == "TLSv1.3"
    assert not tls_server.requests


@pytest.mark.parametrize(
    "name",
    ["dns", "refused", "tls-unknown-ca", "tls-expired", "tls-silence", "proxy-refuses"],
)
async def test_a_failure_is_reported_as_for_a_request(name: str) -> None:
    network = NETWORKS[name]
    with network.open_route() as route:
        connection = route.connection(1.0 if network.hangs else 20.0)
        with pytest.raises(CdxError) as failure:
            await perform_handshake(connection)
    assert failure.value.kind == network.kind
    assert network.message in f"{failure.value.cause} {failure.value.next_step}"
