"""Find the API key and its secret.

Sources, in order of precedence: `CONFLUENT_CLOUD_API_KEY` with `CONFLUENT_CLOUD_API_SECRET` (the
variables of the Terraform provider); the profile's `api_key` with its `secret_command`; the
profile's `api_key` with the OS keyring. If none is set, the app prompts the user.
"""

from __future__ import annotations

import logging
import os
import re
import time
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import Final

from cdx_tui.config.credential_shape import looks_like_key, looks_like_secret
from cdx_tui.config.invisible import strip_invisible
from cdx_tui.config.os_keyring import SERVICE, query_keyring
from cdx_tui.config.problems import ConfigError, shown
from cdx_tui.config.secret_command import DEADLINE, run_secret_command
from cdx_tui.config.settings import Profile, Settings
from cdx_tui.config.values import SECRET_PREFIX
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

_log: Final = logging.getLogger(__name__)

KEY_VARIABLE = "CONFLUENT_CLOUD_API_KEY"
SECRET_VARIABLE = "CONFLUENT_CLOUD_API_SECRET"  # noqa: S105 - a variable's name

ENVIRONMENT = "environment"
KEYRING = "keyring"
TYPED_IN = "typed in"

_INVALID_IN_CREDENTIALS = re.compile("[^ -~]")
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Credentials:
    """A Confluent Cloud API key, valid in an HTTP header. Created by `check_credentials`."""

    key: str
    """The API key: not a secret, but private."""

    secret: Secret
    """The key's secret."""

    source: str
    """The source: `environment`, `profile prod: secret_command` or `typed in`."""


@dataclass(frozen=True, slots=True)
class CredentialSource:
    """A source of credentials, and a description of its state without values."""

    name: str
    is_set: bool
    explanation: str
    is_incomplete: bool = False
    """Whether only a part of it is set, which ends a validation."""


def check_credentials(key: str, secret: str, source: str) -> Credentials:
    """Return credentials that can be sent with HTTP Basic authentication (RFC 7617).

    White space and a byte order mark around the key and the secret, common in files and pasted
    text, are stripped.

    Args:
        key: The API key.
        secret: Its secret.
        source: Their source, for messages.

    Raises:
        ConfigError: One of them is empty, longer than 4,096 characters, or not printable ASCII, or
            the key contains a colon, or the two are swapped. The message gives the position of a
            character, never a value.
    """
    key, secret = strip_invisible(key), strip_invisible(secret)
    for what, value in (("key", key), ("secret", secret)):
        match = _INVALID_IN_CREDENTIALS.search(value)
        if not value:
            raise _refused(f"The API {what} is empty.", source, what)
        if match:
            raise _refused(
                f"Character {match.start() + 1} of the API {what} is U+{ord(match[0]):04X}; "
                "keys and secrets contain only printable ASCII characters.",
                source,
            )
        if len(value) > _LONGEST:
            raise _refused(f"The API {what} is longer than {_LONGEST:,} characters.", source)
    if ":" in key:
        raise _refused("The API key contains a colon.", source)
    if looks_like_secret(key) and looks_like_key(secret):
        raise _refused("The API key and its secret are swapped.", source)
    if key.lower().startswith(SECRET_PREFIX):
        raise _refused("An API secret was given as the API key.", source)
    return Credentials(key, Secret(secret), source)


def find_credentials(
    settings: Settings, environ: MutableMapping[str, str], *, deadline: float = DEADLINE
) -> Credentials | None:
    """Return the first credentials found; None if the user must be prompted.

    It may run a program and wait for it: call it in a thread. Call it once and keep the result:
    both variables are removed from `environ`, so that no child process inherits the secret.
    Credentials from the environment apply to every profile.

    Args:
        settings: The settings, whose active profile is used.
        environ: The environment, usually `os.environ`.
        deadline: Time limit of the secret command, in seconds.

    Raises:
        ConfigError: Only one of key and secret is set, the secret command failed, or the
            credentials are invalid.
    """
    started = time.monotonic()
    found = _find(settings, environ, deadline)
    source = "no source" if found is None else found.source
    _log.debug("API key from %s after %.3f s", source, time.monotonic() - started)
    return found


def _find(
    settings: Settings, environ: MutableMapping[str, str], deadline: float
) -> Credentials | None:
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
        result = query_keyring(profile.api_key)
        if result.secret is None:  # the app prompts; `explain_credentials` gives the reason
            return None
        secret = result.secret
    else:
        return None
    return check_credentials(profile.api_key, secret.reveal(), source)


def explain_credentials(
    settings: Settings, environ: Mapping[str, str]
) -> tuple[CredentialSource, ...]:
    """Describe each source, in order of precedence, without values and without running commands.

    The keyring is queried if the profile has an `api_key`, which may open an unlock dialog.
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
        present, missing = (
            (KEY_VARIABLE, SECRET_VARIABLE) if key else (SECRET_VARIABLE, KEY_VARIABLE)
        )
        raise ConfigError(
            "Incomplete API key",
            f"{present} is set, but {missing} is not.",
            "Set both, or neither.",
        )
    return check_credentials(key, secret, ENVIRONMENT)


def _explain_environment(environ: Mapping[str, str]) -> CredentialSource:
    unset = [name for name in (KEY_VARIABLE, SECRET_VARIABLE) if not environ.get(name, "").strip()]
    if len(unset) == 1:
        explanation = f"incomplete: {unset[0]} is not set"
        return CredentialSource(ENVIRONMENT, False, explanation, is_incomplete=True)
    are_set = "are not set" if unset else "are set"
    return CredentialSource(
        ENVIRONMENT, not unset, f"{KEY_VARIABLE} and {SECRET_VARIABLE} {are_set}"
    )


def _explain_command(profile: Profile | None) -> CredentialSource:
    if profile is None:
        return CredentialSource("secret_command", False, "no active profile")
    source = _command_source(profile)
    if not profile.secret_command:
        return CredentialSource(source, False, "not set in the profile")
    program = shown(os.path.basename(profile.secret_command[0]))
    if profile.api_key is None:
        return CredentialSource(source, False, f"runs {program}, but the profile has no api_key")
    return CredentialSource(source, True, f"runs {program} when a secret is needed")


def _explain_keyring(profile: Profile | None) -> CredentialSource:
    if profile is None or profile.api_key is None:
        return CredentialSource(KEYRING, False, "no active profile with an api_key")
    result = query_keyring(profile.api_key)
    held = f'secret found under the service "{SERVICE}"'
    return CredentialSource(KEYRING, result.secret is not None, result.reason or held)


def _command_source(profile: Profile) -> str:
    return f"profile {profile.name}: secret_command"


def _refused(cause: str, source: str, missing: str = "key") -> ConfigError:
    article = "an API key" if missing == "key" else "the API secret"
    next_step = f"Enter {article}." if source == TYPED_IN else f"Check its source: {source}."
    return ConfigError("The API key can't be used", cause, next_step)
