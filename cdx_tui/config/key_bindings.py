"""Configurable key bindings: IDs, default keys and conflicts.

The table duplicates the bindings of screens and widgets, so that commands without a screen can
validate the settings, too; a test keeps both equal.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

__all__ = [
    "ACTIVE_TOGETHER",
    "BINDINGS",
    "KEY_NAMES",
    "REMOVED",
    "RENAMED",
    "Conflict",
    "Renamed",
    "conflicts",
    "normalise_keys",
]

BINDINGS: Final[Mapping[str, str]] = {
    "app.help": "question_mark",
    "app.help-anywhere": "f1",
    "app.mouse": "m",
    "app.palette": "colon",
    "app.plain": "P",
    "app.quit": "ctrl+c",
    "app.redraw": "ctrl+l",
    "app.suspend": "ctrl+z",
    "changes.back": "D",
    "copy.back": "Y",
    "credentials.cancel": "escape",
    "details.open": "enter",
    "dictionary.back": "escape",
    "dictionary.close": "f,q",
    "dictionary.copy": "y",
    "dictionary.down": "down",
    "dictionary.export": "e",
    "dictionary.filter": "slash",
    "dictionary.open": "enter",
    "dictionary.page-down": "pagedown",
    "dictionary.page-up": "pageup",
    "dictionary.switch": "tab",
    "dictionary.up": "up",
    "help.close": "escape",
    "help.cursor_down": "down",
    "help.cursor_up": "up",
    "help.page_down": "pagedown",
    "help.page_up": "pageup",
    "list.clear": "escape",
    "list.filter": "slash",
    "list.reverse": "C",
    "list.sort": "c",
    "main.again": "r",
    "main.back": "escape",
    "main.changes": "D",
    "main.copy": "y",
    "main.copy-menu": "Y",
    "main.dictionary": "f",
    "main.export": "e",
    "main.export-all": "E",
    "main.find": "slash",
    "main.list": "b",
    "main.list-larger": "greater_than_sign",
    "main.list-smaller": "less_than_sign",
    "main.next-format": "a",
    "main.next-subject": "right_parenthesis",
    "main.next-version": "right_square_bracket",
    "main.open": "enter",
    "main.open-saved": "ctrl+o",
    "main.present": "p",
    "main.previous-subject": "left_parenthesis",
    "main.previous-version": "left_square_bracket",
    "main.quit": "q",
    "main.readiness": "i",
    "main.redeem": "R",
    "main.sample": "s",
    "main.samples": "ctrl+d,d",
    "main.source": "o",
    "main.token": "t",
    "main.versions": "v",
    "main.view-1": "1",
    "main.view-2": "2",
    "main.view-3": "3",
    "main.view-4": "4",
    "main.view-5": "5",
    "main.view-6": "6",
    "main.zoom": "z",
    "menu.back": "escape,q",
    "menu.pick": "enter",
    "outline.back": "backspace",
    "outline.collapse": "left",
    "outline.collapse_all": "minus",
    "outline.expand": "right",
    "outline.expand_all": "plus",
    "outline.follow": "enter",
    "outline.toggle_node": "space",
    "palette.cancel": "escape",
    "palette.down": "down",
    "palette.up": "up",
    "path.cancel": "escape",
    "path.submit": "enter",
    "reading.back": "escape,q",
    "redeem.back": "R",
    "redeem.copy": "y",
    "samples.back": "d",
    "schema.search": "slash",
    "search.cancel": "escape",
    "search.next": "down",
    "search.previous": "up",
    "secret.clear": "ctrl+u",
    "secret.delete": "backspace",
    "secret.submit": "enter",
    "source.left": "left",
    "source.line_end": "dollar_sign",
    "source.line_start": "0",
    "source.numbers": "number_sign",
    "source.page": "space",
    "source.right": "right",
    "source.wrap": "w",
    "tabs.next": "right,l",
    "tabs.open": "enter,down,j",
    "tabs.previous": "left,h",
    "view.clear_search": "escape",
    "view.cursor_down": "j,down",
    "view.cursor_up": "k,up",
    "view.first_row": "g,home",
    "view.half_page_down": "ctrl+d",
    "view.half_page_up": "ctrl+u",
    "view.last_row": "G,end",
    "view.next_match": "n",
    "view.page_down": "pagedown",
    "view.page_up": "pageup",
    "view.previous_match": "N",
}
"""The default keys of each binding by its ID: Textual's key names, separated by commas."""


class Renamed(NamedTuple):
    """The successor of a binding that earlier versions had.

    Attributes:
        entry: The id of the successor.
        kept: Keys of the successor that the earlier binding did not have; configuring the earlier
            one does not take them away.
    """

    entry: str
    kept: tuple[str, ...] = ()


