"""Whether a value fits a setting, and what to say where it does not."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.address import check_base_url
from cdx_tui.text import clean, shorten

__all__ = ["ConfigProblem", "checked", "is_secret", "suggestion"]

CLIPBOARDS: Final = ("auto", "native", "tmux", "osc52", "off")
_SECRETS: Final = re.compile(r"secret(?!_command)|password|passwd|token|credential", re.IGNORECASE)
_PROXIES: Final = ("http", "https", "socks5", "socks5h")


@dataclass(frozen=True, slots=True)
class ConfigProblem:
    """What is wrong with the configuration file; line and column from 1, where they are known."""

    message: str
    file: Path
    line: int | None = None
    column: int | None = None

    @classmethod
    def of_toml(cls, error: tomllib.TOMLDecodeError, file: Path) -> ConfigProblem:
        """Return the problem of a file that is not TOML; Python tells the place in its text."""
        said = str(error)
        place = re.search(r"at line (\d+), column (\d+)", said)
        what = shorten(clean(re.sub(r" \(at .*\)$", "", said)), 200)
        message = f"is not TOML: {what}; defaults are used"
        if place is None:
            return cls(message, file)
        return cls(message, file, int(place[1]), int(place[2]))

    def __str__(self) -> str:
        where = f", line {self.line}, column {self.column}," if self.line else ""
        return f"{clean(str(self.file))}{where} {self.message}"


def is_secret(name: str) -> bool:
    """Tell whether a setting called `name` would hold a secret in plain."""
    return bool(_SECRETS.search(name))


def suggestion(name: str, known: Iterable[str]) -> str:
    """Return `; did you mean …` where a known name is close."""
    import difflib

    close = difflib.get_close_matches(name, list(known), n=1)
    return f"; did you mean {close[0]}?" if close else ""


def checked(name: str, value: Any) -> Any:
    """Return `value` as the setting `name` holds it.

    Raises:
        ValueError: It does not fit; the text says what does.
    """
    check = _CHECKS.get(name, _text)
    return check(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError("must be a string")
    if any(not character.isprintable() for character in value):
        raise ValueError("holds characters that cannot be shown")
    return value


def _base_url(value: Any) -> str:
    try:
        return check_base_url(_text(value))
    except RefusedInput as error:
        raise ValueError(f"cannot be used. {error.cause} {error.next_step}") from None


def _proxy(value: Any) -> str:
    text = _text(value)
    scheme, separator, _ = text.partition("://")
    if separator and scheme.lower() not in _PROXIES:
        raise ValueError("must begin with http://, https:// or socks5://")
    return text


def _seconds(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 3600:
        raise ValueError("must be a number of seconds, more than 0 and at most 3600")
    return float(value)


def _bytes(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1024 <= value <= 2**31:
        raise ValueError("must be a whole number of bytes, from 1024 to 2147483648")
    return value


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("must be true or false")
    return value


def _clipboard(value: Any) -> str:
    if value not in CLIPBOARDS:
        raise ValueError(f"must be one of {', '.join(CLIPBOARDS)}")
    return str(value)


def _command(value: Any) -> tuple[str, ...]:
    if isinstance(value, str):
        import shlex

        value = shlex.split(value)
    if not isinstance(value, list) or not value or not all(isinstance(v, str) for v in value):
        raise ValueError('must be a list of strings: ["program", "argument"]')
    return tuple(value)


def _keys(value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not all(isinstance(v, str) for v in value.values()):
        raise ValueError('must be a table of binding ids and keys: "main.quit" = "ctrl+x"')
    return {_text(name): _text(key) for name, key in value.items()}


_CHECKS: Final = {
    "base_url": _base_url,
    "proxy": _proxy,
    "timeout": _seconds,
    "max_answer_bytes": _bytes,
    "mouse": _flag,
    "ascii": _flag,
    "clipboard": _clipboard,
    "secret_command": _command,
    "keys": _keys,
}
