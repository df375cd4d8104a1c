"""Menu of the demo's sample shares."""

from __future__ import annotations

from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from cdx_tui.demo.catalogue import DemoToken
from cdx_tui.tui.screens.dialogs.menu import Choice, MenuScreen

__all__ = ["SamplesScreen"]

_OF_ONE_TYPE: Final = ("stock_trades", "orders", "clickstream", "fleet_telemetry")
"""Shares whose schemas are all of one type; the first of the catalogue."""


class SamplesScreen(MenuScreen[DemoToken]):
    """Menu that returns the chosen sample, or None if cancelled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "dismiss", "Cancel", id="samples.back", show=False, tooltip="Cancel"),
    ]

    def __init__(self, samples: tuple[DemoToken, ...]) -> None:
        choices = [
            Choice(
                sample.name[:1].upper() + sample.name[1:], sample.summary, sample, _group(sample)
            )
            for sample in samples
        ]
        super().__init__("Sample shares", choices)


def _group(sample: DemoToken) -> str:
    if sample.status != 200 or sample.delay:
        return "Failures and delays"
    return "Schemas by type" if sample.share in _OF_ONE_TYPE else "Shares"
