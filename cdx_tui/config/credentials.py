"""Where the Cloud API key and its secret come from."""

from __future__ import annotations

import os
import signal
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.settings import Settings
from cdx_tui.secret import Secret
from cdx_tui.text import clean, shorten

if TYPE_CHECKING:
    import subprocess

__all__ = ["KEY_VARIABLE", "SECRET_VARIABLE", "Credentials", "find_credentials", "typed_in"]

KEY_VARIABLE: Final = "CONFLUENT_CLOUD_API_KEY"
SECRET_VARIABLE: Final = "CONFLUENT_CLOUD_API_SECRET"  # noqa: S105 - the variable's name
SERVICE: Final = "cdx-tui"
"""Under which service the OS keyring is asked; the user name there is the API key."""

COMMAND_SECONDS: Final = 15.0
_LONGEST_OUTPUT: Final = 64 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Credentials:
    """A Cloud API key, its secret, and in words where they came from."""

    key: str
    secret: Secret
    source: str


def find_credentials(
    settings: Settings,
    environ: MutableMapping[str, str],
    *,
    seconds: float = COMMAND_SECONDS,
) -> Credentials | None:
    """Return the credentials that are found first, or None where they must be asked for.

    The order is the environment, the profile's `api_key` with `secret_command`, the OS keyring.
    The secret is taken out of `environ`, so that no child of the program inherits it.

    Raises:
        RefusedInput: One is there but cannot be used.
    """
    key, secret = environ.get(KEY_VARIABLE), environ.pop(SECRET_VARIABLE, None)
    if key and secret:
        return _checked(key, secret, "environment")
    if key or secret:
        missing = SECRET_VARIABLE if key else KEY_VARIABLE
        raise _refused(
            f"Of the two variables only one is set: {missing} is missing.",
            "Set both, or neither.",
        )
    if settings.api_key and settings.secret_command:
        printed = _run(settings.secret_command, environ, seconds)
        name = f"profile {settings.profile}" if settings.profile else "settings"
        return _checked(settings.api_key, printed, f"{name}: secret_command")
    if settings.api_key and (stored := _from_keyring(settings.api_key)):
        return _checked(settings.api_key, stored, "keyring")
    return None


def typed_in(key: str, secret: Secret) -> Credentials:
    """Return credentials that the user typed in.

    Raises:
        RefusedInput: They cannot be an API key and its secret.
    """
    return _checked(key.strip(), secret.reveal(), "typed in")


def _checked(key: str, secret: str, source: str) -> Credentials:
    for name, value in (("API key", key), ("API secret", secret)):
        if not value:
            raise _refused(f"The {name} ({source}) is empty.", "Give both key and secret.")
        if not (value.isascii() and value.isprintable()) or " " in value:
            raise _refused(
                f"The {name} ({source}) holds a blank, a line break or another character that none"
                " has.",
                "Copy it once more, without anything around it.",
            )
    if ":" in key:
        raise _refused(
            f"The API key ({source}) has a colon in it.", "Give the key alone, not KEY:SECRET."
        )
    return Credentials(key, Secret(secret), source)


def _run(command: tuple[str, ...], environ: Mapping[str, str], seconds: float) -> str:
    """Run `secret_command` without a shell and return what it prints, without the line's end."""
    import subprocess

    name = shorten(clean(command[0]), 100)
    try:
        process = subprocess.Popen(  # noqa: S603 - a list of arguments, from the user's own file
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=dict(environ),
            start_new_session=True,
        )
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "its name or an argument is odd"
        raise _refused(f"secret_command {name} cannot be run: {why}.", _CHECK_COMMAND) from None
    try:
        output, errors = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        raise _refused(
            f"secret_command {name} took more than {seconds:g} seconds.", _CHECK_COMMAND
        ) from None
    finally:
        _end(process)
    said = shorten(clean(errors.decode("utf-8", "replace").strip()), 300)
    if process.returncode != 0:
        raise _refused(
            f"secret_command {name} ended with status {process.returncode}"
            + (f" and said: {said}" if said else "."),
            _CHECK_COMMAND,
        )
    if len(output) > _LONGEST_OUTPUT:
        raise _refused(f"secret_command {name} printed {len(output):,} bytes.", _CHECK_COMMAND)
    return output.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")


_CHECK_COMMAND: Final = "Run it by hand: it must print the secret and nothing else."


def _end(process: subprocess.Popen[bytes]) -> None:
    """Kill a command that is still running, with its children, and close its pipes."""
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    for pipe in (process.stdout, process.stderr):
        if pipe is not None:
            pipe.close()


def _from_keyring(key: str) -> str | None:
    """Ask the OS keyring, where the optional `keyring` package is installed."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        stored = keyring.get_password(SERVICE, key)
    except (KeyringError, RuntimeError, OSError):  # no backend, or a locked one
        return None
    return stored if isinstance(stored, str) else None


def _refused(cause: str, step: str) -> RefusedInput:
    return RefusedInput("The API key cannot be used", cause, step)
