"""Menu of the demo's sample shares."""

from __future__ import annotations

from typing import ClassVar

from textual.binding import Binding, BindingType

from cdx_tui.demo.catalogue import DemoToken
from cdx_tui.tui.screens.dialogs.menu import Choice, MenuScreen

__all__ = ["SamplesScreen"]


class SamplesScreen(MenuScreen[DemoToken]):
    """Menu that returns the chosen sample, or None if cancelled."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("d", "dismiss", "Back", id="samples.back", show=False, tooltip="Pick no sample"),
    ]

    def __init__(self, samples: tuple[DemoToken, ...]) -> None:
        choices = [Choice(sample.name, sample.summary, sample) for sample in samples]
        super().__init__("Sample shares", choices)
