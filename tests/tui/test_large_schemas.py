"""A large schema: collections leave its tree out, and nothing of it stays once it is left."""

from __future__ import annotations

import gc
import json
from collections.abc import Iterator
from weakref import ref

import pytest

from cdx_tui.tui.screens.share import ShareScreen
from tests.tui.driver import CannedResponses, open_app
from tests.tui.responses import TOKEN, preview_response

_FIELDS = 12_000


@pytest.fixture(autouse=True)
def _collector_as_before() -> Iterator[None]:
    yield
    gc.unfreeze()
    gc.enable()


def _resource() -> object:
    fields = [{"name": f"field_{n}", "type": "string", "doc": "A field"} for n in range(_FIELDS)]
    large = json.dumps({"type": "record", "name": "Large", "fields": fields})
    schemas = [
        {"subject": "a-value", "version": 1, "schema_type": "AVRO", "schema": large},
        {"subject": "b-value", "version": 1, "schema_type": "AVRO", "schema": '"long"'},
    ]
    return {"display_name": "A", "schemas": schemas}


async def test_collections_leave_a_large_tree_out_while_it_is_shown() -> None:
    async with open_app(CannedResponses([preview_response(_resource())])) as driver:
        await driver.validate(TOKEN)
        await driver.until("field_3 ")
        assert gc.get_freeze_count() > 2 * _FIELDS
        await driver.wait_until_idle()
        assert isinstance(driver.app.screen, ShareScreen)
        viewed = driver.app.screen.viewed
        assert viewed.document is not None
        assert viewed.outline is not None
        left = ref(viewed.document), ref(viewed.outline[1])
        del viewed
        gc.disable()
        await driver.press("right_parenthesis")
        await driver.until("› b-value")
        await driver.wait_until_idle()
        assert gc.get_freeze_count() == 0
        assert [each() for each in left] == [None, None]  # no collection looks for them
