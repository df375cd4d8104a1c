"""Read the configuration file into tables of valid values, and report the invalid ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from cdx_tui.config.private_values import is_private, secret_path
from cdx_tui.config.problems import nearest, sentence, shown
from cdx_tui.config.toml_file import Access, Problems, read_toml
from cdx_tui.config.values import CONNECTION, CONVERTERS, PROFILE_CONVERTERS, shown_text

__all__ = ["Tables", "read_tables"]

_TYPO: Final = 2
"""Characters by which a mistyped key may be longer or shorter than the one that was meant."""

_Converters = Mapping[str, Callable[[object, Path], object]]


class Tables:
    """The converted values of a configuration file: its top level, and each profile by name.

    In place of an invalid or misspelt setting of `values.CONNECTION` there is its problem.
    """

    def __init__(self, settings: dict[str, Any] | None = None) -> None:
        self.settings = settings or {}
        self.profiles: dict[str, dict[str, Any]] = {}


def read_tables(file: Path, problems: Problems) -> Tables:
    """Parse a configuration file and add its problems to `problems`; never raises."""
    document, access = read_toml(file, problems)
    _check_access(access, document, problems)
    profiles = document.pop("profiles", {})
    tables = Tables(_table(document, "", CONVERTERS, file.parent, problems))
    if not isinstance(profiles, dict):
        problems.add("profiles must be tables, such as [profiles.prod].")
        return tables
    for name, table in profiles.items():
        path = f"profiles.{shown(name)}"
        if not isinstance(table, dict):
            if not _refused_secret(path, name, table, problems):
                problems.add(f"{path} must be a table: [{path}].")
        elif not _is_visible(name):
            problems.add(f"{path} is ignored: its name is empty, too long or not visible.")
        else:
            tables.profiles[name] = _table(
                table, path + ".", PROFILE_CONVERTERS, file.parent, problems
            )
    return tables


def _check_access(access: Access, document: dict[str, Any], problems: Problems) -> None:
    """Report a file that others may change, or read if it holds something private."""
    if access.is_writable:
        problems.add("Other users can change the configuration file: run chmod 600 on it.")
    elif access.is_readable and is_private(document):
        problems.add(
            "Other users can read the configuration file, which holds secrets: run chmod 600 on it."
        )


def _table(
    table: dict[str, Any], where: str, converters: _Converters, folder: Path, problems: Problems
) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in table.items():
        path = where + shown(name)
        if name == "keys":
            values[name] = _keys(value, path, folder, problems)
        elif name == "profile" and isinstance(value, dict):
            problems.add(f"{path} must be the name of a profile; its table is [profiles.NAME].")
        elif name in converters:
            try:
                values[name] = converters[name](value, folder)
            except ValueError as error:
                problem = problems.add(sentence(path, error))
                if name in CONNECTION:
                    values[name] = problem
        elif name in PROFILE_CONVERTERS:
            problems.add(f"{path} belongs to a profile: put it under [profiles.NAME].")
        elif name in CONVERTERS:
            problems.add(f"{path} belongs at the top of the file, before the first table.")
        elif not _refused_secret(path, name, value, problems):
            known = (*converters, "keys", *(() if where else ("profiles",)))
            problem = problems.add_unknown(f'Unknown setting "{path}".', name, known)
            meant = nearest(name, known) if problems.complete else None
            if meant in CONNECTION and meant not in table:
                values[meant] = problem
    return values


def _keys(value: object, path: str, folder: Path, problems: Problems) -> dict[str, str]:
    # imported only if there is such a table
    from cdx_tui.config.key_bindings import (
        BINDINGS,
        KEY_NAMES,
        REMOVED,
        RENAMED,
        Renamed,
        normalise_keys,
    )

    keys: dict[str, str] = {}
    if not isinstance(value, dict):
        example = '"main.again" = "f5"'
        problems.add(f"{path} must be a table of action IDs and keys, such as {example}.")
        return keys
    for name, key in value.items():
        entry, kept = RENAMED.get(name, Renamed(name))
        if name in REMOVED:
            problems.add(f'{path}."{name}" is ignored: this key binding was removed.')
            continue
        if entry not in BINDINGS:
            problems.add_unknown(f'{path}: unknown action "{shown(name)}".', name, BINDINGS)
            continue
        if entry != name:
            is_set = entry in value or entry in keys
            ignored = ", which is set as well: the old name is ignored" if is_set else ""
            problems.add(f'{path}."{name}" was renamed to "{entry}"{ignored}.')
            if is_set:
                continue
        try:
            normalised = normalise_keys(shown_text(key, folder))
            keys[entry] = ",".join(dict.fromkeys((*normalised.split(","), *kept)))
        except ValueError:
            message = f'{path}."{name}" must be a key in quotes, such as "f5" or "ctrl+o".'
            near = [each for each in KEY_NAMES if abs(len(each) - len(str(key))) <= _TYPO]
            problems.add_unknown(message, str(key), near if isinstance(key, str) else ())
    return keys


def _is_visible(name: str) -> bool:
    return bool(name) and name == shown(name)


def _refused_secret(path: str, name: str, value: object, problems: Problems) -> bool:
    """Report a secret in the configuration file; return whether there is one."""
    found = secret_path(path, name, value)
    if found is None:
        return False
    problems.add(
        f"{found} is ignored: secrets are not read from this file. Remove it, and use "
        "secret_command, the system's keyring or CONFLUENT_CLOUD_API_SECRET."
    )
    return True
