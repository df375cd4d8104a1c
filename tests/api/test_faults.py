"""Every server fault results in a distinct report, and the next token still gets a response."""

from __future__ import annotations

import asyncio
import time
import traceback

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.api.client import CdxClient
from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import CdxError
from cdx_tui.api.models import Preview
from cdx_tui.secret import Secret
from cdx_tui.text import clean, clean_lines
from tests.api.responses import API_SECRET, KEY, TOKEN
from tests.servers.fault_server import FaultServer
from tests.servers.faults import FAULTS
from tests.servers.faults.fault import PREVIEW, http

_TIMEOUT = 1.0
_GRACE = 2.0


def _shown_text(outcome: Preview | CdxError) -> str:
    """Return all text of an outcome that is shown to the user."""
    if isinstance(outcome, Preview):
        return "\n".join(f"{problem.path} {problem.message}" for problem in outcome.problems)
    return "\n".join((outcome.title, outcome.cause, outcome.next_step, *outcome.details))


async def _outcome(client: CdxClient, token: Secret) -> Preview | CdxError:
    try:
        return await client.shared_resources(token)
    except CdxError as error:
        return error


def assert_no_secret_in(error: CdxError) -> None:
    """Assert that no exception is chained and that the error and its traceback with locals hold no
    secret.

    A chained httpx exception would hold the request, a chained json exception the whole body.
    """
    assert (error.__cause__, error.__context__) == (None, None)
    trace = traceback.TracebackException.from_exception(error, capture_locals=True)
    texts = [str(error), repr(error), repr(error.args), repr(vars(error)), *trace.format()]
    for secret in (TOKEN, API_SECRET):
        assert not [text for text in texts if secret in text]


def assert_is_clean(outcome: Preview | CdxError) -> None:
    """Assert that the shown text of an outcome is cleaned."""
    shown = _shown_text(outcome)
    assert shown == clean_lines(shown)
    assert outcome.request_id is None or outcome.request_id == clean(outcome.request_id)


@pytest.mark.parametrize("name", list(FAULTS))
async def test_every_fault_is_reported_and_the_client_recovers(name: str) -> None:
    fault = FAULTS[name]
    with FaultServer(name) as server:
        # Only the deadline ends a hanging fault; the others get enough time on any machine.
        connection = Connection(server.url, timeout=_TIMEOUT if fault.hangs else 20.0)
        async with CdxClient(connection, KEY, Secret(API_SECRET)) as client:
            started = time.monotonic()
            outcome = await _outcome(client, Secret(TOKEN))
            took = time.monotonic() - started
            assert type(outcome).__name__ == fault.kind, _shown_text(outcome)
            assert fault.message in _shown_text(outcome)
            assert not fault.hangs or took < _TIMEOUT + _GRACE
            assert_is_clean(outcome)
            if isinstance(outcome, CdxError):
                assert_no_secret_in(outcome)
                assert outcome.title
                assert outcome.cause
                assert outcome.next_step
            server.fault = None
            assert isinstance(await _outcome(client, Secret(TOKEN)), Preview)
            assert server.sent <= fault.most_sent + 10_000
            assert server.accepted == 2


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault.hangs])
async def test_a_hanging_request_is_cancelled_at_once(name: str) -> None:
    with FaultServer(name) as server:
        connection = Connection(server.url, timeout=20)
        async with CdxClient(connection, KEY, Secret(API_SECRET)) as client:
            task = asyncio.create_task(client.shared_resources(Secret(TOKEN)))
            assert await asyncio.to_thread(server.playing.wait, 10)
            started = time.monotonic()
            task.cancel()
            with pytest.raises(asyncio.CancelledError):
                await task
            assert time.monotonic() - started < 0.3
            server.fault = None
            assert isinstance(await _outcome(client, Secret(TOKEN)), Preview)


_MUTATIONS = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 20), st.binary(max_size=20)), max_size=6
)
_FRAMES = st.sampled_from(
    [
        http(PREVIEW, headers={"X-Request-Id": "req-1", "X-RateLimit-Remaining": "9"}),
        http(b'{"errors": [{"title": "No", "source": {"pointer": "/token"}}]}', status=400),
        http(status=429, headers={"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}),
        http(headers={"Transfer-Encoding": "chunked"}, length=None) + b"2\r\n{}\r\n0\r\n\r\n",
        http(status=302, headers={"Location": "https://[::1]/a?b#c"}),
    ]
)


@settings(deadline=None, max_examples=150)
@given(_FRAMES, _MUTATIONS)
async def test_mutated_bytes_are_reported(
    frame: bytes, mutations: list[tuple[int, int, bytes]]
) -> None:
    for place, removed, added in mutations:
        frame = frame[:place] + added + frame[place + removed :]
    with FaultServer() as server:
        server.frame = frame
        connection = Connection(server.url, timeout=5)
        async with CdxClient(connection, KEY, Secret(API_SECRET)) as client:
            outcome = await _outcome(client, Secret(TOKEN))
    assert_is_clean(outcome)


async def test_every_status_has_an_error() -> None:
    with FaultServer() as server:
        for status in range(201, 600):
            async with CdxClient(Connection(server.url), KEY, Secret(API_SECRET)) as client:
                outcome = await _outcome(client, Secret(f"fault:status={status}"))
            assert isinstance(outcome, CdxError)
            assert outcome.status == status
            assert str(status) in _shown_text(outcome)
