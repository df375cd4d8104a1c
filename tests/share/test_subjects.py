"""Subjects of a resource: every schema in one of them, with a short label and its versions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdx_tui.api.models import ConsumerSharedResource, Schema
from cdx_tui.share.subjects import default_subject, formats_of, subjects_of, version_count


def resource(*schemas: tuple[str | None, int | None]) -> ConsumerSharedResource:
    return ConsumerSharedResource(
        schemas=tuple(Schema(subject=subject, version=version) for subject, version in schemas)
    )


def named(*subjects: str | None) -> ConsumerSharedResource:
    return resource(*((subject, 1) for subject in subjects))


@pytest.mark.parametrize(
    ("subjects", "labels"),
    [
        (["trades-value", "trades-key"], ["key", "value"]),
        (["trades-value"], ["value"]),
        (["b-value", "x.Address", "b-key"], ["key", "value", "x.Address"]),
        (["orders-key", "orders-value", "orders-audit"], ["key", "value", "audit"]),
        (["com.acme.Order", "com.acme.Payment"], ["Order", "Payment"]),
        (["t-com.acme.Order", "t-com.acme.Payment"], ["Order", "Payment"]),
        (["eu.orders-value", "eu.returns-value"], ["orders-value", "returns-value"]),
        (["Orders-value", "orders-value"], ["Orders-value", "orders-value"]),
        (["orders", "orders-value"], ["orders", "value"]),
        (["orders", "ordering"], ["orders", "ordering"]),
        (["a-", "a-b"], ["a-", "a-b"]),
        (["t.a-key", "t.key"], ["t.a-key", "t.key"]),
        (["-key", "-value"], ["key", "value"]),
        ([None, ""], ["(no subject)"]),
        ([None, "a.b", "a.c"], ["(no subject)", "b", "c"]),
        ([], []),
    ],
)
def test_labels_are_short_and_keys_come_first(
    subjects: list[str | None], labels: list[str]
) -> None:
    assert [subject.label for subject in subjects_of(named(*subjects))] == labels


@pytest.mark.timeout(20)
def test_tens_of_thousands_of_subjects_are_labelled() -> None:
    subjects = subjects_of(named(*(f"topic{number}-value" for number in range(30_000))))
    assert subjects[-1].label == "topic29999-value"


def test_versions_are_sorted_from_the_oldest() -> None:
    shared = resource(("v", 3), ("v", None), ("other", 1), ("v", 1), ("v", 3), ("v", 2))
    versions = {subject.name: subject.versions for subject in subjects_of(shared)}
    assert versions == {"v": (1, 3, 5, 0, 4), "other": (2,)}


@given(
    st.lists(
        st.tuples(
            st.none() | st.text("aA-.", max_size=4) | st.sampled_from(["a-key", "a-value"]),
            st.none() | st.integers(0, 3),
        ),
        max_size=12,
    )
)
def test_every_schema_is_kept_once_under_a_label_of_its_own(
    schemas: list[tuple[str | None, int | None]],
) -> None:
    subjects = subjects_of(resource(*schemas))
    assert sorted(place for each in subjects for place in each.versions) == list(
        range(len(schemas))
    )
    assert len({subject.label for subject in subjects}) == len(subjects)
    assert all(subject.label for subject in subjects)


@pytest.mark.parametrize(
    ("subjects", "name"),
    [
        (["a-key", "a.B", "a-value"], "a-value"),
        (["a-key", "a.B"], "a.B"),
        (["a-key"], "a-key"),
        (["a-key", None], ""),
    ],
)
def test_the_value_is_shown_first(subjects: list[str | None], name: str) -> None:
    found = subjects_of(named(*subjects))
    assert found[default_subject(found)].name == name


def test_without_subjects_the_default_is_the_first() -> None:
    assert default_subject(()) == 0


@pytest.mark.parametrize(
    ("subjects", "formats"),
    [
        (["a-value", "a-key"], "K V"),
        (["a-value"], "  V"),
        (["a-key"], "K"),
        (["a.B", None], ""),
    ],
)
def test_formats_are_those_of_keys_and_values(subjects: list[str | None], formats: str) -> None:
    assert formats_of(named(*subjects)) == formats


def test_versions_of_the_value_are_counted() -> None:
    assert version_count(resource(("a-key", 1), ("a-value", 1), ("a-value", 2))) == 2
    assert version_count(resource(("a-key", 1), ("a-key", 2), ("a-key", 3))) == 3
    assert version_count(resource()) == 0
