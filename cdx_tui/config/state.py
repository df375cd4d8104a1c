"""State that the app saves between runs: convenience only, and never a secret."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from cdx_tui.config.files import make_private_folder, read_limited, write_atomically
from cdx_tui.config.paths import state_dir
from cdx_tui.text import clean

__all__ = [
    "LayoutValue",
    "RecentShare",
    "State",
    "forget_shares",
    "load_state",
    "save_state",
    "with_share",
]

LayoutValue = str | int | bool

_FILE = "state.toml"
_LARGEST_FILE = 64 * 1024
_LONGEST_WORD = 100
_LONGEST_PATH = 1000
_MOST_SHARES = 10
_NOTHING: Final[Mapping[str, Any]] = MappingProxyType({})
_LOCK_TIMEOUT = 5.0
"""Seconds to wait while another instance saves; a save takes milliseconds."""


class RecentShare(NamedTuple):
    """A saved share that was exported or opened.

    Attributes:
        path: Absolute path of the file or folder.
        name: Its provider, or its first resource.
        when: Time by RFC 3339.
    """

    path: str
    name: str
    when: str


class State(NamedTuple):
    """The saved state of the app. All text in it is cleaned."""

    theme: str | None = None
    """The name of the last theme chosen; None by default."""

    layout: Mapping[str, LayoutValue] = _NOTHING
    """The layout of the screen, by keys that the screen defines; empty by default."""

    recent: tuple[RecentShare, ...] = ()
    """The saved shares that were exported or opened, the latest first; empty by default."""

    folders: Mapping[str, str] = _NOTHING
    """The folders of the last exports, by what was exported; empty by default."""


def load_state() -> State:
    """Return the saved state, without values that cannot be read or are invalid."""
    try:
        return _read(state_dir() / _FILE)
    except OSError:
        return State()


def save_state(
    *,
    theme: str | None = None,
    layout: Mapping[str, LayoutValue] | None = None,
    share: RecentShare | None = None,
    folders: Mapping[str, str] | None = None,
) -> State:
    """Save the given values, and return the complete state.

    `share` becomes the latest of the recent shares. Other values and entries are kept as they
    currently are on disk, so that two instances of the app do not undo each other's changes. An
    empty string deletes a value. It waits for the disk: call it in a thread.

    Raises:
        OSError: Saving failed, or no state folder is known (`HomeUnknown`).
    """

    def merge(old: State) -> State:
        return State(
            old.theme if theme is None else theme,
            {**old.layout, **(layout or {})},
            old.recent if share is None else with_share(old.recent, share),
            {**old.folders, **(folders or {})},
        )

    return _update(merge)


def with_share(recent: tuple[RecentShare, ...], share: RecentShare) -> tuple[RecentShare, ...]:
    """Return `recent` with `share` as the first, once, and without the oldest of too many."""
    others = (each for each in recent if each.path != share.path)
    return (share, *others)[:_MOST_SHARES]


def forget_shares() -> None:
    """Delete the recent shares and the folders of exports from the saved state.

    Raises:
        OSError: Saving failed, or no state folder is known (`HomeUnknown`).
    """
    if load_state() != State():
        _update(lambda old: State(old.theme, old.layout))


def _update(change: Callable[[State], State]) -> State:
    import tomli_w

    folder = state_dir()
    make_private_folder(folder)
    with _locked(folder / f"{_FILE}.lock"):
        try:
            old = _read(folder / _FILE)
        except OSError:
            old = State()
        new = _validated(_as_document(change(old)))
        saved = _as_document(new)
        text = tomli_w.dumps({name: value for name, value in saved.items() if value})
        write_atomically(folder / _FILE, text.encode())
    return new


def _as_document(state: State) -> dict[str, object]:
    return {
        "theme": state.theme,
        "layout": dict(state.layout),
        "recent": [share._asdict() for share in state.recent],
        "folders": dict(state.folders),
    }


def _read(file: Path) -> State:
    content, _ = read_limited(file, _LARGEST_FILE)
    import tomllib  # late: where nothing is saved, the start takes less without it

    try:
        return _validated(tomllib.loads(content.decode()))
    except (ValueError, RecursionError):  # not UTF-8, not TOML, or nested too deeply
        return State()


def _validated(document: Mapping[str, object]) -> State:
    shares = document.get("recent")
    return State(
        _short_text(document.get("theme")),
        MappingProxyType(
            {
                name: value
                for name, value in _entries(document, "layout")
                if _short_text(name)
                and (_short_text(value) if isinstance(value, str) else _is_number(value))
            }
        ),
        tuple(filter(None, map(_share, shares if isinstance(shares, list) else ())))[:_MOST_SHARES],
        MappingProxyType(
            {
                name: str(value)
                for name, value in _entries(document, "folders")
                if _short_text(name) and _short_text(value, _LONGEST_PATH)
            }
        ),
    )


def _entries(document: Mapping[str, object], name: str) -> Iterable[tuple[str, Any]]:
    table = document.get(name)
    return table.items() if isinstance(table, Mapping) else ()


def _share(value: object) -> RecentShare | None:
    table = value if isinstance(value, Mapping) else {}
    path = _short_text(table.get("path"), _LONGEST_PATH)
    name, when = _short_text(table.get("name")), _short_text(table.get("when"))
    return RecentShare(path, name, when) if path and name and when else None


def _short_text(value: object, limit: int = _LONGEST_WORD) -> str | None:
    fits = isinstance(value, str) and 0 < len(value) <= limit and value == clean(value)
    return str(value) if fits else None


def _is_number(value: object) -> bool:
    return isinstance(value, int) and abs(value) < 2**63


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Hold the lock `file` while saving, if the system and the file system support locks.

    It goes on without the lock after `_LOCK_TIMEOUT`: an instance that holds it for so long is
    stuck, and the write is atomic in any case.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    with open(file, "ab", opener=_open_private) as lock:
        deadline = time.monotonic() + _LOCK_TIMEOUT
        while time.monotonic() < deadline:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                time.sleep(0.01)
            except OSError:  # a file system without locks
                break
        yield


def _open_private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
