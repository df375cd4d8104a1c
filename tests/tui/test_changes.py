"""What has changed since a share was saved, and the menu of what can be copied."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cdx_tui.clipboard import CopyMethod, Means
from tests.tui.driver import AppDriver, CannedResponses, open_app, sample
from tests.tui.test_flows import failure


def _resource(name: str, cloud: str = "AWS") -> dict[str, object]:
    schema = {"subject": f"{name}-value", "version": 1, "id": 7, "schema": '"string"'}
    return {"id": name, "display_name": name, "cloud": cloud, "schemas": [schema]}


def _save(file: Path, *resources: dict[str, object]) -> Path:
    file.write_text(json.dumps({"consumer_shared_resources": resources}))
    return file


def _answer(*resources: dict[str, object]) -> CannedResponses:
    body = json.dumps({"consumer_shared_resources": resources}).encode()
    headers = {"Content-Type": "application/json", "X-Request-Id": "req-7"}
    return CannedResponses([(200, headers, body)])


async def _compare(scene: AppDriver, path: Path) -> None:
    await scene.validate("YSB0b2tlbg==")
    await scene.until("✓ valid")
    await scene.press("D")
    await scene.until("to compare with")
    await scene.press("ctrl+u", *str(path), "enter")


async def test_changes_are_listed_and_marked(tmp_path: Path) -> None:
    saved = _save(tmp_path / "a.json", _resource("orders"), _resource("gone"), _resource("same"))
    answers = _answer(_resource("orders", "GCP"), _resource("same"), _resource("fresh"))
    async with open_app(answers, size=(110, 30)) as scene:
        await _compare(scene, saved)
        for words in ("~ orders", "~ cloud: AWS → GCP", "+ fresh", "- gone"):
            await scene.until(words)
        await scene.press("escape")
        await scene.until("✓ valid")
        rows = [line[1:9].strip() for line in scene.text.splitlines()[4:7]]
        assert rows == ["~ orders", "same", "+ fresh"]


async def test_nothing_has_changed(tmp_path: Path) -> None:
    async with open_app(_answer(_resource("orders")), size=(110, 30)) as scene:
        await _compare(scene, _save(tmp_path / "a.json", _resource("orders")))
        await scene.until("Nothing has changed.")


@pytest.mark.parametrize("content", [None, "{", '{"a": 1}'])
async def test_what_can_not_be_compared_with_is_told(tmp_path: Path, content: str | None) -> None:
    file = tmp_path / "a.json"
    if content is not None:
        file.write_text(content)
    async with open_app(_answer(_resource("orders")), size=(110, 30)) as scene:
        await _compare(scene, file)
        await scene.until("✗ There" if content is None else "✗ ")
        await scene.press("escape")
        await scene.until("✓ valid")


async def _copied(scene: AppDriver, row: int) -> str:
    """Pick a line of the menu; return what reached the clipboard."""
    await scene.press("Y")
    await scene.until("redeem command")
    await scene.press(*["j"] * row, "enter")
    await scene.until("sent to the terminal")
    return scene.app.clipboard


@pytest.mark.parametrize(
    ("row", "text"),
    [(0, '"string"'), (1, "orders-value"), (2, "7"), (3, "orders"), (4, "req-7")],
)
async def test_the_menu_copies_what_it_says(row: int, text: str) -> None:
    way = CopyMethod(Means.OSC52, (), "")
    async with open_app(
        _answer(_resource("orders")), size=(110, 30), clipboard=lambda: way
    ) as scene:
        await scene.validate("YSB0b2tlbg==")
        await scene.until("✓ valid")
        await scene.at_rest()
        assert (await _copied(scene, row)).strip() == text


async def test_the_path_of_a_field() -> None:
    async with open_app(size=(110, 30)) as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        await scene.press("right_square_bracket", "tab", "tab", "o")
        await scene.until("ship_to")
        await scene.press("j", "j")
        await scene.press("Y")
        await scene.until("field path      state")


async def test_the_request_id_of_a_failure() -> None:
    async with open_app(CannedResponses([failure(403)]), size=(110, 30)) as scene:
        await scene.validate("YSB0b2tlbg==")
        await scene.until("request id")
        await scene.press("y")
        await scene.until("sent to the terminal")
        assert scene.app.clipboard
        assert f"request id {scene.app.clipboard}" in scene.text
