"""The outline view as a user sees it."""

from __future__ import annotations

import pytest
from textual.content import Content
from textual.geometry import Region

from cdx_tui.schema import NodeKind, Outline, OutlineNode
from cdx_tui.tui.widgets.schema.outline_view import OutlineView
from tests.tui.widgets.panes import OutlinePane, rows


def field(name: str, type_: str, line: int, *children: OutlineNode) -> OutlineNode:
    return OutlineNode(NodeKind.FIELD, name, type_, line=line, children=list(children))


def order() -> Outline:
    item = OutlineNode(
        NodeKind.RECORD, "Item", "record", line=9, children=[field("sku", "int", 10)]
    )
    parent = field("parent", "Order", 12)
    parent.target = "Order"
    other = field("other", "Other", 13)
    other.target, other.unresolved = "x.Other", True
    fields = [field("id", "long", 3), field("items", "array<Item>", 6, item), parent, other]
    root = OutlineNode(NodeKind.RECORD, "Order", "record", line=1, doc="Bought.", children=fields)
    return Outline("Order", [root], {"Order": root, "Item": item})


def many(count: int) -> Outline:
    fields = [field(f"f{number}", "int", number) for number in range(count)]
    return Outline("R", [OutlineNode(NodeKind.RECORD, "R", "record", children=fields)])


async def test_shows_a_table_with_a_tree() -> None:
    app = OutlinePane()
    async with app.run_test(size=(50, 9)) as pilot:
        outline = app.show(order())
        await pilot.pause()
        assert outline.titles == "     FIELD     TYPE                DOC"
        assert rows(outline) == [
            "❯  ▾ Order     record              Bought.",
            "       id      long",
            "     ▾ items   array<Item>",
            "         sku   int",
            "       parent  Order",
            "       other   Other ? unresolved",
            "",
            "",
            "",
        ]
        outline.ascii_only = True
        await pilot.press("j", "j", "left")
        assert rows(outline)[:4] == [
            "   - Order     record              Bought.",
            "       id      long",
            ">    + items   array<Item>",
            "       parent  Order",
        ]
        assert app.nodes == ["Order", "id", "items"]


async def test_keys_expand_and_collapse() -> None:
    app = OutlinePane()
    async with app.run_test(size=(40, 9)) as pilot:
        outline = app.show(order())
        seen = []
        for key in ("minus", "right", "right", "j", "space", "space", "right", "left", "left"):
            await pilot.press(key)
            seen.append((outline.row_count, outline.node.name if outline.node else ""))
        assert seen == [
            *((1, "Order"), (5, "Order"), (5, "id"), (5, "items"), (6, "items")),
            *((5, "items"), (6, "items"), (5, "items"), (5, "Order")),
        ]
        await pilot.press("plus", "G", "k", "k", "minus")
        assert rows(outline)[0].split() == ["❯", "▸", "Order", "record", "Bought."]
        assert rows(outline)[1] == ""


async def test_collapsing_moves_the_cursor_to_the_collapsed_ancestor() -> None:
    app = OutlinePane()
    async with app.run_test(size=(40, 9)) as pilot:
        outline = app.show(order())
        await pilot.press("j", "j", "j", "minus")
        assert outline.node is not None
        assert (outline.cursor, outline.node.name) == (0, "Order")


async def test_enter_goes_to_the_definition_and_backspace_back() -> None:
    app = OutlinePane()
    async with app.run_test(size=(40, 9)) as pilot:
        outline = app.show(order())
        await pilot.press("backspace", "G", "k", "enter")
        assert (outline.cursor, app.requests) == (0, [])
        await pilot.press("j", "backspace")
        assert outline.cursor == 4


async def test_enter_requests_the_source_without_a_definition() -> None:
    app = OutlinePane()
    async with app.run_test(size=(40, 9)) as pilot:
        app.show(order())
        await pilot.press("j", "enter", "G", "enter")
        assert app.requests == [3, 13]


async def test_a_source_line_selects_its_node_even_if_hidden() -> None:
    app = OutlinePane()
    async with app.run_test(size=(40, 9)) as pilot:
        outline = app.show(order())
        await pilot.press("minus")
        outline.select_line(11)
        assert outline.node is not None
        assert outline.node.name == "sku"
        assert rows(outline)[3].split() == ["❯", "sku", "int"]


