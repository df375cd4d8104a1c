"""Where settings and state live on this machine."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from platformdirs.api import PlatformDirsABC

__all__ = ["config_dir", "config_file", "state_dir"]

_APP = "cdx-tui"


def config_dir() -> Path:
    """Return the folder of `config.toml`.

    `CDX_TUI_CONFIG_DIR` names it; else it is platformdirs' folder for the user's configuration,
    where an absolute `XDG_CONFIG_HOME` counts on macOS as well.
    """
    if own := os.environ.get("CDX_TUI_CONFIG_DIR"):
        return Path(own)
    return _xdg("XDG_CONFIG_HOME") or Path(_platformdirs().user_config_dir)


def state_dir() -> Path:
    """Return the folder of what the app remembers between runs."""
    if own := os.environ.get("CDX_TUI_CONFIG_DIR"):
        return Path(own) / "state"
    return _xdg("XDG_STATE_HOME") or Path(_platformdirs().user_state_dir)


def config_file() -> Path:
    """Return the path of the configuration file, whether it exists or not."""
    return config_dir() / "config.toml"


def _xdg(name: str) -> Path | None:
    """Return the folder that an XDG variable gives; the standard ignores relative paths."""
    value = os.environ.get(name, "")
    return Path(value) / _APP if os.path.isabs(value) else None


def _platformdirs() -> PlatformDirsABC:
    from platformdirs import PlatformDirs

    return PlatformDirs(_APP, appauthor=False)
