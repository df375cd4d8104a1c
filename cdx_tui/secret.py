"""Wrapper for strings that must not leak: shared tokens and API secrets."""

from __future__ import annotations

from typing import Final, NoReturn

__all__ = ["Secret"]


class Secret:
    """A secret string, guarded against accidental disclosure.

    Its `repr`, `str` and format do not contain the value, it cannot be pickled or copied, and it
    never equals a plain string. `reveal` is for building requests and for validating or editing
    the secret, and nothing else.
    """

    __slots__ = ("_value",)

    def __init__(self, value: str) -> None:
        self._value: Final = value

    def reveal(self) -> str:
        """Return the secret itself."""
        return self._value

    def fingerprint(self) -> str:
        """Return the first 12 hex digits of the SHA-256 hash, which identify the secret safely."""
        import hashlib  # late: the first paint needs no fingerprint

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
