"""Shell completions offer what the parser accepts, and the manual page is generated from it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cdx_tui.cli import main
from cdx_tui.cli.parser import parser
from cdx_tui.cli.reference import TOPICS
from tests.terminal.emulator import Terminal

_ASK = """
source "$1"; shift
COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMP_LINE="$*"; COMP_POINT=${#COMP_LINE}
complete -p cdx-tui >/dev/null || exit 9
_shtab_cdx_tui
printf '%s\\n' "${COMPREPLY[@]}"
"""

_SHELLS = ("bash", "zsh", "fish")


def script(shell: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["completion", shell]) == 0
    file = folder / f"completion.{shell}"
    file.write_text(capsys.readouterr().out)
    return file


def run(*command: str, cwd: Path) -> list[str]:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.split()


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        (["v"], {"validate"}),
        (["doc"], {"doctor"}),
        (["--tim"], {"--timeout"}),
        (["validate", "--out"], {"--output"}),
        (["validate", "--output", ""], {"table", "json"}),
        (["validate", "--token-file", "tok"], {"token.txt", "tokens"}),
        (["config", ""], {"path", "profiles", "show", "init", "clear-recent"}),
        (["--theme", "cdx-l"], {"cdx-light"}),
        (["compat", "--require", "FULL"], {"FULL", "FULL_TRANSITIVE"}),
        (["validate", "--profile", "pr"], {"prod", "preview"}),
        (["config", "show", "--pro"], {"--profile", "--proxy"}),
        (["export", "tok"], {"tokens"}),
        (["open", "token."], {"token.txt"}),
        (["completion", "f"], {"fish"}),
        (["schema", "--type", ""], {"AVRO", "JSON", "PROTOBUF"}),
        (["check", "token.txt", "--fail-on", "w"], {"warning"}),
        (["output-schema", "s"], {"schema", "sample"}),
        (["help", "e"], {"export", "exit-status", "environment"}),
    ],
)
def test_bash_completes(
    typed: list[str],
    offered: set[str],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if shutil.which("bash") is None:
        pytest.skip("needs bash")
    file = script("bash", tmp_path, capsys)
    (tmp_path / "token.txt").touch()
    (tmp_path / "tokens").mkdir()
    (tmp_path / "cdx-tui").write_text("#!/bin/sh\necho prod preview test\n")
    (tmp_path / "cdx-tui").chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    found = run("bash", "-c", _ASK, "bash", str(file), "cdx-tui", *typed, cwd=tmp_path)
    assert set(found) == offered


@pytest.mark.parametrize("shell", _SHELLS)
def test_the_shell_accepts_the_script(
    shell: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = script(shell, tmp_path, capsys)
    if shutil.which(shell) is None:
        pytest.skip(f"needs {shell}")
    run(shell, "-n", str(file), cwd=tmp_path)


def test_fish_completes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    if shutil.which("fish") is None:
        pytest.skip("needs fish")
    file = script("fish", tmp_path, capsys)
    ask = f"source {file}; complete -C 'cdx-tui validate --output '; complete -C 'cdx-tui help cr'"
    assert {"table", "json", "credentials"} <= set(run("fish", "-N", "-c", ask, cwd=tmp_path))


def test_zsh_completes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    zsh = shutil.which("zsh")
    if zsh is None:
        pytest.skip("needs zsh")
    script("zsh", tmp_path, capsys).rename(tmp_path / "_cdx-tui")
    environment = {"PATH": os.environ["PATH"], "TERM": "vt100", "HOME": str(tmp_path)}
    with Terminal([zsh, "-f", "-i"], env=environment, cwd=str(tmp_path)) as terminal:
        terminal.send("PS1='ready> '; fpath=($PWD $fpath); autoload -U compinit; compinit -u -D\n")
        terminal.wait_for("\nready> ")
        terminal.send("cdx-tui validate --output j\t")
        terminal.wait_for("--output json", 8)
        terminal.send("\x15cdx-tui doct\t--conn\t")
        terminal.wait_for("doctor --connect")
        terminal.send("\x15cdx-tui help cred\t")
        terminal.wait_for("help credentials")


def test_the_manual_page_names_every_option_and_command(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["man"]) == 0
    page = capsys.readouterr().out
    shown = page.replace("\\-", "-")
    for action in parser()._actions:
        for option in action.option_strings:
            assert option in shown
        commands = () if action.option_strings else action.choices or ()
        for name in commands:
            assert f".SS cdx-tui {name}" in shown
    for topic in TOPICS:
        assert f"\n.SH {topic.replace('-', ' ').upper()}\n" in page
    assert page.isascii()
    assert not [line for line in page.splitlines() if line.startswith("'")]


def test_groff_formats_the_page_without_warnings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    if shutil.which("groff") is None:
        pytest.skip("needs groff")
    main(["man"])
    file = tmp_path / "cdx-tui.1"
    file.write_text(capsys.readouterr().out)
    command = ["groff", "-man", "-Tascii", "-ww", "-z", str(file)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
