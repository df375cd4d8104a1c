"""Pastes that arrive as keys, on a machine too busy to process each key as it arrives."""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult

from cdx_tui.tui.widgets.secret_input import SecretInput


class Form(App[None]):
    """An app with one field that records its submissions."""

    def __init__(self) -> None:
        super().__init__()
        self.submitted: list[str] = []

    def compose(self) -> ComposeResult:
        yield SecretInput()

    def on_secret_input_submitted(self, event: SecretInput.Submitted) -> None:
        self.submitted.append(event.secret.reveal())


def key(character: str, at: float) -> events.Key:
    """Build the event of a key that arrived at `at` seconds."""
    name = "enter" if character == "\r" else character
    event = events.Key(name, character)
    event.time = at
    return event


LINE = "a-line-of-a-token"


async def test_an_enter_within_a_burst_of_keys_is_a_line_break() -> None:
    form = Form()
    async with form.run_test() as pilot:
        field = form.query_one(SecretInput)
        field.focus()
        await pilot.pause()
        for character in f"{LINE}\rcd\r":
            form.post_message(key(character, at=100.0))
        while not form.submitted:
            await pilot.pause(0.01)
        assert form.submitted == [f"{LINE}cd"]


async def test_an_enter_after_a_few_keys_typed_ahead_submits_at_once() -> None:
    form = Form()
    async with form.run_test() as pilot:
        field = form.query_one(SecretInput)
        field.focus()
        await pilot.pause()
        for character in "ab\r":
            form.post_message(key(character, at=100.0))
        await pilot.pause()
        assert form.submitted == ["ab"]
        assert field._submission is None


async def test_keys_queued_when_the_timer_fires_belong_to_the_paste() -> None:
    form = Form()
    async with form.run_test() as pilot:
        field = form.query_one(SecretInput)
        field.focus()
        await pilot.pause()
        for character in f"{LINE}\r":
            form.post_message(key(character, at=100.0))
        while field._submission is None:
            await pilot.pause()
        field.post_message(key("c", at=100.0))
        field._queue_submission()  # the timer fires before the field has processed the c
        await pilot.pause(0.3)
        assert form.submitted == []
        assert field.secret.reveal() == f"{LINE}c"


async def test_an_enter_after_a_pause_submits_at_once() -> None:
    form = Form()
    async with form.run_test() as pilot:
        field = form.query_one(SecretInput)
        field.focus()
        await pilot.pause()
        form.post_message(key("a", at=100.0))
        form.post_message(key("\r", at=101.0))
        await pilot.pause()
        assert form.submitted == ["a"]
