"""TLS contexts with the trusted certificate authorities."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from pathlib import Path

import truststore

from cdx_tui.api.errors import RefusedInput
from cdx_tui.text import clean, shorten

__all__ = ["tls_context"]


def tls_context(ca_bundle: Path | None, environ: Mapping[str, str]) -> ssl.SSLContext:
    """Return a context that trusts the system store, `SSL_CERT_FILE` and `ca_bundle`.

    Raises:
        RefusedInput: One of the files cannot be read or contains no certificate.
    """
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    ca_files = [("--ca-bundle", str(ca_bundle) if ca_bundle else "")]
    ca_files += [("SSL_CERT_FILE", environ.get("SSL_CERT_FILE", ""))]
    for origin, path in ca_files:
        reason = _load_ca_file(context, path) if path else None
        if reason:
            raise RefusedInput(
                "Invalid CA file",
                f"{origin} names {shorten(clean(path), 200)}, which {reason}.",
                "Give a PEM file with the CA certificates to trust.",
            )
    return context


def _load_ca_file(context: ssl.SSLContext, path: str) -> str | None:
    """Add the CA certificates of a file to the context; return an error message on failure."""
    try:
        context.load_verify_locations(cafile=path)
    except ssl.SSLError:
        return "contains no PEM certificate"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    except ValueError:  # NUL in the path
        return "is not a valid file name"
    return None
