"""`cdx-tui doctor` reports findings and never a secret."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from cdx_tui.cli import main
from tests.servers.certificates import authority
from tests.servers.contract_server import ContractServer

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def tls_server() -> Iterator[ContractServer]:
    with ContractServer(tls=authority().server_context()) as running:
        yield running


@pytest.fixture(autouse=True)
def _terminal(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(own_home / ".config"))
    for name in ("TMUX", "STY", "SSH_CONNECTION", "SSH_CLIENT", "SSH_TTY", "DISPLAY", "COLORTERM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


def findings(capsys: Captured) -> dict[str, tuple[str, str]]:
    document = json.loads(capsys.readouterr().out)
    return {
        f"{each['section']} {each['name']}": (each["text"], each["state"])
        for each in document["findings"]
    }


def test_every_section_is_there(capsys: Captured) -> None:
    assert main(["doctor", "--output", "json"]) == 0
    found = findings(capsys)
    assert {name.partition(" ")[0] for name in found} == {
        "settings",
        "credentials",
        "network",
        "terminal",
        "versions",
    }
    assert found["network connection"][0].startswith("not tested")
    assert found["terminal colours"][0].startswith("256")


def test_no_value_of_a_secret_is_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: Captured, own_home: Path
) -> None:
    file = own_home / ".config" / "cdx-tui" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text(
        'profile = "prod"\n[profiles.prod]\napi_key = "IDMARK"\n'
        'secret_command = ["echo", "COMMANDMARK"]\nproxy = "http://me:PROXYMARK@p.example:1"\n'
    )
    file.chmod(0o600)
    monkeypatch.setenv("CONFLUENT_CLOUD_API_KEY", "KEYMARK")
    monkeypatch.setenv("CONFLUENT_CLOUD_API_SECRET", "SECRETMARK")
    monkeypatch.setenv("CDX_TUI_TOKEN", "TOKENMARK")
    assert main(["doctor"]) == 0
    out = capsys.readouterr().out
    assert "MARK" not in out
    assert "CDX_TUI_TOKEN is set" in out
    assert re.search(r"environment .* \(used\)", out)
    assert re.search(r"prod: secret_command .* \(not used: ", out)
    assert "http://p.example:1 (from settings)" in out


def test_half_a_key_is_a_problem(monkeypatch: pytest.MonkeyPatch, capsys: Captured) -> None:
    monkeypatch.setenv("CONFLUENT_CLOUD_API_KEY", "KEYMARK")
    assert main(["doctor", "--output", "json"]) == 2
    assert findings(capsys)["credentials environment"][1] == "problem"


def test_a_broken_settings_file_is_reported(capsys: Captured, own_home: Path) -> None:
    file = own_home / ".config" / "cdx-tui" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_text("timeout = = 3\n")
    file.chmod(0o600)
    assert main(["doctor", "-o", "json"]) == 2
    captured = capsys.readouterr().out
    assert json.loads(captured)["ok"] is False
    (problem,) = (each for each in json.loads(captured)["findings"] if each["name"] == "problem")
    assert "line 1" in problem["text"]
    assert problem["state"] == "problem"


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (b"\xff\xfe", 2),
        (b"timeout = 1" + b"0" * 5000, 2),
        (b"x" * 1024 * 1025, 2),
        (b"", 0),
        (b"unknown = 1\n", 0),
    ],
    ids=["not UTF-8", "number too long", "too large", "empty", "unknown setting"],
)
def test_a_settings_file_that_is_ignored_is_an_error(
    content: bytes, status: int, own_home: Path
) -> None:
    file = own_home / ".config" / "cdx-tui" / "config.toml"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    assert main(["doctor"]) == status


@pytest.mark.parametrize(
    ("arguments", "name", "message"),
    [
        (["--profile", "nobody"], "settings command line", "nobody"),
        (["--ca-bundle", "missing.pem"], "network CA certificates", "missing.pem"),
    ],
)
def test_an_unusable_option_is_a_problem_and_the_rest_is_reported(
    arguments: list[str], name: str, message: str, capsys: Captured
) -> None:
    assert main(["doctor", "--output", "json", *arguments]) == 2
    found = findings(capsys)
    assert found[name][1] == "problem"
    assert message in found[name][0]
    assert "versions python" in found


def test_connect_performs_a_handshake_and_sends_nothing(
    tls_server: ContractServer, capsys: Captured
) -> None:
    arguments = ["--base-url", tls_server.url, "--ca-bundle", str(authority().pem)]
    assert main(["doctor", "--connect", "--output", "json", *arguments]) == 0
    assert findings(capsys)["network connection"][0].startswith(
        "TLSv1.3, certificate issued by trustme"
    )
    assert not tls_server.requests


def test_connect_reports_the_reason_of_a_failure(
    tls_server: ContractServer, capsys: Captured
) -> None:
    arguments = ["--base-url", tls_server.url]
    assert main(["doctor", "--connect", "--output", "json", *arguments]) == 11
    text, state = findings(capsys)["network connection"]
    assert state == "problem"
    assert "--ca-bundle" in text


@pytest.mark.parametrize(
    ("environ", "name", "message"),
    [
        ({"TERM": "dumb"}, "type", "TERM=dumb"),
        ({"NO_COLOR": "1"}, "colours", "none (NO_COLOR"),
        ({"COLORTERM": "truecolor"}, "colours", "16 million"),
        ({"TERM": "vt100"}, "colours", "16 ("),
        ({"TMUX": "/x"}, "multiplexer", "tmux"),
        ({"STY": "1"}, "multiplexer", "GNU screen"),
        ({"SSH_TTY": "/dev/pts/1"}, "SSH", "yes"),
        ({"TERM": "x\x1b]2;t\x07"}, "type", "TERM=x␛]2;t␇"),
    ],
)
def test_the_terminal(
    environ: dict[str, str],
    name: str,
    message: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Captured,
) -> None:
    for variable, value in environ.items():
        monkeypatch.setenv(variable, value)
    main(["doctor", "--output", "json"])
    assert message in findings(capsys)[f"terminal {name}"][0]


def test_the_text_marks_problems(capsys: Captured) -> None:
    assert main(["doctor", "--profile", "nobody"]) == 2
    lines = capsys.readouterr().out.splitlines()
    assert any(line.startswith(" x command line") for line in lines)
    assert lines[-1].startswith("1 error, ")


def test_doctor_needs_no_textual() -> None:
    code = (
        "import sys\nfrom cdx_tui.cli import main\nmain(['doctor'])\nmain(['config', 'show'])\n"
        "assert 'textual' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=os.environ, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", [["doctor"], ["config", "path"], ["config", "show"], ["man"]])
def test_an_ascii_locale_gets_escapes(command: list[str], own_home: Path) -> None:
    environ = {
        **{name: value for name, value in os.environ.items() if not name.startswith("LC_")},
        "LANG": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "CDX_TUI_CONFIG_DIR": str(own_home / "caf\u00e9"),
    }
    done = subprocess.run(
        [sys.executable, "-m", "cdx_tui", *command], env=environ, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.isascii()
