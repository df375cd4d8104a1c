"""Convert and validate the value of each setting, from any source.

A converter takes a value from TOML or the command line, and returns it as the type of the field of
`Settings`. The message of its `ValueError` is the predicate of a sentence that says what is
expected, and never includes the value.
"""

from __future__ import annotations

import math
import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final, Literal, get_args

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.base_url import check_base_url, check_proxy
from cdx_tui.config.problems import did_you_mean
from cdx_tui.text import clean

__all__ = [
    "CONNECTION",
    "CONVERTERS",
    "PROFILE_CONVERTERS",
    "SECRET_PREFIX",
    "THEMES",
    "Clipboard",
    "shown_text",
]

SECRET_PREFIX = "cflt"  # noqa: S105 - a prefix shared by all secrets
"""Prefix of the secrets of Confluent Cloud API keys since mid-2025."""

Clipboard = Literal["auto", "native", "tmux", "osc52", "off"]
"""Methods of copying to the clipboard; described at `Settings.clipboard`."""

THEMES: Final = ("cdx-dark", "cdx-light", "cdx-contrast", "terminal")
"""Names of the themes; the first is the default."""

CONNECTION: Final = ("base_url", "ca_bundle", "proxy")
"""Settings that decide where a token goes, and by which way.

An invalid one does not count as not set: the token would go past a proxy, or to another host.
"""

_LONGEST_WAIT = 3600.0
_LARGEST_ANSWER = 4 * 1024**3
_LONGEST_TEXT = 4096


def shown_text(value: object, folder: Path) -> str:
    """Return `value` if it is text of 1 to 4,096 visible characters.

    Raises:
        ValueError: It is not.
    """
    if not isinstance(value, str):
        raise ValueError("must be a string in quotes")
    if not value or len(value) > _LONGEST_TEXT or value != clean(value):
        raise ValueError("must not be empty, and must contain only visible characters")
    return value


def _secret_command(value: object, folder: Path) -> tuple[str, ...]:
    """Convert a program and its arguments: a list of strings, or a string split by `shlex`.

    `~/` at the start of each is the home directory, as there is no shell that would expand it.
    """
    expected = "must be a list of strings, the program and its arguments, or one string"
    if isinstance(value, str):
        import shlex

        try:
            value = shlex.split(value)
        except ValueError:  # its message may include parts of the value
            raise ValueError("has an unclosed quotation mark") from None
    if not isinstance(value, list):
        raise ValueError(expected)
    words = tuple(word for word in value if isinstance(word, str) and "\0" not in word)
    if not words or not words[0] or len(words) != len(value):
        raise ValueError(expected)
    return tuple(os.path.expanduser(word) if word.startswith("~/") else word for word in words)


def _base_url(value: object, folder: Path) -> str:
    return _address(value, check_base_url)


def _proxy(value: object, folder: Path) -> str:
    return _address(value, check_proxy)


def _address(value: object, check: Callable[[str], str]) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a URL in quotes")
    try:
        return check(value)
    except RefusedInput as error:
        raise ValueError(f"can't be used. {error.cause} {error.next_step}") from None


def _path(value: object, folder: Path) -> Path:
    if isinstance(value, Path):
        value = str(value)
    return folder / os.path.expanduser(shown_text(value, folder))


def _timeout(value: object, folder: Path) -> float:
    # TOML has inf and nan, and bool is a subclass of int.
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ValueError("must be a number of seconds")
    if not 0 < value <= _LONGEST_WAIT or math.isnan(value):
        raise ValueError(f"must be more than 0 and at most {_LONGEST_WAIT:.0f} seconds")
    return float(value)


def _max_answer_bytes(value: object, folder: Path) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise ValueError("must be a whole number of bytes")
    if not 1 <= value <= _LARGEST_ANSWER:
        raise ValueError(f"must be from 1 to {_LARGEST_ANSWER} bytes")
    return value


def _boolean(value: object, folder: Path) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false, without quotes")
    return value


def _clipboard(value: object, folder: Path) -> str:
    return _one_of(value, get_args(Clipboard))


def _theme(value: object, folder: Path) -> str:
    return _one_of(value, THEMES)


def _one_of(value: object, names: Sequence[str]) -> str:
    if value in names:
        return str(value)
    hint = did_you_mean(value, names) if isinstance(value, str) else ""
    raise ValueError(f"must be one of {', '.join(names)}.{hint}")


def _api_key(value: object, folder: Path) -> str:
    text = shown_text(value, folder)
    if text.startswith(SECRET_PREFIX):
        raise ValueError("contains an API secret; it must be the ID of the key")
    return text


CONVERTERS: Mapping[str, Callable[[object, Path], object]] = {
    "base_url": _base_url,
    "ca_bundle": _path,
    "proxy": _proxy,
    "timeout": _timeout,
    "max_answer_bytes": _max_answer_bytes,
    "theme": _theme,
    "mouse": _boolean,
    "ascii": _boolean,
    "clipboard": _clipboard,
    "recent_shares": _boolean,
    "profile": shown_text,
}
"""Converters by field of `Settings`, for fields of a single value.

The second argument is the folder against which relative paths are resolved.
"""

PROFILE_CONVERTERS: Mapping[str, Callable[[object, Path], object]] = {
    **{name: convert for name, convert in CONVERTERS.items() if name != "profile"},
    "api_key": _api_key,
    "secret_command": _secret_command,
}
"""Converters of the single values of a profile."""
