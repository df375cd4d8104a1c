"""Output that can't be written is reported by every command, and is neither cut nor wrapped."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from cdx_tui.cli import main, parser
from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.cli.help_format import help_width
from tests.cli.forms import command_names, forms, write_files

_FAILURES = {
    "full": (ExitStatus.OUTPUT_FAILED, "No space left on device"),
    "closed": (ExitStatus.OUTPUT_FAILED, "standard output is closed"),
    "pipe": (ExitStatus.BROKEN_PIPE, ""),
}

# Each form runs in a fork of one process, which has imported the program.
_RUN_FORMS = """
import json, os, sys
from importlib import import_module
from pathlib import Path
from cdx_tui.cli import main

for name in (
    "cli.compat", "cli.completion", "cli.config", "cli.diff", "cli.doctor", "cli.entry",
    "cli.export", "cli.man", "cli.schema", "cli.share_text", "cli.validate", "api.client",
    "api.handshake", "api.proxies", "demo.catalogue", "demo.transport",
):
    import_module(f"cdx_tui.{name}")
import shtab

def redirect(failure):
    if failure == "full":
        os.dup2(os.open("/dev/full", os.O_WRONLY), 1)
    elif failure == "pipe":
        reader, writer = os.pipe()
        os.close(reader)
        os.dup2(writer, 1)
    elif failure == "closed":
        os.close(1)
        sys.stdout = sys.__stdout__ = None
    if failure == "stderr":
        os.dup2(os.open("/dev/full", os.O_WRONLY), 2)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    else:
        os.dup2(os.open("stderr", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)

results = []
for arguments, failure in json.load(sys.stdin):
    Path("config", "config.toml").unlink(missing_ok=True)
    child = os.fork()
    if not child:
        redirect(failure)
        sys.exit(main(arguments))
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    results.append([status, Path("stderr").read_text()])
print(json.dumps(results))
"""


def _run_forms(folder: Path, cases: list[tuple[list[str], str]]) -> list[tuple[int, str]]:
    done = subprocess.run(
        [sys.executable, "-c", _RUN_FORMS],
        input=json.dumps(cases),
        env={**os.environ, "CDX_TUI_CONFIG_DIR": str(folder / "config"), "TERM": "xterm"},
        cwd=folder,
        capture_output=True,
        text=True,
        check=True,
    )
    return [(status, text) for status, text in json.loads(done.stdout)]


def test_every_command_has_a_form() -> None:
    assert command_names() <= {arguments[0] for arguments in forms()}


def test_a_form_reports_output_that_cannot_be_written(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    write_files(tmp_path)
    (tmp_path / "config").mkdir()
    cases = [(arguments, failure) for arguments in forms() for failure in _FAILURES]
    for (arguments, failure), printed in zip(cases, _run_forms(tmp_path, cases), strict=True):
        status, reason = _FAILURES[failure]
        message = f"cdx-tui: Can't write the output: {reason}\n" if reason else ""
        assert printed == (status, message), (arguments, failure)


def test_a_message_that_cannot_be_written_does_not_change_the_status(tmp_path: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    write_files(tmp_path)
    (tmp_path / "stderr").touch()
    (tmp_path / "bad.avsc").write_text("{")
    expected = {
        ("validate",): ExitStatus.USAGE,
        ("schema", "missing.avsc"): ExitStatus.USAGE,
        ("schema", "bad.avsc"): ExitStatus.INVALID_SCHEMA,
        ("diff", "old.json", "missing.json"): ExitStatus.USAGE,
        ("--no-such-option",): ExitStatus.USAGE,
    }
    results = _run_forms(tmp_path, [([*arguments], "stderr") for arguments in expected])
    assert [status for status, _ in results] == list(expected.values())


def _output(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> list[str]:
    with suppress(SystemExit):  # of --help and --version
        main(arguments)
    lines = capsys.readouterr().out.splitlines()
    return [line for line in lines if not line.startswith("Request ID")]


@pytest.mark.parametrize(
    "arguments",
    [
        form
        for form in forms()
        if form[0] not in ("export", "completion") and form[1:] != ["init"] and "json" not in form
    ],
    ids=" ".join,
)
def test_piped_output_does_not_depend_on_the_width(
    arguments: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("COLUMNS", raising=False)
    expected = _output(arguments, capsys)
    assert expected
    for columns in ("0", "20", "-1", "wide"):
        monkeypatch.setenv("COLUMNS", columns)
        assert _output(arguments, capsys) == expected


@pytest.mark.parametrize(
    ("columns", "width"), [("0", 80), ("20", 60), ("wide", 80), ("90", 90), ("1000", 100)]
)
def test_help_fits_the_terminal(columns: str, width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    monkeypatch.setattr("sys.__stdout__", None)  # so that its own size does not matter
    assert help_width() == width
    assert max(map(len, parser.parser().format_help().splitlines())) <= width
