"""20,000 answers that were tampered with: no crash, and nothing in them that a terminal obeys."""

from __future__ import annotations

import pytest

from cdx_tui.api.decoding import decode_preview
from cdx_tui.api.json_body import NotAPreview
from cdx_tui.api.models import Preview, Schema
from cdx_tui.schema.document import read_schema
from cdx_tui.tui.screens.main import MainScreen
from tests.faults.cleanliness import texts_of, unsafe_in
from tests.faults.mutator import HOSTILE, Mutator
from tests.tui.driver import open_app, sample

_SEEDS = 40
_A_SEED = 500


def _shown_of_schema(schema: Schema) -> list[str]:
    document = read_schema(schema.schema or "", schema.schema_type)
    for _ in document.fill():
        pass
    lines = [document.lines[index] for index in range(len(document.lines))]
    assert not any("\n" in line for line in lines)
    return [*lines, *texts_of((document.declared_type, document.problems, document.outline()))]


def _shown_of_answer(body: bytes) -> list[str]:
    try:
        resources, problems = decode_preview(body)
    except NotAPreview as error:
        return [str(error)]
    shown = list(texts_of((resources, problems), leave_out=frozenset({"schema"})))
    for resource in resources:
        for schema in resource.schemas:
            shown += _shown_of_schema(schema)
    return shown


@pytest.mark.parametrize("seed", range(_SEEDS))
def test_nothing_of_a_mutated_answer_is_unsafe_to_show(seed: int) -> None:
    mutator = Mutator(seed)
    read = 0
    for number in range(_A_SEED):
        body = mutator.answer()
        shown = _shown_of_answer(body)
        read += len(shown) > 1
        unsafe = unsafe_in("\n".join(shown))
        assert not unsafe, (seed, number, unsafe, body)
    assert read > _A_SEED // 2  # most of them are still answers, or little would be tested


def test_the_oracle_knows_what_is_hostile() -> None:
    harmless = {text for text in HOSTILE if not unsafe_in(text)}
    assert harmless == {text for text in HOSTILE if text.startswith("[/]") or "\u0301" in text}


@pytest.mark.parametrize("seed", range(4))
async def test_nothing_of_a_mutated_answer_is_unsafe_on_the_screen(
    seed: int, request: pytest.FixtureRequest
) -> None:
    enough = request.config.getoption("--mutated-screens")
    mutator = Mutator(1_000 + seed)
    async with open_app() as scene:
        await scene.validate(sample("orders").token)
        await scene.until("✓ valid")
        screen = scene.app.screen
        assert isinstance(screen, MainScreen)
        shown = 0
        while shown < enough:
            try:
                resources, problems = decode_preview(mutator.answer())
            except NotAPreview:
                continue
            await screen.show_preview(Preview(resources, problems))
            await scene.pilot.pause()
            assert not unsafe_in(scene.text)
            shown += 1
        assert scene.app.crash is None
