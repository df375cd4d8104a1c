"""Fixtures of the tests of the interface."""

from __future__ import annotations

import pytest
from textual.screen import Screen


@pytest.fixture(autouse=True)
def unpainted(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Lay out screens without painting them: `AppDriver.text` reads the compositor itself.

    Painting takes half of the time of most tests. Those marked as `painted` do it.
    """
    if request.node.get_closest_marker("painted") is None:
        monkeypatch.setattr(Screen, "_compositor_refresh", _skip)


def _skip(screen: Screen[object]) -> None:
    screen._dirty_widgets.clear()
    screen._compositor._dirty_regions.clear()
    screen.app._update_mouse_over(screen)
