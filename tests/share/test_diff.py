"""Differences between two responses about a share."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.schema.diff import ChangeKind
from cdx_tui.share.diff import AttributeChange, Changed, ResourceChange, compare_shares
from cdx_tui.share.diff_text import describe_changes


def _record(*fields: str) -> str:
    inside = ",".join(f'{{"name":"{name}","type":"int"}}' for name in fields)
    return f'{{"type":"record","name":"R","fields":[{inside}]}}'


VALUE = Schema(subject="orders-value", version=1, schema_type="AVRO", schema=_record("a", "b"))
ORDERS = ConsumerSharedResource(
    id="r-1", display_name="Orders", organization_contact="a@x", schemas=(VALUE,)
)
TRADES = ConsumerSharedResource(id="r-2", display_name="Trades", cloud="AWS")


def _compare(
    old: tuple[ConsumerSharedResource, ...], new: tuple[ConsumerSharedResource, ...]
) -> tuple[ResourceChange, ...]:
    return compare_shares(Preview(old), Preview(new))


def test_another_order_is_no_change() -> None:
    assert _compare((ORDERS, TRADES), (TRADES, ORDERS)) == ()


def test_added_and_removed() -> None:
    assert _compare((ORDERS,), (TRADES,)) == (
        ResourceChange(Changed.ADDED, "Trades", "r-2", 0),
        ResourceChange(Changed.REMOVED, "Orders", "r-1"),
    )


def test_new_ids_are_no_change() -> None:
    assert _compare((ORDERS,), (replace(ORDERS, id="r-9"),)) == ()


def test_a_property() -> None:
    (change,) = _compare((ORDERS,), (replace(ORDERS, organization_contact="b@x", tags=("eu",)),))
    assert change.changed is Changed.CHANGED
    assert change.attributes == (
        AttributeChange("tags", "", "eu"),
        AttributeChange("organization_contact", "a@x", "b@x"),
    )


def test_a_new_version_is_compared_with_the_newest_one_before() -> None:
    newer = replace(VALUE, version=2, schema=_record("a", "c"))
    (change,) = _compare((ORDERS,), (replace(ORDERS, schemas=(VALUE, newer)),))
    (schema,) = change.schemas
    assert (schema.changed, schema.version) == (Changed.ADDED, 2)
    assert {(field.kind, field.path) for field in schema.fields} == {
        (ChangeKind.ADDED, "R.c"),
        (ChangeKind.REMOVED, "R.b"),
    }


def test_a_reformatted_text() -> None:
    spaced = replace(VALUE, schema=_record("a", "b").replace(",", ", "))
    (change,) = _compare((ORDERS,), (replace(ORDERS, schemas=(spaced,)),))
    assert [line.words for line in describe_changes([change])] == [
        "~ Orders",
        "~ schema orders-value v1: only the text changed",
    ]


def test_the_text_of_changes() -> None:
    changed = replace(
        ORDERS, organization_contact=None, schemas=(replace(VALUE, schema=_record("a", "c")),)
    )
    lines = describe_changes(_compare((ORDERS, TRADES), (changed,)))
    assert ["  " * line.level + line.words for line in lines] == [
        "~ Orders",
        "  ~ organization_contact: a@x",
        "  ~ schema orders-value v1: compatibility NONE",
        "    ✗ breaks BACKWARD: R.c: The newer schema requires the field,"
        " and has no default for it.",
        "    ✗ breaks FORWARD: R.b: The older schema requires the field,"
        " and has no default for it.",
        "    + R.c: int",
        "    - R.b: int",
        "- Trades",
    ]


def test_a_schema_that_can_not_be_compared_says_why() -> None:
    other_format = replace(VALUE, version=2, schema_type="JSON", schema='{"type": "object"}')
    invalid = replace(VALUE, version=2, schema="{")
    for newer, note in (
        (other_format, ": the format has changed from AVRO to JSON"),
        (invalid, ": the newer schema is not valid, so the versions can't be compared"),
    ):
        changes = _compare((ORDERS,), (replace(ORDERS, schemas=(VALUE, newer)),))
        assert f"+ schema orders-value v2{note}" in [
            each.words for each in describe_changes(changes)
        ]


def test_only_the_first_breaking_differences_are_listed() -> None:
    many = replace(VALUE, schema=_record(*(f"f{number}" for number in range(50))))
    (change,) = _compare((ORDERS,), (replace(ORDERS, schemas=(many,)),))
    words = [each.words for each in describe_changes([change])]
    assert sum("breaks" in each for each in words) == 20
    assert "✗ 32 more differences break readers" in words
    assert len(change.schemas[0].breaking) == 52


_RESOURCES = st.builds(
    ConsumerSharedResource,
    id=st.sampled_from(["1", "2", "3", None]),
    display_name=st.sampled_from(["a", "b", None]),
    cloud=st.sampled_from(["AWS", None]),
    schemas=st.lists(
        st.builds(
            Schema,
            subject=st.sampled_from(["s", None]),
            version=st.integers(1, 2),
            schema=st.sampled_from([_record("a"), _record("b"), "x"]),
        ),
        max_size=3,
    ).map(tuple),
)
_SHARES = st.lists(_RESOURCES, max_size=4).map(lambda resources: Preview(tuple(resources)))


@given(_SHARES)
def test_a_share_has_not_changed_since_itself(share: Preview) -> None:
    assert compare_shares(share, share) == ()


@given(_SHARES, _SHARES)
def test_additions_are_removals_in_reverse(one: Preview, other: Preview) -> None:
    there, back = compare_shares(one, other), compare_shares(other, one)
    for kind, mirrored in (
        (Changed.ADDED, Changed.REMOVED),
        (Changed.REMOVED, Changed.ADDED),
        (Changed.CHANGED, Changed.CHANGED),
    ):
        some = [change for change in there if change.changed is kind]
        others = [change for change in back if change.changed is mirrored]
        assert len(some) == len(others)


def test_types_of_other_subjects_are_compared() -> None:
    def share(kind: str, version: int) -> Preview:
        inner = f'{{"type":"record","name":"T","fields":[{{"name":"x","type":"{kind}"}}]}}'
        user = _record("a").replace('"int"', '"T"').replace('"R"', f'"R","doc":"{version}"')
        schemas = (
            replace(VALUE, subject="t", schema=inner),
            replace(VALUE, subject="user", schema=user),
        )
        return Preview((replace(ORDERS, schemas=schemas),))

    (change,) = compare_shares(share("int", 1), share("string", 2))
    levels = {each.subject: each.level for each in change.schemas}
    assert levels == {"t": "NONE", "user": "NONE"}
