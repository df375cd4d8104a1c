"""The flattened outline, compared with a full traversal of the tree."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema import NodeKind, Outline, OutlineNode
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows


def node(name: str, *children: OutlineNode, **attributes: object) -> OutlineNode:
    made = OutlineNode(NodeKind.FIELD, name, children=list(children))
    for attribute, value in attributes.items():
        setattr(made, attribute, value)
    return made


trees = st.recursive(
    st.just(()),
    lambda children: st.lists(children, max_size=4).map(tuple),
    max_leaves=30,
)


def made_of(shape: tuple[object, ...], name: str = "r") -> OutlineNode:
    children = [
        made_of(child, f"{name}.{number}")
        for number, child in enumerate(shape)
        if isinstance(child, tuple)
    ]
    return node(name, *children)


def walked(roots: Sequence[OutlineNode], expanded: set[str]) -> list[str]:
    names = []
    for root in roots:
        names.append(root.name)
        if root.name in expanded:
            names += walked(root.children, expanded)
    return names


def shown(rows: OutlineRows) -> list[str]:
    return [rows.node(row).name for row in range(len(rows))]


@settings(max_examples=150, deadline=None)
@given(st.lists(trees, max_size=3), st.lists(st.integers(0, 60), max_size=20))
def test_rows_agree_with_a_traversal(shapes: list[tuple[object, ...]], at: list[int]) -> None:
    roots = [made_of(shape, f"r{number}") for number, shape in enumerate(shapes)]
    rows = OutlineRows(Outline(roots=roots))
    rows.collapse_all()
    expanded: set[str] = set()
    for number in at:
        if not len(rows):
            break
        row = number % len(rows)
        name = rows.node(row).name
        changed = rows.collapse(row) if name in expanded else rows.expand(row)
        if changed:
            expanded ^= {name}
        assert shown(rows) == walked(roots, expanded)
    everything = walked(roots, {known.name for known in rows.nodes})
    rows.expand_all()
    assert shown(rows) == everything


@settings(max_examples=100, deadline=None)
@given(trees, st.integers(0, 60))
def test_reveals_a_node_and_finds_its_collapsed_ancestor(
    shape: tuple[object, ...], at: int
) -> None:
    rows = OutlineRows(Outline(roots=[made_of(shape)]))
    rows.collapse_all()
    index = at % len(rows.nodes)
    assert rows.row(index) == 0
    row = rows.reveal(index)
    assert rows.index(row) == index
    assert rows.row(index) == row
    assert rows.nodes[index].name.count(".") == rows.depths[index]


def test_initially_shows_as_many_levels_as_fit() -> None:
    wide = node("r", *[node(f"a{number}", node("b")) for number in range(150)])
    assert len(OutlineRows(Outline(roots=[wide]))) == 151
    assert len(OutlineRows(Outline(roots=[node("r", node("a", node("b", node("c"))))]))) == 4
    wider = node("r", *[node(f"a{number}", node("b")) for number in range(50_000)])
    assert len(OutlineRows(Outline(roots=[wider]))) == 50_001


def test_any_depth_is_supported() -> None:
    deep = node("last")
    for number in range(100_000):
        deep = node(f"n{number}", deep)
    rows = OutlineRows(Outline(roots=[deep]))
    assert len(rows) == 200
    assert rows.row(100_000) == 199
    assert rows.node(rows.reveal(100_000)).name == "last"
    while below := deep.children:  # dismantled here, since Python's deallocation would recurse
        deep.children = ()
        (deep,) = below


def test_finds_definitions_within_the_outline_only() -> None:
    defined = node("R", target="R")
    uses = node("f", target="R")
    elsewhere = node("g", target="S")
    definitions = {"R": defined, "S": node("S")}
    rows = OutlineRows(Outline(roots=[defined, uses, elsewhere], definitions=definitions))
    assert [rows.definition(known) for known in rows.nodes] == [None, 0, None]


def test_finds_the_node_of_a_line() -> None:
    roots = [node("a", node("b", line=3), node("c", line=3), node("d", line=9), line=1)]
    rows = OutlineRows(Outline(roots=roots))
    found = {line: rows.nodes[rows.nearest(line)].name for line in (0, 1, 2, 3, 8, 9, 99)}
    assert found == {0: "a", 1: "a", 2: "a", 3: "b", 8: "b", 9: "d", 99: "d"}


def test_a_field_shares_the_row_of_the_type_that_it_defines() -> None:
    symbols = OutlineNode(
        NodeKind.ENUM, "Side", "enum", doc="The side.", symbols=("BUY",), default='"BUY"'
    )
    record = OutlineNode(NodeKind.RECORD, "Item", "record", children=[node("sku", doc="A code.")])
    fields = [node("side", symbols, default='"SELL"'), node("item", record), node("again")]
    fields[2].target = "Item"
    root = OutlineNode(NodeKind.RECORD, "Order", "record", children=fields)
    rows = OutlineRows(Outline(roots=[root], definitions={"Item": record}))
    assert shown(rows) == ["Order", "side", "item", "sku", "again"]
    assert [rows.path(row) for row in range(1, 5)] == ["side", "item", "item.sku", "again"]
    side = rows.nodes[1]
    assert (side.doc, side.symbols) == ("The side.", ("BUY",))
    assert (side.default, side.constraints) == ('"SELL"', ('enum default "BUY"',))
    assert rows.index_of(record) == rows.index_of(fields[1]) == 2
    assert rows.definition(rows.nodes[4]) == 2


def test_a_field_of_several_types_keeps_a_row_for_each() -> None:
    branches = [OutlineNode(NodeKind.RECORD, name, "record") for name in "AB"]
    primitive = OutlineNode(NodeKind.TYPE, "", "string")
    rows = OutlineRows(Outline(roots=[node("union", *branches), node("array", primitive)]))
    assert shown(rows) == ["union", "A", "B", "array", ""]
