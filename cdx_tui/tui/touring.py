"""The app's ability to give the demo's tour: keys pressed by themselves, with captions."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from textual import events, work

from cdx_tui.tui.input.gate import is_awaiting_content
from cdx_tui.tui.startup import DeferringApp
from cdx_tui.tui.widgets.key_hints import KeyHints

if TYPE_CHECKING:  # deferred: hardly any start gives the tour
    from textual.worker import Worker

    from cdx_tui.tui.tour import Tour

__all__ = ["TouringApp"]

_READING: Final = 1.0
"""Seconds from a caption to its first key."""

_TYPING: Final = 0.2
"""Seconds from a key to the next, about as long as a person takes."""

_NAMES: Final = {"/": "slash"}
_POLL: Final = 0.1
_IS_FROM_TOUR: Final = "_is_from_tour"


class TouringApp(DeferringApp):
    """App that can give a tour of itself, until a key, a click or a paste stops it.

    Attributes:
        tour: The tour to give after the start; None to give none.
    """

    tour: Tour | None = None
    _caption: str = ""
    _tour_worker: Worker[None] | None = None
    _own_keymap: Mapping[str, str] = MappingProxyType({})

    def on_mount(self) -> None:
        """Start the tour, if there is one."""
        if self.tour is not None:
            self.load_styles()  # a caption is in the first paint
            self._own_keymap = self._keymap
            self.set_keymap({})  # the captions name the default keys
            self._tour_worker = self._give_tour(self.tour)

    @work(description="-", group="tour")
    async def _give_tour(self, tour: Tour) -> None:
        for number, step in enumerate(tour.steps, 1):
            self._set_caption(f"{number}/{len(tour.steps)}  {step.caption}")
            if step.keys:
                await tour.sleep(_READING)
            for key in step.keys:
                self._press(key)
                await tour.sleep(_TYPING)
                while is_awaiting_content(self):
                    await tour.sleep(_POLL)
            await tour.sleep(step.seconds)
        self._end_tour()

    def _end_tour(self) -> None:
        self._tour_worker = None
        self.set_keymap({**self._own_keymap})
        self._set_caption("")

    def _press(self, key: str) -> None:
        """Send a key the way that a typed one takes."""
        if self._driver is not None:
            event = events.Key(_NAMES.get(key, key), key if len(key) == 1 else None)
            vars(event)[_IS_FROM_TOUR] = True
            self._driver.process_message(event)

    def _set_caption(self, caption: str) -> None:
        from cdx_tui.tui.widgets.tour_caption import TourCaption

        self._caption = caption
        for screen in self.screen_stack:
            for widget in screen.query(TourCaption):
                if caption:
                    widget.caption = caption
                else:
                    widget.remove()
        self.place_tour_caption()

    def place_tour_caption(self) -> None:
        """Put the caption above the footer of the current screen, if it is not there yet."""
        if not self._caption:
            return
        from cdx_tui.tui.widgets.tour_caption import TourCaption

        if not self.screen.query(TourCaption):
            for hints in self.screen.query(KeyHints):
                self.screen.mount(TourCaption(self._caption), before=hints)

    async def on_event(self, event: events.Event) -> None:
        """Stop the tour at the user's input; a key or click has no other effect then."""
        if self._tour_worker is not None and _is_from_user(event):
            self._tour_worker.cancel()
            self._end_tour()
            if not isinstance(event, events.Paste) and not _is_interrupt(event):
                return
        await super().on_event(event)


def _is_from_user(event: events.Event) -> bool:
    """Return whether an event is a key, a press of a mouse button or a paste of the user."""
    is_input = isinstance(event, events.Key | events.MouseDown | events.Paste)
    return is_input and _IS_FROM_TOUR not in vars(event)


def _is_interrupt(event: events.Event) -> bool:
    return isinstance(event, events.Key) and event.key == "ctrl+c"
