"""The cells and the gutter of the table of fields."""

from __future__ import annotations

import random

from rich.cells import cell_len

from cdx_tui.schema import NodeKind, Outline, OutlineNode
from cdx_tui.schema.outline_text import row_cells
from cdx_tui.schema.personal_data import Category, PersonalField
from cdx_tui.tui.widgets.schema.field_columns import GAP, PART_GAPS
from cdx_tui.tui.widgets.schema.field_marks import BREAKING, FieldMarks
from cdx_tui.tui.widgets.schema.outline_view import OutlineView
from tests.tui.widgets.panes import OutlinePane, rows, styles


def field(name: str, type_: str, doc: str = "", **values: str) -> OutlineNode:
    return OutlineNode(NodeKind.FIELD, name, type_, doc=doc, **values)  # type: ignore[arg-type]


def cells(outline: OutlineView, row: int) -> list[str]:
    """Return the cells of a row, each as wide as its column."""
    text = outline.render_line(row).text[3:]
    found = []
    for width in outline._widths:
        end = next(n for n in range(len(text) + 1) if cell_len(text[:n]) == width)
        found.append(text[:end])
        text = text[end + (GAP if width else 0) :]
    return found


async def test_every_cut_ends_in_an_ellipsis() -> None:
    draw = random.Random(5)

    def text(longest: int) -> str:
        return "".join(draw.choices("abc漢字", k=draw.randint(1, longest)))

    nodes = [
        OutlineNode(
            NodeKind.FIELD,
            text(40),
            text(30),
            doc=text(60),
            default=text(20) if number % 3 else None,
            symbols=(text(9), text(9)) if number % 2 else (),
            nullable=number % 5 == 0,
        )
        for number in range(60)
    ]
    app = OutlinePane()
    async with app.run_test(size=(110, 60)) as pilot:
        outline = app.show(Outline(roots=nodes))
        for width, ascii_only in ((110, False), (110, True), (70, False), (45, False)):
            await pilot.resize_terminal(width, 60)
            outline.ascii_only = ascii_only
            await pilot.pause()
            more = "..." if ascii_only else "…"
            cut = 0
            for row, node in enumerate(nodes):
                assert outline.render_line(row).cell_length == width
                for column, (shown, cell) in enumerate(
                    zip(cells(outline, row), row_cells(node), strict=True)
                ):
                    if not outline._widths[column]:
                        continue
                    full = (" " * PART_GAPS[column]).join(part for part, _ in cell)
                    shown = shown[2:] if column == 0 else shown
                    if shown.rstrip() != full.rstrip():
                        cut += 1
                        assert shown.endswith(more), (shown, full)
                        assert full.startswith(shown.removesuffix(more).rstrip())
            assert cut > 20


async def test_a_match_is_shown_wherever_it_is() -> None:
    doc = "one two three four five six seven eight nine ten"
    nodes = [
        field("the_name_of_a_field_that_is_rather_long", "string", doc),
        OutlineNode(
            NodeKind.FIELD, "b", "E", symbols=tuple(f"SYMBOL_{n}" for n in range(5)), doc=doc
        ),
        field("exact", "int", "fits"),
    ]
    app = OutlinePane()
    async with app.run_test(size=(50, 6)) as pilot:
        outline = app.show(Outline(roots=nodes))
        for text, row in [
            *(("rather", 0), ("long", 0), ("one", 0), ("five", 0), ("ten", 0)),
            *(("SYMBOL_0", 1), ("SYMBOL_4", 1), ("fits", 2)),
        ]:
            outline.move_cursor(row)
            outline.search(text)
            await pilot.pause()
            assert outline.cursor == row
            shown = rows(outline)[row]
            assert text in shown
            assert styles(outline.render_line(row))[text].startswith("bold underline reverse")
            last = cells(outline, row)[3]
            assert not (text == "ten" and last.rstrip().endswith("…"))  # nothing follows it
            outline.clear_search()
            await pilot.pause()


async def test_the_gutter_shows_cursor_change_and_personal_data() -> None:
    nodes = [field(name, "int") for name in ("added", "changed", "removed", "breaks", "same")]
    app = OutlinePane()
    async with app.run_test(size=(40, 6)) as pilot:
        outline = app.show(Outline(roots=nodes))
        personal = {
            1: PersonalField("changed", Category.EMAIL, "why"),
            4: PersonalField("same", Category.NAME, "why"),
        }
        outline.marks = FieldMarks({0: "+", 1: "~", 2: "-", 3: BREAKING}, {}, personal)
        await pilot.pause()
        assert [row[:3] for row in rows(outline)[:5]] == ["❯+ ", " ~!", " - ", " ✗ ", "  !"]
        outline.ascii_only = True
        assert [row[:3] for row in rows(outline)[:5]] == [">+ ", " ~!", " - ", " x ", "  !"]
        outline.show(Outline(roots=nodes))
        assert [row[:3] for row in rows(outline)[:2]] == [">  ", "   "]


async def test_titles_stand_above_the_cells_at_every_width() -> None:
    nodes = [field("f" * 12, "string", "A doc of some words", default='"x"')]
    app = OutlinePane()
    async with app.run_test(size=(100, 6)) as pilot:
        outline = app.show(Outline(roots=nodes))
        for width in (100, 60, 45, 40, 30, 20, 12):
            await pilot.resize_terminal(width, 6)
            await pilot.pause()
            shown = rows(outline)[0]
            for title, column in zip(outline.titles.split(), shown.split()[1:], strict=False):
                assert outline.titles.index(title) == shown.index(column), width
            assert len(outline.titles) <= width
        assert outline.titles == "     FIELD"
