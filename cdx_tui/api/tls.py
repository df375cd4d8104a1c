"""Which certificate authorities are trusted."""

from __future__ import annotations

import ssl
from collections.abc import Mapping
from pathlib import Path

import truststore

from cdx_tui.api.errors import RefusedInput
from cdx_tui.text import clean, shorten

__all__ = ["tls_context"]


def tls_context(ca_bundle: Path | None, environ: Mapping[str, str]) -> ssl.SSLContext:
    """Return a context that trusts the system's store, `SSL_CERT_FILE` and `ca_bundle`.

    Raises:
        RefusedInput: One of the files cannot be read or holds no certificate.
    """
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    given = [("--ca-bundle", str(ca_bundle) if ca_bundle else "")]
    given += [("SSL_CERT_FILE", environ.get("SSL_CERT_FILE", ""))]
    for origin, path in given:
        why = _untrusted(context, path) if path else None
        if why:
            raise RefusedInput(
                "The CA file cannot be used",
                f"{origin} names {shorten(clean(path), 200)}, which {why}.",
                "Name a PEM file with the certificates of the authorities to trust.",
            )
    return context


def _untrusted(context: ssl.SSLContext, path: str) -> str | None:
    """Trust the CA certificates in a file, or raise an error that says what is wrong with it."""
    try:
        context.load_verify_locations(cafile=path)
    except ssl.SSLError:
        return "holds no certificate in PEM form"
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    except ValueError:  # NUL in the path
        return "is not a file's name"
    return None
