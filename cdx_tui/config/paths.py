"""Folders of the configuration and of the state.

Source: the XDG Base Directory Specification; by default the platform's own convention.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

__all__ = ["HomeUnknown", "config_dir", "config_file", "state_dir"]

_APP = "cdx-tui"


class HomeUnknown(OSError):
    """The home directory is unknown, and no environment variable names a folder.

    It is an `OSError` so that it is reported like a failed write. The app continues without a
    folder.
    """

    def __init__(self) -> None:
        super().__init__(
            "the home directory is unknown; set HOME or CDX_TUI_CONFIG_DIR to an absolute path"
        )


def config_dir() -> Path:
    """Return the folder of the settings, which need not exist.

    It is `CDX_TUI_CONFIG_DIR` if set (relative to the working directory); else `cdx-tui` under
    `XDG_CONFIG_HOME` if that is an absolute path, on every system including macOS; else the
    platform's default.

    Raises:
        HomeUnknown: None of these is available.
    """
    override = os.environ.get("CDX_TUI_CONFIG_DIR")
    if override:
        with suppress(FileNotFoundError):  # the working directory was deleted
            override = os.path.abspath(override)
        return Path(override)
    return _under("XDG_CONFIG_HOME")


def config_file() -> Path:
    """Return the path of the configuration file; raises as `config_dir` does."""
    return config_dir() / "config.toml"


def state_dir() -> Path:
    """Return the folder of the saved state, which need not exist.

    It is `cdx-tui` under `XDG_STATE_HOME` if that is an absolute path, else the platform's default.

    Raises:
        HomeUnknown: None of these is available.
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
    if not folder.is_absolute():  # older platformdirs return "~/.config" unexpanded
        raise HomeUnknown
    return folder
