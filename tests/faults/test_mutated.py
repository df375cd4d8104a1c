"""20,000 mutated responses: no crash, and no text that a terminal would interpret."""

from __future__ import annotations

import pytest

from cdx_tui.api.decoding import decode_preview
from cdx_tui.api.json_body import NotAPreview
from cdx_tui.api.models import Preview, Schema
from cdx_tui.schema import read_schema
from cdx_tui.tui.screens.main import MainScreen
from tests.faults.cleanliness import texts_of, unsafe_in
from tests.faults.mutator import HOSTILE, Mutator
from tests.tui.driver import open_share

_SEEDS = 40
_RESPONSES_PER_SEED = 500


def _schema_texts(schema: Schema) -> list[str]:
    document = read_schema(schema.schema or "", schema.schema_type)
    for _ in document.fill():
        pass
    lines = [document.lines[index] for index in range(len(document.lines))]
    assert not any("\n" in line for line in lines)
    return [*lines, *texts_of((document.declared_type, document.problems, document.outline()))]


def _response_texts(body: bytes) -> list[str]:
    try:
        resources, problems = decode_preview(body)
    except NotAPreview as error:
        return [str(error)]
    shown = list(texts_of((resources, problems), skip=frozenset({"schema"})))
    for resource in resources:
        for schema in resource.schemas:
            shown += _schema_texts(schema)
    return shown


@pytest.mark.parametrize("seed", range(_SEEDS))
def test_decoded_text_of_a_mutated_response_is_safe(seed: int) -> None:
    mutator = Mutator(seed)
    read = 0
    for number in range(_RESPONSES_PER_SEED):
        body = mutator.response()
        shown = _response_texts(body)
        read += len(shown) > 1
        unsafe = unsafe_in("\n".join(shown))
        assert not unsafe, (seed, number, unsafe, body)
    assert read > _RESPONSES_PER_SEED // 2  # most must still decode, or little would be tested


def test_the_oracle_recognises_hostile_text() -> None:
    harmless = {text for text in HOSTILE if not unsafe_in(text)}
    assert harmless == {text for text in HOSTILE if text.startswith("[/]") or "\u0301" in text}


@pytest.mark.parametrize("seed", range(4))
async def test_the_screen_for_a_mutated_response_is_safe(
    seed: int, request: pytest.FixtureRequest
) -> None:
    screens_wanted = request.config.getoption("--mutated-screens")
    mutator = Mutator(1_000 + seed)
    async with open_share("orders", size=(80, 24)) as driver:
        screen = driver.app.screen
        assert isinstance(screen, MainScreen)
        shown = 0
        while shown < screens_wanted:
            try:
                resources, problems = decode_preview(mutator.response())
            except NotAPreview:
                continue
            await screen.show_preview(Preview(resources, problems))
            await driver.pilot.pause()
            assert not unsafe_in(driver.text)
            shown += 1
        assert driver.app.crash is None
