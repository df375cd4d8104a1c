"""Read, normalise and validate a shared token before it is sent."""

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

# White space of every script, and the invisible characters that editors and mail clients insert:
# soft hyphens, zero-width characters, direction marks, the byte order mark.
_BLANK = re.compile("[\\s\xad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]+")
_QUOTES = "\"'`´“”„‟‘’‚‛«»‹›"
_INVALID_IN_TOKEN = re.compile("[^!-~]")

_COPY_AGAIN = "Copy the whole token from the invitation again."


def read_token(
    token_file: str | None, environ: MutableMapping[str, str], stdin: BinaryIO | None
) -> Secret | None:
    """Return the token from a file, standard input or the environment; None if there is none.

    Args:
        token_file: The path of a file, or `-` for standard input; takes precedence over the
            environment.
        environ: The environment. `CDX_TUI_TOKEN` is read and removed, so that no child process
            inherits it. (The initial environment of the process remains visible to its own user in
            /proc/PID/environ.)
        stdin: Standard input as a binary stream; None if it is closed. At most 1 MiB is read.

    Raises:
        RefusedInput: The source cannot be read, or contains no valid token. The message gives the
            reason, and never includes the content.
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

    Mail clients wrap, indent and quote tokens.

    Raises:
        RefusedInput: The result is not a valid token; see `check_token`.
    """
    token = _without_wrapping(text)
    check_token(token)
    return Secret(token)


def check_token(token: str) -> None:
    """Raise an error if `token` cannot be a shared token, before it is sent.

    Raises:
        RefusedInput: It is empty, an API secret, longer than 64 KiB, or contains a character other
            than visible ASCII. The message includes that character's code point, and nothing else
            of the token.
    """
    if not token:
        raise RefusedInput("There is no token", "What was given is empty.", _COPY_AGAIN)
    if token.startswith(SECRET_PREFIX):
        raise RefusedInput(
            "That is an API secret, not a shared token",
            f"The secrets of API keys begin with {SECRET_PREFIX}. It was not sent.",
            "Paste the invitation's token. If others have seen the secret, replace its API key.",
        )
    match = _INVALID_IN_TOKEN.search(token)
    if match:
        raise RefusedInput(
            "That is not a shared token",
            f"Character {match.start() + 1}, not counting white space, is U+{ord(match[0]):04X}, "
            "which no token holds.",
            _COPY_AGAIN,
        )
    if len(token) > _LONGEST_TOKEN:
        raise RefusedInput(
            "That is too long for a shared token",
            f"It has {len(token):,} characters; {_LONGEST_TOKEN:,} are the most.",
            _COPY_AGAIN,
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
        # Pipes are allowed, as in --token-file <(pass show token).
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
