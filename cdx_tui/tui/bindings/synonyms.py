"""Other names of actions, by which the palette and the help find them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["synonyms_of", "synonyms_of_title"]

_FIELDS: Final = "fields outline tree structure columns properties attributes"
_SOURCE: Final = "source text raw json code avsc proto definition pretty"
_CHANGES: Final = (
    "changes versions diff compare comparison history evolution compatibility breaking"
)
_SAMPLE: Final = "sample example record message payload generate mock"
_CODE: Final = "generate code flink sql create table python dataclass java record avro json"
_CHECKS: Final = "checks readiness usable ready pii personal data privacy validate lint warnings"
_ABOUT: Final = "about details info information metadata provider contact description"
_DICTIONARY: Final = f"all {_FIELDS} dictionary catalog catalogue data glossary csv index"
_SEARCH: Final = "find search grep filter look"
_VERSION: Final = "version revision history"
_SUBJECT: Final = "subject schema topic key value"

_BY_ID: Final[Mapping[str, str]] = {
    "main.view-1": _FIELDS,
    "main.view-2": _SOURCE,
    "main.view-3": _CHANGES,
    "main.view-4": _SAMPLE,
    "main.view-5": _CHECKS,
    "main.view-6": _ABOUT,
    "main.source": f"{_FIELDS} {_SOURCE} toggle",
    "main.dictionary": _DICTIONARY,
    "dictionary.export": "export save csv spreadsheet excel download write",
    "dictionary.copy": "copy yank clipboard path",
    "dictionary.filter": _SEARCH,
    "main.open-saved": "open saved share file folder export load browse",
    "main.versions": _CHANGES,
    "main.sample": _SAMPLE,
    "main.next-format": f"{_SAMPLE} {_CODE} language encoding union tagged console producer",
    "main.readiness": _CHECKS,
    "main.changes": f"{_CHANGES} saved share since",
    "main.previous-version": f"{_VERSION} previous older back",
    "main.next-version": f"{_VERSION} next newer latest",
    "main.previous-subject": f"{_SUBJECT} previous",
    "main.next-subject": f"{_SUBJECT} next",
    "main.list": "list resources topics sidebar drawer browse",
    "main.open": "open choose select enter",
    "main.find": _SEARCH,
    "schema.search": _SEARCH,
    "list.filter": _SEARCH,
    "list.clear": f"clear reset {_SEARCH}",
    "view.clear_search": f"clear reset {_SEARCH}",
    "view.next_match": f"next {_SEARCH}",
    "view.previous_match": f"previous {_SEARCH}",
    "list.sort": "sort order column",
    "list.reverse": "sort order reverse descending ascending",
    "main.copy": "copy yank clipboard",
    "main.copy-menu": "copy yank clipboard id path request menu more",
    "main.export": "export save download write file schema",
    "main.export-all": "export save download write files folder share all everything",
    "main.redeem": "redeem accept command cli confluent consumer",
    "main.again": "validate retry refresh reload again revalidate",
    "main.token": "token new paste another change share",
    "main.samples": "samples demo examples shares",
    "main.present": "present presentation mask hide privacy demo screencast",
    "main.zoom": "zoom maximize maximise fullscreen full screen expand restore minimize",
    "main.list-smaller": "list width size shrink narrower resize divider",
    "main.list-larger": "list width size grow wider resize divider",
    "main.back": "back cancel escape close",
    "main.quit": "quit exit leave close bye",
    "app.quit": "quit exit leave close copy selection",
    "app.help": "help keys shortcuts keyboard bindings",
    "app.help-anywhere": "help keys shortcuts keyboard bindings",
    "app.palette": "palette commands actions",
    "app.plain": "print plain terminal select cat stdout",
    "app.mouse": "mouse select capture click",
    "app.suspend": "suspend background shell stop",
    "source.wrap": "wrap long lines soft",
    "source.numbers": "line numbers gutter",
    "outline.expand_all": "expand all open unfold",
    "outline.collapse_all": "collapse all close fold",
    "outline.follow": "follow go to definition type reference",
    "outline.back": "back return definition",
}

_BY_TITLE: Final[Mapping[str, str]] = {
    "Theme": "theme appearance colors colours dark light contrast scheme",
    "Screenshot": "screenshot picture image capture svg",
}


def synonyms_of(name: str | None) -> str:
    """Return other words for the action with the binding id `name`; empty if there are none."""
    return _BY_ID.get(name or "", "")


def synonyms_of_title(title: str) -> str:
    """Return other words for a command of Textual's, by its title."""
    return _BY_TITLE.get(title, "")