async def test_a_click_on_the_marker_expands_and_elsewhere_selects() -> None:
    app = OutlinePane()
    async with app.run_test(size=(40, 9)) as pilot:
        outline = app.show(order())
        for column in (4, 7):  # the gutter, and the name beside the marker
            await pilot.click(OutlineView, offset=(column, 2))
            assert (outline.row_count, outline.cursor) == (6, 2)
        for column, count in ((5, 5), (6, 6)):
            await pilot.click(OutlineView, offset=(column, 2))
            assert (outline.row_count, outline.cursor) == (count, 2)
        await pilot.click(OutlineView, offset=(9, 1))
        assert (outline.row_count, outline.cursor) == (6, 1)
        await pilot.click(OutlineView, offset=(3, 0))
        assert outline.row_count == 1


async def test_shows_the_depth_beyond_the_maximum_indentation() -> None:
    deep = field("last", "int", 0)
    for _ in range(30):
        deep = field("n", "R", 0, deep)
    app = OutlinePane()
    async with app.run_test(size=(40, 9)) as pilot:
        outline = app.show(Outline(roots=[deep]))
        await pilot.press("G")
        assert rows(outline)[-1] == "❯" + " " * 22 + "30:   last  int"


async def test_fifty_thousand_fields_are_rendered_a_page_at_a_time() -> None:
    app = OutlinePane()
    async with app.run_test(size=(40, 9)) as pilot:
        outline = app.show(many(50_000))
        await pilot.press("G", "pageup")
        assert rows(outline)[::8] == ["       f49983  int", "❯      f49991  int"]
        outline.search("f49999")
        while not (app.searched and app.searched[-1].total):
            await pilot.pause()
        assert rows(outline)[outline.cursor - outline.scroll_offset.y] == "❯      f49999  int"


async def test_a_match_beyond_the_edge_is_shown_while_the_cursor_is_on_it() -> None:
    doc = "one two three four five six seven eight nine ten"
    roots = [OutlineNode(NodeKind.FIELD, f"f{number}", "int", doc=doc) for number in range(3)]
    app = OutlinePane()
    async with app.run_test(size=(30, 9)) as pilot:
        outline = app.show(Outline(roots=roots))
        outline.search("seven")
        await pilot.pause()
        assert rows(outline)[:2] == [
            "❯    f0     int   …seven eigh…",
            "     f1     int   one two thr…",
        ]
        await pilot.press("n")
        assert rows(outline)[:2] == [
            "     f0     int   one two thr…",
            "❯    f1     int   …seven eigh…",
        ]
        await pilot.press("j")
        assert rows(outline)[1] == "     f1     int   one two thr…"


async def test_a_key_repaints_two_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    app = OutlinePane()
    async with app.run_test(size=(40, 9)) as pilot:
        outline = app.show(many(100))
        await pilot.pause()
        repainted: list[Region] = []
        monkeypatch.setattr(outline, "refresh", lambda *regions, **_: repainted.extend(regions))
        await pilot.press("j")
        assert repainted == [Region(0, 0, 40, 1), Region(0, 1, 40, 1)]


async def test_an_outline_without_nodes_says_so() -> None:
    app = OutlinePane()
    async with app.run_test(size=(40, 9)) as pilot:
        outline = app.show(Outline())
        outline.placeholder = Content("This text has no outline")
        keys = ("j", "right", "left", "space", "plus", "minus", "enter", "backspace", "n", "G")
        await pilot.press(*keys)
        outline.search("x")
        outline.select_line(3)
        assert rows(outline)[0] == " This text has no outline"
        assert (outline.node, app.requests) == (None, [])


async def test_the_full_path_begins_with_the_type() -> None:
    app = OutlinePane()
    async with app.run_test(size=(40, 9)) as pilot:
        outline = app.show(order())
        seen = []
        for key in ("g", "j", "j", "j"):
            await pilot.press(key)
            seen.append((outline.full_path, outline.path))
        assert seen == [
            ("Order", "Order"),
            ("Order.id", "id"),
            ("Order.items", "items"),
            ("Order.items.sku", "items.sku"),
        ]
        assert outline.select_path("parent")
        assert (outline.full_path, outline.select_path("nothing")) == ("Order.parent", False)
