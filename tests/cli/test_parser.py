"""Short options, and suggestions for what was mistyped."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from cdx_tui import __version__
from cdx_tui.cli import main
from cdx_tui.cli.parser import all_parsers, parser

_ROOT = Path(__file__).parent.parent.parent


def test_every_output_option_has_a_short_form() -> None:
    found = 0
    for each in all_parsers(parser()):
        assert "-h" in each._option_string_actions
        if "--output" in each._option_string_actions:
            assert each._option_string_actions["-o"].option_strings == ["-o", "--output"]
            found += 1
    assert found >= 4


def test_the_version_has_a_short_form(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["-V"]) == 0
    with pytest.raises(SystemExit) as ended:
        main(["--demo", "--version"])
    assert ended.value.code == 0
    printed = capsys.readouterr().out.splitlines(keepends=True)
    assert printed == [f"cdx-tui {__version__}\n"] * 2
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"cdx-tui {__version__}\n"
    project = tomllib.loads((_ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == __version__


@pytest.mark.parametrize(
    ("arguments", "meant", "usage"),
    [
        (["valdate"], "validate", "cdx-tui [options]"),
        (["--dmeo"], "--demo", "cdx-tui [options]"),
        (["validate", "--ouput", "json"], "--output", "cdx-tui validate"),
        (["validate", "--output=jsn"], "json", "cdx-tui validate"),
        (["schema", "x", "--veiw=raw"], "--view", "cdx-tui schema"),
        (["config", "shwo"], "show", "cdx-tui config"),
        (["config", "show", "--profle", "x"], "--profile", "cdx-tui config show"),
        (["output-schema", "schema", "--hepl"], "--help", "cdx-tui output-schema"),
        (["--thmee", "terminal"], "--theme", "cdx-tui [options]"),
        (["--profle", "prod", "validate"], "--profile", "cdx-tui [options]"),
        (["open", "x", "--theme", "termnal"], "terminal", "cdx-tui open"),
        (["schema", "x", "--view", "markdwn"], "markdown", "cdx-tui schema"),
        (["schema", "x", "--type", "arvo"], "AVRO", "cdx-tui schema"),
        (["sample", "x", "--type", "protobuff"], "PROTOBUF", "cdx-tui sample"),
        (["compat", "x", "y", "--require", "backwards"], "BACKWARD", "cdx-tui compat"),
        (["check", "--fail-on", "wraning"], "warning", "cdx-tui check"),
        (["output-schema", "valdate"], "validate", "cdx-tui output-schema"),
        (["completion", "bsah"], "bash", "cdx-tui completion"),
    ],
    ids=lambda each: " ".join(each) if isinstance(each, list) else None,
)
def test_what_was_mistyped_is_suggested(
    arguments: list[str], meant: str, usage: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    message = capsys.readouterr().err
    assert f'Did you mean "{meant}"?' in message
    assert message.startswith(f"usage: {usage}")


def test_nothing_is_suggested_for_an_argument_too_many(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["doctor", "connect"])
    assert "unrecognized arguments: connect" in capsys.readouterr().err


def test_what_follows_a_command_is_not_taken_for_one(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments, wanted in (
        (["-o", "json", "validate"], "unrecognized arguments: -o json. It goes after the command"),
        (["--token-file", "-", "valdate"], "no such command: 'valdate'"),
        (["--timeout", "soon"], "argument --timeout: 'soon' is not a number of seconds"),
        (["help", "keys", "config"], "the topic keys has no parts: 'config'"),
        (["help", "validate", "json"], "cdx-tui validate has no actions: 'json'"),
    ):
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert ended.value.code == 2
        assert wanted in capsys.readouterr().err
