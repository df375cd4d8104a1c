"""The list of resources: its columns, its marks, and what stays under the cursor."""

from __future__ import annotations

import pytest
from rich.cells import cell_len

from cdx_tui.api.models import ConsumerSharedResource, Schema
from cdx_tui.share.listing import Listed
from cdx_tui.tui.widgets.resource_list import ResourceList
from tests.tui.widgets.host import Host
from tests.tui.widgets.panes import rows


def resource(
    name: str, *versions: int, provider: str = "Acme", cloud: str = "AWS"
) -> ConsumerSharedResource:
    schemas = tuple(Schema(f"{name}-value", number, number, "AVRO", "{}") for number in versions)
    return ConsumerSharedResource(
        display_name=name,
        organization_name=provider,
        cloud=cloud,
        network_connection_types=(),
        schemas=schemas,
    )


def listed(*resources: ConsumerSharedResource) -> tuple[Listed, ...]:
    return tuple(Listed(place, each) for place, each in enumerate(resources))


async def test_only_columns_that_differ_are_shown() -> None:
    view = ResourceList(id="resources")
    app = Host(view)
    async with app.run_test(size=(50, 5)) as pilot:
        view.show(listed(resource("Trades", 1, 2, 3), resource("Prices", 1)))
        await pilot.pause()
        assert [row.split() for row in rows(view)[:2]] == [
            ["❯", "Trades", "V", "3v"],
            ["Prices", "V", "1v"],
        ]
        view.show(listed(resource("Trades", cloud="GCP"), resource("Prices", provider="Northgate")))
        await pilot.pause()
        assert [row.split() for row in rows(view)[:2]] == [
            ["❯", "Trades", "Acme", "GCP"],
            ["Prices", "Northgate", "AWS"],
        ]


async def test_columns_give_way_to_the_name_and_names_are_cut() -> None:
    view = ResourceList(id="resources")
    app = Host(view)
    names = ["A long name of a resource", "股票交易" * 30]
    async with app.run_test(size=(80, 5)) as pilot:
        view.show(
            listed(
                resource(names[0], 1, provider="A provider with a name"),
                resource(names[1], 1, cloud="AZURE"),
            )
        )
        for width, expected in [
            (88, ["provider", "AWS", "V", "1v"]),
            (78, ["provider", "V", "1v"]),
            (64, ["V", "1v"]),
            (20, []),
        ]:
            await pilot.resize_terminal(width, 5)
            await pilot.pause()
            first, second = rows(view)[:2]
            assert [text for text in ("provider", "AWS", "V", "1v") if text in first] == expected
            assert view.render_line(0).cell_length == view.render_line(1).cell_length >= width - 1
            assert second.strip().startswith("股票")
            assert "…" in second
            assert ("…" in first) is (width == 20)


async def test_all_columns_of_a_list_are_aligned() -> None:
    view = ResourceList(id="resources")
    app = Host(view)
    async with app.run_test(size=(40, 5)) as pilot:
        view.show(listed(resource("Trades", *range(1, 13)), resource("株価", 1)))
        view.show_marks({0: "~✗!"})
        await pilot.pause()
        lines = [view.render_line(y).text for y in range(2)]
        assert len({cell_len(line[: line.index("V")]) for line in lines}) == 1
        assert [line[:5] for line in lines] == ["❯~✗! ", "     "]
        assert lines[0][5:11] == "Trades"


@pytest.mark.parametrize("marks", [{}, {0: "~✗!"}])
async def test_the_natural_width_is_enough_for_everything(marks: dict[int, str]) -> None:
    view = ResourceList(id="resources")
    app = Host(view)
    async with app.run_test(size=(80, 5)) as pilot:
        view.show(listed(resource("A name of thirty characters ok", 1, 2), resource("short", 1)))
        view.show_marks(marks)
        for width, is_complete in ((view.natural_width, True), (view.natural_width - 4, False)):
            await pilot.resize_terminal(width, 5)
            await pilot.pause()
            text = view.render_line(0).crop(0, view.row_width).text
            assert ("characters ok " in text and "V  2v" in text) is is_complete


async def test_the_cursor_stays_on_its_resource() -> None:
    view = ResourceList(id="resources")
    app = Host(view)
    async with app.run_test(size=(40, 5)) as pilot:
        every = listed(*(resource(f"r{number}", 1) for number in range(50)))
        view.show(every)
        view.focus()
        await pilot.press("j", "j")
        view.show(every[::-1])
        assert (view.cursor, view.current) == (47, every[2])
        view.show(every[:2])
        assert (view.cursor, view.current) == (0, every[0])
        await pilot.pause()
        view.select(1)
        assert view.current == every[1]
        view.select(7)  # not listed
        assert view.current == every[1]
        view.show(())
        await pilot.press("enter")
        assert view.row_count == 0
        names = [each.resource.display_name for each in app.take(ResourceList.Highlighted)]
        assert names == ["r0", "r1", "r2", "r0"]  # selecting announces nothing
        assert app.take(ResourceList.Opened) == []


async def test_enter_and_a_click_choose() -> None:
    view = ResourceList(id="resources")
    app = Host(view)
    async with app.run_test(size=(40, 5)) as pilot:
        every = listed(*(resource(f"r{number}", 1) for number in range(3)))
        view.show(every)
        view.focus()
        await pilot.press("j", "enter")
        assert [each.listed for each in app.take(ResourceList.Opened)] == [every[1]]
        await pilot.click(view, offset=(5, 2))
        await pilot.pause()
        assert [each.listed for each in app.take(ResourceList.Highlighted)][-1] == every[2]
