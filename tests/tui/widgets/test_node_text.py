"""Text shown for an outline node."""

from __future__ import annotations

import pytest

from cdx_tui.schema.document import NodeKind, OutlineNode
from cdx_tui.schema.outline_text import row_text
from cdx_tui.tui.widgets.schema.node_text import describe, row_spans
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
)


@pytest.mark.parametrize(
    ("node", "text"),
    [
        (
            FULL,
            'state  State  ? unresolved  #7  (uuid)  nullable  required  = "NEW"  NEW, SENT'
            "  How far it is.",
        ),
        (OutlineNode(NodeKind.FIELD, "id", "long"), "id  long"),
        (OutlineNode(NodeKind.TYPE, "", "string"), "string"),
        (OutlineNode(NodeKind.FIELD, "at", "null | date", nullable=True, logical="date"),
         "at  null | date"),
        (OutlineNode(NodeKind.NOTE, "… 9,000 more levels"), "… 9,000 more levels"),
        (OutlineNode(NodeKind.FIELD, "a\nb", "t", doc="\n one\ntwo"), "a b  t  one"),
        (OutlineNode(NodeKind.FIELD, number=0, required=False, default=""), "#0  = "),
    ],
)  # fmt: skip
def test_a_row_is_one_line(node: OutlineNode, text: str) -> None:
    assert row_text(node) == text
    spans = row_spans(node)
    assert "  ".join(text[span.start : span.end] for span in spans) == text
    assert {f"outline--{span.style}" for span in spans} <= OutlineView.COMPONENT_CLASSES


def test_a_row_has_a_bounded_length() -> None:
    symbols = tuple(f"S{number}" for number in range(100_000))
    node = OutlineNode(NodeKind.ENUM, "E", "enum", default="x" * 100_000, symbols=symbols)
    assert len(row_text(node)) < 120


def test_the_description_is_complete() -> None:
    assert describe(FULL).plain.split("\n") == [
        "state  State",
        "? unresolved: com.acme.State is not defined in this document",
        "presence: required, nullable",
        "number: 7",
        "logical type: uuid",
        'default: "NEW"',
        "constraints: minLength 3",
        "aliases: status, phase",
        "symbols (2): NEW, SENT",
        "How far it is.",
        "The second line.",
    ]


def test_a_description_is_text_and_bounded() -> None:
    node = OutlineNode(NodeKind.FIELD, "[b]x[/]", "[/foo]", doc="[@click=app.quit]" + "x" * 10**6)
    described = describe(node).plain
    assert described.startswith("[b]x[/]  [/foo]\n[@click=app.quit]xxx")
    assert len(described) < 5_000
