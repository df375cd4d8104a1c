"""The list of choices: its rows, its cursor, and clicks."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult
from textual.pilot import Pilot

from cdx_tui.tui.widgets.choice_list import ChoiceList, Listed

_CHOICES = (
    Listed("Trades", "Avro with three versions, the last of which is incompatible", "Schemas"),
    Listed("Orders", "Protobuf", "Schemas", key="o"),
    Listed("Too long a name for the column of names here", "", "Shares"),
    Listed("Revoked", "404: the share was deleted", "Failures", is_enabled=False),
    Listed("名前のとても長い日本語の項目", "日本語の説明が続きます", "Failures"),
)


class _App(App[None]):
    CSS = """
    ChoiceList { height: 1fr; overflow: hidden scroll; scrollbar-size: 0 0; }
    .choice-list--cursor { background: blue; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[int] = []

    def compose(self) -> ComposeResult:
        yield ChoiceList()

    def on_mount(self) -> None:
        self.query_one(ChoiceList).show(_CHOICES)

    def on_choice_list_chosen(self, event: ChoiceList.Chosen) -> None:
        self.chosen.append(event.number)


def _lines(pilot: Pilot[None]) -> list[str]:
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


async def test_groups_and_wrapped_descriptions() -> None:
    async with _App().run_test(size=(64, 12)) as pilot:
        await pilot.pause()
        assert _lines(pilot)[:6] == [
            "  Schemas",
            "❯    Trades                        Avro with three versions, the",
            "                                   last of which is incompatible",
            "  o  Orders                        Protobuf",
            "",
            "  Shares",
        ]
        assert _lines(pilot)[6] == "     Too long a name for the col…"


@pytest.mark.parametrize("width", [12, 20, 33, 40, 60, 80, 120])
async def test_no_word_of_a_description_is_lost(width: int) -> None:
    async with _App().run_test(size=(width, 60)) as pilot:
        await pilot.pause()
        shown = "".join("".join(_lines(pilot)).split())
        for choice in _CHOICES:
            words = choice.description.split()
            assert all(word in shown for word in words if len(word) < 6), choice
        assert all(len(line) <= width for line in _lines(pilot))


async def test_the_cursor_moves_from_choice_to_choice() -> None:
    async with _App().run_test(size=(64, 6)) as pilot:
        choices = pilot.app.query_one(ChoiceList)
        visited = []
        for key in ("j", "j", "down", "j", "j", "k", "up", "g", "G", "pageup", "pageup", "pageup"):
            await pilot.press(key)
            visited.append(choices.number)
            assert any(line.startswith("❯") for line in _lines(pilot))
        assert visited[:9] == [1, 2, 3, 4, 4, 3, 2, 0, 4]
        assert visited[-1] == 0
        assert _lines(pilot)[0] == "  Schemas"


async def test_the_cursor_stays_on_its_choice_when_the_width_changes() -> None:
    async with _App().run_test(size=(64, 8)) as pilot:
        choices = pilot.app.query_one(ChoiceList)
        choices.move(3)
        await pilot.resize_terminal(24, 8)
        await pilot.pause()
        assert choices.number == 3
        assert "❯    Revoked" in _lines(pilot)


async def test_one_click_chooses_and_headings_are_no_choice() -> None:
    app = _App()
    async with app.run_test(size=(64, 12)) as pilot:
        await pilot.pause()
        for row in (0, 4, 3, 2, 10):
            await pilot.click(offset=(40, row))
        await pilot.pause()
    assert app.chosen == [1, 0, 4]


async def test_an_empty_list_shows_its_placeholder() -> None:
    async with _App().run_test(size=(64, 6)) as pilot:
        choices = pilot.app.query_one(ChoiceList)
        choices.show(())
        await pilot.press("j", "k")
        assert choices.number is None
        assert _lines(pilot)[0].strip() == "Nothing to show"
