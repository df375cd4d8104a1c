"""What the app remembers between runs: conveniences, and never a secret."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from cdx_tui.config.files import make_private_folder, read_limited, write_atomically
from cdx_tui.config.paths import state_dir
from cdx_tui.text import clean

__all__ = ["LayoutValue", "State", "load_state", "save_state"]

LayoutValue = str | int | bool

_FILE = "state.toml"
_LARGEST_FILE = 64 * 1024
_LONGEST_WORD = 100
_PATIENCE = 5.0
"""Seconds to wait for another instance that is saving; a save takes milliseconds."""


@dataclass(frozen=True, slots=True)
class State:
    """What the app remembers. All text in it is cleaned."""

    profile: str | None = None
    """The name of the profile that was used last; none by default."""

    theme: str | None = None
    """The name of the theme that was chosen last; none by default."""

    layout: Mapping[str, LayoutValue] = field(default_factory=lambda: MappingProxyType({}))
    """How the screen was arranged, as the screen names it; empty by default."""


def load_state() -> State:
    """Return the saved state; what can't be read or does not fit is left out."""
    try:
        return _read(state_dir() / _FILE)
    except OSError:
        return State()


def save_state(
    *,
    profile: str | None = None,
    theme: str | None = None,
    layout: Mapping[str, LayoutValue] | None = None,
) -> State:
    """Save what is given, and return the complete state.

    What is not given stays as it is on the disk at this moment, so that two instances of the app
    do not undo each other's changes; empty text forgets. Entries of `layout` are merged likewise.
    It waits for the disk: call it in a thread.

    Raises:
        OSError: It could not be saved, or there is no place for it (`HomeUnknown`).
    """
    import tomli_w

    folder = state_dir()
    make_private_folder(folder)
    with _locked(folder / f"{_FILE}.lock"):
        try:
            old = _read(folder / _FILE)
        except OSError:
            old = State()
        document = {
            "profile": old.profile if profile is None else profile,
            "theme": old.theme if theme is None else theme,
            "layout": {**old.layout, **(layout or {})},
        }
        new = _fitting(document)
        kept = {"profile": new.profile, "theme": new.theme, "layout": dict(new.layout)}
        text = tomli_w.dumps({name: value for name, value in kept.items() if value})
        write_atomically(folder / _FILE, text.encode())
    return new


def _read(file: Path) -> State:
    import tomllib

    content, _ = read_limited(file, _LARGEST_FILE)
    try:
        return _fitting(tomllib.loads(content.decode()))
    except (ValueError, RecursionError):  # not UTF-8, not TOML, or not to be read
        return State()


def _fitting(document: Mapping[str, object]) -> State:
    layout = document.get("layout")
    entries = layout.items() if isinstance(layout, Mapping) else ()
    return State(
        _word(document.get("profile")),
        _word(document.get("theme")),
        MappingProxyType(
            {
                name: value
                for name, value in entries
                if _word(name) and (_word(value) if isinstance(value, str) else _is_number(value))
            }
        ),
    )


def _word(value: object) -> str | None:
    fits = isinstance(value, str) and 0 < len(value) <= _LONGEST_WORD and value == clean(value)
    return str(value) if fits else None


def _is_number(value: object) -> bool:
    return isinstance(value, int) and abs(value) < 2**63


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    """Hold the lock `file` while saving, if the system and the file system have locks.

    Whoever holds it for longer than a save can take is stuck; waiting on would hang this instance
    too, and the write is in one step in any case.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    with open(file, "ab", opener=_open_private) as lock:
        deadline = time.monotonic() + _PATIENCE
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
