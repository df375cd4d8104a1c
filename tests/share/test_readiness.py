"""The assessment of whether a share can be used."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from cdx_tui.api.models import ConsumerSharedResource, Preview, Problem, Schema
from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.share.readiness import Readiness, Severity, assess
from tests.tui.driver import open_app, open_share, sample


def _record(*names: str, kind: str = "string") -> str:
    fields = [{"name": name, "type": kind} for name in names]
    return json.dumps({"type": "record", "name": "R", "fields": fields})


ORDERS = ConsumerSharedResource(
    display_name="Orders",
    cloud="AWS",
    network_connection_types=(),
    schemas=(
        Schema(subject="orders-key", version=1, schema='"string"'),
        Schema(subject="orders-value", version=1, schema=_record("total")),
    ),
)


def _assess(*resources: ConsumerSharedResource, problems: tuple[Problem, ...] = ()) -> Readiness:
    return assess(Preview(resources, problems))


def _words(readiness: Readiness, severity: Severity) -> str:
    return "\n".join(each.words for each in readiness.findings if each.severity is severity)


def test_a_good_share() -> None:
    readiness = _assess(ORDERS)
    assert (readiness.severity, readiness.verdict) == (
        Severity.OK,
        "Usable: nothing stands in the way",
    )
    assert "at AWS" in _words(readiness, Severity.OK)


@pytest.mark.parametrize(
    ("resource", "messages"),
    [
        (replace(ORDERS, network_connection_types=("PRIVATELINK",)), "Private link only"),
        (replace(ORDERS, network_connection_types=None), "does not say how"),
        (replace(ORDERS, schemas=()), "No schemas"),
        (replace(ORDERS, schemas=ORDERS.schemas[:1]), "No subject ends in -value"),
        (
            replace(ORDERS, schemas=(Schema(subject="a-value", schema=_record("a", kind="b.C")),)),
            "refers to b.C",
        ),
        (
            replace(ORDERS, schemas=(Schema(subject="a-value", schema=_record("customerEmail")),)),
            "a-value v?: customerEmail looks like an email address",
        ),
    ],
)
def test_conditions_that_need_attention(resource: ConsumerSharedResource, messages: str) -> None:
    readiness = _assess(resource)
    assert readiness.severity is Severity.WARNING
    assert messages in _words(readiness, Severity.WARNING)


@pytest.mark.parametrize("text", ["{", "%%%"])
def test_an_unreadable_schema_is_an_obstacle(text: str) -> None:
    broken = Schema(subject="a-value", version=1, schema=text, schema_type="AVRO")
    readiness = _assess(replace(ORDERS, schemas=(broken,)))
    assert readiness.severity is Severity.BLOCKING
    assert "a-value v1: " in _words(readiness, Severity.BLOCKING)


def test_an_empty_share_is_unusable() -> None:
    assert _assess().severity is Severity.BLOCKING


def test_problems_of_the_response_are_counted() -> None:
    readiness = _assess(ORDERS, problems=(Problem("/a", "x"), Problem("/b", "y")))
    assert "2 things in the answer" in _words(readiness, Severity.WARNING)


def test_many_fields_are_truncated_and_counted() -> None:
    names = [f"email{number}_email" for number in range(40)]
    readiness = _assess(replace(ORDERS, schemas=(Schema(subject="v", schema=_record(*names)),)))
    assert "and 28 more such fields" in _words(readiness, Severity.WARNING)


def test_a_very_large_share_is_read_in_part() -> None:
    large = Schema(subject="a-value", schema='"' + "x" * 5_000_000 + '"')
    readiness = _assess(replace(ORDERS, schemas=(large, large, large)))
    assert "2 schemas not read" in _words(readiness, Severity.WARNING)


async def test_the_panel_shows_the_assessment() -> None:
    async with open_share("hospital", size=(110, 40)) as driver:
        await driver.press("i")
        await driver.until("can I use this?")
        await driver.until("Usable, with")
        await driver.until("Private link only")
        await driver.press("i")
        await driver.until("✓ valid")


@pytest.mark.parametrize("name", [token.name for token in CATALOGUE if token.name])
async def test_every_sample_is_assessed(name: str) -> None:
    async with open_app(size=(110, 40), submit=sample(name).token) as driver:
        await driver.until(lambda: "✓ valid" in driver.text or "What to do" in driver.text)
        if "✓ valid" in driver.text:
            await driver.press("i")
            await driver.until("can I use this?")
