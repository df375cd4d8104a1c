"""A string that must not leak: a shared token, or the secret of an API key."""

from __future__ import annotations

import hashlib
from typing import Final, NoReturn

__all__ = ["Secret"]


class Secret:
    """Holds a secret string, and guards against showing it by accident.

    It has no useful `repr` or `str`, cannot be pickled, copied into a format string or compared
    with a plain string. `reveal` is called where a request is built, and nowhere else.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value: Final = value

    def reveal(self) -> str:
        """Return the secret itself."""
        return self._value

    def fingerprint(self) -> str:
        """Return the first 12 hex digits of the SHA-256, which identify a secret safely."""
        return hashlib.sha256(self._value.encode("utf-8", "surrogatepass")).hexdigest()[:12]

    def __len__(self) -> int:
        return len(self._value)

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Secret) and other._value == self._value

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __repr__(self) -> str:
        return "Secret(…)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a Secret is not to be pickled or copied")
