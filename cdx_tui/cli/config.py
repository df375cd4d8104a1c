"""`cdx-tui config`: print the configuration file's path or values, create it; clear state."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Final

from cdx_tui.api.errors import RefusedInput
from cdx_tui.cli.setup import given_settings
from cdx_tui.config.base_url import without_user_info
from cdx_tui.config.files import make_private_folder, write_new
from cdx_tui.config.paths import HomeUnknown, config_file
from cdx_tui.config.problems import shown
from cdx_tui.config.settings import Profile, Settings, load_settings
from cdx_tui.config.state import forget_shares
from cdx_tui.config.tables import Tables, read_tables
from cdx_tui.config.toml_file import Problems
from cdx_tui.text import clean

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Run the action `options.action`: path, profiles, show, init or clear-recent.

    Raises:
        RefusedInput: No configuration folder is known, the file cannot be written or exists, or an
            option is invalid.
    """
    if options.action == "clear-recent":
        _clear_recent()
        return 0
    file = _file()
    actions: Mapping[str, Callable[[], None]] = {
        "path": lambda: print(clean(str(file))),
        "profiles": lambda: _profiles(file),
        "show": lambda: _show(options, file),
        "init": lambda: _init(file),
    }
    actions[options.action]()
    return 0


def _file() -> Path:
    try:
        return config_file()
    except HomeUnknown as error:
        raise RefusedInput(
            "Can't find the configuration folder", f"{error}.", "Then try again."
        ) from None


def _clear_recent() -> None:
    try:
        forget_shares()
    except OSError as error:
        raise RefusedInput(
            "Can't clear the recent shares",
            f"Writing the state failed: {clean(error.strerror or str(error))}.",
            "Make its folder writable: `cdx-tui doctor` prints its path.",
        ) from None
    print("Recent shares cleared")


def _init(file: Path) -> None:
    template = files("cdx_tui.config").joinpath("config.toml").read_bytes()
    try:
        make_private_folder(file.parent)
        write_new(file, template)
    except FileExistsError:
        raise RefusedInput(
            "The configuration file already exists",
            f"{clean(str(file))} was not changed.",
            "Edit it, or move it away first; `cdx-tui config show` prints the effective settings.",
        ) from None
    except OSError as error:
        raise RefusedInput(
            "Can't write the configuration file",
            f"Writing {clean(str(file))} failed: {error.strerror or error}.",
            "Make its folder writable, or set CDX_TUI_CONFIG_DIR to another.",
        ) from None
    print(clean(str(file)))


def _profiles(file: Path) -> None:
    for name in read_tables(file, Problems(file)).profiles:
        print(name)


def _show(options: argparse.Namespace, file: Path) -> None:
    given = given_settings(options)
    settings, problems = load_settings(given)
    for problem in problems:
        print(f"cdx-tui: {problem}", file=sys.stderr)
    tables = read_tables(file, Problems(file))
    origin = _Origins(given, tables, settings.profile)
    for line in _lines(settings, origin):
        print(line)


class _Origins:
    """Lookup of the source of each setting's value."""

    def __init__(self, given: Mapping[str, object], tables: Tables, profile: str | None) -> None:
        self._given = given
        self._file_values = tables.settings
        self._profile = profile
        self._profile_values = {} if profile is None else tables.profiles[profile]

    def of(self, name: str) -> str:
        if self._given.get(name) is not None:
            return "command line"
        if name in self._profile_values:
            return f"profile {self._profile}"
        return "configuration file" if name in self._file_values else "default"


_NOT_A_VALUE: Final = ("keys", "profiles", "invalid")


def _lines(settings: Settings, origin: _Origins) -> Iterator[str]:
    """Yield the settings as lines of TOML, each with its source; unset ones as comments."""
    for name in settings._fields:
        if name in _NOT_A_VALUE:
            continue
        if name in settings.invalid:
            yield f"# {name} is invalid"
            continue
        value = getattr(settings, name)
        source = origin.of(name)
        if value is None:
            yield f"# {name} is not set"
            continue
        if name == "proxy":
            value = without_user_info(value)
        yield f"{name} = {_as_toml(value)}  # {source}"
    if settings.keys:
        yield "\n[keys]"
        yield from (f"{_as_toml(name)} = {_as_toml(key)}" for name, key in settings.keys.items())
    for profile in settings.profiles.values():
        yield from _profile_lines(profile)


def _profile_lines(profile: Profile) -> Iterator[str]:
    """Yield the table of a profile, with its credentials as comments without values."""
    yield f"\n[profiles.{_as_toml(profile.name)}]"
    if profile.api_key is not None:
        yield "# api_key is set"
    if profile.secret_command:
        yield f"# secret_command runs {shown(profile.secret_command[0])}"


def _as_toml(value: object) -> str:
    if isinstance(value, Path):
        value = clean(str(value))
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, ensure_ascii=False)
