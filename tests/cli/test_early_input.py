"""Which command lines leave the terminal's echo alone."""

from __future__ import annotations

import argparse

from cdx_tui.cli.early_input import _WITHOUT_THE_APP
from cdx_tui.cli.parser import parser


def test_every_command_without_the_app_is_listed() -> None:
    (commands,) = (
        action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)
    )
    listed = {name for name in _WITHOUT_THE_APP if not name.startswith("-")}
    assert listed == set(commands.choices) - {"open"}
