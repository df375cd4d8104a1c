"""The size of the list, the line that drags it, and the tabs in its place."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from textual.containers import Horizontal
from textual.content import Content
from textual.geometry import Size
from textual.widgets import Static

from cdx_tui.tui.widgets.divider import Divider
from cdx_tui.tui.widgets.resource_tabs import ResourceTabs
from cdx_tui.tui.widgets.split import NARROW_WIDTH, clamp_shift, list_size
from cdx_tui.tui.widgets.tab_strip import TabGroup, TabStrip
from tests.tui.widgets.host import Host


def test_the_list_is_as_wide_as_it_needs_to_be_within_bounds() -> None:
    size = Size(120, 40)
    wide = [list_size(size, natural, 0, narrow=False) for natural in (5, 28, 33, 60)]
    assert wide == [26, 29, 34, 34]
    assert list_size(size, 28, 8, narrow=False) == 37
    assert list_size(size, 28, -8, narrow=False) == 21
    assert list_size(size, 28, 200, narrow=False) == 80
    assert list_size(size, 28, -200, narrow=False) == 13


def test_the_drawer_is_as_high_as_it_needs_to_be_up_to_half() -> None:
    size = Size(80, 21)
    high = [list_size(size, natural, 0, narrow=True) for natural in (1, 6, 60)]
    assert high == [4, 6, 10]
    assert list_size(size, 60, 8, narrow=True) == 12
    assert list_size(size, 60, 200, narrow=True) == 17
    assert list_size(size, 60, -200, narrow=True) == 4


@given(
    st.integers(40, 300),
    st.integers(10, 100),
    st.integers(0, 10_000),
    st.integers(),
)
def test_both_parts_stay_usable(width: int, height: int, natural: int, shift: int) -> None:
    narrow = width < NARROW_WIDTH
    found = list_size(Size(width, height), natural, clamp_shift(shift), narrow=narrow)
    assert 4 <= found <= (height - 4 if narrow else width - 40)


class Split(Host):
    def __init__(self) -> None:
        left = Static("left")
        left.styles.width = 20
        super().__init__(Horizontal(left, Divider(id="divider")))


async def test_dragging_the_divider_tells_the_columns() -> None:
    app = Split()
    async with app.run_test(size=(60, 4)) as pilot:
        divider = app.query_one(Divider)
        x = divider.region.x
        assert [row[x] for row in app.rows] == ["│"] * 4
        await pilot.mouse_down(divider)
        for column in (x + 3, x + 3, x - 2):
            await pilot.hover(offset=(column, 1))
        await pilot.mouse_up(offset=(x - 2, 1))
        await pilot.hover(offset=(x + 9, 1))  # released: this drags nothing
        await pilot.mouse_up(offset=(x + 9, 1))
        assert [each.columns for each in app.take(Divider.Dragged)] == [3, -5]
        assert len(app.take(Divider.Released)) == 1


async def test_keys_step_through_the_tabs() -> None:
    tabs = ResourceTabs(id="resource-tabs")
    app = Host(tabs)
    async with app.run_test(size=(60, 4)) as pilot:
        tabs.display = True
        labels = [Content(name) for name in ("a", "b", "c")]
        tabs.focus()
        for current, expected in ((0, [1, 1]), (1, [2, 0, 2, 0]), (2, [1, 1])):
            tabs.groups = (TabGroup("resource", labels, current),)
            await pilot.press("right", "left", "l", "h")
            chosen = app.take(TabStrip.Chosen)
            assert [each.index for each in chosen] == expected
            assert {(each.group, each.control) for each in chosen} == {("resource", tabs)}
        await pilot.press("enter", "down", "j")
        assert len(app.take(ResourceTabs.Opened)) == 3
