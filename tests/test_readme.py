"""What the README says of keys and options, and CONTRIBUTING.md of files, is true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from textual.binding import Binding
from textual.dom import DOMNode
from textual.keys import _character_to_key

from cdx_tui.cli.parser import all_parsers, parser
from cdx_tui.cli.reference import TOPICS
from cdx_tui.config.values import CONVERTERS
from cdx_tui.tui.app import CdxApp
from cdx_tui.tui.screens.main import MainScreen
from cdx_tui.tui.widgets.resource_list import ResourceList
from cdx_tui.tui.widgets.resource_pane import ResourcePane
from cdx_tui.tui.widgets.schema.outline_view import OutlineView
from cdx_tui.tui.widgets.schema.source_view import SourceView

_ROOT: Final = Path(__file__).parent.parent
_README: Final = (_ROOT / "README.md").read_text(encoding="utf-8")
_BOUND: Final = (CdxApp, MainScreen, ResourcePane, ResourceList, OutlineView, SourceView)
_NAMES: Final = {"Esc": "escape"}


def _bound_keys(node: type[DOMNode]) -> Iterator[str]:
    for each in node.__mro__:
        for binding in vars(each).get("BINDINGS", ()):
            if isinstance(binding, Binding):
                yield from binding.key.split(",")


def _key(shown: str) -> str:
    if len(shown) == 1:
        return _character_to_key(shown) if not shown.isalnum() else shown
    return _NAMES.get(shown, shown).lower()


def test_the_keys_are_bound() -> None:
    table = _README.partition("\n## Keys\n")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    shown = {_key(key) for row in rows for key in re.findall(r"`([^`]+)`", row.split(" | ")[0])}
    bound = {key for node in _BOUND for key in _bound_keys(node)} | {"ctrl+p"}
    assert len(shown) > 40
    assert shown - bound == set()


def test_the_options_exist() -> None:
    shown = set(re.findall(r"(?<![\w-])--[a-z]+(?:-[a-z]+)*", _README))
    assert {"--demo", "--tour", "--present"} <= shown
    options = {option for each in all_parsers(parser()) for option in each._option_string_actions}
    assert shown - options == {"--resource"}  # of other programs


def test_the_commands_and_the_setting_of_recent_shares_exist() -> None:
    known = {each.prog for each in all_parsers(parser())}
    lines = re.findall(r"(?:`|^)(cdx-tui( [a-z-]+)( [a-z-]+)?)", _README, re.MULTILINE)
    with_actions = {each.rpartition(" ")[0] for each in known if each.count(" ") == 2}
    named = {f"cdx-tui{name}{word if name == ' config' else ''}" for _, name, word in lines}
    assert with_actions == {"cdx-tui config"}
    assert {"cdx-tui config init", "cdx-tui config clear-recent", "cdx-tui export"} <= named
    assert named - known == set()
    settings = re.findall(r"`([a-z_]+) = [a-z]+`", _README)
    assert "recent_shares" in settings
    assert set(settings) - set(CONVERTERS) == set()


def test_every_guarantee_names_tests_that_exist() -> None:
    table = _README.partition("\n## Guarantees\n")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| **")]
    proofs = [re.findall(r"`(tests/[^`]+)`", row.rpartition(" | ")[2]) for row in rows]
    assert len(rows) == 5
    assert all(proofs)
    root = Path(__file__).parent.parent
    assert [path for each in proofs for path in each if not (root / path).exists()] == []


def test_every_help_topic_it_names_exists() -> None:
    shown = set(re.findall(r"`cdx-tui help ([a-z-]+)`", _README))
    assert len(shown) > 5
    assert shown - set(TOPICS) == set()


def test_the_files_of_the_map_exist() -> None:
    text = (_ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`([a-z][\w./-]*(?:\.(?:py|toml|tcss|yaml|txt)|/))`", text))
    folders = ("cdx_tui", "tests", "screenshots", ".ci")
    found = (path for folder in folders for path in (_ROOT / folder).rglob("*"))
    paths = [f"/{path.relative_to(_ROOT)}{'/' * path.is_dir()}" for path in found]
    paths += [f"/{path.name}" for path in _ROOT.iterdir()]
    assert len(named) > 100
    assert [name for name in named if not any(path.endswith(f"/{name}") for path in paths)] == []
