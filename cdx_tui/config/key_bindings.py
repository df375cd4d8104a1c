"""Keys that can be changed in the settings: their ids, defaults, and which conflict.

A table of its own, held equal to the bindings of screens and widgets by a test, so that commands
without a screen can check the settings, too.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Iterator, Mapping
from typing import Final

__all__ = ["BINDINGS", "Conflict", "conflicts", "normalise_keys"]

BINDINGS: Final[Mapping[str, str]] = {
    "app.help": "question_mark",
    "app.mouse": "m",
    "app.palette": "colon",
    "app.plain": "P",
    "app.quit": "ctrl+c",
    "changes.back": "D",
    "copy.back": "Y",
    "credentials.cancel": "escape",
    "list.clear": "escape",
    "list.down": "j",
    "list.filter": "slash",
    "list.first": "g",
    "list.last": "G",
    "list.reverse": "C",
    "list.sort": "c",
    "list.up": "k",
    "main.again": "r",
    "main.back": "escape",
    "main.changes": "D",
    "main.copy": "y",
    "main.copy-menu": "Y",
    "main.export": "e",
    "main.export-all": "E",
    "main.list-larger": "greater_than_sign",
    "main.list-smaller": "less_than_sign",
    "main.next-schema": "right_square_bracket",
    "main.present": "p",
    "main.previous-schema": "left_square_bracket",
    "main.quit": "q",
    "main.readiness": "i",
    "main.redeem": "R",
    "main.sample": "s",
    "main.samples": "d",
    "main.token": "t",
    "main.versions": "v",
    "main.zoom": "z",
    "menu.back": "escape,q",
    "menu.down": "j",
    "menu.pick": "enter",
    "menu.up": "k",
    "outline.back": "backspace",
    "outline.collapse": "left",
    "outline.collapse_all": "minus",
    "outline.expand": "right",
    "outline.expand_all": "plus",
    "outline.follow": "enter",
    "outline.toggle_node": "space",
    "path.cancel": "escape",
    "readiness.back": "i",
    "reading.back": "escape,q",
    "redeem.back": "R",
    "redeem.copy": "y",
    "sample.back": "escape,q,s",
    "samples.back": "d",
    "schema.outline": "o",
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
    "versions.back": "escape,q",
    "versions.newer": "right_square_bracket",
    "versions.older": "left_square_bracket",
    "versions.toggle": "v,o",
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
"""The keys of each binding by its id, as Textual names them; several are parted by commas."""

_SCHEMA: Final = ("app", "main", "schema", "view")
_REACHED_TOGETHER: Final = (
    ("app", "main", "secret"),
    ("app", "main", "list"),
    (*_SCHEMA, "source"),
    (*_SCHEMA, "outline"),
    ("app", "main", "schema", "search"),
    ("app", "main", "list", "search"),
    ("app", "reading", "redeem", "view"),
    ("app", "reading", "changes", "view"),
    ("app", "reading", "readiness", "view"),
    ("app", "versions", "view", "source"),
    ("app", "sample", "view", "source"),
    ("app", "menu", "samples"),
    ("app", "menu", "copy"),
    ("app", "credentials", "secret"),
    ("app", "path"),
)
"""The first parts of the ids of bindings that one key may reach at the same time."""

_NAMES: Final = frozenset(
    (
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "insert", "delete"),
        *("enter", "escape", "tab", "backspace", "space"),
        *(f"f{number}" for number in range(1, 25)),
    )
)
_MODIFIERS: Final = re.compile(r"(?:(?:ctrl|shift|alt|super|meta|hyper)\+)*")
_OTHER_NAMES: Final = {
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "low_line": "underscore",
}


class Conflict(ValueError):
    """A configured key that something else already uses.

    Attributes:
        entry: The id of the entry.
        key: The key.
        other: The id of what has it.
    """

    def __init__(self, entry: str, key: str, other: str) -> None:
        super().__init__(f"takes {key}, which is the key of {other} in the same place")
        self.entry, self.key, self.other = entry, key, other


def normalise_keys(text: str) -> str:
    """Return keys as Textual names them; several are parted by commas.

    Raises:
        ValueError: One of them is no key.
    """
    if text == ",":
        return _name(text)
    return ",".join(_normalise(key.strip()) for key in text.split(","))


def conflicts(keys: Mapping[str, str]) -> Iterator[Conflict]:
    """Yield a conflict for each entry of `keys` that has to be ignored for the others to work.

    The earlier entry wins, and what is not changed wins over what is.
    """
    fitting = dict(keys)
    while found := next(_found(fitting), None):
        del fitting[found.entry]
        yield found


def _found(keys: Mapping[str, str]) -> Iterator[Conflict]:
    hold = {**BINDINGS, **keys}
    for entry in reversed(list(keys)):
        for other in hold:
            shared = _keys_of(hold, entry) & _keys_of(hold, other)
            # What shares a key from the start does so on purpose.
            shared -= _keys_of(BINDINGS, entry) & _keys_of(BINDINGS, other)
            if other != entry and shared and _meet(entry, other):
                yield Conflict(entry, min(shared), other)


def _keys_of(bindings: Mapping[str, str], name: str) -> set[str]:
    return set(bindings[name].split(","))


def _meet(one: str, other: str) -> bool:
    scopes = {one.partition(".")[0], other.partition(".")[0]}
    return any(scopes.issubset(chain) for chain in _REACHED_TOGETHER)


def _normalise(key: str) -> str:
    modifiers = _MODIFIERS.match(key)
    start = modifiers.end() if modifiers else 0
    name = key[start:]
    if len(name) == 1 and name.isprintable() and name != " ":
        return key[:start] + _name(name)
    if name in _NAMES or name in _PUNCTUATION:
        return key
    raise ValueError("is no key")


def _name(character: str) -> str:
    """Return how Textual calls the key of a character."""
    if character.isalnum():
        return character
    name = unicodedata.name(character, "").lower().replace("-", "_").replace(" ", "_")
    return _OTHER_NAMES.get(name, name) or character


_PUNCTUATION: Final = frozenset(map(_name, string.punctuation))
