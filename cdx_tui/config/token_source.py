"""Sources of a shared token, and how it is normalised before it is sent."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import BinaryIO

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.problems import shown
from cdx_tui.config.values import SECRET_PREFIX
from cdx_tui.secret import Secret

__all__ = ["TOKEN_VARIABLE", "check_token", "normalise_token", "read_token"]

TOKEN_VARIABLE = "CDX_TUI_TOKEN"  # noqa: S105 - a variable's name

_STDIN = "-"
_MOST_READ = 1024 * 1024
_LONGEST_TOKEN = 64 * 1024

# Blanks and line breaks of every script, and what editors and mail clients leave that takes no
# room: soft hyphens, zero-width characters, direction marks, the byte order mark.
_BLANK = re.compile("[\\s\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_QUOTES = "\"'`´“”„‟‘’‚‛«»‹›"
_NOT_IN_A_TOKEN = re.compile("[^!-~]")

_AGAIN = "Copy the whole token from the invitation again."


def read_token(
    token_file: str | None, environ: MutableMapping[str, str], stdin: BinaryIO | None
) -> Secret | None:
    """Return the token from a file, standard input or the environment; None if there is none.

    Args:
        token_file: A file's path, or `-` for standard input; it wins over the environment.
        environ: `CDX_TUI_TOKEN` is read and removed, so that no program
            that is started later inherits it. (What the process was started with stays visible
            to its own user, in /proc/PID/environ.)
        stdin: Standard input, in bytes; None if it is closed. At most 1 MiB is read.

    Raises:
        RefusedInput: The file can't be read, or holds no token; the message says why, and never
            repeats any of it.
    """
    from_environment = environ.pop(TOKEN_VARIABLE, None)
    if token_file == _STDIN:
        return normalise_token(_text(_from_stdin(stdin), "standard input"))
    if token_file is not None:
        return normalise_token(_text(_from_file(token_file), shown(token_file)))
    if from_environment is None or not _without_wrapping(from_environment):
        return None
    return normalise_token(from_environment)


def normalise_token(text: str) -> Secret:
    """Return the token in `text` without white space, invisible characters and quotation marks.

    Mail clients wrap tokens, indent them and put them into quotes.

    Raises:
        RefusedInput: What remains is no token; see `check_token`.
    """
    token = _without_wrapping(text)
    check_token(token)
    return Secret(token)


def check_token(token: str) -> None:
    """Raise an error for what can't be a shared token, before it is sent anywhere.

    Raises:
        RefusedInput: It is empty, an API secret, longer than 64 KiB, or holds anything but visible
            ASCII characters. The message never repeats any of it, but for the one character.
    """
    if not token:
        raise RefusedInput("There is no token", "What was given is empty.", _AGAIN)
    if token.startswith(SECRET_PREFIX):
        raise RefusedInput(
            "That is an API secret, not a shared token",
            f"The secrets of API keys begin with {SECRET_PREFIX}. It was not sent.",
            "Paste the invitation's token. If others have seen the secret, replace its API key.",
        )
    odd = _NOT_IN_A_TOKEN.search(token)
    if odd:
        raise RefusedInput(
            "That is not a shared token",
            f"Character {odd.start() + 1}, not counting white space, is U+{ord(odd[0]):04X}, "
            "which no token holds.",
            _AGAIN,
        )
    if len(token) > _LONGEST_TOKEN:
        raise RefusedInput(
            "That is too long for a shared token",
            f"It has {len(token):,} characters; {_LONGEST_TOKEN:,} are the most.",
            _AGAIN,
        )


def _without_wrapping(text: str) -> str:
    return _BLANK.sub("", text).strip(_QUOTES)


def _from_stdin(stdin: BinaryIO | None) -> bytes:
    if stdin is None:
        raise _unreadable("standard input", "it is closed")
    try:
        return _read(stdin)
    except OSError as error:
        raise _unreadable("standard input", error.strerror or "reading failed") from None


def _from_file(path: str) -> bytes:
    try:
        # A pipe is welcome here, as in --token-file <(pass show token).
        with open(path, "rb") as file:
            return _read(file)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else "no file can have this name"
        raise _unreadable(shown(path), reason or "reading failed") from None


def _read(stream: BinaryIO) -> bytes:
    content = bytearray()
    while len(content) <= _MOST_READ:
        part = stream.read(_MOST_READ + 1 - len(content))
        if not part:
            break
        content += part
    return bytes(content)


def _text(content: bytes, source: str) -> str:
    if len(content) > _MOST_READ:
        raise _unreadable(source, f"it holds more than {_MOST_READ:,} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(source, "it is not text in UTF-8") from None


def _unreadable(source: str, reason: str) -> RefusedInput:
    return RefusedInput(
        "The token can't be read",
        f"Reading {source} failed: {reason}.",
        "Give a text file that holds the token and nothing else, or paste the token.",
    )
