"""Settings that can't be read never make a token go another way: nothing is sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cdx_tui.api.errors import RefusedInput
from cdx_tui.cli import main
from cdx_tui.cli.setup import Setup
from cdx_tui.config.credentials import Credentials
from cdx_tui.config.settings import load_settings
from cdx_tui.secret import Secret
from tests.servers.contract_server import ContractServer

Captured = pytest.CaptureFixture[str]
Validate = Callable[..., int]

INVALID = {
    'proxy = "htp://proxy.example"': "--proxy",
    "proxy = 3128": "--proxy",
    'proxi = "http://proxy.example"': "--proxy",
    'ca_bundle = ""': "--ca-bundle",
    'profile = "prdo"\n[profiles.prod]\nproxy = "http://proxy.example"': "--profile",
    'profile = "prod"\n[profiles.prod]\nproxy = "proxy.example:x"': "--proxy",
    'proxy = "http://proxy.example': "",
}


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CDX_TUI_CONFIG_DIR", str(tmp_path))
    (tmp_path / "token").write_text("token-mark-" + "x" * 80)
    return tmp_path / "config.toml"


@pytest.fixture
def validate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Validate:
    """Return a function that runs `validate` with a token and an API key."""

    def run(*options: str) -> int:
        monkeypatch.setenv("CONFLUENT_CLOUD_API_KEY", "CLOUDKEY")
        monkeypatch.setenv("CONFLUENT_CLOUD_API_SECRET", "cloud-secret")
        return main(["validate", "--token-file", str(tmp_path / "token"), *options])

    return run


@pytest.fixture
def server() -> Iterator[ContractServer]:
    with ContractServer() as running:
        yield running


@pytest.mark.parametrize("content", INVALID)
def test_nothing_is_sent_and_what_to_correct_is_said(
    content: str, file: Path, server: ContractServer, validate: Validate, capsys: Captured
) -> None:
    file.write_text(content)
    file.chmod(0o600)
    assert validate("-o", "json", "--base-url", server.url) == 2
    printed = capsys.readouterr()
    error = json.loads(printed.out)["error"]
    assert error["title"] == "Invalid settings: nothing was sent"
    assert str(file) in error["detail"]
    override = f"use {INVALID[content]}" if INVALID[content] else "name another CDX_TUI_CONFIG_DIR"
    assert error["next_step"].startswith(f"Correct the configuration file, or {override}, then")
    assert printed.err.count(str(file)) == 1
    assert main(["doctor", "--connect", "--base-url", server.url]) == 2
    assert server.requests == []


def test_an_invalid_address_is_not_replaced_by_the_default(
    file: Path, validate: Validate, capsys: Captured
) -> None:
    file.write_text('base_url = "https:/gateway.example"')
    file.chmod(0o600)
    assert validate() == 2
    assert "base_url can't be used" in capsys.readouterr().err
    assert main(["config", "show"]) == 0
    assert "# base_url is invalid\n" in capsys.readouterr().out


def test_an_option_or_a_profile_takes_the_place_of_an_invalid_setting(
    file: Path, server: ContractServer, validate: Validate
) -> None:
    file.write_text(
        'base_url = "nonsense"\ntheme = "blue"\n'
        f'[profiles.good]\nbase_url = "{server.url}"\n[profiles.bad]\nproxy = "nonsense://"\n'
    )
    file.chmod(0o600)
    assert validate("--base-url", server.url) == 0
    assert validate("--profile", "good") == 0
    assert validate("--profile", "bad", "--base-url", server.url) == 2
    assert validate("--demo") == 3  # the demo needs no network, but knows no such token
    assert len(server.requests) == 2


def test_the_app_neither_runs_a_program_nor_makes_a_client(file: Path, tmp_path: Path) -> None:
    ran = tmp_path / "ran"
    file.write_text(
        'profile = "prod"\nproxy = "nonsense://x"\n'
        f'[profiles.prod]\napi_key = "KEY"\nsecret_command = ["touch", "{ran}"]\n'
    )
    file.chmod(0o600)
    settings, problems = load_settings()
    setup = Setup(settings, None, tuple(map(str, problems)), demo=False)
    for refused in (
        setup.credentials,
        lambda: setup.open_client(Credentials("KEY", Secret("secret"), "test")),
    ):
        with pytest.raises(RefusedInput, match="nothing was sent") as caught:
            refused()
        assert not caught.value.details  # the app quotes them as the server's words
    assert not ran.exists()
    assert setup.open_demo().credentials


def test_a_home_that_is_no_folder_holds_no_settings(
    server: ContractServer, validate: Validate, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "token").write_text("token-mark-" + "x" * 80)
    monkeypatch.setenv("CDX_TUI_CONFIG_DIR", "/dev/null/settings")
    assert validate("--base-url", server.url) == 0


def test_a_file_that_may_not_be_read_stops_a_validation(
    file: Path, validate: Validate, capsys: Captured
) -> None:
    file.mkdir()
    assert validate() == 2
    assert "can't be read" in capsys.readouterr().err


def test_other_misspelt_settings_are_only_reported(
    file: Path, server: ContractServer, validate: Validate, capsys: Captured
) -> None:
    file.write_text('proxy = ""\nproxi = "x"\ncolour = 1\n[profils.prod]\n')
    file.chmod(0o600)
    assert validate("--base-url", server.url, "--proxy", server.url) == 0
    assert 'Unknown setting "profils". Did you mean "profiles"?' in capsys.readouterr().err


def test_quiet_leaves_out_warnings(
    file: Path, server: ContractServer, validate: Validate, capsys: Captured
) -> None:
    file.write_text("tehme = 1")
    file.chmod(0o600)
    assert validate("--base-url", server.url) == 0
    assert 'Did you mean "theme"?' in capsys.readouterr().err
    assert validate("--base-url", server.url, "--quiet") == 0
    assert capsys.readouterr() == ("", "")


def test_an_invalid_option_prints_the_usage_of_its_command(file: Path, capsys: Captured) -> None:
    file.write_text("[profiles.prod]")
    for arguments, usage in (
        (["validate", "--profile", "prd"], "usage: cdx-tui validate "),
        (["--profile", "prd"], "usage: cdx-tui [options]"),
        (["config", "show", "--profile", "prd"], "usage: cdx-tui config show "),
        (["check", "--proxy", "nonsense://x"], "usage: cdx-tui check "),
        (["export", "x", "--timeout", "0"], "usage: cdx-tui export "),
    ):
        assert main(arguments) == 2
        message = capsys.readouterr().err
        assert message.startswith(usage)
        assert arguments[-1] != "prd" or 'Did you mean "prod"?' in message
