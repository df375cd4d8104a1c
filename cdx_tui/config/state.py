"""State that the app saves between runs: convenience only, and never a secret."""

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
_LOCK_TIMEOUT = 5.0
"""Seconds to wait while another instance saves; a save takes milliseconds."""


@dataclass(frozen=True, slots=True)
class State:
    """The saved state of the app. All text in it is cleaned."""

    profile: str | None = None
    """The name of the last profile used; None by default."""

    theme: str | None = None
    """The name of the last theme chosen; None by default."""

    layout: Mapping[str, LayoutValue] = field(default_factory=lambda: MappingProxyType({}))
    """The layout of the screen, by keys that the screen defines; empty by default."""


def load_state() -> State:
    """Return the saved state, without values that cannot be read or are invalid."""
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
    """Save the given values, and return the complete state.

    Other values, and other entries of `layout`, are kept as they currently are on disk, so that
    two instances of the app do not undo each other's changes. An empty string deletes a value.
    It waits for the disk: call it in a thread.

    Raises:
        OSError: Saving failed, or no state folder is known (`HomeUnknown`).
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
        new = _validated(document)
        saved = {"profile": new.profile, "theme": new.theme, "layout": dict(new.layout)}
        text = tomli_w.dumps({name: value for name, value in saved.items() if value})
        write_atomically(folder / _FILE, text.encode())
    return new


def _read(file: Path) -> State:
    content, _ = read_limited(file, _LARGEST_FILE)
    import tomllib  # late: where nothing is saved, the start takes less without it

    try:
        return _validated(tomllib.loads(content.decode()))
    except (ValueError, RecursionError):  # not UTF-8, not TOML, or nested too deeply
        return State()


def _validated(document: Mapping[str, object]) -> State:
    layout = document.get("layout")
    entries = layout.items() if isinstance(layout, Mapping) else ()
    return State(
        _short_text(document.get("profile")),
        _short_text(document.get("theme")),
        MappingProxyType(
            {
                name: value
                for name, value in entries
                if _short_text(name)
                and (_short_text(value) if isinstance(value, str) else _is_number(value))
            }
        ),
    )


def _short_text(value: object) -> str | None:
    fits = isinstance(value, str) and 0 < len(value) <= _LONGEST_WORD and value == clean(value)
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
