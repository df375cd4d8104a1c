"""A paste that arrives as keys, on a machine too busy to look at each as it comes."""

from __future__ import annotations

from textual import events
from textual.app import App, ComposeResult

from cdx_tui.tui.widgets.secret_input import SecretInput


class Form(App[None]):
    """One field, and what it has submitted."""

    def __init__(self) -> None:
        super().__init__()
        self.submitted: list[str] = []

    def compose(self) -> ComposeResult:
        yield SecretInput()

    def on_secret_input_submitted(self, event: SecretInput.Submitted) -> None:
        self.submitted.append(event.secret.reveal())


def key(character: str, at: float) -> events.Key:
    """Return the event of a key that arrived `at` so many seconds."""
    name = "enter" if character == "\r" else character
    event = events.Key(name, character)
    event.time = at
    return event


async def test_an_enter_among_keys_that_arrived_together_is_a_line_break() -> None:
    form = Form()
    async with form.run_test() as pilot:
        field = form.query_one(SecretInput)
        field.focus()
        await pilot.pause()
        for character in "ab\rcd\r":
            form.post_message(key(character, at=100.0))
        while not form.submitted:
            await pilot.pause(0.01)
        assert form.submitted == ["abcd"]


async def test_keys_that_wait_while_the_time_runs_out_still_belong_to_the_paste() -> None:
    form = Form()
    async with form.run_test() as pilot:
        field = form.query_one(SecretInput)
        field.focus()
        await pilot.pause()
        for character in "ab\r":
            form.post_message(key(character, at=100.0))
        while field._submission is None:
            await pilot.pause()
        field.post_message(key("c", at=100.0))
        field._line_up()  # the timer's call, while the field has not yet looked at the c
        await pilot.pause(0.3)
        assert form.submitted == []
        assert field.secret.reveal() == "abc"


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
