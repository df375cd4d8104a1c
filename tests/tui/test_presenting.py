"""Before an audience: contacts and ids are nowhere on the screen, nor in a picture of it."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from cdx_tui.secret import Secret
from tests.tui.driver import AppDriver, CannedResponses, open_app

_MARKS = ("mark-contact", "mark-id", "mark-crn", "mark-request", "424242", "mark-in-text")
_TOKEN = "YSB0b2tlbg=="

_ANSWER = json.dumps(
    {
        "consumer_shared_resources": [
            {
                "id": "mark-id",
                "metadata": {"resource_name": "crn://mark-crn", "self": "https://x/mark-id"},
                "display_name": name,
                "description": f"{name}: ask someone@mark-in-text.example.com for it",
                "organization_name": "Acme",
                "organization_contact": "someone@mark-contact.example.com",
                "cloud": "AWS",
                "schemas": [
                    {"subject": f"{name}-value", "version": v, "id": 424242, "schema": '"string"'}
                    for v in (1, 2)
                ],
            }
            for name in ("orders", "trades")
        ]
    }
).encode()
_HEADERS = {"Content-Type": "application/json", "X-Request-Id": "mark-request"}


@asynccontextmanager
async def _shown(status: int = 200, *, present: bool = True) -> AsyncIterator[AppDriver]:
    answers = CannedResponses([(status, _HEADERS, _ANSWER if status == 200 else b"{}")])
    async with open_app(answers, size=(120, 40), present=present) as scene:
        await scene.validate(_TOKEN)
        await scene.until("✓ valid" if status == 200 else "What to do")
        await scene.at_rest()
        yield scene


def _seen(scene: AppDriver) -> list[str]:
    fingerprint = Secret(_TOKEN).fingerprint()
    picture = scene.app.export_screenshot(simplify=True)
    return [mark for mark in (*_MARKS, fingerprint) if mark in scene.text or mark in picture]


@pytest.mark.parametrize(
    "keys",
    [
        [],
        ["j"],
        ["tab", "pagedown", "pagedown"],
        ["tab", "tab", "o"],
        ["right_square_bracket", "v"],
        ["s"],
        ["i"],
        ["R"],
        ["Y"],
        ["question_mark"],
        ["E"],
        ["D"],
        ["y"],
        ["slash", *"mark"],
        ["colon", *"copy"],
        ["z"],
    ],
)
async def test_no_contact_and_no_id_is_seen(keys: list[str]) -> None:
    async with _shown() as scene:
        await scene.press(*keys)
        await scene.app.workers.wait_for_complete(
            [each for each in scene.app.workers if each.group in ("copy", "outline", "compare")]
        ) if keys == ["y"] else None
        await scene.pilot.pause(0.2)
        assert not _seen(scene)


async def test_nor_among_what_has_changed(tmp_path_factory: pytest.TempPathFactory) -> None:
    saved = tmp_path_factory.mktemp("saved") / "a.json"
    older = json.loads(_ANSWER)
    for resource in older["consumer_shared_resources"]:
        resource["organization_contact"] = "once@mark-contact.example.com"
        resource["description"] = "once@mark-in-text.example.com"
    unnamed = {"id": "mark-id-of-another", "cloud": "GCP"}
    older["consumer_shared_resources"].append(unnamed)
    saved.write_text(json.dumps(older))
    async with _shown() as scene:
        await scene.press("D")
        await scene.until("to compare with")
        await scene.press("ctrl+u", *str(saved), "enter")
        await scene.until("organization_contact: •••• → ••••")
        await scene.until("- ••••")
        assert not _seen(scene)


async def test_nor_after_a_failure() -> None:
    async with _shown(403) as scene:
        await scene.until("request id ••••")
        assert not _seen(scene)


async def test_a_key_masks_and_shows_again_at_the_same_place() -> None:
    async with _shown(present=False) as scene:
        await scene.press("j", "right_square_bracket")
        await scene.until("trades-value · v2 · 424242")
        await scene.press("p")
        await scene.until("trades-value · v2 · ••••")
        await scene.until("presenting · masked")
        assert not _seen(scene)
        await scene.press("p")
        await scene.until("trades-value · v2 · 424242")
        await scene.until("mark-contact")


async def test_keys_are_shown_but_not_what_is_typed() -> None:
    async with _shown() as scene:
        await scene.press("j", "k")
        await scene.until(lambda: scene.text.splitlines()[-1].rstrip().endswith("j k"))
        await scene.press("slash", *"secret")
        await scene.until("End search")
        last = scene.text.splitlines()[-1].rstrip()
        assert not last.endswith("e t")
        assert last.endswith("k /")


async def test_what_is_saved_is_whole(tmp_path_factory: pytest.TempPathFactory) -> None:
    folder = tmp_path_factory.mktemp("export")
    async with _shown() as scene:
        await scene.press("E")
        await scene.until("Enter saves")
        await scene.press("ctrl+u", *str(folder / "a"), "enter")
        await scene.until(" saved in ")
    assert b"mark-contact" in (folder / "a" / "preview.json").read_bytes()
