"""Colours of text output: the marks alone, and only where they are wanted."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

import pytest

from cdx_tui.cli import main
from cdx_tui.cli.colours import print_lines, wants_colour


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("environ", "terminal", "pipe"),
    [
        ({}, True, False),
        ({"NO_COLOR": "1"}, False, False),
        ({"NO_COLOR": ""}, True, False),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, False, False),
        ({"FORCE_COLOR": "1"}, True, True),
        ({"FORCE_COLOR": "0"}, True, False),
        ({"CLICOLOR_FORCE": "1"}, True, True),
        ({"CLICOLOR": "0"}, False, False),
        ({"CLICOLOR": "1"}, True, False),
        ({"TERM": "dumb"}, False, False),
        ({"TERM": "unknown"}, False, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
    ],
)
def test_who_wants_colour(environ: Mapping[str, str], terminal: bool, pipe: bool) -> None:
    environ = {"TERM": "xterm", **environ}
    assert wants_colour(_Terminal(), environ) is terminal
    assert wants_colour(io.StringIO(), environ) is pipe


def test_only_marks_are_coloured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = ["Ready", "  ✓ fine", "  ! so-so", "✗ no", "+ new", "  - old", " x bad", "x - y", "-1"]
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("FORCE_COLOR", "1")
    print_lines(lines)
    shown = capsys.readouterr().out
    assert re.sub("\x1b\\[[0-9]+m", "", shown).splitlines() == lines
    assert len(re.findall("\x1b\\[3[0-9]m", shown)) == 6


def test_the_verdict_of_validate_is_coloured_and_nothing_else_changes(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    for arguments, verdict in (
        (["validate", "--demo"], "\x1b[32mValid:\x1b[0m"),
        (["validate", "--demo", "--token-file", "none"], "\x1b[31mCan't read the token\x1b[0m"),
        (["diff", "none", "none"], "\x1b[31mCan't open the saved share\x1b[0m"),
    ):
        monkeypatch.delenv("FORCE_COLOR", raising=False)
        main(arguments)
        plain = "".join(capsys.readouterr())
        monkeypatch.setenv("FORCE_COLOR", "1")
        main(arguments)
        shown = "".join(capsys.readouterr())
        assert verdict in shown
        assert re.sub("\x1b\\[[0-9]+m", "", shown) == plain


def test_quiet_prints_only_errors(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--demo", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    assert main(["check", "--demo", "-q", "--fail-on", "incompatible"]) == 1
    assert capsys.readouterr() == ("", "cdx-tui: The check failed on incompatible.\n")
    assert main(["schema", "-q", "no such file", "-o", "json"]) == 2
    assert capsys.readouterr().out == ""
