"""Which command lines leave the terminal's echo alone."""

from __future__ import annotations

from cdx_tui.cli.early_input import _WITHOUT_THE_APP
from cdx_tui.cli.parser import parser, subparsers


def test_every_command_without_the_app_is_listed() -> None:
    listed = {name for name in _WITHOUT_THE_APP if not name.startswith("-")}
    assert listed == set(subparsers(parser())) - {"open"}
