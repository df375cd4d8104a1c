"""Load the settings from the configuration file, its profiles and the command line.

The file is `config.toml` in `cdx_tui.config.paths.config_dir()`. Its top level contains settings; a
table `[profiles.NAME]` overrides them for one account or environment, and adds its credentials:

    profile = "prod"
    timeout = 20

    [profiles.prod]
    api_key = "ABCDEFGHIJKLMNOP"
    secret_command = ["pass", "show", "confluent/prod"]

    [keys]
    "main.again" = "f5"
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from cdx_tui.config.paths import HomeUnknown, config_file
from cdx_tui.config.problems import ConfigError, ConfigProblem, did_you_mean, sentence, shown
from cdx_tui.config.tables import Tables, read_tables
from cdx_tui.config.toml_file import Problems
from cdx_tui.config.values import CONVERTERS, Clipboard

__all__ = ["Profile", "Settings", "load_settings"]

_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})


class Profile(NamedTuple):
    """One account or environment of the configuration file, `[profiles.NAME]`."""

    name: str
    """The table's name, as used by `--profile` and the setting `profile`. Safe to show."""

    api_key: str | None = None
    """The ID of a Confluent Cloud API key. No default: without it, the app prompts."""

    secret_command: tuple[str, ...] = ()
    """The program that prints the key's secret, and its arguments; run without a shell.

    In the file it is a list of strings, or one string that is split by shell rules. `~/` at the
    start of each is the home directory. Empty by default: the secret is then read from the OS
    keyring.
    """

    def __repr__(self) -> str:
        """Return the name alone."""
        return f"Profile({self.name!r})"


class Settings(NamedTuple):
    """The effective settings of one run: defaults, file, profile and command line merged."""

    base_url: str = "https://api.confluent.cloud"
    """The base URL of the API: https, or http on loopback. Without a trailing slash."""

    ca_bundle: Path | None = None
    """A PEM file of certificates to trust in addition to the system's.

    No default. A relative path in the file is resolved against the file's folder; `~` is the home
    directory.
    """

    proxy: str | None = None
    """The proxy's URL: http, https, socks5 or socks5h. By default the environment's, if any.

    It may contain a password: show it through `cdx_tui.config.base_url.without_user_info` only.
    """

    timeout: float = 30.0
    """Time limit of a validation, in seconds; 30 by default."""

    max_answer_bytes: int = 64 * 1024 * 1024
    """The size limit of a response in bytes; 64 MiB by default."""

    theme: str | None = None
    """The name of a colour theme, one of `values.THEMES`. By default the last one chosen."""

    mouse: bool = True
    """Whether the app captures the mouse; true by default.

    If false, the terminal selects text as it does outside the app.
    """

    ascii: bool = False
    """Whether lines and symbols are drawn in ASCII only; false by default."""

    clipboard: Clipboard = "auto"
    """The method of copying to the clipboard; by default the first one that works.

    `native` uses the system's own program, `tmux` its paste buffer, `osc52` the terminal's escape
    sequence; `off` disables copying.
    """

    recent_shares: bool = True
    """Whether saved shares that were exported or opened are remembered, and the folders of exports.

    True by default. No token is remembered in any case.
    """

    keys: Mapping[str, str] = _NOTHING
    """Textual's key names by the ID of their binding, one of `key_bindings.BINDINGS`.

    In the file it is the table `[keys]`, such as `"main.again" = "f5"`; a profile's own entries
    override it. Empty by default: all keys are as in the help.
    """

    profile: str | None = None
    """The name of the active profile, one of `profiles`; None by default."""

    profiles: Mapping[str, Profile] = _NOTHING
    """The profiles of the file by name, in the order of the file. Not itself a setting."""

    invalid: Mapping[str, str] = _NOTHING
    """Why the connection is not as the file says, by setting. Not itself a setting.

    The setting is one of `values.CONNECTION`, or `profile`, whose table may set these; of a file
    that can't be read it is an empty string.
    """

    def __repr__(self) -> str:
        """Return the profile alone: the proxy may contain a password."""
        return f"Settings(profile={self.profile!r})"

    @property
    def active_profile(self) -> Profile | None:
        """The active profile, if any."""
        return None if self.profile is None else self.profiles[self.profile]

    def check_connection(self) -> None:
        """Check that the connection is as the file says.

        Raises:
            ConfigError: It is not, since some of the file is invalid.
        """
        for name, reason in self.invalid.items():
            other = f"use --{name.replace('_', '-')}" if name else "name another CDX_TUI_CONFIG_DIR"
            next_step = f"Correct the configuration file, or {other}, then start again."
            raise ConfigError("Invalid settings: nothing was sent", reason, next_step)


