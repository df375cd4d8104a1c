"""`cdx-tui doctor`: diagnose the configuration, the network and the terminal."""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Final

from cdx_tui import __version__
from cdx_tui.api.errors import CdxError
from cdx_tui.cli.colours import print_lines
from cdx_tui.cli.diagnostics import Diagnostic, State, as_json, as_text
from cdx_tui.cli.doctor_terminal import examine_clipboard, examine_terminal
from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.cli.setup import connection_of, given_settings
from cdx_tui.config.base_url import without_user_info
from cdx_tui.config.credentials import explain_credentials
from cdx_tui.config.paths import HomeUnknown, config_file, state_dir
from cdx_tui.config.problems import ConfigProblem
from cdx_tui.config.settings import Settings, load_settings
from cdx_tui.config.token.source import TOKEN_VARIABLE
from cdx_tui.text import clean

if TYPE_CHECKING:
    from cdx_tui.api.connection import Connection

__all__ = ["run"]

_PACKAGES: Final = ("textual", "rich", "httpx", "httpcore", "truststore", "pygments", "keyring")


def run(options: argparse.Namespace) -> int:
    """Print the diagnostics and return the exit status.

    It is 0 without errors, else that of a failed handshake, or `ExitStatus.USAGE`.
    """
    diagnostics: list[Diagnostic] = []
    settings = _settings(options, diagnostics)
    diagnostics += _credentials(settings)
    failure = _network(options, settings, diagnostics)
    diagnostics += examine_terminal(os.environ)
    diagnostics.append(examine_clipboard(settings.clipboard, os.environ))
    diagnostics += _versions()
    if options.output == "json":
        print(as_json(diagnostics))
    else:
        print_lines(as_text(diagnostics))
    if failure is not None:
        return failure.exit_code
    failed = any(diagnostic.state is State.PROBLEM for diagnostic in diagnostics)
    return ExitStatus.USAGE if failed else ExitStatus.SUCCESS


def _settings(options: argparse.Namespace, diagnostics: list[Diagnostic]) -> Settings:
    """Load the settings; if the options are invalid, report that and load them without."""
    diagnostics += _files()
    try:
        settings, problems = load_settings(given_settings(options))
    except CdxError as error:
        diagnostics.append(_problem("settings", "command line", error))
        settings, problems = load_settings()
        settings = settings._replace(invalid={**settings.invalid, "": error.title})
    diagnostics += [
        Diagnostic("settings", "problem", str(problem), _problem_state(problem, settings))
        for problem in problems
    ]
    diagnostics.append(Diagnostic("settings", "profile", clean(settings.profile or "none")))
    return settings


def _problem_state(problem: ConfigProblem, settings: Settings) -> State:
    return State.PROBLEM if str(problem) in settings.invalid.values() else State.NOTE


def _files() -> Iterator[Diagnostic]:
    for name, find in (("file", config_file), ("state directory", state_dir)):
        try:
            path = find()
        except HomeUnknown as error:
            yield Diagnostic("settings", name, f"none: {error}", State.NOTE)
            continue
        there = "" if os.path.exists(path) else " (not found; using defaults)"
        yield Diagnostic("settings", name, clean(str(path)) + (there if name == "file" else ""))


def _credentials(settings: Settings) -> Iterator[Diagnostic]:
    """Yield each source of credentials, of which the first one set is used, and the token's."""
    used = False
    for source in explain_credentials(settings, os.environ):
        text = source.explanation
        if source.is_set:
            text += " (not used: an earlier source is set)" if used else " (used)"
        state = State.PROBLEM if source.is_incomplete else State.GOOD
        yield Diagnostic("credentials", clean(source.name), clean(text), state)
        used = used or source.is_set
    if not used:
        yield Diagnostic(
            "credentials", "fallback", "prompt in the app, kept in memory only", State.NOTE
        )
    token = "is set" if os.environ.get(TOKEN_VARIABLE, "").strip() else "is not set"
    yield Diagnostic("credentials", "token", f"{TOKEN_VARIABLE} {token}")


def _network(
    options: argparse.Namespace, settings: Settings, diagnostics: list[Diagnostic]
) -> CdxError | None:
    """Diagnose the network, and return the error of the handshake if one was tried and failed."""
    if vars(options).get("demo"):
        diagnostics.append(Diagnostic("network", "endpoint", "demo (no network)"))
        return None
    if settings.invalid:
        text = "unknown, since the settings are invalid"
        diagnostics.append(Diagnostic("network", "endpoint", text, State.NOTE))
        return None
    connection = connection_of(settings)
    diagnostics.append(Diagnostic("network", "endpoint", without_user_info(connection.base_url)))
    diagnostics.append(_proxy(connection))
    diagnostics += _trust(connection)
    diagnostics.append(Diagnostic("network", "timeout", f"{connection.timeout:g} seconds"))
    if not options.connect:
        diagnostics.append(Diagnostic("network", "connection", "not tested (use --connect)"))
        return None
    return _connect(connection, diagnostics)


def _proxy(connection: Connection) -> Diagnostic:
    from cdx_tui.api.proxies import parse_proxy, proxy_for, proxy_name

    proxy = proxy_for(connection, os.environ)
    if proxy is None:
        return Diagnostic("network", "proxy", "none")
    try:
        parse_proxy(proxy)
    except CdxError as error:
        return _problem("network", "proxy", error)
    origin = "environment or system" if connection.proxy is None else "settings"
    return Diagnostic("network", "proxy", f"{proxy_name(proxy)} (from {origin})")


def _trust(connection: Connection) -> Iterator[Diagnostic]:
    import ssl

    from cdx_tui.api.tls import tls_context

    paths = ssl.get_default_verify_paths()
    store = ", ".join(clean(path) for path in (paths.cafile, paths.capath) if path)
    yield Diagnostic("network", "CA certificates", f"system store {store}".strip())
    for name, path in (
        ("ca_bundle", connection.ca_bundle),
        ("SSL_CERT_FILE", os.environ.get("SSL_CERT_FILE")),
    ):
        if path:
            yield Diagnostic("network", name, clean(str(path)))
    try:
        tls_context(connection.ca_bundle, os.environ)
    except CdxError as error:
        yield _problem("network", "CA certificates", error)


def _connect(connection: Connection, diagnostics: list[Diagnostic]) -> CdxError | None:
    import asyncio

    from cdx_tui.api.handshake import perform_handshake

    try:
        result = asyncio.run(perform_handshake(connection))
    except CdxError as error:
        diagnostics.append(_problem("network", "connection", error))
        return error
    encryption = f"{result.protocol}, certificate issued by {result.issuer or 'an unnamed CA'}"
    text = f"{encryption if result.protocol else 'no encryption'}; {result.elapsed * 1000:,.0f} ms"
    diagnostics.append(Diagnostic("network", "connection", f"{text}; nothing was sent"))
    return None


def _problem(section: str, name: str, error: CdxError) -> Diagnostic:
    return Diagnostic(
        section, name, f"{error.title}. {error.cause} {error.next_step}", State.PROBLEM
    )


def _versions() -> Iterator[Diagnostic]:
    yield Diagnostic("versions", "cdx-tui", __version__)
    build = f"{platform.python_implementation()} {platform.python_version()}, {sys.executable}"
    yield Diagnostic("versions", "python", clean(build))
    yield Diagnostic("versions", "system", clean(platform.platform()))
    for name in _PACKAGES:
        try:
            found = version(name)
        except PackageNotFoundError:
            found = "not installed"
        yield Diagnostic("versions", name, clean(found))
