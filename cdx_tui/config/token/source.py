"""Read a shared token from a file, standard input or the environment."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import TYPE_CHECKING, BinaryIO

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.problems import shown

if TYPE_CHECKING:  # imported only if there is a token, since the first paint rarely needs it
    from cdx_tui.config.token.finder import FoundToken

__all__ = ["TOKEN_VARIABLE", "read_token"]

TOKEN_VARIABLE = "CDX_TUI_TOKEN"  # noqa: S105 - a variable's name

_STDIN = "-"
_MOST_READ = 1024 * 1024


def read_token(
    token_file: str | None, environ: MutableMapping[str, str], stdin: BinaryIO | None
) -> FoundToken | None:
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
        return _find(_text(_from_stdin(stdin), "standard input"))
    if token_file is not None:
        return _find(_text(_from_file(token_file), shown(token_file)))
    if from_environment is None or not from_environment.strip():
        return None
    return _find(from_environment)


def _find(text: str) -> FoundToken:
    from cdx_tui.config.token.finder import find_token

    return find_token(text)


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
        reason = error.strerror if isinstance(error, OSError) else "invalid file name"
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
        raise _unreadable(source, f"it is larger than {_MOST_READ:,} bytes")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable(source, "it is not valid UTF-8") from None


def _unreadable(source: str, reason: str) -> RefusedInput:
    return RefusedInput(
        "Can't read the token",
        f"Reading {source} failed: {reason}.",
        "Use a text file that contains the token, or paste the token.",
    )
