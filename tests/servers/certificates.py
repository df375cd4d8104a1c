"""A private certificate authority for the tests, with the certificates and contexts it issues."""

from __future__ import annotations

import functools
import ssl
import tempfile
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import trustme

__all__ = ["Authority", "authority"]


@dataclass
class Authority:
    """A private CA; `pem` is the path of its certificate, for `--ca-bundle`."""

    ca: trustme.CA = field(default_factory=trustme.CA)

    def __post_init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="cdx-tui-ca-")
        self.pem = Path(self._folder.name) / "ca.pem"
        self.ca.cert_pem.write_to_path(str(self.pem))

    def server_context(self, *names: str, not_after: datetime | None = None) -> ssl.SSLContext:
        """Return a TLS context for a server named `names`, loopback by default."""
        certificate = self.ca.issue_cert(
            *(names or ("localhost", "127.0.0.1", "::1")), not_after=not_after
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        return context

    def expired(self) -> ssl.SSLContext:
        """Return a context whose certificate expired yesterday."""
        return self.server_context(not_after=datetime.now(UTC) - timedelta(days=1))

    def wants_client_certificate(self) -> ssl.SSLContext:
        """Return a context that requires a client certificate of this authority."""
        context = self.server_context()
        context.verify_mode = ssl.CERT_REQUIRED
        self.ca.configure_trust(context)
        return context


@functools.cache
def authority() -> Authority:
    """Return the process-wide authority; generating its keys takes a while."""
    return Authority()
