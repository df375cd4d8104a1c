"""The demo and the program's requests validated against the API contract.

schemathesis generates requests from the contract and validates the responses; openapi-core
validates the requests that this program sends, and the response to every token of the catalogue.
"""

from __future__ import annotations

import dataclasses
import json
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeAlias

import pytest
import schemathesis
from hypothesis import given, settings
from openapi_core import OpenAPI
from openapi_core.testing import MockRequest, MockResponse
from openapi_core.validation.request.exceptions import RequestValidationError
from openapi_core.validation.response.exceptions import ResponseValidationError
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cdx_tui.demo.catalogue import CATALOGUE, DemoToken
from cdx_tui.demo.server import DemoServer
from cdx_tui.demo.service import OPERATION, DemoRequest, DemoResponse, DemoService

CONTRACT = Path(__file__).parent.parent / "contract" / "openapi.yaml"
API = "https://api.confluent.cloud"
CREDENTIALS = "Basic a2V5OnNlY3JldA=="
Operation: TypeAlias = schemathesis.APIOperation[Any, Any, Any, Any]
Case: TypeAlias = schemathesis.Case[Any]
CONFORMANCE = [
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


class PromptService(DemoService):
    """The demo service without the delay of its slow response."""

    def answer(self, request: DemoRequest) -> DemoResponse:
        return dataclasses.replace(super().answer(request), delay=0.0)


@pytest.fixture(scope="module")
def base_url() -> Iterator[str]:
    with DemoServer(0, PromptService()) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.base_url
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def operation(base_url: str) -> Operation:
    schema = schemathesis.openapi.from_path(CONTRACT)
    schema.config.update(base_url=base_url)
    return schema[OPERATION]["POST"]


@pytest.fixture(scope="module")
def contract() -> OpenAPI:
    return OpenAPI.from_file_path(str(CONTRACT))


def test_responses_to_generated_requests_conform(
    operation: Operation,
) -> None:
    @given(case=operation.as_strategy())
    @settings(max_examples=100, deadline=None, database=None)
    def check(case: Case) -> None:
        case.call_and_validate(
            headers={"Authorization": CREDENTIALS}, checks=[*CONFORMANCE, not_a_server_error]
        )

    check()


@pytest.mark.parametrize(
    ("status", "content_type", "body"),
    [
        (418, "application/json", b"{}"),
        (200, "text/html", b"<p>"),
        (200, "application/json", b'{"consumer_shared_resources": [{"metadata": {}}]}'),
        (400, "application/json", b'{"errors": [{"status": 400}]}'),
        (500, "application/json", b'{"errors": []}'),
    ],
)
def test_a_nonconforming_response_is_detected(
    operation: Operation,
    monkeypatch: pytest.MonkeyPatch,
    status: int,
    content_type: str,
    body: bytes,
) -> None:
    broken = DemoResponse(status, (("Content-Type", content_type), ("X-Request-Id", "r")), body)
    monkeypatch.setattr(PromptService, "answer", lambda *_: broken)
    case = operation.Case(body={"token": "x"}, media_type="application/json")
    with pytest.raises(FailureGroup):
        case.call_and_validate(checks=[*CONFORMANCE, not_a_server_error])


def test_the_response_without_credentials_conforms(
    operation: Operation,
) -> None:
    case = operation.Case(body={"token": CATALOGUE[0].token}, media_type="application/json")
    answer = case.call_and_validate(checks=[*CONFORMANCE, not_a_server_error])
    assert answer.status_code == 401


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.name)
def test_the_response_to_every_token_conforms(operation: Operation, entry: DemoToken) -> None:
    case = operation.Case(body={"token": entry.token}, media_type="application/json")
    checks = CONFORMANCE if entry.status == 500 else [*CONFORMANCE, not_a_server_error]
    answer = case.call_and_validate(headers={"Authorization": CREDENTIALS}, checks=checks)
    assert answer.status_code in ({429, 200} if entry.status == 429 else {entry.status})


def request_for(body: object, authorization: str | None = CREDENTIALS) -> MockRequest:
    headers = {"Content-Type": "application/json"}
    if authorization:
        headers["Authorization"] = authorization
    return MockRequest(
        API, "post", OPERATION, headers=headers, data=json.dumps(body).encode(),
        content_type="application/json",
    )  # fmt: skip


def as_sent(answer: DemoResponse) -> MockResponse:
    headers = dict(answer.headers)
    return MockResponse(
        answer.body, answer.status, headers, headers.get("Content-Type", "application/json")
    )


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.name)
def test_request_and_response_of_every_token_conform(contract: OpenAPI, entry: DemoToken) -> None:
    request = request_for({"token": entry.token})
    contract.validate_request(request)
    headers = (("Authorization", CREDENTIALS), ("Content-Type", "application/json"))
    answer = DemoService().answer(DemoRequest("POST", OPERATION, headers, request.body or b""))
    assert answer.status == entry.status
    contract.validate_response(request, as_sent(answer))


def test_refused_requests_violate_the_contract(contract: OpenAPI) -> None:
    service = DemoService()
    bodies: list[object] = [{}, {"token": 5}, {"token": None}, []]
    for body in bodies:
        request = request_for(body)
        with pytest.raises(RequestValidationError):
            contract.validate_request(request)
        sent = DemoRequest("POST", OPERATION, (("Authorization", CREDENTIALS),), request.body)
        answer = service.answer(sent)
        assert answer.status == 400
        contract.validate_response(request, as_sent(answer))


def test_credentials_are_part_of_the_contract(contract: OpenAPI) -> None:
    with pytest.raises(RequestValidationError):
        contract.validate_request(request_for({"token": "x"}, authorization=None))


def test_the_check_detects_a_broken_response(contract: OpenAPI) -> None:
    request = request_for({"token": "x"})
    for resource in ({"cloud": "IBM"}, {"schemas": [{"version": "1"}]}, {"tags": [1]}):
        body = json.dumps({"consumer_shared_resources": [resource]}).encode()
        with pytest.raises(ResponseValidationError):
            contract.validate_response(request, MockResponse(body, 200))
