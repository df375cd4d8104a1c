"""Loading of configuration files written by a test."""

from __future__ import annotations

from pathlib import Path

from cdx_tui.config.problems import ConfigProblem
from cdx_tui.config.settings import Settings, load_settings

__all__ = ["load"]


def load(file: Path, content: str | bytes) -> tuple[Settings, tuple[ConfigProblem, ...]]:
    """Write a private configuration file with `content` and load it."""
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    file.chmod(0o600)
    return load_settings(file=file)
