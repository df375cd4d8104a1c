"""Text shown for an outline node."""

from __future__ import annotations

import pytest

from cdx_tui.schema import NodeKind, OutlineNode
from cdx_tui.schema.diff import Change, ChangeKind
from cdx_tui.schema.outline_text import row_text
from cdx_tui.schema.personal_data import Category, PersonalField
from cdx_tui.tui.widgets.schema.field_columns import cell_parts
from cdx_tui.tui.widgets.schema.node_text import describe
from cdx_tui.tui.widgets.schema.outline_view import OutlineView

FULL = OutlineNode(
    NodeKind.FIELD,
    "state",
    "State",
    doc="How far it is.\nThe second line.",
    nullable=True,
    required=True,
    default='"NEW"',
    logical="uuid",
    aliases=("status", "phase"),
    constraints=("minLength 3",),
    symbols=("NEW", "SENT"),
    number=7,
    target="com.acme.State",
    unresolved=True,
    reason="not found in the 3 other subjects of this share",
)


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (
            FULL,
            'state  uuid  State  ? unresolved  #7  nullable  required  "NEW"  NEW  SENT'
            "  How far it is.",
        ),
        (OutlineNode(NodeKind.FIELD, "id", "long"), "id  long"),
        (OutlineNode(NodeKind.TYPE, "", "string"), "string"),
        (OutlineNode(NodeKind.FIELD, "at", "null | date", nullable=True, logical="date"),
         "at  date  nullable"),
        (OutlineNode(NodeKind.NOTE, "… 9,000 more levels"), "… 9,000 more levels"),
        (OutlineNode(NodeKind.FIELD, "a\nb", "t", doc="\n one\ntwo"), "a b  t  one"),
        (OutlineNode(NodeKind.FIELD, number=0, required=False, default="0"), "#0  0"),
    ],
)  # fmt: skip
def test_a_row_is_one_line(node: OutlineNode, text: str) -> None:
    assert row_text(node) == text
    parts = [part for cell in cell_parts(node) for part in cell]
    assert "  ".join(text[part.start : part.end] for part in parts) == text
    assert {f"outline--{part.style}" for part in parts} <= OutlineView.COMPONENT_CLASSES


def test_a_row_has_a_bounded_length() -> None:
    symbols = tuple(f"S{number}" for number in range(100_000))
    node = OutlineNode(NodeKind.ENUM, "E", "enum", default="x" * 100_000, symbols=symbols)
    assert len(row_text(node)) < 120


def test_the_description_is_complete() -> None:
    assert describe(FULL).plain.split("\n") == [
        'uuid State ? unresolved #7 nullable required  default: "NEW"  aliases: status, phase'
        "  constraints: minLength 3  symbols (2): NEW, SENT",
        "? com.acme.State: not found in the 3 other subjects of this share",
        "How far it is.",
        "The second line.",
    ]


def test_a_detail_that_occurs_in_the_type_is_shown() -> None:
    node = OutlineNode(
        NodeKind.FIELD, "at", "decimal(10,2)", required=False, default="0", aliases=("mal",)
    )
    expected = "decimal(10,2)  presence: optional  default: 0  aliases: mal"
    assert describe(node).plain == expected


def test_a_description_ends_with_personal_data_and_changes() -> None:
    changes = (
        Change(ChangeKind.TYPE, "R.mail", "int", "string", readable=False, rule="no promotion"),
        Change(ChangeKind.ADDED, "R.mail", new="string", readable=True, rule="ignored"),
        Change(ChangeKind.DOC, "R.mail", "a", "b"),
        Change(ChangeKind.DEFAULT, "R.mail", "", '""'),
        Change(ChangeKind.REMOVED, "R.old", "int", readable=False, rule="no default"),
        Change(ChangeKind.REMOVED, "R.older"),
    )
    personal = PersonalField("mail", Category.EMAIL, 'matched "mail"')
    assert describe(OutlineNode(NodeKind.FIELD, "mail", "string"), changes, personal).plain == (
        "string\n"
        '! possible PII: email address (matched "mail")\n'
        "✗ type: int → string  no promotion\n"
        "+ added  ignored\n"
        '~ default: none → ""\n'
        "✗ old removed  no default\n"
        "- older removed"
    )


def test_a_description_is_text_and_bounded() -> None:
    node = OutlineNode(NodeKind.FIELD, "x", "[/foo]", doc="[@click=app.quit]" + "x" * 10**6)
    described = describe(node).plain
    assert described.startswith("[/foo]\n[@click=app.quit]xxx")
    assert len(described) < 5_000


def test_tags_and_annotations_are_described_in_full() -> None:
    node = OutlineNode(
        NodeKind.FIELD,
        "at",
        "array<long>",
        doc="When.",
        semantic="array<timestamp-micros>",
        tags=("PII", "GDPR"),
        annotations=(("deprecated", "true"), ("connect.version", "1")),
    )
    personal = PersonalField("at", Category.MENTIONED, "tagged PII", tag="PII")
    assert describe(node, personal=personal).plain == (
        "array<timestamp-micros>  tags: PII, GDPR  stored as: array<long>\n"
        "When.\n"
        "! tagged PII by the provider\n"
        "annotations: deprecated, connect.version: 1"
    )
    cut = OutlineNode(NodeKind.FIELD, "f", "string", semantic=f"enum({'A, ' * 20}B)")
    assert f"meaning: {cut.semantic}" in describe(cut).plain


def test_a_search_finds_annotations_that_a_row_has_no_room_for() -> None:
    node = OutlineNode(NodeKind.FIELD, "f", "string", annotations=(("owner", "crm"),))
    assert row_text(node) == "f  string  owner: crm"
    assert [part for cell in cell_parts(node) for part in cell][-1].end == len("f  string")
