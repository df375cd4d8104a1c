"""The widths of the columns of a schema's fields."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from cdx_tui.schema import NodeKind, Outline, OutlineNode
from cdx_tui.schema.outline_text import row_text
from cdx_tui.tui.widgets.schema.field_columns import GAP, cell_parts, measure
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows

TEXTS = st.text("ab漢 \u0301", max_size=60)
NODES = st.recursive(
    st.builds(
        OutlineNode,
        st.sampled_from([NodeKind.FIELD, NodeKind.RECORD, NodeKind.NOTE]),
        TEXTS,
        TEXTS,
        doc=TEXTS,
        default=st.none() | TEXTS,
        symbols=st.lists(TEXTS, max_size=2).map(tuple),
        nullable=st.booleans(),
    ),
    lambda below: st.builds(
        OutlineNode, st.just(NodeKind.FIELD), TEXTS, children=st.lists(below, max_size=3)
    ),
    max_leaves=8,
)


def rows_of(*nodes: OutlineNode) -> OutlineRows:
    return OutlineRows(Outline(roots=list(nodes)))


def field(name: str, type_: str = "int", default: str | None = None, doc: str = "") -> OutlineNode:
    return OutlineNode(NodeKind.FIELD, name, type_, default=default, doc=doc)


@settings(max_examples=200, deadline=None)
@given(st.lists(NODES, max_size=4), st.integers(1, 200))
@example([field("f" * 60, "t" * 60, "d" * 60, "x" * 60)], 36)
def test_columns_and_gaps_never_exceed_the_row(nodes: list[OutlineNode], width: int) -> None:
    widths = measure(rows_of(*nodes), width)
    shown = [each for each in widths if each]
    assert all(each >= 0 for each in widths)
    assert sum(shown) + GAP * max(0, len(shown) - 1) <= width


@settings(max_examples=100, deadline=None)
@given(NODES)
def test_the_parts_of_the_cells_are_ranges_of_the_text(node: OutlineNode) -> None:
    text = row_text(node)
    parts = [part for cell in cell_parts(node) for part in cell]
    assert "  ".join(text[part.start : part.end] for part in parts) == text


def test_columns_are_as_wide_as_they_need_to_be() -> None:
    rows = rows_of(field("identifier", "string", '"x"', "What it is."), field("b", "int"))
    assert measure(rows, 100) == (12, 6, 7, 69)


def test_empty_columns_are_left_out() -> None:
    assert measure(rows_of(), 80) == (0, 0, 0, 0)
    assert measure(rows_of(field("a")), 80) == (7, 4, 0, 0)
    assert measure(rows_of(field("a", doc="A doc.")), 80) == (7, 4, 0, 65)
    assert measure(rows_of(field("a", default="0")), 80) == (7, 4, 7, 0)


def test_long_texts_share_the_row() -> None:
    rows = rows_of(field("f" * 90, "t" * 90, "d" * 90, "x" * 90))
    for width in range(49, 200):
        widths = measure(rows, width)
        assert sum(widths) + 3 * GAP == width
        assert all(each >= least for each, least in zip(widths, (16, 12, 7, 8), strict=True))
        assert list(widths[:3]) == sorted(widths[:3], reverse=True)
    assert measure(rows, 50) == (16, 12, 7, 9)


def test_the_last_columns_give_way_where_it_is_narrow() -> None:
    rows = rows_of(field("f" * 90, "t" * 90, "d" * 90, "x" * 90))
    assert measure(rows, 48) == (21, 15, 8, 0)
    assert measure(rows, 36) == (22, 12, 0, 0)
    assert measure(rows, 20) == (20, 0, 0, 0)


def test_later_fields_of_a_long_outline_count_as_well() -> None:
    rows = rows_of(*[field("a" * (1 + number // 1_000)) for number in range(40_000)])
    assert measure(rows, 80) == (42, 4, 0, 0)


def test_deep_fields_are_indented_up_to_a_limit() -> None:
    deep = field("last")
    for _ in range(40):
        deep = OutlineNode(NodeKind.FIELD, "n", "R", children=[deep, field("x")])
    assert measure(rows_of(deep), 60) == (30, 4, 0, 0)
