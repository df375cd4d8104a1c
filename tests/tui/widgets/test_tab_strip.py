"""The strip of tabs: what it shows at any width, and what a click chooses."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import overload

from textual.content import Content

from cdx_tui.tui.widgets.tab_strip import TabGroup, TabStrip
from tests.tui.widgets.host import Host


class Labels(Sequence[Content]):
    """Numbered labels that count how often they are accessed."""

    def __init__(self, count: int) -> None:
        self.length = count
        self.accessed: list[int] = []

    def __len__(self) -> int:
        return self.length

    @overload
    def __getitem__(self, index: int) -> Content: ...

    @overload
    def __getitem__(self, index: slice) -> list[Content]: ...

    def __getitem__(self, index: int | slice) -> Content | list[Content]:
        assert isinstance(index, int)
        self.accessed.append(index)
        return Content(f"t{index}")


def group(name: str, labels: Sequence[str], current: int = 0, title: str = "") -> TabGroup:
    return TabGroup(name, [Content(label) for label in labels], current, title)


async def test_shows_all_tabs_with_titles_and_the_longest_note_that_fits() -> None:
    strip = TabStrip()
    app = Host(strip)
    async with app.run_test(size=(100, 3)) as pilot:
        subject, version = group("s", ["key", "value"], 1, "SUBJECT"), group("v", ["v1"], 0, "V")
        strip.groups = (subject, TabGroup("none", [], -1), version)
        strip.notes = (Content("latest AVRO "), Content("AVRO "))
        await pilot.pause()
        full, short = " SUBJECT  key  value    V  v1", " key  value    v1"
        for width, expected in [
            (100, f"{full:<88}latest AVRO"),
            (84, f"{full:<72}latest AVRO"),
            (83, f"{short:<71}latest AVRO"),
            (31, f"{short:<19}latest AVRO"),
            (24, f"{short:<19}AVRO"),
            (23, short),
        ]:
            await pilot.resize_terminal(width, 3)
            await pilot.pause()
            assert app.rows[0] == expected.rstrip(), width


async def test_shows_the_tabs_around_the_current_one() -> None:
    strip = TabStrip()
    app = Host(strip)
    async with app.run_test(size=(30, 3)) as pilot:
        labels = [f"v{number}" for number in range(1, 21)]
        for current, expected in [
            (0, " v1  v2  v3  v4  v5  v6  v7  …"),
            (9, "…  v8  v9  v10  v11  v12  …"),
            (19, "…  v16  v17  v18  v19  v20"),
        ]:
            strip.groups = (group("v", labels, current),)
            await pilot.pause()
            assert app.rows[0] == expected


async def test_ten_thousand_tabs_cost_no_more_than_those_shown() -> None:
    labels = Labels(10_000)
    strip = TabStrip()
    app = Host(strip)
    async with app.run_test(size=(120, 3)) as pilot:
        strip.groups = (TabGroup("r", labels, 5_000),)
        await pilot.pause()
        shown = app.rows[0].split()[1:-1]
        assert "t5000" in shown
        assert len(shown) > 12
        labels.accessed.clear()
        strip.render()
        assert len(labels.accessed) <= len(shown) + 2


async def test_long_and_wide_names_are_cut() -> None:
    strip = TabStrip()
    app = Host(strip)
    async with app.run_test(size=(80, 3)) as pilot:
        strip.groups = (group("r", ["x" * 300, "股票交易" * 80, "short"], 1),)
        await pilot.pause()
        assert app.rows[0] == f" {'x' * 31}…  {'股票交易' * 3}股票交 …  short"


async def test_the_current_tab_of_each_group_is_shown_where_it_is_narrow() -> None:
    strip = TabStrip()
    app = Host(strip)
    async with app.run_test(size=(40, 3)) as pilot:
        long = [f"com.example.orders.events-value-{number}" for number in range(3)]
        strip.groups = (group("s", long, 1), group("v", ["v1", "v2", "v3"], 1))
        await pilot.pause()
        assert app.rows[0] == "…  com.example.orders.even…  …  …  v2  …"


def boundaries(app: Host, *labels: str) -> list[int]:
    """Return the columns of labels in the first row."""
    return [app.rows[0].index(label) for label in labels]


async def test_a_click_chooses_a_tab_and_an_ellipsis_the_next_hidden_one() -> None:
    strip = TabStrip(id="strip")
    app = Host(strip)
    async with app.run_test(size=(44, 3)) as pilot:
        versions = group("version", [f"v{number}" for number in range(10, 30)], 10)
        strip.groups = (group("subject", ["key", "value"], 0), versions)
        await pilot.pause()
        first, *_, last = [label for label in app.rows[0].split() if label.startswith("v1")]
        columns = boundaries(app, "value", "v20", "…", first)
        chosen = []
        for column in (*columns, app.rows[0].rindex("…"), 43):
            await pilot.click(strip, offset=(column, 0))
            chosen += [(each.group, each.index) for each in app.take(TabStrip.Chosen)]
        before = int(first.removeprefix("v")) - 10 - 1
        after = int(app.rows[0].split()[-2].removeprefix("v")) - 10 + 1
        assert chosen == [
            *(("subject", 1), ("version", 10), ("version", before), ("version", before + 1)),
            ("version", after),
        ]
        assert all(each.control is strip for each in app.take(TabStrip.Chosen))
        assert last != first


async def test_any_width_is_kept_and_shows_the_current_tabs() -> None:
    draw = random.Random(7)
    strip = TabStrip()
    app = Host(strip)
    async with app.run_test(size=(140, 3)) as pilot:
        for number in range(60):
            labels = ["".join(draw.choices("ab漢", k=draw.randint(1, 40))) for _ in range(9)]
            names = "xyz"[: number % 4]
            groups = [group(name, labels, draw.randrange(9), name * 4) for name in names]
            width = draw.randint(1, 140)
            strip.styles.width, strip.ascii_only = width, number % 2 == 0
            strip.groups = tuple(groups)
            strip.notes = (Content("n" * 99), Content(draw.choice(["", "a note"])))
            await pilot.pause()
            assert strip.size.width == width
            assert strip.render().cell_length <= width
            if width >= 62:
                shown = {(name, index) for _, end, name, index in strip._targets if end <= width}
                assert {(each.name, each.current) for each in groups} <= shown
