"""What is shown in place of content: while it is requested, and where there is no room for it."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

__all__ = ["TooSmall", "Waiting"]


class Waiting(Widget):
    """Progress of a token's validation.

    Attributes:
        label: The API that the request was sent to.
    """

    label: reactive[str] = reactive("")

    def render(self) -> Content:
        """Render the request in progress, its target, and how to cancel it."""
        return Content.assemble(
            (f"Validating with one read-only request to {self.label}…\n\n", "bold"),
            "Esc cancels; the token stays.",
        )


class TooSmall(Widget):
    """Message for a terminal that is too small."""

    def render(self) -> Content:
        """Render the message with the minimum size."""
        return Content("The terminal is too small. It needs at least 40x12.")
