"""The client against a real server: requests sent, responses decoded, and the error for each
status.
"""

from __future__ import annotations

import asyncio
import dataclasses
import json
import time
from collections.abc import Awaitable, Callable

import pytest

from cdx_tui import __version__
from cdx_tui.api.client import CdxClient
from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import (
    CdxError,
    Conflict,
    Forbidden,
    InvalidToken,
    NotFound,
    RateLimited,
    ServerError,
    TimedOut,
    Unauthenticated,
    UnexpectedAnswer,
)
from cdx_tui.api.models import Preview, RateLimit
from cdx_tui.secret import Secret
from tests.api.responses import API_SECRET, ERRORS, KEY, RESOURCE, TOKEN, ask, failure
from tests.servers.certificates import Authority
from tests.servers.contract_server import OPERATION, ContractServer, Reply


def _jsonable(value: object) -> object:
    """Convert a model back to the JSON that it was decoded from."""
    return json.loads(json.dumps(value))


async def test_the_contracts_example_decodes_field_for_field(server: ContractServer) -> None:
    server.reply = Reply.of({"consumer_shared_resources": [RESOURCE]}, X_Request_Id="req-1")
    preview = await ask(Connection(server.url))
    assert [_jsonable(dataclasses.asdict(resource)) for resource in preview.resources] == [RESOURCE]
    assert preview.problems == ()
    assert preview.request_id == "req-1"
    assert preview.body == server.reply.body
    assert 0 < preview.elapsed < 30


async def test_the_request_is_one_post_of_the_token(server: ContractServer) -> None:
    await ask(Connection(server.url))
    (request,) = server.requests
    assert (request.method, request.path) == ("POST", OPERATION)
    assert request.json == {"token": TOKEN}
    assert request.basic_auth == (KEY, API_SECRET)
    assert request.headers["accept-encoding"] == "gzip, deflate"
    assert request.headers["accept"] == "application/json"
    assert request.headers["content-type"] == "application/json"
    assert request.headers["host"] == server.netloc
    assert request.headers["user-agent"] == f"cdx-tui/{__version__}"


async def test_a_base_url_may_have_a_path(server: ContractServer) -> None:
    await ask(Connection(f"{server.url}/gateway"))
    assert server.requests[0].path == f"/gateway{OPERATION}"


async def test_credentials_of_any_characters_arrive(server: ContractServer) -> None:
    connection = Connection(server.url)
    async with CdxClient(connection, "ключ", Secret("pä:ss\n\x00")) as client:
        await client.shared_resources(Secret(TOKEN))
    assert server.requests[0].basic_auth == ("ключ", "pä:ss\n\x00")


async def test_cookies_are_not_kept(server: ContractServer) -> None:
    server.reply = Reply.of({"consumer_shared_resources": []}, Set_Cookie="session=1; Path=/")
    async with CdxClient(Connection(server.url), KEY, Secret(API_SECRET)) as client:
        await client.shared_resources(Secret(TOKEN))
        await client.shared_resources(Secret(TOKEN))
    assert "cookie" not in server.requests[1].headers


@pytest.mark.parametrize(
    ("status", "kind", "exit_code", "expected"),
    [
        (400, InvalidToken, 3, "truncated"),
        (401, Unauthenticated, 4, "Cloud API key"),
        (403, Forbidden, 5, "email"),
        (404, NotFound, 6, "revoked"),
        (409, Conflict, 7, "redeemed"),
        (500, ServerError, 9, "server's side"),
        (503, ServerError, 9, "server's side"),
        (418, UnexpectedAnswer, 10, "proxy"),
    ],
)
async def test_each_status_has_its_own_error(
    server: ContractServer, status: int, kind: type[CdxError], exit_code: int, expected: str
) -> None:
    api_error = ERRORS.get(status, ERRORS[500])
    server.reply = Reply.of({"errors": [api_error]}, status, X_Request_Id="req-123")
    error = await failure(Connection(server.url))
    assert type(error) is kind
    assert error.kind == kind.__name__
    assert (error.status, error.exit_code, error.request_id) == (status, exit_code, "req-123")
    assert api_error["title"] in "\n".join(error.details)
    assert api_error.get("detail", "") in "\n".join(error.details)
    assert expected in f"{error.cause} {error.next_step}"
    assert error.title


async def test_the_source_pointer_of_an_error_is_shown(server: ContractServer) -> None:
    api_error = {"title": "Bad", "detail": "Not a token", "source": {"pointer": "/token"}}
    server.reply = Reply.of({"errors": [api_error]}, 400)
    assert (await failure(Connection(server.url))).details == ("Bad: Not a token (at /token)",)


