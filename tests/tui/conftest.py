"""Fixtures of the tests of the interface."""

from __future__ import annotations

import pytest
from textual.screen import Screen


@pytest.fixture
def unpainted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lay out screens without painting them, for tests that read the compositor themselves."""
    monkeypatch.setattr(Screen, "_compositor_refresh", lambda screen: None)
