"""Fixtures for the tests of the configuration."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture
def settings_path(tmp_path: Path) -> Path:
    """Return the path of a configuration file in a temporary folder."""
    return tmp_path / "config.toml"
