"""The settings: defaults, then the configuration file, then its profile, then the command line."""

from __future__ import annotations

import stat
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import Any, Final

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.address import check_base_url
from cdx_tui.config.checking import ConfigProblem, checked, is_secret, suggestion
from cdx_tui.config.paths import config_file
from cdx_tui.text import clean, shorten

__all__ = ["ConfigProblem", "Settings", "load_settings"]

_LARGEST_FILE: Final = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set, at the top of `config.toml` or in a `[profiles.NAME]` of it."""

    base_url: str = "https://api.confluent.cloud"
    """The API's address; https, or http to this machine."""

    ca_bundle: str = ""
    """A PEM file of authorities to trust beside the system's own."""

    proxy: str | None = None
    """URL of a proxy; "" uses none; where it is not set the environment decides."""

    timeout: float = 30.0
    """Seconds for the whole of a request."""

    max_answer_bytes: int = 64 * 2**20
    """A longer answer is refused."""

    theme: str = ""
    """A theme's name; empty takes the one that was used last."""

    mouse: bool = True
    """Whether the app takes the mouse; a terminal's own selection works without."""

    ascii: bool = False
    """Whether to draw with ASCII only."""

    clipboard: str = "auto"
    """How to copy: auto, native, tmux, osc52 or off."""

    api_key: str = ""
    """A Cloud API key, whose secret `secret_command` gives."""

    secret_command: tuple[str, ...] = ()
    """A program and its arguments; what it prints is the secret. It is run without a shell."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """Which keys a binding has, by the binding's id: `"main.quit" = "ctrl+x"`."""

    profile: str = ""
    """The name of the profile that is used."""


def load_settings(
    profile: str | None = None, overrides: Mapping[str, Any] | None = None
) -> tuple[Settings, tuple[ConfigProblem, ...]]:
    """Return the settings, and what is wrong with the file that they come from.

    A broken file is left as it is and counts as none; of a file with a few odd values the others
    count.

    Args:
        profile: The profile that was named on the command line; None takes the file's own choice.
        overrides: Settings from the command line.

    Raises:
        RefusedInput: `profile` is not in the file, or an override or the address cannot be used.
    """
    path = config_file()
    document, problems = _read(path)
    profiles = _profiles(document, path, problems)
    top = {name: value for name, value in document.items() if name != "profiles"}
    settings = _applied(Settings(), top, "", path, problems)
    name = profile if profile is not None else settings.profile
    if name and name not in profiles:
        if profile is not None:
            raise _unknown_profile(profile, tuple(profiles), path)
        problems.append(ConfigProblem(f"profile names “{name}”, which is not there", path))
        name = ""
    if name:
        settings = _applied(settings, profiles[name], f"profiles.{name}.", path, problems)
    settings = replace(settings, profile=name, **_overrides(overrides or {}))
    return replace(settings, base_url=check_base_url(settings.base_url)), tuple(problems)


def _read(path: Path) -> tuple[dict[str, Any], list[ConfigProblem]]:
    problems: list[ConfigProblem] = []
    try:
        with path.open("rb") as file:
            mode = path.stat().st_mode
            data = file.read(_LARGEST_FILE + 1)
    except FileNotFoundError:
        return {}, []
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its name is not one"
        return {}, [ConfigProblem(f"cannot be read ({why}); defaults are used", path)]
    if mode & (stat.S_IRWXG | stat.S_IRWXO):
        problems.append(
            ConfigProblem("can be read or written by other users; run chmod 600 on it", path)
        )
    if len(data) > _LARGEST_FILE:
        return {}, [ConfigProblem("is larger than a megabyte; defaults are used", path)]
    try:
        return tomllib.loads(data.decode()), problems
    except UnicodeDecodeError:
        return {}, [*problems, ConfigProblem("is not UTF-8; defaults are used", path)]
    except tomllib.TOMLDecodeError as error:
        return {}, [*problems, ConfigProblem.of_toml(error, path)]
    except RecursionError:
        return {}, [*problems, ConfigProblem("is nested too deeply; defaults are used", path)]


def _profiles(
    document: dict[str, Any], path: Path, problems: list[ConfigProblem]
) -> dict[str, dict[str, Any]]:
    profiles = document.get("profiles", {})
    if not isinstance(profiles, dict):
        problems.append(ConfigProblem("profiles is not a table: write [profiles.NAME]", path))
        return {}
    found = {clean(name): values for name, values in profiles.items() if isinstance(values, dict)}
    if len(found) != len(profiles):
        problems.append(ConfigProblem("a profile is not a table: write [profiles.NAME]", path))
    return found


def _applied(
    settings: Settings,
    values: Mapping[str, Any],
    where: str,
    path: Path,
    problems: list[ConfigProblem],
) -> Settings:
    """Return `settings` with those of `values` that fit; what does not fit is a problem."""
    known = {item.name: getattr(Settings(), item.name) for item in fields(Settings)}
    changes: dict[str, Any] = {}
    for name, value in values.items():
        shown = shorten(clean(where + name), 100)
        if is_secret(name):
            message = (
                f"{shown} is a secret, which does not belong in a file. It was not used: take it"
                " out, and set secret_command or CONFLUENT_CLOUD_API_SECRET"
            )
            problems.append(ConfigProblem(message, path))
        elif name not in known:
            hint = suggestion(name, known)
            problems.append(ConfigProblem(f"{shown} is not a setting{hint}", path))
        else:
            try:
                changes[name] = checked(name, value)
            except ValueError as error:
                problems.append(ConfigProblem(f"{shown} {error}", path))
    return replace(settings, **changes)


def _overrides(overrides: Mapping[str, Any]) -> dict[str, Any]:
    found = {}
    for name, value in overrides.items():
        try:
            found[name] = checked(name, value)
        except ValueError as error:
            option = name.replace("_", "-")
            raise RefusedInput(
                "An option cannot be used", f"--{option} {error}.", "See cdx-tui --help."
            ) from None
    return found


def _unknown_profile(name: str, known: tuple[str, ...], path: Path) -> RefusedInput:
    listed = ", ".join(known) if known else "none"
    return RefusedInput(
        "There is no such profile",
        f"“{shorten(clean(name), 100)}” is not in {clean(str(path))}. Known profiles: {listed}.",
        "Name one of them with --profile, or add [profiles.NAME] to the file.",
    )
