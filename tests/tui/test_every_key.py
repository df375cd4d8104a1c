"""Every key listed by the help has an effect: pressing it changes the screen."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final, NamedTuple

import pytest
from textual.widgets import Input

from cdx_tui.config.key_bindings import BINDINGS
from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.tui.app import CdxApp
from cdx_tui.tui.widgets.secret_input import SecretInput
from tests.tui.driver import AppDriver, CannedResponses, open_app

_NESTED: Final = {
    "type": "record",
    "name": "Nested",
    "fields": [{"name": "inner", "type": "long"}, {"name": "other", "type": "long"}],
}
_FIELDS: Final = [
    {
        "name": f"field_{number}",
        "type": _NESTED if number == 1 else ["null", "string"],
        "doc": f"{number} " + "is documented at length, " * 8,
    }
    for number in range(12)
]
_VALUE: Final = {"type": "record", "name": "Order", "doc": "x", "fields": _FIELDS}
_OLDER: Final = {**_VALUE, "fields": _FIELDS[:9]}


def _resource(name: str) -> dict[str, object]:
    texts = ('"string"', json.dumps(_OLDER), json.dumps(_VALUE))
    subjects = ((f"{name}-key", 1), (f"{name}-value", 1), (f"{name}-value", 2))
    return {
        "id": name,
        "display_name": name,
        "organization_name": f"Org of {name}",
        "organization_contact": "a@example.com",
        "description": "What it is, at some length. " * 60,
        "cloud": "AWS",
        "schemas": [
            {"subject": subject, "version": version, "schema_type": "AVRO", "schema": text}
            for (subject, version), text in zip(subjects, texts, strict=True)
        ],
    }


_SHARE: Final = json.dumps(
    {"consumer_shared_resources": [_resource(f"orders{number:02}") for number in range(12)]}
).encode()
_EMPTY: Final = b'{"consumer_shared_resources": []}'
_REFUSAL: Final = json.dumps({"errors": [{"detail": "no " * 900, "status": "403"}]}).encode()
_HEADERS: Final = {"Content-Type": "application/json", "X-Request-Id": "req-1"}
_TOKEN: Final = "YSB0b2tlbg=="


class State(NamedTuple):
    """A state of the app: the response, the keys that lead to it, and the text that shows it.

    `dialog` is the keys that open a dialog at last, and open it again once a key has closed it.
    """

    response: tuple[int, Mapping[str, str], bytes] | None
    keys: tuple[str, ...]
    sign: str
    dialog: tuple[str, ...] = ()


_VALID: Final = (200, _HEADERS, _SHARE)
_MIDDLE: Final = ("j",) * 3
_SOURCE: Final = ("enter", "2", *_MIDDLE, "right")

STATES: Final = {
    "nothing yet": State(_VALID, (), "Nothing is redeemed"),
    "a token": State(_VALID, (*"abcd",), "4 characters"),
    "validating": State(None, ("enter",), "Validating"),
    "failed": State((403, _HEADERS, _REFUSAL), ("enter", "pagedown", "j"), "Validation failed"),
    "nothing shared": State((200, _HEADERS, _EMPTY), ("enter",), "it shares no resources"),
    "another token": State(_VALID, ("enter", "t", "a"), "not validated"),
    "the list": State(_VALID, ("enter", *_MIDDLE), "orders03-value"),
    "a filtered list": State(
        _VALID, ("enter", "slash", *"ders", "enter", "escape", *_MIDDLE), "12 of 12"
    ),
    "typing a filter": State(_VALID, ("enter", "slash", *"ders", "down", "down"), "12 of 12"),
    "the fields": State(_VALID, ("enter", "1", "g", "j", "j"), "─ Order.field_1 "),
    "the source": State(_VALID, _SOURCE, '"fields": ['),
    "a search": State(_VALID, (*_SOURCE, "slash", *"field_", "enter"), "of 12"),
    "typing a search": State(_VALID, (*_SOURCE, "slash", *"field_", "down"), "of 12"),
    "zoomed": State(_VALID, (*_SOURCE, "z"), '"fields": ['),
    "changes": State(_VALID, ("enter", "3", *_MIDDLE), "consumers on v1"),
    "a sample record": State(_VALID, ("enter", "4", *_MIDDLE), '"field_0": '),
    "checks": State(_VALID, ("enter", "5", "j"), "Value schema"),
    "about": State(_VALID, ("enter", "6", *_MIDDLE), "What it is, at some length."),
    "all fields": State(_VALID, ("enter",), "180 fields", ("f", "tab", *("down",) * 3)),
    "typing a filter of all fields": State(
        _VALID, ("enter",), "12 of 180", ("f", *"field_3", "down", "down")
    ),
    "help": State(_VALID, ("enter",), "Keyboard shortcuts", ("question_mark",)),
    "redeem": State(_VALID, ("enter",), "consumer redeem", ("R",)),
    "the copy menu": State(_VALID, ("enter",), "Redeem command", ("Y", "j", "j")),
    "exporting": State(_VALID, ("enter",), "to folder:", ("E",)),
    "comparing": State(_VALID, ("enter",), "Compare with:", ("D",)),
    "opening": State(_VALID, (), "Open a saved share", ("ctrl+o",)),
    "samples": State(_VALID, ("j", "j"), "Sample shares"),
}


_WITHOUT_EFFECT: Final[Mapping[str, set[str]]] = {
    "a sample record": {"w"},
    "a search": {"left", "dollar_sign"},
    "the fields": {"plus"},
}
"""Keys without an effect: they scroll or wrap lines that fit, or expand what is expanded."""

_TO_THE_MIDDLE: Final = ("g", "j", "j")
"""Keys that move the cursor away from the edges, where moving on has no effect."""


@asynccontextmanager
async def _open_state(state: State) -> AsyncIterator[tuple[AppDriver, CannedResponses]]:
    responses = CannedResponses([state.response])
    async with open_app(responses, size=(110, 26), samples=CATALOGUE) as driver:
        await driver.until("Sample shares")
        if state.sign != "Sample shares":
            await driver.press("escape")
            await driver.until("Nothing is redeemed")
            if state.keys[:1] == ("enter",):
                await driver.paste(_TOKEN)
        for key in state.keys:
            await _press(driver, key)
            if key == "enter" and state.response is not None:
                await driver.until(lambda: "✓ valid" in driver.text or "What to do" in driver.text)
                await driver.wait_until_idle()
        await _open_dialog(driver, state)
        yield driver, responses


async def _open_dialog(driver: AppDriver, state: State) -> None:
    """Open the state's dialog, if it is one, and wait until it is shown."""
    for key in state.dialog:
        await _press(driver, key)
    await driver.until(state.sign)
    await driver.wait_until_idle()


