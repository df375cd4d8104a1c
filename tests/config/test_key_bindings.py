"""The key binding table agrees with screens and widgets, and conflicts are detected."""

from __future__ import annotations

import pkgutil
import string
from collections.abc import Iterator
from importlib import import_module
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import _character_to_key

import cdx_tui.tui.screens
import cdx_tui.tui.widgets
from cdx_tui.config.key_bindings import BINDINGS, conflicts, normalise_keys


def _bindings() -> Iterator[tuple[type[DOMNode], Binding]]:
    names = ["cdx_tui.tui.app"]
    for package in (cdx_tui.tui.screens, cdx_tui.tui.widgets):
        prefix = f"{package.__name__}."
        names += [each.name for each in pkgutil.walk_packages(package.__path__, prefix)]
    for name in names:
        for kind in vars(import_module(name)).values():
            if isinstance(kind, type) and issubclass(kind, DOMNode) and kind.__module__ == name:
                for binding in vars(kind).get("BINDINGS", ()):
                    assert isinstance(binding, Binding), (kind, binding)
                    yield kind, binding


def test_the_table_agrees_with_screens_and_widgets() -> None:
    found: dict[str, set[str]] = {}
    for kind, binding in _bindings():
        assert binding.id, (kind, binding)
        found.setdefault(binding.id, set()).add(normalise_keys(binding.key))
    assert {name: {keys} for name, keys in BINDINGS.items()} == found


def test_every_binding_has_a_description() -> None:
    assert not [(kind, each.id) for kind, each in _bindings() if not each.tooltip]


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
        ({"list.down": "o"}, []),
        ({"list.down": "y"}, ["list.down"]),
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
