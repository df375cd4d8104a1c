"""Where the API key and its secret come from.

The first that is there wins: `CONFLUENT_CLOUD_API_KEY` with `CONFLUENT_CLOUD_API_SECRET` (the
names that Terraform's provider has); the profile's `api_key` with its `secret_command`; the
profile's `api_key` with the system's keyring; else the app asks.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass

from cdx_tui.config.os_keyring import SERVICE, ask_keyring
from cdx_tui.config.problems import ConfigError, shown
from cdx_tui.config.secret_command import DEADLINE, run_secret_command
from cdx_tui.config.settings import Profile, Settings
from cdx_tui.secret import Secret

__all__ = [
    "ENVIRONMENT",
    "KEY_VARIABLE",
    "SECRET_VARIABLE",
    "TYPED_IN",
    "CredentialSource",
    "Credentials",
    "check_credentials",
    "explain_credentials",
    "find_credentials",
]

KEY_VARIABLE = "CONFLUENT_CLOUD_API_KEY"
SECRET_VARIABLE = "CONFLUENT_CLOUD_API_SECRET"  # noqa: S105 - a variable's name

ENVIRONMENT = "environment"
KEYRING = "keyring"
TYPED_IN = "typed in"

_NOT_IN_CREDENTIALS = re.compile("[^ -~]")
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Credentials:
    """A Confluent Cloud API key, fit for an HTTP header. Made by `check_credentials`."""

    key: str
    """The API key: not a secret, but private."""

    secret: Secret
    """The key's secret."""

    source: str
    """Their source: `environment`, `profile prod: secret_command`, `typed in`."""


@dataclass(frozen=True, slots=True)
class CredentialSource:
    """A source of credentials, and a description of its state without values."""

    name: str
    is_set: bool
    explanation: str


def check_credentials(key: str, secret: str, source: str) -> Credentials:
    """Return credentials that can be sent with HTTP Basic authentication (RFC 7617).

    White space around the key and the secret is taken off: it comes from files and from pasting.

    Raises:
        ConfigError: One of them is empty, or holds what no key does: a character that is not
            printable ASCII, a colon in the key. The message says where, and repeats neither.
    """
    key, secret = key.strip(), secret.strip()
    for what, value in (("key", key), ("secret", secret)):
        odd = _NOT_IN_CREDENTIALS.search(value)
        if not value:
            raise _refused(f"The API {what} is empty.", source)
        if odd:
            raise _refused(
                f"Character {odd.start() + 1} of the API {what} is U+{ord(odd[0]):04X}; "
                "keys and secrets hold printable ASCII characters only.",
                source,
            )
        if len(value) > _LONGEST:
            raise _refused(f"The API {what} is longer than {_LONGEST:,} characters.", source)
    if ":" in key:
        raise _refused("The API key holds a colon, which can't be sent in a key.", source)
    return Credentials(key, Secret(secret), source)


def find_credentials(
    settings: Settings, environ: MutableMapping[str, str], *, deadline: float = DEADLINE
) -> Credentials | None:
    """Return the first credentials found; None if the user has to be asked.

    It may run a program and wait for it, so call it in a thread, and once: the two variables are
    taken out of `environ`, so that no program that is started later inherits the secret. Keep
    the result; credentials from the environment hold whatever the profile.

    Args:
        settings: The active profile is used.
        environ: The environment, mostly `os.environ`.
        deadline: How many seconds the secret command may take.

    Raises:
        ConfigError: Half of a pair is set, the secret command failed, or what was found is not
            fit to be sent.
    """
    from_environment = _take_from_environment(environ)
    if from_environment is not None:
        return from_environment
    profile = settings.active_profile
    if profile is None:
        return None
    if profile.secret_command:
        source = _command_source(profile)
        if profile.api_key is None:
            raise _refused("The profile has a secret_command, but no api_key.", source)
        secret = run_secret_command(profile.secret_command, environ, deadline=deadline)
    elif profile.api_key is not None:
        source = KEYRING
        answer = ask_keyring(profile.api_key)
        if answer.secret is None:  # why is for `explain_credentials`; the app asks now
            return None
        secret = answer.secret
    else:
        return None
    return check_credentials(profile.api_key, secret.reveal(), source)


def explain_credentials(
    settings: Settings, environ: Mapping[str, str]
) -> tuple[CredentialSource, ...]:
    """Describe each source, in order of precedence; no value is shown and no command is run.

    The keyring is queried if it could matter, which may open its own dialog.
    """
    return (
        _explain_environment(environ),
        _explain_command(settings.active_profile),
        _explain_keyring(settings.active_profile),
    )


def _take_from_environment(environ: MutableMapping[str, str]) -> Credentials | None:
    key = environ.pop(KEY_VARIABLE, "").strip()
    secret = environ.pop(SECRET_VARIABLE, "").strip()
    if not key and not secret:
        return None
    if not key or not secret:
        there, missing = (KEY_VARIABLE, SECRET_VARIABLE) if key else (SECRET_VARIABLE, KEY_VARIABLE)
        raise ConfigError(
            "Half of the API key is missing",
            f"{there} is set, but {missing} is not.",
            "Set both of them, or neither.",
        )
    return check_credentials(key, secret, ENVIRONMENT)


def _explain_environment(environ: Mapping[str, str]) -> CredentialSource:
    unset = [name for name in (KEY_VARIABLE, SECRET_VARIABLE) if not environ.get(name, "").strip()]
    explanation = {
        0: f"{KEY_VARIABLE} and {SECRET_VARIABLE} are set",
        1: f"only half is set: {unset[0] if unset else ''} is missing",
        2: f"{KEY_VARIABLE} and {SECRET_VARIABLE} are not set",
    }[len(unset)]
    return CredentialSource(ENVIRONMENT, not unset, explanation)


def _explain_command(profile: Profile | None) -> CredentialSource:
    if profile is None:
        return CredentialSource("secret_command", False, "no profile is in use")
    source = _command_source(profile)
    if not profile.secret_command:
        return CredentialSource(source, False, "the profile has none")
    program = shown(os.path.basename(profile.secret_command[0]))
    if profile.api_key is None:
        return CredentialSource(source, False, f"runs {program}, but the profile has no api_key")
    return CredentialSource(source, True, f"runs {program}, when a secret is needed")


def _explain_keyring(profile: Profile | None) -> CredentialSource:
    if profile is None or profile.api_key is None:
        return CredentialSource(KEYRING, False, "looks for the api_key of a profile; there is none")
    answer = ask_keyring(profile.api_key)
    held = f'it holds a secret for the key, under the service "{SERVICE}"'
    return CredentialSource(KEYRING, answer.secret is not None, answer.reason or held)


def _command_source(profile: Profile) -> str:
    return f"profile {profile.name}: secret_command"


def _refused(cause: str, source: str) -> ConfigError:
    return ConfigError("The API key can't be used", cause, f"Look at its source: {source}.")
