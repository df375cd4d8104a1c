"""Read the settings file into tables of valid values, and report the invalid ones."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cdx_tui.config.problems import sentence, shown
from cdx_tui.config.toml_file import Problems, read_toml
from cdx_tui.config.values import CONVERTERS, PROFILE_CONVERTERS, shown_text
from cdx_tui.text import shorten

__all__ = ["Tables", "read_tables"]

_Converters = Mapping[str, Callable[[object, Path], object]]

_LONGEST_PATH = 120
_SECRET_NAME = re.compile(
    r"(?:.*[_-])?(?:(?:api)?[_-]?secret|secret[_-]?key|passw(?:or)?d|passphrase|(?:api)?[_-]?token)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Tables:
    """The converted values of a settings file: its top level, and each profile by name."""

    settings: dict[str, Any] = field(default_factory=dict, repr=False)
    profiles: dict[str, dict[str, Any]] = field(default_factory=dict, repr=False)


def read_tables(file: Path, problems: Problems) -> Tables:
    """Parse a settings file and add its problems to `problems`; never raises."""
    document = read_toml(file, problems)
    profiles = document.pop("profiles", {})
    tables = Tables(_table(document, "", CONVERTERS, file.parent, problems))
    if not isinstance(profiles, dict):
        problems.add("profiles must be tables of their own, such as [profiles.prod].")
        return tables
    for name, table in profiles.items():
        path = f"profiles.{shown(name)}"
        if not isinstance(table, dict):
            if not _refused_secret(path, name, table, problems):
                problems.add(f"{path} must be a table, begun with [{path}].")
        elif not _is_visible(name):
            problems.add(f"{path} is left out: a profile needs a name that can be shown.")
        else:
            tables.profiles[name] = _table(
                table, path + ".", PROFILE_CONVERTERS, file.parent, problems
            )
    return tables


def _table(
    table: dict[str, Any], where: str, converters: _Converters, folder: Path, problems: Problems
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in table.items():
        path = where + shown(name)
        if name == "keys":
            values[name] = _keys(value, path, folder, problems)
        elif name in converters:
            try:
                values[name] = converters[name](value, folder)
            except ValueError as error:
                problems.add(sentence(path, error))
        elif name in PROFILE_CONVERTERS:
            problems.add(f"{path} belongs to a profile: put it under [profiles.NAME].")
        elif name in CONVERTERS:
            problems.add(f"{path} belongs at the top of the file, before the first table.")
        elif not _refused_secret(path, name, value, problems):
            problems.add_unknown(f'There is no setting "{path}".', name, (*converters, "keys"))
    return values


def _keys(value: object, path: str, folder: Path, problems: Problems) -> dict[str, str]:
    from cdx_tui.config.key_bindings import (
        BINDINGS,
        normalise_keys,
    )  # imported only if there is such a table

    keys: dict[str, str] = {}
    if not isinstance(value, dict):
        example = '"main.again" = "f5"'
        problems.add(f"{path} must be a table of binding ids and keys, such as {example}.")
        return keys
    for name, key in value.items():
        if name not in BINDINGS:
            problems.add_unknown(f'{path}: nothing is called "{shown(name)}".', name, BINDINGS)
            continue
        try:
            keys[name] = normalise_keys(shown_text(key, folder))
        except ValueError:
            problems.add(f'{path}."{name}" must be a key as text, such as "f5" or "ctrl+o".')
    return keys


def _is_visible(name: str) -> bool:
    return bool(name) and name == shown(name)


def _refused_secret(path: str, name: str, value: object, problems: Problems) -> bool:
    """Report a secret in the settings file; return whether there is one."""
    found = _secret_path(path, name, value)
    if found is None:
        return False
    problems.add(
        f"{found} is left out: a secret does not belong in a file. Take it out, and let "
        "secret_command print it, put it into the system's keyring, or set "
        "CONFLUENT_CLOUD_API_SECRET."
    )
    return True


def _secret_path(path: str, name: str, value: object) -> str | None:
    pending = [(path, name, value)]  # a stack: dotted keys may exceed the recursion limit
    while pending:
        path, name, value = pending.pop()
        if _SECRET_NAME.fullmatch(name):
            return path
        if isinstance(value, dict):
            for key, each in value.items():
                pending.append((shorten(f"{path}.{shown(key)}", _LONGEST_PATH), key, each))
        elif isinstance(value, list):
            pending += [(path, "", each) for each in value]
    return None
