"""The footer's key hints: which, in which order, and what a click on one does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.widget import Widget

from cdx_tui.tui.widgets.key_hints import MAX_HINTS, KeyHints, collect_hints
from tests.tui.driver import open_share


class _Pane(Widget, can_focus=True):
    HINTS = ("pane.first", "main.copy", "pane.absent")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "note('other')", "Other", id="pane.other"),
        Binding("enter", "app.note('first')", "First", id="pane.first", show=False),
        Binding("f9", "note('hidden')", "Hidden", id="pane.hidden", show=False),
    ]


def _numbered() -> Iterator[BindingType]:
    for number in range(1, 7):
        yield Binding(str(number), f"note({number})", f"View {number}", id=f"main.view-{number}")
    yield Binding("left_square_bracket", "note('older')", "Older", id="main.previous-version")
    yield Binding("right_square_bracket", "note('newer')", "Newer", id="main.next-version")


class _App(App[None]):
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "note('quit')", "Quit", id="main.quit"),
        Binding("question_mark", "note('help')", "Help", id="app.help", priority=True),
        *_numbered(),
        Binding("slash", "note('find')", "Find", id="main.find"),
        Binding("y", "note('copy')", "Copy", id="main.copy", show=False),
        *(Binding(f"f{n}", f"note('f{n}')", f"Extra{n}") for n in range(1, 8)),
    ]

    def __init__(self) -> None:
        super().__init__()
        self.notes: list[object] = []
        self.without: set[object] = set()

    def compose(self) -> ComposeResult:
        yield _Pane()
        yield KeyHints()

    def action_note(self, note: object) -> None:
        self.notes.append(note)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        return not self.without & set(parameters)


@contextmanager
def _styled(app: App[None]) -> Iterator[None]:
    app.stylesheet.add_source("_Pane { height: 1fr; } KeyHints { height: 1; padding: 0 1; }")
    yield


def _line(app: App[None]) -> str:
    strip = app.screen._compositor.render_strips()[-1]
    return "".join(segment.text for segment in strip).strip()


async def test_hints_of_the_focus_come_first_and_help_and_quit_last() -> None:
    app = _App()
    with _styled(app):
        async with app.run_test(size=(160, 5)) as pilot:
            await pilot.pause()
            focused = _line(app)
            app.screen.set_focus(None)
            await pilot.pause()
            unfocused = _line(app)
    expected = "⏎ First  y Copy  / Find  1-6 View  [ ] Version  x Other"
    assert focused == f"{expected}  f1 Extra1  f2 Extra2  f3 Extra3  ? Help  q Quit"
    assert focused.count("  ") + 1 == MAX_HINTS
    assert unfocused.startswith("/ Find  1-6 View  [ ] Version  y Copy  f1 Extra1")
    assert unfocused.endswith("  ? Help  q Quit")


async def test_hints_are_whole_at_any_width() -> None:
    app = _App()
    with _styled(app):
        async with app.run_test(size=(160, 5)) as pilot:
            for width in range(20, 120, 3):
                await pilot.resize_terminal(width, 5)
                await pilot.pause()
                hints = app.screen.query_one(KeyHints).hints
                *others, helping, leaving = (f"{hint.keys} {hint.label}" for hint in hints)
                possible = [
                    gap.join((*others[:count], helping, leaving))
                    for count in range(len(others) + 1)
                    for gap in ((" ", "  ") if count == len(others) else (" ",))
                ]
                assert _line(app) == max((t for t in possible if len(t) <= width - 2), key=len)


async def test_one_click_runs_the_action_of_a_hint() -> None:
    app = _App()
    with _styled(app):
        async with app.run_test(size=(160, 5)) as pilot:
            await pilot.pause()
            line = _line(app)
            for text in (
                "First",
                "y Copy",
                "1-6",
                "-6 View",
                "[ ]",
                "] Version",
                "Version",
                "Quit",
            ):
                column = 1 + line.index(text) + (text == "-6 View")
                await pilot.click(offset=(column, 4))
            assert app.focused is app.query_one(_Pane)
    assert app.notes == ["first", "copy", 1, 6, "older", "newer", "newer", "quit"]


async def test_a_disabled_binding_leaves_its_group() -> None:
    app = _App()
    app.without = {"newer", 6, 5, 4, 3, 2}
    with _styled(app):
        async with app.run_test(size=(160, 5)) as pilot:
            await pilot.pause()
            line = _line(app)
    assert "1 View  [ Version" in line


async def test_configured_keys_are_shown() -> None:
    app = _App()
    app.set_keymap({"main.view-6": "f12", "main.copy": "c"})
    with _styled(app):
        async with app.run_test(size=(160, 5)) as pilot:
            await pilot.pause()
            line = _line(app)
    assert "1 2 3 4 5 f12 View" in line
    assert "c Copy" in line


async def test_hints_are_never_stale() -> None:
    async with open_share("stock trades") as driver:
        await driver.wait_until_idle()
        seen = set()
        for keys in (
            ("right_square_bracket", "v", "right_square_bracket", "escape"),
            ("tab", "tab", "slash", *"trade", "enter", "n", "escape"),
            ("slash", "escape"),
            ("question_mark", "escape"),
            ("z", "z"),
        ):
            for key in keys:
                await driver.press(key)
                await driver.pilot.pause()
                shown = driver.app.screen.query_one(KeyHints).hints
                assert shown == collect_hints(driver.app.screen), key
                seen.add(tuple(hint.label for hint in shown))
        assert len(seen) > 3


async def test_a_wide_footer_has_all_fields_and_redeeming_and_a_narrow_one_the_list() -> None:
    async with open_share("stock trades", size=(120, 40)) as driver:
        await driver.until("/ Find  f All fields  1-6 View  [ ] Version  ( ) Subject  y Copy")
        await driver.until("e Export  R Redeem  ? Help  q Quit")
        await driver.pilot.resize_terminal(80, 24)
        await driver.until("/ Find 1-6 View [ ] Version y Copy e Export b List ")


async def test_a_search_offers_the_next_match() -> None:
    async with open_share("stock trades", size=(80, 24)) as driver:
        await driver.press("enter", "slash", *"isin", "enter")
        await driver.until("/ Find n Next match 1-6 View")
        await driver.press("escape")
        await driver.until(lambda: "Next match" not in driver.text)
