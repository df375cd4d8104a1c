"""Groups of key bindings in the help, and the places where they work, by binding id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["GROUPS", "group_of", "place_of"]

GROUPS: Final = ("This pane", "Navigate", "Search", "Schema", "Share", "General", "Typing")
"""Headings of the help, in order."""

_BY_ID: Final[Mapping[str, str]] = {
    **dict.fromkeys(("main.back", "main.quit", "main.zoom", "main.present"), "General"),
    **dict.fromkeys(("main.list", "main.list-smaller", "main.list-larger"), "Navigate"),
    "main.open": "Navigate",
    **dict.fromkeys(("main.find", "list.filter", "list.clear", "schema.search"), "Search"),
    **dict.fromkeys(("view.next_match", "view.previous_match", "view.clear_search"), "Search"),
    **dict.fromkeys(
        (
            "main.source",
            "main.sample",
            "main.next-format",
            "main.versions",
            "main.readiness",
        ),
        "Schema",
    ),
    **dict.fromkeys(("main.previous-version", "main.next-version"), "Schema"),
    **dict.fromkeys(("main.previous-subject", "main.next-subject"), "Schema"),
}

_BY_PREFIX: Final[Mapping[str, str]] = {
    "app": "General",
    "main.view-": "Schema",
    "main": "Share",
    "view": "Navigate",
    "menu": "Navigate",
    "palette": "Navigate",
    "search": "Search",
    "schema": "Schema",
    "secret": "Typing",
}

_PLACES: Final[Mapping[str, str]] = {
    "app": "Anywhere",
    "main": "With a share open",
    "view": "In any text",
    "schema": "In a schema",
    "outline": "In the fields",
    "source": "In the source",
    "list": "In the resource list",
    "search": "In a search line",
    "secret": "In the token and key fields",
    "menu": "In menus",
    "copy": "In the copy menu",
    "samples": "In the menu of samples",
    "palette": "In the command palette",
    "help": "In this help",
    "path": "In file and folder prompts",
    "credentials": "In the API key dialog",
    "redeem": "In the redeem dialog",
    "reading": "In text dialogs",
    "changes": "In the list of changes",
    "dictionary": "In all fields of the share",
}


def group_of(name: str) -> str:
    """Return the heading for the binding with the id `name`: `This pane` for those of a pane."""
    if name.startswith("main.view-"):
        return _BY_PREFIX["main.view-"]
    return _BY_ID.get(name) or _BY_PREFIX.get(name.partition(".")[0], GROUPS[0])


def place_of(name: str) -> str:
    """Return where the binding with the id `name` works, as a heading."""
    prefix = name.partition(".")[0]
    return _PLACES.get(prefix) or f"In the {prefix}"
