"""The first line of the screen: what it keeps at any width, and what a click leads to."""

from __future__ import annotations

import pytest
from textual.content import Content

from cdx_tui.api.models import ConsumerSharedResource, Preview, Problem
from cdx_tui.tui.widgets.share_header import ShareHeader, describe_share, path_of
from tests.tui.widgets.host import Host

CRUMBS = ("Northgate Exchange", "Stock Trades", "stock-trades-value")
STATE = "✓ valid · AWS · public · demo"


async def test_the_path_is_shortened_first_and_the_state_last() -> None:
    header = ShareHeader()
    app = Host(header)
    async with app.run_test(size=(100, 3)) as pilot:
        header.crumbs, header.state = CRUMBS, Content("✓ valid")
        header.details = Content("AWS · public · demo")
        for width, path, state in [
            (100, "Northgate Exchange › Stock Trades › stock-trades-value", STATE),
            (80, "Stock Trades › stock-trades-value", STATE),
            (70, "Stock Trades › stock-trade…", STATE),
            (60, "stock-trades-value", STATE),
            (50, "stock-t…", STATE),
            (40, "", STATE),
            (30, "", "✓ valid · AWS · pu…"),
        ]:
            await pilot.resize_terminal(width, 3)
            await pilot.pause()
            row = app.rows[0]
            assert row.startswith(f" cdx-tui  {path}".rstrip()), width
            assert row.endswith(state), width
            assert row.removeprefix(" cdx-tui").removesuffix(state).strip() == path
            assert len(row) == width - 1 or not path
        header.busy = "Validating…"
        await pilot.pause()
        assert app.rows[0].split()[1:] == ["✓", "valid", "·", "Validati…"]


@pytest.mark.parametrize(("first", "second"), [("x", "y"), ("股", "取")])
async def test_long_names_share_the_room(first: str, second: str) -> None:
    header = ShareHeader()
    app = Host(header)
    async with app.run_test(size=(80, 3)) as pilot:
        header.crumbs, header.state = ("", first * 300, second * 300), Content(STATE)
        await pilot.pause()
        _, one, _, two, *rest = app.rows[0].split()
        assert one.strip(first) == two.strip(second) == "…"
        assert abs(len(one) - len(two)) <= 1
        assert " ".join(rest) == STATE


async def test_a_click_tells_the_part_of_the_path() -> None:
    header = ShareHeader()
    app = Host(header)
    async with app.run_test(size=(100, 3)) as pilot:
        header.crumbs, header.state = CRUMBS, Content("✓ valid")
        header.details = Content("AWS · public · demo")
        await pilot.pause()
        clicked = []
        for text in (*CRUMBS, "cdx-tui", "›", "valid"):
            await pilot.click(header, offset=(app.rows[0].index(text), 0))
            clicked.append([each.index for each in app.take(ShareHeader.CrumbClicked)])
        assert clicked == [[0], [1], [2], [], [], []]
        await pilot.resize_terminal(80, 3)  # without the provider
        await pilot.pause()
        await pilot.click(header, offset=(app.rows[0].index("Stock Trades"), 0))
        assert [each.index for each in app.take(ShareHeader.CrumbClicked)] == [1]


def test_the_state_says_what_all_resources_have_in_common() -> None:
    aws = ConsumerSharedResource(cloud="AWS", network_connection_types=())
    azure = ConsumerSharedResource(cloud="AZURE", network_connection_types=())
    assert describe_share(Preview((aws, aws))).plain == "AWS · public"
    assert describe_share(Preview((aws, azure)), "demo").plain == "public · demo"
    assert describe_share(Preview(())).plain == ""
    odd = Preview((aws,), (Problem("/a", "b"), Problem("/c", "d")))
    assert describe_share(odd).plain == "! 2 warnings · AWS · public"


def test_the_path_of_a_resource() -> None:
    resource = ConsumerSharedResource(display_name="Trades", organization_name="Northgate")
    assert path_of(resource, "trades-value") == ("Northgate", "Trades", "trades-value")
    assert path_of(ConsumerSharedResource(), "") == ("", "(no name)", "")
    assert path_of(None, "x") == ()
