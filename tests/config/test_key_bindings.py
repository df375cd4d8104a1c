"""The key binding table agrees with screens and widgets, and conflicts are detected."""

from __future__ import annotations

import string
from functools import partial
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.keys import _character_to_key

from cdx_tui.config.key_bindings import (
    ACTIVE_TOGETHER,
    BINDINGS,
    REMOVED,
    RENAMED,
    conflicts,
    normalise_keys,
)
from cdx_tui.tui.bindings.declared import declared_bindings
from tests.config.loading import load
from tests.tui.driver import AppDriver, open_share


def test_the_table_agrees_with_screens_and_widgets() -> None:
    found: dict[str, set[str]] = {}
    for kind, binding in declared_bindings():
        assert binding.id, (kind, binding)
        found.setdefault(binding.id, set()).add(normalise_keys(binding.key))
    assert {name: {keys} for name, keys in BINDINGS.items()} == found


def test_every_binding_has_a_description() -> None:
    assert not [(kind, each.id) for kind, each in declared_bindings() if not each.tooltip]


def test_the_config_template_names_every_binding() -> None:
    text = files("cdx_tui.config").joinpath("config.toml").read_text()
    assert not [name for name, keys in BINDINGS.items() if f'#"{name}" = "{keys}"\n' not in text]


def test_keys_are_named_as_textual_names_them() -> None:
    for character in string.printable.strip():
        assert normalise_keys(character) == _character_to_key(character)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("f5", "f5"),
        ("ctrl+o", "ctrl+o"),
        ("/", "slash"),
        ("a, B,?", "a,B,question_mark"),
        ("shift+tab", "shift+tab"),
        ("é", "é"),
    ],
)
def test_a_key_may_be_written_as(text: str, name: str) -> None:
    assert normalise_keys(text) == name


@pytest.mark.parametrize("text", ["", "f99", "ctrl+", "ctrl+nothing", "return", "a,,b", "ctrl"])
def test_an_unknown_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a key"):
        normalise_keys(text)


@pytest.mark.parametrize(
    ("keys", "rejected"),
    [
        ({"main.quit": "x"}, []),
        ({"main.quit": "q"}, []),
        ({"main.quit": "y"}, ["main.quit"]),
        ({"main.copy": "e", "main.export": "y"}, []),
        ({"main.copy": "e"}, ["main.copy"]),
        ({"main.quit": "f2", "main.copy": "f2"}, ["main.copy"]),
        ({"outline.expand": "left_parenthesis"}, ["outline.expand"]),
        ({"outline.expand": "w"}, []),
        ({"details.open": "slash"}, ["details.open"]),
        ({"tabs.next": "o"}, ["tabs.next"]),
        ({"tabs.next": "slash"}, ["tabs.next"]),
        ({"tabs.next": "w"}, []),
        ({"list.sort": "j"}, ["list.sort"]),
        ({"palette.up": "down"}, ["palette.up"]),
        ({"menu.pick": "y"}, []),
        ({"view.first_row": "question_mark"}, ["view.first_row"]),
    ],
)
def test_conflicts(keys: dict[str, str], rejected: list[str]) -> None:
    assert [each.entry for each in conflicts(keys)] == rejected


_SOME_KEYS = st.sampled_from(["a", "b", "y", "e", "j", "o", "escape", "f2"])


@given(st.dictionaries(st.sampled_from(sorted(BINDINGS)), _SOME_KEYS, max_size=8))
def test_the_remaining_keys_have_no_conflicts(keys: dict[str, str]) -> None:
    out = [each.entry for each in conflicts(keys)]
    assert len(out) == len(set(out))
    left = {name: key for name, key in keys.items() if name not in out}
    assert not list(conflicts(left))


def test_renamed_and_removed_bindings_are_no_current_ones() -> None:
    assert not (RENAMED.keys() | REMOVED) & BINDINGS.keys()
    assert {new.entry for new in RENAMED.values()} <= BINDINGS.keys()
    for new in RENAMED.values():
        assert set(new.kept) < set(BINDINGS[new.entry].split(","))


@pytest.mark.parametrize(
    ("content", "keys", "messages"),
    [
        (
            '"main.next-schema" = "f6"',
            {"main.next-version": "f6"},
            ['keys."main.next-schema" was renamed to "main.next-version".'],
        ),
        (
            '"list.down" = ","',  # the arrow key stays, as it did before
            {"view.cursor_down": "comma,down"},
            ['keys."list.down" was renamed to "view.cursor_down".'],
        ),
        (
            '"list.up" = "up"',
            {"view.cursor_up": "up"},
            ['keys."list.up" was renamed to "view.cursor_up".'],
        ),
        (
            '"versions.newer" = "f6"\n"main.next-schema" = "f7"',
            {"main.next-version": "f6"},
            [
                'keys."versions.newer" was renamed to "main.next-version".',
                'keys."main.next-schema" was renamed to "main.next-version", which is set as well:'
                " the old name is ignored.",
            ],
        ),
        (
            '"schema.outline" = "f6"\n"main.source" = "f7"',
            {"main.source": "f7"},
            [
                'keys."schema.outline" was renamed to "main.source", which is set as well:'
                " the old name is ignored.",
            ],
        ),
        (
            '"schema.outline" = "y"',
            {},
            [
                'keys."schema.outline" was renamed to "main.source".',
                'keys."main.source" conflicts with main.copy (y).',
            ],
        ),
        (
            '"versions.toggle" = "f6"\n"main.quit" = "x"',
            {"main.quit": "x"},
            ['keys."versions.toggle" is ignored: this key binding was removed.'],
        ),
    ],
)
def test_names_of_earlier_versions(
    content: str, keys: dict[str, str], messages: list[str], tmp_path: Path
) -> None:
    found, problems = load(tmp_path / "config.toml", f"[keys]\n{content}\n")
    assert found.keys == keys
    assert [each.message for each in problems] == messages


def _scopes(driver: AppDriver) -> set[str]:
    """Return the scopes of the bindings that are active where the focus is."""
    chain = driver.app.screen._modal_binding_chain
    names = [binding.id for _, bindings in chain for _, binding in bindings if binding.id]
    return {"app", *(name.partition(".")[0] for name in names)}


def _has_focus(driver: AppDriver, widget: str) -> bool:
    return driver.focused == widget


async def test_the_scopes_are_those_that_are_active_together() -> None:
    seen: set[str] = set()
    async with open_share("stock trades", size=(80, 24)) as driver:
        await driver.until("trade_id")
        for keys, widget in [
            *(("", "resource-tabs"), ("enter", "outline"), ("2", "source"), ("3", "changes")),
            *(
                ("4", "sample"),
                ("5", "checks"),
                ("6", "about"),
                ("slash", None),
                ("escape", "about"),
            ),
            *(("b", "resources"), ("slash", None), ("escape", "resources"), ("t", "token")),
            *(("escape", None), ("Y", "menu-list"), ("escape", None), ("R", "text")),
            *(("escape", None), ("colon", "palette-input"), ("escape", None), ("e", None)),
        ]:
            if keys:
                await driver.press(keys)
            if widget:
                await driver.until(partial(_has_focus, driver, widget))
            found = _scopes(driver)
            assert any(found <= set(scopes) for scopes in ACTIVE_TOGETHER), (keys, found)
            seen |= found
    assert seen >= {"tabs", "outline", "source", "details", "search", "list", "secret", "palette"}
