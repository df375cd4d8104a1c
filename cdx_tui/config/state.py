"""What the app remembers between runs; never a secret."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

from cdx_tui.config.files import locked, write_atomically
from cdx_tui.config.paths import state_dir
from cdx_tui.text import clean

__all__ = ["State", "load_state", "save_state", "state_file"]

_LARGEST = 1 << 16  # bytes


@dataclass(frozen=True, slots=True)
class State:
    """The profile and theme that were used last, and how the panes were laid out.

    `list_width` is the width of the resource list in percent of the screen; 0 is the default.
    """

    profile: str = ""
    theme: str = ""
    list_width: int = 0


def state_file() -> Path:
    """Return the path of the state file."""
    return state_dir() / "state.toml"


def load_state() -> State:
    """Return what was remembered; a missing or broken file, or an odd value, counts as nothing."""
    try:
        data = state_file().read_bytes()[:_LARGEST]
        values = tomllib.loads(data.decode())
    except (OSError, ValueError, RuntimeError):  # RuntimeError: there is no home
        return State()
    profile, theme, width = (values.get(name) for name in ("profile", "theme", "list_width"))
    return State(
        profile=clean(profile) if isinstance(profile, str) else "",
        theme=clean(theme) if isinstance(theme, str) else "",
        list_width=width if type(width) is int and 0 <= width <= 100 else 0,
    )


def save_state(change: Callable[[State], State]) -> State:
    """Remember what `change` makes of what is remembered now, by whichever instance.

    Raises:
        OSError: It could not be written; what was remembered stays.
    """
    import tomli_w

    path = state_file()
    with locked(path):
        state = change(load_state())
        write_atomically(path, tomli_w.dumps(asdict(state)).encode())
    return state
