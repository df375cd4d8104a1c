"""Error details taken from a response: any shape of body, bounded, cleaned and without secrets."""

from __future__ import annotations

import html
import json
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.api.client import CdxClient
from cdx_tui.api.connection import Connection
from cdx_tui.api.response import RedactedResponse, Redaction, basic_credentials
from cdx_tui.api.response_errors import error_for, unexpected_body
from cdx_tui.api.response_headers import rate_limit_of
from cdx_tui.secret import Secret
from cdx_tui.text import clean
from tests.api.responses import API_SECRET, KEY, TOKEN, failure
from tests.servers.contract_server import ContractServer, Reply
from tests.servers.fault_server import FaultServer

_TOKEN_TO_ESCAPE = 'to/ken"with\\odd+characters&<more>=='


def _answer(body: bytes, status: int = 400, **headers: str) -> RedactedResponse:
    return RedactedResponse(status, "Reason", {"content-type": "application/json", **headers}, body)


@pytest.mark.parametrize(
    ("body", "details"),
    [
        ({"errors": [{"title": "T", "detail": "D"}]}, ("T: D",)),
        ({"errors": [{"title": "T", "detail": "T"}]}, ("T",)),
        ({"errors": [{"detail": "D", "source": {}}]}, ("D",)),
        ({"errors": [{"detail": "D", "source": {"pointer": "/token"}}]}, ("D (at /token)",)),
        ({"errors": [{"detail": "D", "source": {"parameter": "p"}}]}, ("D (at p)",)),
        ({"errors": [{"code": "user_unauthorized"}]}, ("user_unauthorized",)),
        ({"errors": [{"message": "M", "details": ["a", "b", 7]}]}, ("M", "a", "b")),
        ({"errors": [{"title": "T"}, {"title": "T"}, {"title": "U"}]}, ("T", "U")),
        ({"errors": "E"}, ("E",)),
        ({"errors": {"title": "T"}}, ("T",)),
        ({"errors": ["E", None, 7]}, ("E",)),
        ({"error": {"message": "M"}}, ("M",)),
        ({"error": "E"}, ("E",)),
        ({"error_code": 40101, "message": "M"}, ("M (error code 40101)",)),
        ({"error_code": True, "message": "M"}, ("M",)),
        ({"message": "M\n\x1b[31m"}, ("M␊␛[31m",)),
        ({"errors": []}, ("HTTP 400 Reason, application/json", 'It begins: {"errors": []}')),
        ([], ("HTTP 400 Reason, application/json", "It begins: []")),
    ],
)
def test_error_bodies_of_every_shape_are_read(body: Any, details: tuple[str, ...]) -> None:
    assert error_for(_answer(json.dumps(body).encode())).details == details


def test_a_web_page_is_detected_by_content_or_type() -> None:
    page = _answer(b"\xef\xbb\xbf \n<HTML>", 200)
    assert "web page" in unexpected_body(page, "why").title
    assert "web page" in error_for(_answer(b"Log in", 418, **{"content-type": "text/html"})).title
    assert "web page" not in unexpected_body(_answer(b"{}", 200), "why").title


@pytest.mark.parametrize(
    ("challenge", "expected"),
    [
        ('Basic realm="x", error_description="The API Key is invalid"', "The API Key is invalid"),
        ("Bearer", "Bearer"),
        ('Basic error_description="not closed', 'Basic error_description="not closed'),
    ],
)
def test_a_challenge_is_quoted(challenge: str, expected: str) -> None:
    answer = _answer(b"", 401, **{"www-authenticate": challenge})
    assert error_for(answer).details[0] == expected


_JSON: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=10)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.dictionaries(
            st.sampled_from(
                ["errors", "error", "title", "detail", "message", "source", "pointer", "details"]
            ),
            inner,
            max_size=4,
        ),
    ),
    max_leaves=20,
)


@settings(deadline=None, max_examples=200)
@given(_JSON, st.integers(300, 599), st.dictionaries(st.text(max_size=5), st.text(max_size=5)))
def test_any_error_body_gives_bounded_clean_details(
    body: Any, status: int, headers: dict[str, str]
) -> None:
    error = error_for(_answer(json.dumps(body).encode(), status, **headers))
    assert len(error.details) <= 24
    assert all(len(line) <= 600 for line in error.details)
    assert all(line == clean(line) for line in error.details)


_HEADER_NAMES = ["retry-after", "date", "x-ratelimit-limit", "x-ratelimit-reset"]


@settings(deadline=None, max_examples=200)
@given(
    st.dictionaries(
        st.sampled_from(_HEADER_NAMES),
        st.one_of(
            st.text(max_size=30),
            st.text("0123456789:-+., JanMoWedGT", max_size=40),
            st.integers().map(str),
        ),
    )
)
def test_any_rate_limit_headers_are_read(headers: dict[str, str]) -> None:
    limit = rate_limit_of(headers)
    assert limit.retry_after is None or limit.retry_after >= 0
    assert limit.reset is None or limit.reset >= 0


@pytest.mark.parametrize("token", [TOKEN, _TOKEN_TO_ESCAPE, "token" * 50])
def test_secrets_are_hidden_in_every_form(token: str) -> None:
    redaction = Redaction(KEY, Secret(API_SECRET), Secret(token))
    forms = [token, json.dumps(token), quote(token, safe=""), html.escape(token), API_SECRET]
    forms += [json.dumps(token).replace("/", "\\/"), basic_credentials(KEY, Secret(API_SECRET))]
    for form in forms:
        shown = redaction.text(f"before {form} after")
        assert form.strip('"') not in shown
        assert shown.startswith("before ")
        assert shown.endswith(" after")
        assert redaction.body(f"x{form}y".encode()) == redaction.text(f"x{form}y").encode()
    assert token not in repr(redaction)


def test_short_secrets_are_not_redacted() -> None:
    redaction = Redaction("demo", Secret("demo"), Secret('""""""""'))
    assert redaction.text("the demo is over") == "the demo is over"


@pytest.mark.parametrize("fault", ["echo", "echo-as-answer", "echo-in-location"])
async def test_an_echoed_secret_is_redacted(fault: str) -> None:
    with FaultServer(fault) as server:
        error = await failure(Connection(server.url))
    expected = "\n".join(error.details)
    assert "[secret]" in expected
    for secret in (TOKEN, quote(TOKEN), API_SECRET, basic_credentials(KEY, Secret(API_SECRET))):
        assert secret not in expected


async def test_an_echo_in_the_request_id_is_hidden(server: ContractServer) -> None:
    server.reply = Reply.of({"errors": []}, 404, X_Request_Id=f"id-{TOKEN}")
    assert (await failure(Connection(server.url))).request_id == "id-[secret]"


async def test_a_custom_transport_replaces_the_network() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        assert json.loads(request.content) == {"token": TOKEN}
        body = b'{"consumer_shared_resources": [{}]}'
        return httpx.Response(200, stream=httpx.ByteStream(body))

    connection = Connection("https://demo.invalid")
    transport = httpx.MockTransport(answer)
    async with CdxClient(connection, KEY, Secret(API_SECRET), transport=transport) as client:
        assert len((await client.shared_resources(Secret(TOKEN))).resources) == 1
