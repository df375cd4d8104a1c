"""Secrets among the arguments: reported, and never repeated.

Confluent's own CLI takes a token as an argument, so people type it so here. Other users of the
machine can see the arguments of a process, and what is printed may be recorded.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from typing import Final

from cdx_tui.config.values import SECRET_PREFIX

__all__ = ["WAS_AN_ARGUMENT", "find_secrets", "redact", "remember_arguments"]

WAS_AN_ARGUMENT: Final = (
    "a token or secret was given as an argument, where other users of this machine can see it."
    " It was not used. Paste it into the app, pipe it in with --token-file -, or set CDX_TUI_TOKEN"
)

_SHORTEST: Final = 16
_OPAQUE: Final = re.compile(r"[A-Za-z0-9+/=_.~%-]+")
_KEY: Final = re.compile(r"[A-Z0-9]{16}")
_RANDOM: Final = tuple(map(re.compile, ("[A-Z]", "[a-z]", "[0-9]")))
"""What an encoded value has all of, and a name hardly ever."""

_OPTION: Final = re.compile(
    r"--?(?:(?:api|cloud|shared)[-_])?(?:token|secret|key|password)(?:=(?P<value>.+))?", re.DOTALL
)
_KNOWN_OPTIONS: Final = ("--token-file",)


_arguments: Sequence[str] = ()


def remember_arguments(arguments: Sequence[str]) -> None:
    """Take note of the program's arguments, for `redact`."""
    global _arguments
    _arguments = tuple(arguments)


def find_secrets(arguments: Sequence[str]) -> Iterator[str]:
    """Yield the values among the arguments that may be a token, an API key or its secret."""
    follows_option = False
    for argument in arguments:
        option = _OPTION.fullmatch(argument)
        if option is not None and argument.partition("=")[0] not in _KNOWN_OPTIONS:
            if option["value"]:
                yield option["value"]
            follows_option = not option["value"]
            continue
        value = argument.partition("=")[2] if argument.startswith("--") else argument
        if value and (follows_option or _may_be_secret(value)):
            yield value
        follows_option = False


def redact(message: str) -> str:
    """Return `message` without the arguments that may be secrets, whole or cut short."""
    for secret in find_secrets(_arguments):
        message = message.replace(secret, "…")
        if len(secret) > _SHORTEST:
            begin = re.escape(secret[:_SHORTEST])
            message = re.sub(begin + r"[A-Za-z0-9+/=_.~%-]*…?", "…", message)
    return message


def _may_be_secret(value: str) -> bool:
    if value.lower().startswith(SECRET_PREFIX):
        return True
    if len(value) < _SHORTEST or value.startswith(("-", "/", "./", "../", "~")):
        return False
    if _OPAQUE.fullmatch(value) is None or os.path.exists(value):
        return False
    return _KEY.fullmatch(value) is not None or all(sign.search(value) for sign in _RANDOM)
