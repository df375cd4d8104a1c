"""Where a shared token comes from, and whether it is fit to be sent."""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from typing import BinaryIO, Final

from cdx_tui.api.errors import RefusedInput
from cdx_tui.secret import Secret
from cdx_tui.text import clean, shorten

__all__ = ["check_token", "normalise_token", "read_token"]

LONGEST: Final = 64 * 1024
"""Characters; the one token that was ever published has 308."""

STDIN: Final = "-"
_LARGEST_FILE: Final = 1 << 20  # bytes

# Mail and chat programs wrap lines, and put invisible characters and quotes around what they quote.
_NOT_PART_OF_A_TOKEN: Final = re.compile("[\\s\u200b-\u200f\u2060\ufeff]+")
_QUOTES: Final = "\"'`<>“”‘’«»"


def read_token(
    token_file: str | None, environ: MutableMapping[str, str], stdin: BinaryIO
) -> Secret | None:
    """Return the token from a file, from standard input (`-`) or from `CDX_TUI_TOKEN`.

    The variable is taken out of `environ`, so that no child of the program inherits it.

    Returns:
        The token without its white space, not checked yet; None where there is none.

    Raises:
        RefusedInput: The file cannot be read, is too large, or is not text.
    """
    from_environment = environ.pop("CDX_TUI_TOKEN", None)
    if token_file is None:
        return normalise_token(from_environment) if from_environment else None
    name = "standard input" if token_file == STDIN else shorten(clean(token_file), 200)
    try:
        if token_file == STDIN:
            data = stdin.read(_LARGEST_FILE + 1)
        else:
            with open(token_file, "rb") as file:
                data = file.read(_LARGEST_FILE + 1)
    except (OSError, ValueError) as error:  # ValueError: NUL in the path
        why = error.strerror if isinstance(error, OSError) else "not a file's name"
        raise _unreadable(f"{name} cannot be read: {why}.") from None
    if len(data) > _LARGEST_FILE:
        raise _unreadable(f"{name} is larger than a megabyte.")
    try:
        return normalise_token(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise _unreadable(f"{name} is not text.") from None


def normalise_token(text: str) -> Secret:
    """Take white space, invisible characters and quotes around it out of a token."""
    return Secret(_NOT_PART_OF_A_TOKEN.sub("", text).strip(_QUOTES))


def check_token(token: Secret) -> None:
    """Raise `RefusedInput` where `token` cannot be a shared token; it says nothing of its text."""
    value = token.reveal()
    if not value:
        raise RefusedInput(
            "There is no token yet",
            "The token is empty.",
            "Paste the whole token that you were sent, and press Enter.",
        )
    if value.startswith("cflt"):
        raise RefusedInput(
            "That is an API secret, not a shared token",
            "Secrets of API keys begin with “cflt”. It was not sent anywhere.",
            "Paste the token from the invitation here; the secret is asked for apart.",
        )
    if len(value) > LONGEST:
        raise RefusedInput(
            "That is no shared token",
            f"It has {len(value):,} characters; tokens have a few hundred.",
            "Paste the token only, not the whole mail.",
        )
    odd = re.search(r"[^!-~]", value)
    if odd:
        raise RefusedInput(
            "That is no shared token",
            f"Character {odd.start() + 1:,} is U+{ord(odd[0]):04X}, which tokens do not have.",
            "Paste the token only, from its first character to its last.",
        )


def _unreadable(cause: str) -> RefusedInput:
    return RefusedInput(
        "The token could not be read",
        cause,
        "Give a text file with the token in it, or - for standard input.",
    )
