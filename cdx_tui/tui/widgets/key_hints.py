"""Footer line that lists the active key bindings."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

__all__ = ["KeyHints"]


class KeyHints(Widget):
    """Active bindings of the focused widget on one line, like Textual's `Footer`.

    A single widget, where `Footer` mounts one per key: this makes the first paint faster and sends
    fewer bytes over SSH.
    """

    hints: reactive[tuple[Content, ...]] = reactive(())
    pressed: reactive[str] = reactive("")
    """Keys pressed last, shown at the right edge in presentation mode."""

    def on_mount(self) -> None:
        """Subscribe to changes of the active bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._update_hints)

    def _update_hints(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.hints = self._collect_hints()

    def render(self) -> Content:
        """Render the hints that fit without truncating any, then the keys pressed last."""
        pressed = Content.styled(f" {self.pressed} ", "reverse") if self.pressed else Content("")
        hints = self._fit(self.size.width - pressed.cell_length)
        padding = self.size.width - pressed.cell_length - hints.cell_length
        return hints + " " * max(0, padding) + pressed if pressed else hints

    def _fit(self, room: int) -> Content:
        shown: list[Content] = []
        for number, hint in enumerate(self.hints, 1):
            last = number == len(self.hints)
            room -= hint.cell_length + (2 if shown else 0)
            if room < (0 if last else 3):
                shown.append(Content("…"))
                break
            shown.append(hint)
        return Content("  ").join(shown)

    def _collect_hints(self) -> tuple[Content, ...]:
        """Return one hint per action, with its first key; priority bindings come first.

        Help has priority, because it lists the bindings that do not fit on the line.
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
