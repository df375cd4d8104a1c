"""Folders of the configuration and of the state.

Source: the XDG Base Directory Specification, and the platform's own convention where it has none.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["HomeUnknown", "config_dir", "config_file", "state_dir"]

_APP = "cdx-tui"


class HomeUnknown(OSError):
    """No home directory is known and no variable names a folder.

    An `OSError`, so that it is reported like a failed write. The app continues without.
    """

    def __init__(self) -> None:
        super().__init__(
            "no home directory is known; set HOME to an absolute path, or CDX_TUI_CONFIG_DIR"
        )


def config_dir() -> Path:
    """Return the folder of the settings, which need not exist.

    It is `CDX_TUI_CONFIG_DIR` where set (relative to the working folder), `cdx-tui` under an
    absolute `XDG_CONFIG_HOME` on every system, macOS included, else the platform's own place.

    Raises:
        HomeUnknown: None of these is known.
    """
    own = os.environ.get("CDX_TUI_CONFIG_DIR")
    if own:
        return Path(os.path.abspath(own))
    return _under("XDG_CONFIG_HOME")


def config_file() -> Path:
    """Return the path of the settings file; raises as `config_dir` does."""
    return config_dir() / "config.toml"


def state_dir() -> Path:
    """Return the folder of what the app remembers, which need not exist.

    It is `cdx-tui` under an absolute `XDG_STATE_HOME`, else the platform's own place.

    Raises:
        HomeUnknown: None of these is known.
    """
    return _under("XDG_STATE_HOME")


def _under(variable: str) -> Path:
    base = os.environ.get(variable, "")
    if os.path.isabs(base):
        return Path(base) / _APP
    import platformdirs

    try:
        folder = (
            platformdirs.user_config_path(_APP, appauthor=False)
            if variable == "XDG_CONFIG_HOME"
            else platformdirs.user_state_path(_APP, appauthor=False)
        )
    except RuntimeError:
        raise HomeUnknown from None
    if not folder.is_absolute():  # older platformdirs hand back "~/.config" as it is
        raise HomeUnknown
    return folder