RENAMED: Final[Mapping[str, Renamed]] = {
    "list.down": Renamed("view.cursor_down", ("down",)),
    "list.first": Renamed("view.first_row", ("home",)),
    "list.last": Renamed("view.last_row", ("end",)),
    "list.up": Renamed("view.cursor_up", ("up",)),
    "main.next-schema": Renamed("main.next-version"),
    "main.previous-schema": Renamed("main.previous-version"),
    "schema.outline": Renamed("main.source"),
    "versions.newer": Renamed("main.next-version"),
    "versions.older": Renamed("main.previous-version"),
}
"""Bindings of earlier versions that have a successor, by their ids."""

REMOVED: Final = frozenset(("readiness.back", "sample.back", "versions.back", "versions.toggle"))
"""The ids of bindings of earlier versions that have no successor."""

_SCHEMA: Final = ("app", "main", "schema", "view")
ACTIVE_TOGETHER: Final = (
    ("app", "main", "secret"),
    ("app", "main", "list", "view"),
    ("app", "main", "list", "search"),
    ("app", "main", "tabs"),
    (*_SCHEMA, "source"),
    (*_SCHEMA, "outline"),
    (*_SCHEMA, "details"),
    ("app", "main", "schema", "search"),
    ("app", "reading", "redeem", "view"),
    ("app", "reading", "changes", "view"),
    ("app", "menu", "samples", "view"),
    ("app", "menu", "copy", "view"),
    ("app", "dictionary", "view"),
    ("app", "help"),
    ("app", "palette"),
    ("app", "credentials", "secret"),
    ("app", "path"),
)
"""Scopes (the first part of a binding's ID) that are active at the same time."""

_NAMES: Final = frozenset(
    (
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"),
        *("enter", "escape", "tab", "backspace", "space"),
        *(f"f{number}" for number in range(1, 25)),
    )
)
_MODIFIERS: Final = re.compile(r"(?:(?:ctrl|shift|alt|super|meta|hyper)\+)*")
_KEY_NAME_REPLACEMENTS: Final = {
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "low_line": "underscore",
}


class Conflict(ValueError):
    """A configured key that another binding in the same scope already uses.

    Attributes:
        entry: The ID of the configured binding.
        key: The key.
        other: The ID of the binding that uses the key already.
    """

    def __init__(self, entry: str, key: str, other: str) -> None:
        super().__init__(f"conflicts with {other} ({key})")
        self.entry, self.key, self.other = entry, key, other


def normalise_keys(text: str) -> str:
    """Return comma-separated keys by Textual's names; `?` becomes `question_mark`.

    Raises:
        ValueError: One of them is not a key.
    """
    if text == ",":
        return _key_name(text)
    return ",".join(_normalise(key.strip()) for key in text.split(","))


def conflicts(keys: Mapping[str, str]) -> Iterator[Conflict]:
    """Yield a conflict for each entry of `keys` that must be ignored to resolve all conflicts.

    Of two configured entries the earlier one wins; a default key wins over a configured one.

    Args:
        keys: Configured keys by the ID of their binding.
    """
    accepted = dict(keys)
    while found := next(_find_conflicts(accepted), None):
        del accepted[found.entry]
        yield found


def _find_conflicts(keys: Mapping[str, str]) -> Iterator[Conflict]:
    effective = {**BINDINGS, **keys}
    for entry in reversed(list(keys)):
        for other in effective:
            shared = _keys_of(effective, entry) & _keys_of(effective, other)
            # Bindings that share a default key do so on purpose.
            shared -= _keys_of(BINDINGS, entry) & _keys_of(BINDINGS, other)
            if other != entry and shared and _share_scope(entry, other):
                yield Conflict(entry, min(shared), other)


def _keys_of(bindings: Mapping[str, str], name: str) -> set[str]:
    return set(bindings[name].split(","))


def _share_scope(one: str, other: str) -> bool:
    scopes = {one.partition(".")[0], other.partition(".")[0]}
    return any(scopes.issubset(chain) for chain in ACTIVE_TOGETHER)


def _normalise(key: str) -> str:
    modifiers = _MODIFIERS.match(key)
    start = modifiers.end() if modifiers else 0
    name = key[start:]
    if len(name) == 1 and name.isprintable() and name != " ":
        return key[:start] + _key_name(name)
    if name in _NAMES or name in _PUNCTUATION:
        return key
    raise ValueError("is not a key")


def _key_name(character: str) -> str:
    """Return Textual's name of the key for a character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _KEY_NAME_REPLACEMENTS.get(name, name) or character


_PUNCTUATION: Final = frozenset(map(_key_name, string.punctuation))
KEY_NAMES: Final = (*sorted(_NAMES | _PUNCTUATION), *(f"ctrl+{c}" for c in string.ascii_lowercase))
"""Names of keys, to suggest the one that was meant."""
