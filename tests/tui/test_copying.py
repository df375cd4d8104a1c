"""Copying a schema: which way it takes, and what is said of it."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from cdx_tui.clipboard import LONGEST_SEQUENCE, CopyMethod, Means
from tests.tui.driver import AppDriver, CannedResponses, open_app, sample
from tests.tui.test_flows import TOKEN, answer


async def show_a_schema(scene: AppDriver) -> None:
    await scene.validate(sample("stock trades").token)
    await scene.until("✓ valid")
    await scene.at_rest()


async def test_through_the_terminal_it_is_sent_and_no_more_is_claimed() -> None:
    async with open_app(size=(120, 40)) as scene:
        await show_a_schema(scene)
        await scene.press("y")
        await scene.until("sent to the terminal")
        assert json.loads(scene.app.clipboard)["name"] == "TradeKey"


async def test_a_program_gets_the_whole_text_cleaned(tmp_path: Path) -> None:
    copied = tmp_path / "copied"
    take = f"import sys; open({str(copied)!r}, 'wb').write(sys.stdin.buffer.read())"
    way = CopyMethod(Means.NATIVE, (sys.executable, "-c", take), "")
    hostile = json.dumps({"type": "enum", "name": "E", "symbols": ["A"], "doc": "\x9b\u202e"})
    schema = {"schema": hostile.replace("\\u202e", "\u202e"), "subject": "s"}
    answers = CannedResponses([answer({"display_name": "A", "schemas": [schema]})])
    async with open_app(answers, clipboard=lambda: way) as scene:
        await scene.validate(TOKEN)
        await scene.until("✓ valid")
        await scene.press("y")
        await scene.until("copied by")
    text = copied.read_text()
    assert json.loads(text.replace("\\u202e", ""))["symbols"] == ["A"]
    assert "\u202e" not in text
    assert "\\u202e" in text


@pytest.mark.parametrize(
    ("way", "words"),
    [
        (CopyMethod(Means.NONE, (), "GNU screen would print it"), "There is no way"),
        (CopyMethod(Means.NATIVE, ("no-such",), ""), "could not be started"),
        (CopyMethod(Means.NATIVE, (sys.executable, "-c", "exit(3)"), ""), "exit status 3"),
    ],
)
async def test_a_copy_that_fails_says_why(way: CopyMethod, words: str) -> None:
    async with open_app(size=(120, 40), clipboard=lambda: way) as scene:
        await show_a_schema(scene)
        await scene.press("y")
        await scene.until(words)
        assert not scene.app.clipboard


async def test_what_is_too_long_for_a_sequence_is_not_sent() -> None:
    schema = json.dumps({"type": "enum", "name": "E", "symbols": ["A"], "doc": "x" * 60_000})
    assert len(schema) > LONGEST_SEQUENCE
    answers = CannedResponses([answer({"display_name": "A", "schemas": [{"schema": schema}]})])
    async with open_app(answers, size=(120, 40)) as scene:
        await scene.validate(TOKEN)
        await scene.until("✓ valid")
        await scene.press("y")
        await scene.until("too many to send")
        assert not scene.app.clipboard


async def test_without_a_schema_there_is_nothing_to_copy() -> None:
    async with open_app(CannedResponses([answer({"display_name": "A"})])) as scene:
        await scene.validate(TOKEN)
        await scene.until("✓ valid")
        await scene.press("y")
        await scene.at_rest()
        assert not scene.app.clipboard
        assert "y Copy" not in scene.text
