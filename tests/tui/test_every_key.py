"""Each key that the help lists does something: it is pressed, and the screen is another one."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from typing import Final, NamedTuple

import pytest
from textual.widgets import Input

from cdx_tui.config.key_bindings import BINDINGS
from cdx_tui.demo.catalogue import CATALOGUE
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
_REFUSAL: Final = json.dumps({"errors": [{"detail": "no " * 900, "status": "403"}]}).encode()
_HEADERS: Final = {"Content-Type": "application/json", "X-Request-Id": "req-1"}
_TOKEN: Final = "YSB0b2tlbg=="


class State(NamedTuple):
    """A state of the app: the answer it got, keys that lead there, and a sign that it is there."""

    answer: tuple[int, Mapping[str, str], bytes] | None
    keys: tuple[str, ...]
    sign: str


_VALID: Final = (200, _HEADERS, _SHARE)
_MIDDLE: Final = ("j",) * 3
_SOURCE: Final = ("right_square_bracket", "right_square_bracket", "tab", "tab")
_LIST: Final = ("j",) * 3

STATES: Final = {
    "nothing yet": State(_VALID, (), "Nothing is redeemed"),
    "a token": State(_VALID, (*"abcd",), "4 characters"),
    "validating": State(None, ("enter",), "Validating"),
    "failed": State((403, _HEADERS, _REFUSAL), ("enter", "pagedown", "j"), "not validated"),
    "the list": State(_VALID, ("enter", *_LIST, "right_square_bracket"), "2 of 3"),
    "a filtered list": State(_VALID, ("enter", "slash", *"ders", "enter", *_LIST), "12 of 12"),
    "typing a filter": State(_VALID, ("enter", "slash", *"ders", "down", "down"), "12 of 12"),
    "the details": State(_VALID, ("enter", "right_square_bracket", "tab", "pagedown"), "2 of 3"),
    "the source": State(_VALID, ("enter", *_SOURCE, *_MIDDLE, "right"), "3 of 3"),
    "a search": State(
        _VALID, ("enter", *_SOURCE, *_MIDDLE, "right", "slash", *"field_", "enter"), "of 12"
    ),
    "typing a search": State(_VALID, ("enter", *_SOURCE, "slash", *"field_", "down"), "of 12"),
    "the outline": State(_VALID, ("enter", *_SOURCE, "o", "g", "j", "j"), "inner"),
    "zoomed": State(_VALID, ("enter", *_SOURCE, *_MIDDLE, "right", "z"), "field_"),
    "versions": State(_VALID, ("enter", *_SOURCE, "v", *_MIDDLE), "v1 → v2"),
    "a sample record": State(_VALID, ("enter", *_SOURCE, "s", *_MIDDLE), "field_"),
    "help": State(_VALID, ("enter", "question_mark", "j", "j"), "Previous schema"),
    "redeem": State(_VALID, ("enter", "R"), "consumer redeem"),
    "the copy menu": State(_VALID, ("enter", "Y", "j", "j"), "redeem command"),
    "saving": State(_VALID, ("enter", "E"), "Enter saves"),
    "comparing": State(_VALID, ("enter", "D"), "to compare with"),
    "samples": State(_VALID, ("j", "j"), "Sample shares"),
}


_SILENT: Final[Mapping[str, set[str]]] = {
    "a sample record": {"w"},
    "a search": {"left", "dollar_sign"},
    "the outline": {"plus"},
}
"""Keys that wrap long lines or go along them, where none is long, and that show what is shown."""

_TO_THE_MIDDLE: Final = ("g", "j", "j")
"""Keys that lead away from the edges, where moving on would do nothing."""


@asynccontextmanager
async def _in(state: State) -> AsyncIterator[tuple[AppDriver, CannedResponses]]:
    answers = CannedResponses([state.answer])
    async with open_app(answers, size=(90, 24), samples=CATALOGUE) as scene:
        await scene.until("Sample shares")
        if state.sign != "Sample shares":
            await scene.press("escape")
            await scene.until("Nothing is redeemed")
            if state.keys[:1] == ("enter",):
                await scene.paste(_TOKEN)
        for key in state.keys:
            scene.app.simulate_key(key)
            await scene.pilot.pause()
            if key == "enter" and state.answer is not None:
                await scene.until(lambda: "✓ valid" in scene.text or "What to do" in scene.text)
                await scene.at_rest()
        await scene.until(state.sign)
        await scene.at_rest()
        yield scene, answers


def _look(scene: AppDriver, answers: CannedResponses) -> object:
    """Return all that can be told apart of what is shown, and of what is asked of the API."""
    app = scene.app
    return (
        app.is_running,
        [tuple(strip) for strip in app.screen._compositor.render_strips()],
        app.screen,
        app.focused,
        len(answers.requests),
    )


def _offered(scene: AppDriver) -> list[str]:
    """Return the keys of ours that are offered."""
    bindings = scene.app.screen.active_bindings.items()
    return [key for key, active in bindings if active.enabled and active.binding.id in BINDINGS]


@pytest.mark.parametrize("name", STATES)
async def test_every_key_that_is_offered_does_something(name: str) -> None:
    async with _in(STATES[name]) as (scene, _):
        keys = _offered(scene)
    doubtful: list[str] = []
    while keys:
        async with _in(STATES[name]) as (scene, answers):
            await _press_in_turn(scene, answers, keys, doubtful)
    # Some do nothing after another one, as going up does at the top: each gets a turn of its own.
    silent = []
    for key in doubtful:
        async with _in(STATES[name]) as (scene, answers):
            if not await _changes(scene, answers, key, patience=150):
                silent.append(key)
    assert set(silent) <= _SILENT.get(name, set())


async def _press_in_turn(
    scene: AppDriver, answers: CannedResponses, keys: list[str], doubtful: list[str]
) -> None:
    """Press keys, each after the other, as long as the way back to the state is short."""
    screen, focused = scene.app.screen, scene.app.focused
    while keys and scene.app.is_running and scene.app.focused is focused:
        key = keys.pop(0)
        if not await _changes(scene, answers, key, patience=5):
            if not isinstance(focused, Input | SecretInput):
                for back in _TO_THE_MIDDLE:
                    scene.app.simulate_key(back)
                await scene.pilot.pause()
            if not await _changes(scene, answers, key, patience=15):
                doubtful.append(key)
        assert scene.app.crash is None, key
        while scene.app.screen is not screen and screen in scene.app.screen_stack:
            await scene.app.pop_screen()
        if scene.app.screen is screen and focused is not None and focused.is_attached:
            screen.set_focus(focused)
            await scene.pilot.pause()


async def _changes(scene: AppDriver, answers: CannedResponses, key: str, *, patience: int) -> bool:
    before = _look(scene, answers)
    scene.app.simulate_key(key)
    await scene.pilot.pause()
    for _ in range(patience):
        if _look(scene, answers) != before:
            return True
        await scene.pilot.pause(0.01)
    return False
