"""Fixtures of the tests of faults."""

from __future__ import annotations

from tests.tui.conftest import unpainted

__all__ = ["unpainted"]