def load_settings(
    overrides: Mapping[str, object] | None = None, *, file: Path | None = None
) -> tuple[Settings, tuple[ConfigProblem, ...]]:
    """Merge the defaults, the configuration file, its profile and the command line; the last wins.

    Args:
        overrides: Settings of the command line by field name; None means that an option was not
            given. `profile` selects the profile. A relative `ca_bundle` is resolved against the
            working directory.
        file: The configuration file; by default the user's own, if any.

    Returns:
        The settings, and the problems found in the file. A malformed file is left unchanged and
        counts as empty; an invalid value counts as not set. See `Settings.invalid`, too.

    Raises:
        ConfigError: An override is invalid, or names an unknown profile.
    """
    file = file or _default_file()
    problems = Problems(file)
    tables = Tables() if file is None else read_tables(file, problems)
    given = _converted(overrides or {})
    name, unknown = _profile_name(given.pop("profile", None), tables, problems)
    settings = _merged(tables, name, given)
    unread = [("", str(each)) for each in problems.found if each.fatal]
    invalid = MappingProxyType({**dict(unread), **unknown, **settings.invalid})
    keys = _without_conflicts(settings.keys, problems)
    return settings._replace(keys=keys, invalid=invalid), problems.found


def _without_conflicts(keys: Mapping[str, str], problems: Problems) -> Mapping[str, str]:
    if not keys:
        return keys
    from cdx_tui.config.key_bindings import conflicts

    remaining = dict(keys)
    for conflict in conflicts(keys):
        problems.add(sentence(f'keys."{conflict.entry}"', conflict))
        del remaining[conflict.entry]
    return MappingProxyType(remaining)


def _default_file() -> Path | None:
    try:
        return config_file()
    except HomeUnknown:
        return None


def _merged(tables: Tables, name: str | None, given: dict[str, Any]) -> Settings:
    top = dict(tables.settings)
    profile_values = {} if name is None else dict(tables.profiles[name])
    for credential in ("api_key", "secret_command"):
        profile_values.pop(credential, None)
    keys = {**top.get("keys", {}), **profile_values.get("keys", {})}
    profiles = {
        each: Profile(each, values.get("api_key"), values.get("secret_command", ()))
        for each, values in tables.profiles.items()
    }
    merged: dict[str, Any] = {**top, **profile_values, **given}
    merged |= {"keys": MappingProxyType(keys), "profile": name}
    invalid = {
        each: str(value) for each, value in merged.items() if isinstance(value, ConfigProblem)
    }
    valid = {each: value for each, value in merged.items() if each not in invalid}
    return Settings(**valid, profiles=MappingProxyType(profiles), invalid=MappingProxyType(invalid))


def _converted(overrides: Mapping[str, object]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in overrides.items():
        if value is None:
            continue
        option = "--" + name.replace("_", "-")
        try:
            values[name] = CONVERTERS[name](value, Path())
        except ValueError as error:
            raise ConfigError(
                "Invalid option",
                sentence(option, error),
                "See the --help of the command.",
                is_option=True,
            ) from None
    return values


def _profile_name(
    wanted: str | None, tables: Tables, problems: Problems
) -> tuple[str | None, Mapping[str, str]]:
    """Return the name of the active profile; if the setting's is unknown, also `Settings.invalid`.

    Raises:
        ConfigError: The wanted profile is unknown.
    """
    if wanted is not None and wanted not in tables.profiles:
        raise _unknown_profile(wanted, tables, problems)
    name = wanted if wanted is not None else tables.settings.get("profile")
    if name is not None and name not in tables.profiles:
        message = f'The setting profile names an unknown profile, "{shown(name)}".'
        return None, {"profile": str(problems.add_unknown(message, name, tables.profiles))}
    return name, {}


def _unknown_profile(wanted: str, tables: Tables, problems: Problems) -> ConfigError:
    where = "the configuration file" if problems.file is None else shown(problems.file)
    if tables.profiles:
        known = ", ".join(shown(name) for name in list(tables.profiles)[:20])
        cause = f"The profiles in {where} are: {known}."
        next_step = did_you_mean(wanted, tables.profiles).strip() or "Choose one of them."
    else:
        cause = f"There are no profiles in {where}."
        next_step = f"Add a table [profiles.{shown(wanted)}] to it, or omit --profile."
    return ConfigError(
        f'Unknown profile "{shown(wanted)}"',
        cause,
        next_step,
        details=tuple(str(problem) for problem in problems.found),
        is_option=True,
    )
