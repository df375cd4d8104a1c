"""Panes and dialogs: every word is on the screen, or an ellipsis, at every width."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.containers import Vertical
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static
from textual.widgets._toast import Toast

from cdx_tui.api.errors import CdxError
from cdx_tui.api.models import ConsumerSharedResource
from cdx_tui.secret import Secret
from cdx_tui.tui.screens.dialogs.credentials import CredentialsScreen
from cdx_tui.tui.screens.dialogs.path_prompt import PathPrompt
from cdx_tui.tui.themes import THEMES
from cdx_tui.tui.widgets.failure_panel import FailurePanel
from cdx_tui.tui.widgets.placeholders import Waiting
from cdx_tui.tui.widgets.resource_summary import ResourceSummary
from cdx_tui.tui.widgets.secret_input import SecretInput
from cdx_tui.tui.widgets.token_input import TokenInput
from cdx_tui.tui.widgets.welcome import Welcome
from tests.tui.random_words import random_sentence
from tests.tui.screen_text import Frame
from tests.tui.silent_cuts import silent_cuts
from tests.tui.widgets.host import STYLES

pytestmark = pytest.mark.usefixtures("unpainted")

WIDTHS = (*range(40, 141, 3), 80, 100, 120)
_HEIGHT = 6 + 14 + 10 + 18 + 30


class Panes(App[None]):
    """Panes in the styles of the app, below each other, with or without `-presenting`."""

    CSS_PATH: ClassVar[list[str | PurePath]] = STYLES
    CSS = """
    Screen { layout: vertical; }
    Vertical { height: auto; }
    Waiting { display: block; height: 10; }
    Welcome { display: block; height: 14; }
    FailurePanel { display: block; height: 18; }
    ResourceSummary { height: 30; }
    """

    def __init__(self, *, presenting: bool = False) -> None:
        super().__init__()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = THEMES[0].name
        self.presenting = presenting

    def compose(self) -> ComposeResult:
        if not self.presenting:  # which changes none of these
            yield TokenInput("Paste a shared token, then press Enter", id="token")
            yield SecretInput(random_sentence(7, 20))
            yield Welcome()
            yield Waiting()
        with Vertical(classes="-presenting" if self.presenting else ""):
            yield FailurePanel()
            yield ResourceSummary()

    def show(self, words: str) -> None:
        """Show `words` in each pane."""
        failure = CdxError("a title", f"{words} cause", f"{words} step", details=(words, "detail"))
        self.query_one(FailurePanel).failure = failure
        resource = ConsumerSharedResource(
            display_name=words,
            description=f"{words} description",
            organization_name=words,
            organization_contact=f"{words} contact",
            tags=(words, "tag"),
        )
        self.query_one(ResourceSummary).resource = resource
        for waiting in self.query(Waiting):
            waiting.label = words
        for welcome in self.query(Welcome):
            welcome.key_source = words
        for token in self.query(TokenInput):
            token.secret = Secret("" if len(words) % 2 else words)


def lost(frame: Frame, pane: Widget, sentence: str) -> Iterator[str]:
    """Yield a sentence that is not whole in a pane."""
    shown = " ".join(frame.pane_text(pane).split())
    if sentence not in shown:
        yield f"{frame.app.size.width} {pane}: {sentence!r} is not in {shown!r}"


@pytest.mark.parametrize("presenting", [False, True])
async def test_panes_show_every_word_at_every_width(presenting: bool) -> None:
    app = Panes(presenting=presenting)
    found: list[str] = []
    async with app.run_test(size=(80, _HEIGHT)) as pilot:
        for width in WIDTHS:
            app.show(words := random_sentence(width, width // 20))
            await pilot.resize_terminal(width, _HEIGHT)
            frame = Frame(app)
            found += [f"{width} {cut}" for cut in silent_cuts(frame)]
            for view in app.query("TextView, DetailView").results(Widget):
                found += lost(frame, view, words)
            for waiting in app.query(Waiting):
                found += lost(frame, waiting, f"Validating with one read-only request to {words}…")
    assert found == []


class Prompt(PathPrompt[str]):
    """A prompt with a long question."""

    def use(self, path: Path) -> str:
        return str(path)


@pytest.mark.parametrize("kind", ["path", "credentials"])
async def test_dialogs_show_every_word_at_every_width(kind: str) -> None:
    app = Panes()
    words = random_sentence(3, 10)
    screen: Screen[object] = (
        Prompt("title", words, "a") if kind == "path" else CredentialsScreen()  # type: ignore[assignment]
    )
    found: list[str] = []
    async with app.run_test(size=(80, 50), notifications=True) as pilot:
        await app.push_screen(screen)
        problem = screen.query_one(f"#{kind}-problem", Static)
        problem.update(words)
        expected = words if kind == "path" else "Requires a Confluent Cloud API key"
        app.notify(words, title="title", timeout=600, markup=False)
        for width in WIDTHS:
            await pilot.resize_terminal(width, 50)  # room for the toast below the dialog
            frame = Frame(app)
            found += [f"{width} {cut}" for cut in silent_cuts(frame)]
            found += lost(frame, screen.query(Toast).first(), words)
            found += lost(frame, problem, words)
            found += lost(frame, screen.query(Static).first(), expected)
    assert found == []
