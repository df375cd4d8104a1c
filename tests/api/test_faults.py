"""Whatever a server does, the user is told what happened, and the next token is answered."""

from __future__ import annotations

import time
import traceback
from collections.abc import Iterator

import pytest

from cdx_tui.api.client import CdxClient
from cdx_tui.api.errors import CdxError
from cdx_tui.api.models import Preview
from cdx_tui.api.transport import Connection
from cdx_tui.secret import Secret
from cdx_tui.text import clean, clean_lines
from tests.api.answers import API_SECRET, KEY, TOKEN
from tests.servers.fault_server import FaultServer
from tests.servers.faults import FAULTS

_TIMEOUT = 1.0
_GRACE = 2.0


def _told(outcome: Preview | CdxError) -> str:
    """Return everything that an outcome says to the user."""
    if isinstance(outcome, Preview):
        return "\n".join(f"{problem.path} {problem.message}" for problem in outcome.problems)
    return "\n".join((outcome.title, outcome.cause, outcome.next_step, *outcome.details))


async def _outcome(client: CdxClient, token: Secret) -> Preview | CdxError:
    try:
        return await client.shared_resources(token)
    except CdxError as error:
        return error


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def assert_holds_no_secret(error: CdxError) -> None:
    """See that no secret is in an error, in what hangs on it, or in a traceback with locals."""
    for link in _chain(error):
        told = traceback.TracebackException.from_exception(link, capture_locals=True)
        texts = [str(link), repr(link), repr(link.args), repr(vars(link)), *told.format()]
        for secret in (TOKEN, API_SECRET):
            assert not [text for text in texts if secret in text]


def assert_is_clean(outcome: Preview | CdxError) -> None:
    """See that what is told has passed through the cleaner."""
    told = _told(outcome)
    assert told == clean_lines(told)
    assert outcome.request_id is None or outcome.request_id == clean(outcome.request_id)


@pytest.mark.parametrize("name", list(FAULTS))
async def test_every_fault_is_told_apart_and_survived(name: str) -> None:
    fault = FAULTS[name]
    with FaultServer(name) as server:
        # Slow faults are for the deadline to end; all others get time enough on any machine.
        connection = Connection(server.url, timeout=_TIMEOUT if fault.hangs else 20.0)
        async with CdxClient(connection, KEY, Secret(API_SECRET)) as client:
            started = time.monotonic()
            outcome = await _outcome(client, Secret(TOKEN))
            took = time.monotonic() - started
            assert type(outcome).__name__ == fault.kind, _told(outcome)
            assert fault.words in _told(outcome)
            assert not fault.hangs or took < _TIMEOUT + _GRACE
            assert_is_clean(outcome)
            if isinstance(outcome, CdxError):
                assert_holds_no_secret(outcome)
                assert outcome.title
                assert outcome.cause
                assert outcome.next_step
            server.fault = None
            assert isinstance(await _outcome(client, Secret(TOKEN)), Preview)
            assert server.sent <= fault.most_sent + 10_000
            assert server.accepted == 2


async def test_every_status_there_is_has_an_answer() -> None:
    with FaultServer() as server:
        for status in range(201, 600):
            async with CdxClient(Connection(server.url), KEY, Secret(API_SECRET)) as client:
                outcome = await _outcome(client, Secret(f"fault:status={status}"))
            assert isinstance(outcome, CdxError)
            assert outcome.status == status
            assert str(status) in _told(outcome)
