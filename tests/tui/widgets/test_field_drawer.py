"""The drawer with the field under the cursor."""

from __future__ import annotations

import pytest
from textual.pilot import Pilot

from cdx_tui.schema import NodeKind, Outline, OutlineNode
from cdx_tui.schema.diff import Change, ChangeKind
from cdx_tui.tui.widgets.schema.field_drawer import FieldDrawer
from cdx_tui.tui.widgets.schema.field_marks import FieldMarks
from cdx_tui.tui.widgets.schema.fields_pane import FieldsPane
from cdx_tui.tui.widgets.schema.outline_rows import OutlineRows
from tests.tui.widgets.host import Host

DOCS = ("Short.", "\n".join(f"Line {number}." for number in range(1, 5)), "word " * 400, "")


def shown(*docs: str) -> tuple[Outline, OutlineRows]:
    fields = [
        OutlineNode(NodeKind.FIELD, f"f{number}", "int", line=number + 1, doc=doc)
        for number, doc in enumerate(docs)
    ]
    outline = Outline("R", [OutlineNode(NodeKind.RECORD, "x.R", "record", children=fields)])
    return outline, OutlineRows(outline)


async def drawer_rows(pilot: Pilot[None], app: Host) -> list[str]:
    """Return the rows of the drawer, once it is laid out."""
    await pilot.pause()
    await pilot.pause()
    return app.rows[app.query_one(FieldDrawer).region.y :]


async def test_it_grows_up_to_a_third_and_does_not_shrink_within_a_schema() -> None:
    pane = FieldsPane()
    app = Host(pane)
    async with app.run_test(size=(60, 30)) as pilot:
        pane.show(shown(*DOCS), "")
        pane.table.focus()
        heights = []
        for key in ("j", "j", "j", "j", "g"):
            await pilot.press(key)
            heights.append(len(await drawer_rows(pilot, app)))
        assert heights == [3, 6, 10, 10, 10]
        pane.show(shown(*DOCS), "")
        assert len(await drawer_rows(pilot, app)) == 3


async def test_it_keeps_to_a_third_of_a_smaller_terminal() -> None:
    pane = FieldsPane()
    app = Host(pane)
    async with app.run_test(size=(60, 60)) as pilot:
        pane.show(shown(*DOCS), "")
        pane.table.focus()
        await pilot.press("j", "j", "j")
        assert len(await drawer_rows(pilot, app)) == 20
        await pilot.resize_terminal(60, 18)
        assert len(await drawer_rows(pilot, app)) == 6


async def test_a_text_that_is_cut_ends_in_an_ellipsis() -> None:
    pane = FieldsPane()
    app = Host(pane)
    async with app.run_test(size=(60, 30)) as pilot:
        pane.show(shown(*DOCS), "")
        pane.table.focus()
        await pilot.press("j", "j", "j")
        *_, last = await drawer_rows(pilot, app)
        assert last.endswith("word …")
        await pilot.press("k")
        text = await drawer_rows(pilot, app)
        assert "…" not in "".join(text)
        assert [row.strip() for row in text[1:6]] == ["int", *DOCS[1].split("\n")]


@pytest.mark.parametrize("width", [40, 60, 120])
async def test_it_shows_path_line_and_marks(width: int) -> None:
    pane = FieldsPane()
    app = Host(pane)
    async with app.run_test(size=(width, 30)) as pilot:
        pane.show(shown(*DOCS), "")
        pane.table.focus()
        await pilot.press("j")
        title, kind, doc, *_ = await drawer_rows(pilot, app)
        assert title.startswith("─ R.f0 ─")
        assert title.endswith("─ line 2 ─")
        assert (kind.strip(), doc.strip()) == ("int", "Short.")
        change = Change(ChangeKind.TYPE, "x.R.f0", "long", "int", readable=True, rule="fits")
        pane.show_marks(FieldMarks({1: "~"}, {1: (change,)}))
        assert (await drawer_rows(pilot, app))[3].strip() == "~ type: long → int  fits"
        pane.show_marks(None)
        assert "long" not in "".join(await drawer_rows(pilot, app))


async def test_it_is_hidden_without_fields() -> None:
    pane = FieldsPane()
    app = Host(pane)
    async with app.run_test(size=(60, 12)) as pilot:
        for outline, placeholder in (
            (None, "No schema"),
            (shown("a"), ""),
            ((Outline(), OutlineRows(Outline())), "No fields"),
        ):
            pane.show(outline, placeholder)
            await pilot.pause()
            assert app.query_one(FieldDrawer).display is (not placeholder)
            assert placeholder in "\n".join(app.rows)
