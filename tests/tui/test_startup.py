"""What waits for the first paint is not missed by it, and there when it is needed."""

from __future__ import annotations

import gc
from typing import Any

import pytest
from textual.design import ColorSystem
from textual.dom import DOMNode
from textual.screen import Screen

from cdx_tui.collector import suspend_collection
from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.secret import Secret
from cdx_tui.tui import startup
from cdx_tui.tui.app import CdxApp
from cdx_tui.tui.frugal import FrugalApp
from cdx_tui.tui.screens.main import MainScreen
from cdx_tui.tui.screens.share_views import ShareViews
from cdx_tui.tui.startup import DeferringApp
from cdx_tui.tui.widgets.resource_list import ResourceList
from cdx_tui.tui.widgets.share_panes import SharePanes
from tests.tui.driver import open_app, sample
from tests.tui.frozen_clock import frozen_app


def test_mixins_are_no_nodes_each_of_which_delays_the_start() -> None:
    classes = {*CdxApp.__mro__, *MainScreen.__mro__}
    nodes = {each.__name__ for each in classes if issubclass(each, DOMNode)}
    own = {each.__name__ for each in classes if each.__module__.startswith("cdx_tui")}
    assert nodes & own == {"CdxApp", "MainScreen"}


def test_only_the_theme_that_is_shown_is_computed(monkeypatch: pytest.MonkeyPatch) -> None:
    computed: list[ColorSystem] = []
    generate = ColorSystem.generate

    def counted(system: ColorSystem) -> dict[str, str]:
        computed.append(system)
        return generate(system)

    monkeypatch.setattr(ColorSystem, "generate", counted)
    app = frozen_app()
    assert len(computed) == 1
    assert app.theme_variables["background"] == "#13171D"


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (30, 8)])
async def test_the_deferred_styles_change_nothing_of_the_first_screen(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    deferred = startup.DEFERRED_STYLES
    monkeypatch.setattr(startup, "DEFERRED_STYLES", ())
    async with open_app(size=size) as driver:
        app, widgets = driver.app, [*driver.app.screen.walk_children()]
        before = [widget.styles.css for widget in widgets]
        monkeypatch.setattr(startup, "DEFERRED_STYLES", deferred)
        app.load_styles()
        app.stylesheet.update(app)
        assert [widget.styles.css for widget in widgets] == before
        assert len(before) > 5


async def test_the_collector_is_on_once_a_share_is_shown() -> None:
    suspend_collection()
    try:
        async with open_app(submit=sample("orders").token) as driver:
            await driver.until("order_id")
            await driver.until(gc.isenabled)
            assert gc.get_freeze_count()
    finally:
        gc.unfreeze()
        gc.enable()


@pytest.mark.parametrize(
    ("session", "first"),
    [
        ({"samples": CATALOGUE}, startup.DEMO_MODULES),
        ({"token": Secret(sample("orders").token)}, startup.REQUEST_MODULES),
    ],
    ids=["demo", "token"],
)
async def test_what_a_request_at_the_start_needs_is_imported_first(
    session: dict[str, Any], first: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[str] = []
    monkeypatch.setattr(DeferringApp, "finish_start", lambda _, modules: wanted.extend(modules))
    async with open_app(**session) as driver:
        await driver.until(lambda: bool(wanted))
    assert wanted == [*first, *startup.DEFERRED_MODULES]


async def test_a_request_is_prepared_once_a_token_is_typed(monkeypatch: pytest.MonkeyPatch) -> None:
    imported: list[str] = []
    monkeypatch.setattr(startup, "import_module", imported.append)
    async with open_app() as driver:
        await driver.until(lambda: startup.DEFERRED_MODULES[-1] in imported)
        assert not set(startup.REQUEST_MODULES) & set(imported)
        await driver.press("a", "b")
        await driver.until(lambda: startup.REQUEST_MODULES[-1] in imported)
        assert imported.count(startup.REQUEST_MODULES[0]) == 1


async def test_the_panes_are_mounted_but_not_shown_once_a_token_is_typed() -> None:
    async with open_app(key_source=lambda: "test") as driver:
        await driver.until("✓ test")
        assert not driver.app.screen.query(SharePanes)
        await driver.press("a")
        await driver.until(lambda: bool(driver.app.screen.query(ResourceList)))
        await driver.press("tab", "b")
        await driver.until("2 characters")
        assert driver.focused == "token"
        assert "Resources" not in driver.text


async def test_the_fields_are_painted_before_anything_is_compared_or_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    begun: list[str] = []

    def outline_built(screen: ShareViews) -> None:
        begun.append(driver.text)

    monkeypatch.setattr(ShareViews, "outline_built", outline_built)
    async with open_app() as driver:
        await driver.validate(sample("stock trades").token)
        await driver.until(lambda: bool(begun))
    assert "trade_id" in begun[0]


@pytest.mark.painted
async def test_the_first_frame_with_fields_has_the_titles_of_their_columns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    frames: list[str] = []
    display = FrugalApp._display

    def recorded(app: FrugalApp, screen: Screen[object], update: Any) -> None:
        display(app, screen, update)
        frames.append(driver.text)

    async with open_app(size=(120, 40)) as driver:
        monkeypatch.setattr(FrugalApp, "_display", recorded)
        await driver.validate(sample("stock trades").token)
        await driver.until("trade_id")
        await driver.wait_until_idle()
    assert "DEFAULT" in next(frame for frame in frames if "trade_id" in frame)
