"""Content of the main screen without a share: what to do first, and what is under way."""

from __future__ import annotations

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

__all__ = ["TooSmall", "Waiting", "Welcome"]


class Welcome(Widget):
    """Says what to do first; `samples` says whether sample shares can be picked."""

    samples: reactive[bool] = reactive(False)

    def render(self) -> Content:
        """Return three steps and the promise."""
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
    """Shows what is under way while a token is validated."""

    label: reactive[str] = reactive("")

    def render(self) -> Content:
        """Render what was requested, from whom, and how to cancel it."""
        return Content.assemble(
            ("Validating the token\n\n", "bold"),
            f"Asking {self.label} what is behind it, by one read-only request.\n",
            "Esc cancels; the token stays.",
        )


class TooSmall(Widget):
    """Says that the terminal has too little room."""

    def render(self) -> Content:
        """Return the one sentence."""
        return Content("The terminal is too small: 40x12 at least")