async def test_the_challenge_of_a_401_is_quoted(server: ContractServer) -> None:
    challenge = 'Basic error="invalid_key", error_description="The API Key is invalid"'
    server.reply = Reply.of({"errors": [ERRORS[401]]}, 401, WWW_Authenticate=challenge)
    assert (await failure(Connection(server.url))).details[0] == "The API Key is invalid"


async def test_a_409_shows_the_conflicting_resource(server: ContractServer) -> None:
    location = "https://api.confluent.cloud/cdx/v1/consumer-shares/cs-1"
    server.reply = Reply.of({"errors": [ERRORS[409]]}, 409, Location=location)
    assert location in (await failure(Connection(server.url))).details[0]


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        ({"Retry-After": "7", "X-RateLimit-Reset": "40"}, 7),
        ({"X-RateLimit-Reset": "40"}, 40),
        ({}, 30),
        ({"Retry-After": "soon", "X-RateLimit-Reset": "12"}, 12),
        ({"Retry-After": "-5"}, 30),
        ({"Retry-After": "100000000000000"}, 3600),
        ({"Retry-After": "1" + "0" * 60}, 3600),
        ({"Retry-After": "0"}, 0),
        ({"Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"}, 0),
        ({"Retry-After": "Wed, 21 Oct 9915 07:28:00 GMT"}, 3600),
        (
            {
                "Date": "Wed, 21 Oct 2015 07:28:00 GMT",
                "Retry-After": "Wed, 21 Oct 2015 07:28:20 GMT",
            },
            20,
        ),
        ({"Retry-After": "Wed, 99 Oct 2015 99:28:00 GMT"}, 30),
    ],
)
async def test_a_429_says_how_long_to_wait(
    server: ContractServer, headers: dict[str, str], wait: int
) -> None:
    server.reply = Reply(429, headers, b"")
    error = await failure(Connection(server.url))
    assert isinstance(error, RateLimited)
    assert (error.exit_code, error.wait) == (8, wait)


async def test_rate_limit_headers_are_kept(server: ContractServer) -> None:
    server.reply = Reply.of(
        {"consumer_shared_resources": []},
        X_RateLimit_Limit="60",
        X_RateLimit_Remaining="58",
        X_RateLimit_Reset="many",
    )
    assert (await ask(Connection(server.url))).rate_limit == RateLimit(60, 58, None, None)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
async def test_redirects_are_not_followed(server: ContractServer, status: int) -> None:
    with ContractServer() as other:
        server.reply = Reply.of(None, status, Location=f"{other.url}{OPERATION}")
        error = await failure(Connection(server.url))
        assert other.requests == []
    assert isinstance(error, UnexpectedAnswer)
    assert "not followed" in error.title
    assert f"Redirect to {other.url}{OPERATION}" in error.details
    assert len(server.requests) == 1


async def test_a_response_with_a_content_length_over_the_limit_is_not_read(
    server: ContractServer,
) -> None:
    server.reply = Reply.of({"consumer_shared_resources": []}, Content_Length=str(10**12))
    connection = Connection(server.url, max_answer_bytes=1000, timeout=5)
    error = await failure(connection)
    assert isinstance(error, UnexpectedAnswer)
    assert "max_answer_bytes" in error.details[0]


async def test_a_response_of_exactly_the_limit_is_read(server: ContractServer) -> None:
    size = len(server.reply.body)
    assert await ask(Connection(server.url, max_answer_bytes=size))
    error = await failure(Connection(server.url, max_answer_bytes=size - 1))
    assert isinstance(error, UnexpectedAnswer)


async def test_the_deadline_covers_the_whole_request(server: ContractServer) -> None:
    server.reply.held = True
    started = time.monotonic()
    error = await failure(Connection(server.url, timeout=0.3))
    assert isinstance(error, TimedOut)
    assert time.monotonic() - started < 2
    assert "0.3 seconds" in error.cause
    assert "--timeout" in error.next_step


async def _cancelled(ask_once: Callable[[], Awaitable[Preview]], server: ContractServer) -> float:
    task = asyncio.ensure_future(ask_once())
    await asyncio.to_thread(server.asked.wait, 10)
    started = time.monotonic()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(server.client_gone.wait, 10)
    return time.monotonic() - started


@pytest.mark.parametrize("scheme", ["http", "https"])
async def test_cancelling_closes_the_connection_at_once(
    request: pytest.FixtureRequest, scheme: str, ca: Authority
) -> None:
    running: ContractServer = request.getfixturevalue(
        "server" if scheme == "http" else "tls_server"
    )
    running.reply.held = True
    connection = Connection(running.url, ca_bundle=ca.pem)
    async with CdxClient(connection, KEY, Secret(API_SECRET)) as client:
        took = await _cancelled(lambda: client.shared_resources(Secret(TOKEN)), running)
        assert took < 0.3
        running.reply = Reply()
        assert await client.shared_resources(Secret(TOKEN))
