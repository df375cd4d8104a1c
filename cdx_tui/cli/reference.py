"""Reference sections that the manual page and `cdx-tui help TOPIC` share, made from the code."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from typing import Final, NamedTuple

from cdx_tui.cli import guides
from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.cli.guides import Entry

__all__ = ["TOPICS", "Entry", "Topic"]


class Topic(NamedTuple):
    """A section of the reference.

    Attributes:
        title: What it is about, for lists of topics.
        entries: Returns the entries; called when the section is printed.
    """

    title: str
    entries: Callable[[], Iterator[Entry]]


def _statuses() -> Iterator[Entry]:
    for status in ExitStatus:
        yield Entry(str(status.value), status.meaning)


def _environment() -> Iterator[Entry]:
    yield Entry(
        "CONFLUENT_CLOUD_API_KEY, CONFLUENT_CLOUD_API_SECRET",
        "the API key; takes precedence over a profile",
    )
    yield Entry("CDX_TUI_TOKEN", "the token, unless --token-file is given")
    yield Entry("CDX_TUI_CONFIG_DIR", "folder of config.toml")
    yield Entry(
        "XDG_CONFIG_HOME, XDG_STATE_HOME", "base folders of the configuration and the state"
    )
    yield Entry(
        "HTTPS_PROXY, ALL_PROXY, NO_PROXY", "the proxy, unless an option or a setting names one"
    )
    yield Entry(
        "SSL_CERT_FILE, SSL_CERT_DIR",
        "CA certificates to trust instead of the system's file or folder",
    )
    yield Entry("NO_COLOR", "no colours, if it is not empty")
    yield Entry(
        "FORCE_COLOR, CLICOLOR_FORCE, CLICOLOR",
        "colours in the output of commands: always if one of the first two is set, never with"
        " CLICOLOR=0",
    )
    yield Entry(
        "SSH_CONNECTION, TMUX, STY, TERM, WAYLAND_DISPLAY, DISPLAY",
        "choose how text is copied; see `cdx-tui doctor`",
    )


def _settings() -> Iterator[Entry]:
    """Yield the settings of the commented configuration file, with their defaults or examples."""
    comment: list[str] = []
    template = files("cdx_tui.config").joinpath("config.toml").read_text("utf-8")
    for line in template.splitlines():
        if line.startswith("# "):
            comment.append(line[2:])
        elif line.startswith('#"'):  # a key binding: see the topic `keys`
            continue
        else:
            if len(line) > 1 and comment:
                yield Entry(line[1:], " ".join(comment))
            comment = []


def _keys() -> Iterator[Entry]:
    from cdx_tui.tui.bindings.declared import declared_bindings

    listed = {each.id: each for _, each in declared_bindings() if each.id is not None}
    for name, binding in sorted(listed.items()):
        keys = binding.key.replace(",", ", ")
        yield Entry(f"{name} = {keys}", binding.tooltip or binding.description)


TOPICS: Final[Mapping[str, Topic]] = {
    "credentials": Topic("where the API key comes from", guides.credentials),
    "proxy": Topic("proxies and certificate authorities", guides.proxy),
    "ssh": Topic("SSH, tmux, screen: copying, colours", guides.ssh),
    "bastion": Topic("for administrators of shared hosts", guides.bastion),
    "exit-status": Topic("exit statuses of all commands", _statuses),
    "environment": Topic("environment variables", _environment),
    "formats": Topic("JSON output, exports, CSV and code", guides.formats),
    "files": Topic("files that are read and written", guides.files),
    "settings": Topic("settings of the configuration file, with examples", _settings),
    "keys": Topic("key bindings by ID, with their default keys", _keys),
}
"""The sections, by the name that `cdx-tui help` takes."""
