"""Content of the main screen without a share: first steps, and progress of a request."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

__all__ = ["TooSmall", "Waiting", "Welcome"]


class Welcome(Widget):
    """First steps for the user.

    Attributes:
        samples: Whether sample shares can be picked, as in the demo.
    """

    samples: reactive[bool] = reactive(False)

    def render(self) -> Content:
        """Render the three steps and the note that nothing is redeemed."""
        paste = "Paste the token that you were sent into the pane above."
        if self.samples:
            paste = "Pick a sample share: this is the demo. Or paste a token above."
        return Content.assemble(
            ("See what a shared token shares, before anyone redeems it.\n\n", "bold"),
            f"1  {paste}\n",
            "2  Press Enter: one read-only request asks what is behind it.\n",
            "3  Look through the resources and every field of their schemas.\n\n",
            ("Nothing is redeemed, and the token stays in memory.", "$text-muted"),
        )


class Waiting(Widget):
    """Progress of a token's validation.

    Attributes:
        label: The API that the request was sent to.
    """

    label: reactive[str] = reactive("")

    def render(self) -> Content:
        """Render the request in progress, its target, and how to cancel it."""
        return Content.assemble(
            ("Validating the token\n\n", "bold"),
            f"Asking {self.label} what is behind it, by one read-only request.\n",
            "Esc cancels; the token stays.",
        )


class TooSmall(Widget):
    """Message for a terminal that is too small."""

    def render(self) -> Content:
        """Render the message with the minimum size."""
        return Content("The terminal is too small: 40x12 at least")
