"""Memory use for a large response: a small multiple of its size, in the decoder and the client."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator

import pytest

from cdx_tui.api.connection import Connection
from cdx_tui.api.decoding import decode_preview
from cdx_tui.api.json_body import NotAPreview
from tests.api.responses import RESOURCE, ask, failure
from tests.servers.contract_server import ContractServer, Reply
from tests.servers.fault_server import FaultServer


@pytest.fixture
def traced() -> Iterator[None]:
    tracemalloc.start()
    try:
        yield
    finally:
        tracemalloc.stop()


def _peak() -> int:
    return tracemalloc.get_traced_memory()[1]


@pytest.fixture(scope="module")
def body() -> bytes:
    """Return four megabytes of JSON with schemas that all differ."""
    fields = [{"name": f"field_{number}", "type": "string"} for number in range(100)]
    schemas = [
        {"subject": f"s-{n}", "schema": json.dumps({"name": f"Row{n}", "fields": fields})}
        for n in range(800)
    ]
    return json.dumps({"consumer_shared_resources": [{**RESOURCE, "schemas": schemas}]}).encode()


def test_decoding_takes_less_than_three_times_the_body(body: bytes, traced: None) -> None:
    resources, _ = decode_preview(body)
    assert len(resources[0].schemas) == 800
    assert _peak() < 3 * len(body)


async def test_the_client_takes_less_than_four_times_the_body(
    body: bytes, server: ContractServer, traced: None
) -> None:
    server.reply = Reply(200, {"Content-Type": "application/json"}, body)
    preview = await ask(Connection(server.url))
    peak = _peak()  # before `preview.body` decompresses the stored body
    assert preview.body == body
    assert peak < 4 * len(body)


@pytest.mark.parametrize("values", [b"[],", b"{},", b"true,", b'"",', b"1.5,"])
def test_many_small_values_are_refused_before_allocation(values: bytes, traced: None) -> None:
    hostile = b'{"consumer_shared_resources": [' + values * (10**7 // len(values)) + b"7]}"
    with pytest.raises(NotAPreview, match="more values"):
        decode_preview(hostile)
    assert _peak() < 3 * len(hostile)


async def test_a_gzip_bomb_ends_in_bounded_memory(traced: None) -> None:
    with FaultServer("gzip-bomb") as server:
        error = await failure(Connection(server.url))
    assert "larger than 67,108,864 bytes, the setting max_answer_bytes" in error.details[0]
    assert 64 * 10**6 < _peak() < 110 * 10**6  # with the bomb itself
