"""Sections of the help: the shortcuts that work now, then all others and where they work."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from textual.app import App
from textual.binding import ActiveBinding, Binding
from textual.screen import Screen
from textual.widgets import Input

from cdx_tui.tui.bindings.active import active_bindings
from cdx_tui.tui.bindings.declared import declared_bindings
from cdx_tui.tui.bindings.places import GROUPS, group_of, place_of
from cdx_tui.tui.bindings.synonyms import synonyms_of

__all__ = ["Section", "Shortcut", "collect_sections", "filter_sections"]

_TEXTUAL_ACTIONS: Final = {
    "app.focus_next": "Next pane",
    "app.focus_previous": "Previous pane",
    "screen.copy_text": "Copy the selected text",
    "command_palette": "Command palette",
    "quit": "Quit",
}
"""Descriptions of Textual's own actions."""


class Shortcut(NamedTuple):
    """One line of the help.

    Attributes:
        keys: All keys of the action.
        description: What the action does.
        words: What the filter searches, in lower case.
    """

    keys: str
    description: str
    words: str


class Section(NamedTuple):
    """A heading and the shortcuts below it; `is_here` if they work where the help was opened."""

    title: str
    shortcuts: tuple[Shortcut, ...]
    is_here: bool


def collect_sections(screen: Screen[object]) -> tuple[Section, ...]:
    """Return what works on `screen` with its present focus, then everything else by place."""
    active = list(active_bindings(screen))
    names = {each.binding.id for each in active}
    return (*_sections_here(screen, active), *_sections_elsewhere(screen, names))


def filter_sections(sections: Iterable[Section], text: str) -> tuple[Section, ...]:
    """Return the shortcuts that contain each word of `text`, in their sections."""
    words = text.casefold().split()
    found = (
        section._replace(
            shortcuts=tuple(
                each for each in section.shortcuts if all(word in each.words for word in words)
            )
        )
        for section in sections
    )
    return tuple(section for section in found if section.shortcuts)


def _sections_here(screen: Screen[object], active: list[ActiveBinding]) -> Iterator[Section]:
    groups: dict[str, dict[object, tuple[Binding, list[str]]]] = {title: {} for title in GROUPS}
    for each in active:
        action = (each.node, each.binding.action)
        _, keys = groups[_group(each)].setdefault(action, (each.binding, []))
        keys.append(screen.app.get_key_display(each.binding))
    for title, actions in groups.items():
        shown = [
            _shortcut(" ".join(dict.fromkeys(keys)), binding, title)
            for binding, keys in actions.values()
            if _describe(binding)
        ]
        if shown:
            yield Section(title, tuple(shown), is_here=True)


def _group(active: ActiveBinding) -> str:
    if active.binding.id is not None:
        return group_of(active.binding.id)
    if isinstance(active.node, App) or active.binding.action == "screen.copy_text":
        return "General"
    return "Typing" if isinstance(active.node, Input) else "Navigate"


def _sections_elsewhere(screen: Screen[object], here: set[str | None]) -> Iterator[Section]:
    places: dict[str, dict[str, Shortcut]] = {}
    keymap = screen.app._keymap
    for _, binding in declared_bindings():
        if binding.id is not None and binding.id not in here:
            place = place_of(binding.id)
            keys = keymap.get(binding.id, binding.key).split(",")
            shown = " ".join(_display(binding.with_key(key, None), screen) for key in keys)
            places.setdefault(place, {})[binding.id] = _shortcut(shown, binding, place)
    for place, shortcuts in places.items():
        yield Section(place, tuple(shortcuts.values()), is_here=False)


def _display(binding: Binding, screen: Screen[object]) -> str:
    return screen.app.get_key_display(binding)


def _shortcut(keys: str, binding: Binding, title: str) -> Shortcut:
    description = _describe(binding)
    others = (binding.description, title, synonyms_of(binding.id))
    words = " ".join((keys, description, *others)).casefold()
    return Shortcut(keys, description, words)


def _describe(binding: Binding) -> str:
    known = _TEXTUAL_ACTIONS.get(binding.action) if binding.id is None else None
    return known or binding.tooltip or binding.description
