"""The service as a function: responses to valid, invalid and hostile requests."""

from __future__ import annotations

import base64
import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.demo.catalogue import CATALOGUE, DemoToken, Wait
from cdx_tui.demo.service import OPERATION, DemoRequest, DemoResponse, DemoService
from cdx_tui.demo.share_files import share_body

STOCK_TRADES = CATALOGUE[0].token


def basic(user_and_password: bytes) -> tuple[str, str]:
    return ("Authorization", "Basic " + base64.b64encode(user_and_password).decode())


def post(
    body: bytes | object,
    service: DemoService | None = None,
    headers: tuple[tuple[str, str], ...] = (basic(b"key:secret"),),
) -> DemoResponse:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return (service or DemoService()).answer(DemoRequest("POST", OPERATION, headers, content))


def error_of(answer: DemoResponse) -> dict[str, object]:
    (error,) = json.loads(answer.body)["errors"]
    assert isinstance(error, dict)
    assert error["status"] == str(answer.status)
    assert error["id"] == dict(answer.headers)["X-Request-Id"]
    return error


def entry(name: str) -> DemoToken:
    return next(entry for entry in CATALOGUE if entry.name == name)


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.name)
def test_each_token_gets_the_response_of_its_entry(entry: DemoToken) -> None:
    answer = post({"token": entry.token})
    assert (answer.status, answer.delay) == (entry.status, entry.delay)
    if entry.status == 200:
        assert answer.body == share_body(entry.share)
    elif entry.status == 429:
        assert answer.body == b""
    else:
        assert error_of(answer)["title"]


@pytest.mark.parametrize("path", ["/", "/cdx/v1/shared-tokens", OPERATION + "/", "", "*"])
def test_there_is_no_other_path(path: str) -> None:
    answer = DemoService().answer(DemoRequest("POST", path))
    assert answer.status == 404
    assert error_of(answer)["code"] == "resource_not_found"


def test_no_path_redeems() -> None:
    request = DemoRequest("POST", "/cdx/v1/shared-tokens:redeem", (basic(b"key:secret"),), b"{}")
    assert DemoService().answer(request).status == 404


def test_the_path_may_be_escaped_and_have_a_query() -> None:
    path = "/cdx/v1/shared-tokens%3Aresources?page_size=10"
    body = json.dumps({"token": STOCK_TRADES}).encode()
    assert DemoService().answer(DemoRequest("POST", path, (basic(b"k:s"),), body)).status == 200


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "post"])
def test_there_is_no_other_method(method: str) -> None:
    answer = DemoService().answer(DemoRequest(method, OPERATION, (basic(b"key:secret"),)))
    assert answer.status == 405
    assert dict(answer.headers)["Allow"] == "POST"


@pytest.mark.parametrize(
    "headers",
    [
        (),
        (basic(b":"),),
        (basic(b"key:"),),
        (basic(b":secret"),),
        (basic(b"no colon"),),
        (("Authorization", "Basic"),),
        (("Authorization", "Basic ~~~"),),
        (("Authorization", "Basic \u00e9\u00e9"),),
        (("Authorization", "Bearer " + base64.b64encode(b"key:secret").decode()),),
    ],
)
def test_credentials_are_required(headers: tuple[tuple[str, str], ...]) -> None:
    answer = post({"token": STOCK_TRADES}, headers=headers)
    assert answer.status == 401
    assert error_of(answer)["code"] == "user_unauthenticated"
    challenge = dict(answer.headers)["WWW-Authenticate"]
    assert challenge == 'Basic error="invalid_key", error_description="The API Key is invalid"'


def test_any_credentials_are_accepted() -> None:
    name, value = basic("schlüssel:p:w".encode())
    header = (name.lower(), value.replace("Basic", "BASIC"))
    assert post({"token": STOCK_TRADES}, headers=(header,)).status == 200


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b"", None),
        (b"{", None),
        (b"\xff\xfe", None),
        (b"[" * 100_000, None),
        (b'{"token":' + b"9" * 5_000 + b"}", None),
        ([], None),
        ("token", None),
        ({}, "/token"),
        ({"Token": STOCK_TRADES}, "/token"),
        ({"token": None}, "/token"),
        ({"token": 5}, "/token"),
        ({"token": [STOCK_TRADES]}, "/token"),
        ({"token": ""}, "/token"),
        ({"token": STOCK_TRADES[:-9]}, "/token"),
        ({"token": "\ud800"}, "/token"),
    ],
)
def test_a_body_that_names_no_token_is_a_bad_request(body: object, pointer: str | None) -> None:
    answer = post(body)
    assert answer.status == 400
    assert error_of(answer)["source"] == ({"pointer": pointer} if pointer else {})


def test_other_properties_of_the_body_are_ignored() -> None:
    assert post({"token": STOCK_TRADES, "metadata": 7, "more": [1]}).status == 200


@pytest.mark.parametrize("name", ["rate limited", "rate limited, reset only"])
def test_a_rate_limited_token_succeeds_on_the_next_try(name: str) -> None:
    service, limited = DemoService(), entry(name)
    first = dict(post({"token": limited.token}, service).headers)
    assert first["X-RateLimit-Remaining"] == "0"
    assert first["X-RateLimit-Reset"] == "5"
    assert first.get("Retry-After") == ("5" if limited.wait is Wait.RETRY_AFTER else None)
    statuses = [post({"token": limited.token}, service).status for _ in range(3)]
    assert statuses == [200, 429, 200]


def test_rate_limited_tokens_are_independent() -> None:
    service = DemoService()
    names = ("rate limited", "rate limited, reset only")
    assert [post({"token": entry(name).token}, service).status for name in names] == [429, 429]


def test_every_response_has_a_unique_id_and_a_rate_limit() -> None:
    service = DemoService()
    answers = [post({"token": one.token}, service) for one in CATALOGUE for _ in range(4)]
    ids = [dict(answer.headers)["X-Request-Id"] for answer in answers]
    assert len(set(ids)) == len(answers)
    assert all(re.fullmatch("[0-9a-f]{32}", request_id) for request_id in ids)
    for answer in answers:
        headers = dict(answer.headers)
        left = int(headers["X-RateLimit-Remaining"])
        assert (left == 0) is (answer.status == 429)
        assert 0 <= left < int(headers["X-RateLimit-Limit"]) == 60
        assert 0 < int(headers["X-RateLimit-Reset"]) <= 60
        assert ("Retry-After" in headers) <= (answer.status == 429)


@given(st.text(max_size=9), st.text(max_size=60), st.text(max_size=40), st.binary(max_size=80))
@settings(max_examples=200, deadline=None)
def test_no_request_makes_it_raise(method: str, path: str, credentials: str, body: bytes) -> None:
    for chosen in (path, OPERATION):
        headers = (("Authorization", credentials), basic(b"k:s"))
        answer = DemoService().answer(DemoRequest(method, chosen, headers, body))
        assert answer.status in (400, 401, 404, 405)
    assert post(body).status == 400
