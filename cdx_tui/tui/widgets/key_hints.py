"""The last line of a screen: the keys that do something here, made from the bindings."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

__all__ = ["KeyHints"]


class KeyHints(Widget):
    """Shows the bindings of the focused widget on one line, as Textual's `Footer` does.

    One widget in place of one for each key: it costs the first paint, and the line over SSH, less.
    """

    hints: reactive[tuple[Content, ...]] = reactive(())
    pressed: reactive[str] = reactive("")
    """The last keys, at the right end, for an audience to follow."""

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._follow)

    def _follow(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.hints = self._listed()

    def render(self) -> Content:
        """Return the keys and what they do, as many as have room; none is cut."""
        pressed = Content.styled(f" {self.pressed} ", "reverse") if self.pressed else Content("")
        hints = self._fitting(self.size.width - pressed.cell_length)
        between = self.size.width - pressed.cell_length - hints.cell_length
        return hints + " " * max(0, between) + pressed if pressed else hints

    def _fitting(self, room: int) -> Content:
        shown: list[Content] = []
        for number, hint in enumerate(self.hints, 1):
            last = number == len(self.hints)
            room -= hint.cell_length + (2 if shown else 0)
            if room < (0 if last else 3):
                shown.append(Content("…"))
                break
            shown.append(hint)
        return Content("  ").join(shown)

    def _listed(self) -> tuple[Content, ...]:
        """Return each action once, with the first of its keys; prioritised actions first.

        Help is one of them, since it lists those for which there is no room.
        """
        hints: dict[str, Content] = {}
        bindings = self.screen.active_bindings.values()
        for active in sorted(bindings, key=lambda active: not active.binding.priority):
            binding = active.binding
            if binding.show and active.enabled and binding.action not in hints:
                key = self.app.get_key_display(binding)
                hints[binding.action] = Content.assemble(
                    (key, "bold $text-accent"), " ", binding.description
                )
        return tuple(hints.values())
