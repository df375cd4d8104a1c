"""Make identifiers of names that a provider chose: valid, unique, and none of a language's own."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from cdx_tui.schema.codegen.model import Model

__all__ = ["UniqueNames", "field_identifier", "type_identifier", "type_names"]

_MAX_LENGTH: Final = 60
_FIRST: Final = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo"))
_FURTHER: Final = _FIRST | {"Mn", "Mc", "Nd"}


def field_identifier(name: str, fallback: str = "field") -> str:
    """Return a name with every character replaced that Python or Java refuse in an identifier.

    Letters are those of Unicode 3.2, which both know whatever their version.
    """
    # Python compares identifiers in this form: two that look different may be the same.
    written = unicodedata.normalize("NFKC", name[: 4 * _MAX_LENGTH])[:_MAX_LENGTH]
    found = "".join(map(_character, written))
    if not found.strip("_"):
        return fallback
    if unicodedata.ucd_3_2_0.category(found[0]) not in _FIRST and found[0] != "_":
        found = f"_{found}"
    # Two leading underscores are mangled in a class; `__init__` is worse.
    found = re.sub("^__+", "_", found)
    return found if found.isidentifier() else fallback


def _character(character: str) -> str:
    if character.isascii():
        return character if character.isalnum() else "_"
    # Characters beyond the basic plane are two in Java, and not worth the risk.
    usable = ord(character) < 0x10000 and unicodedata.ucd_3_2_0.category(character) in _FURTHER
    return character if usable else "_"


def type_identifier(name: str, fallback: str = "Record") -> str:
    """Return a name as that of a class: in ASCII, since it names files, and with a capital."""
    words = [word for word in re.split(r"[^0-9A-Za-z]+", name[: 4 * _MAX_LENGTH]) if word]
    found = "".join(word[0].upper() + word[1:] for word in words)[:_MAX_LENGTH]
    if not found:
        return fallback
    return found if found[0].isalpha() else f"_{found}"


class UniqueNames:
    """Names of one scope.

    Args:
        reserved: Names that none may have; one that would gets an underscore.
        ignore_case: Whether two names that differ only in case are the same.
    """

    def __init__(
        self, reserved: frozenset[str] = frozenset(), *, ignore_case: bool = False
    ) -> None:
        self._ignore_case = ignore_case
        self._reserved = frozenset(map(str.casefold, reserved)) if ignore_case else reserved
        self._used: set[str] = set()
        self._counts: dict[str, int] = {}

    def add(self, wanted: str) -> str:
        """Return a name like `wanted` that is not reserved and was not returned before."""
        name = f"{wanted}_" if self._folded(wanted) in self._reserved else wanted
        key, found = self._folded(name), name
        while self._folded(found) in self._used or self._folded(found) in self._reserved:
            self._counts[key] = self._counts.get(key, 1) + 1
            found = f"{name}_{self._counts[key]}"
        self._used.add(self._folded(found))
        return found

    def _folded(self, name: str) -> str:
        return name.casefold() if self._ignore_case else name


def type_names(model: Model, reserved: frozenset[str]) -> dict[str, str]:
    """Return names of classes for the types of a model by their keys; the roots choose first."""
    names = UniqueNames(reserved, ignore_case=True)
    keys = dict.fromkeys([*model.roots, *model.types])
    return {key: names.add(type_identifier(model.types[key].name)) for key in keys}
