"""Content of the main screen without a share: first steps."""

from __future__ import annotations

from typing import ClassVar

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

__all__ = ["Welcome", "WelcomeHeadline"]


class WelcomeHeadline(Widget):
    """What the app does, in one sentence."""

    def render(self) -> Content:
        """Render the sentence."""
        return Content("See what a Stream Sharing token shares, before you redeem it.")


class Welcome(Widget):
    """Where the API key comes from, and what else can be done here.

    Attributes:
        key_source: The source of the API key, such as `API key AB…78 from CONFLUENT_CLOUD_API_KEY`;
            empty if the user will be asked for one.
        demo: Whether this is the demo, which needs no key.
        recent: Saved shares: the name of each, and when and where it was saved.
        keys: The keys that open a saved share and the sample shares, each with what it does.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"welcome--key", "welcome--muted", "welcome--ok"}

    key_source: reactive[str] = reactive("", layout=True)
    demo: reactive[bool] = reactive(False, layout=True)
    recent: reactive[tuple[tuple[str, str], ...]] = reactive((), layout=True)
    keys: reactive[tuple[tuple[str, str], ...]] = reactive((), layout=True)

    def render(self) -> Content:
        """Render the source of the key, the recent shares, the keys, and the promise."""
        key, muted, ok = map(
            self.get_visual_style, ("welcome--key", "welcome--muted", "welcome--ok")
        )
        if self.demo:
            source = Content.assemble(("✓ ", ok), "Demo: sample shares, no API key, no network")
        elif self.key_source:
            source = Content.assemble(("✓ ", ok), self.key_source)
        else:
            source = Content("No API key found: you will be asked for one.")
        offers = [Content.assemble((name, key), f" {what}") for name, what in self.keys]
        promise = "One read-only request. Nothing is redeemed. The token is kept in memory only."
        recent = [Content.assemble(name, (rest, muted)) for name, rest in self.recent]
        if recent:
            recent = [Content(""), Content.styled("Recent shares", muted), *recent]
        return Content("\n").join(
            [
                source,
                *recent,
                Content(""),
                Content("   ").join(offers),
                Content(""),
                Content.styled(promise, muted),
            ]
        )