async def _press(driver: AppDriver, key: str) -> None:
    driver.app.simulate_key(key)
    await driver.pilot.pause()


def _count_exits(app: CdxApp) -> Callable[[], int]:
    """Count the app's exits instead of ending it, so that other keys can be pressed afterwards."""
    exits = 0

    def count(*_: object, **__: object) -> None:
        nonlocal exits
        exits += 1

    app.exit = count  # type: ignore[method-assign]
    return lambda: exits


class _Observer:
    """Tells whether a key changes anything observable: screen, focus, requests, the app's end."""

    def __init__(self, driver: AppDriver, responses: CannedResponses) -> None:
        self._driver = driver
        self._responses = responses
        self._exits = _count_exits(driver.app)

    def _observe(self) -> object:
        app = self._driver.app
        return (
            self._exits(),
            app.screen,
            app.focused,
            len(self._responses.requests),
            [tuple(strip) for strip in app.screen._compositor.render_strips()],
        )

    async def changes(self, key: str, *, patience: int) -> bool:
        """Press the key; return whether it changed anything."""
        before = self._observe()
        await _press(self._driver, key)
        for _ in range(patience):
            if self._observe() != before:
                return True
            await self._driver.pilot.pause(0.01)
        return False


def _enabled_keys(driver: AppDriver) -> list[str]:
    """Return the app's own keys that are enabled."""
    bindings = driver.app.screen.active_bindings.items()
    return [
        key
        for key, active in bindings
        if active.enabled and active.binding.id in BINDINGS.keys() - {"app.redraw"}
    ]


@pytest.mark.parametrize("name", STATES)
async def test_every_enabled_key_has_an_effect(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)  # Enter exports into the working folder
    state, allowed = STATES[name], _WITHOUT_EFFECT.get(name, set())
    async with _open_state(state) as (driver, responses):
        keys = _enabled_keys(driver)
        retries = await _press_in_turn(driver, responses, state, keys)
    while keys:
        async with _open_state(state) as (driver, responses):
            retries += await _press_in_turn(driver, responses, state, keys)
    # Some have no effect after another key, such as going up at the top: retry each one alone.
    without_effect = set()
    for key in set(retries) - allowed:
        async with _open_state(state) as (driver, responses):
            if not await _Observer(driver, responses).changes(key, patience=150):
                without_effect.add(key)
    assert not without_effect


async def _press_in_turn(
    driver: AppDriver, responses: CannedResponses, state: State, keys: list[str]
) -> list[str]:
    """Press keys in order while a few steps lead back to the state; return those without effect."""
    observer = _Observer(driver, responses)
    screen, focused = driver.app.screen, driver.app.focused
    without_effect = []
    while keys and driver.app.focused is focused:
        key = keys.pop(0)
        if not await observer.changes(key, patience=5):
            if not isinstance(focused, Input | SecretInput):
                for back in _TO_THE_MIDDLE:
                    driver.app.simulate_key(back)
                await driver.pilot.pause()
            if not await observer.changes(key, patience=15):
                without_effect.append(key)
        assert driver.app.crash is None, key
        while driver.app.screen is not screen and screen in driver.app.screen_stack:
            await driver.app.pop_screen()
        if state.dialog and screen not in driver.app.screen_stack:
            await _open_dialog(driver, state)
            screen, focused = driver.app.screen, driver.app.focused
        if driver.app.screen is screen and focused is not None and focused.is_attached:
            screen.set_focus(focused)
            await driver.pilot.pause()
    return without_effect
