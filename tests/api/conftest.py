"""Server fixtures for the client's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.servers.certificates import Authority, authority
from tests.servers.contract_server import ContractServer


@pytest.fixture
def server() -> Iterator[ContractServer]:
    """Run a server over plain HTTP."""
    with ContractServer() as running:
        yield running


@pytest.fixture(scope="session")
def ca() -> Authority:
    """Return the tests' private certificate authority, which no system trusts."""
    return authority()


@pytest.fixture
def tls_server(ca: Authority) -> Iterator[ContractServer]:
    """Run a server over HTTPS with a certificate of the private authority."""
    with ContractServer(tls=ca.server_context()) as running:
        yield running
