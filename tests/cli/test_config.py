"""`cdx-tui config`: the generated file describes every setting as the code defines it."""

from __future__ import annotations

import os
import re
import tomllib
from importlib.resources import files
from pathlib import Path

import pytest

from cdx_tui.cli import main
from cdx_tui.config.settings import Profile, Settings, load_settings
from cdx_tui.config.state import State, load_state

TEMPLATE = files("cdx_tui.config").joinpath("config.toml").read_text(encoding="utf-8")
_EXAMPLES = {"profile", "ca_bundle", "proxy", "theme", "keys"}


def uncommented() -> str:
    return re.sub(r"(?m)^#(?=\S)", "", TEMPLATE)


@pytest.fixture
def file(own_home: Path) -> Path:
    return own_home / ".config" / "cdx-tui" / "config.toml"


@pytest.fixture(autouse=True)
def _on_linux(own_home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(own_home / ".config"))


def test_path(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "path"]) == 0
    assert capsys.readouterr().out == f"{file}\n"
    assert not file.exists()


def test_init_writes_a_file_that_changes_nothing_and_is_private(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["config", "init"]) == 0
    assert capsys.readouterr().out == f"{file}\n"
    assert file.stat().st_mode & 0o777 == 0o600
    assert load_settings() == (Settings(), ())


def test_init_never_writes_over_a_file(file: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("timeout = 3\n")
    assert main(["config", "init"]) == 2
    assert file.read_text() == "timeout = 3\n"
    assert "already exists" in capsys.readouterr().err


def test_init_never_follows_a_link(file: Path, tmp_path: Path) -> None:
    file.parent.mkdir(parents=True)
    file.symlink_to(tmp_path / "elsewhere")
    assert main(["config", "init"]) == 2
    assert not (tmp_path / "elsewhere").exists()


def test_init_reports_an_impossible_folder(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv("CDX_TUI_CONFIG_DIR", str(tmp_path / "file" / "folder"))
    assert main(["config", "init"]) == 2
    assert "Not a directory" in capsys.readouterr().err


def test_the_template_names_every_setting_and_its_examples_are_valid(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(uncommented())
    file.chmod(0o600)
    settings, problems = load_settings(file=file)
    assert problems == ()
    assert settings.profile == "prod"
    document = tomllib.loads(uncommented())
    named = {*document, *document["profiles"]["prod"]}
    wanted = {*Settings._fields, *Profile._fields} - {"name", "invalid"}
    assert named == wanted
    for name in set(document) - _EXAMPLES - {"profiles"}:
        assert document[name] == getattr(Settings(), name), name


def test_show_names_the_source_of_each_value_and_no_secret(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file.parent.mkdir(parents=True)
    file.write_text(
        'profile = "prod"\ntheme = "cdx-light"\n[keys]\n"main.quit" = "x"\n[profiles.prod]\n'
        'timeout = 7\napi_key = "KEYIDMARK"\nsecret_command = ["echo", "cfltSECRETMARK"]\n'
        'proxy = "http://me:PROXYMARK@proxy.example:3128"\n'
    )
    os.chmod(file, 0o600)
    assert main(["config", "show", "--base-url", "https://other.example"]) == 0
    out = capsys.readouterr().out
    assert 'base_url = "https://other.example"  # command line' in out
    assert "timeout = 7  # profile prod" in out
    assert 'theme = "cdx-light"  # configuration file' in out
    assert "mouse = true  # default" in out
    assert 'proxy = "http://proxy.example:3128"  # profile prod' in out
    assert "secret_command runs echo" in out
    for mark in ("KEYIDMARK", "SECRETMARK", "PROXYMARK"):
        assert mark not in out
    assert tomllib.loads(out)["timeout"] == 7


def test_clear_recent_forgets_what_an_export_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert main(["export", str(folder), "--demo"]) == 0
    (remembered,) = load_state().recent
    assert (remembered.path, remembered.name) == (str(folder), "Northgate Exchange")
    assert load_state().folders == {"share": str(folder)}
    capsys.readouterr()

    assert main(["config", "clear-recent"]) == 0
    assert capsys.readouterr().out == "Recent shares cleared\n"
    assert load_state() == State()


def test_an_export_leaves_nothing_if_that_is_switched_off(file: Path, tmp_path: Path) -> None:
    file.parent.mkdir(parents=True)
    file.write_text("recent_shares = false\n")
    assert main(["export", str(tmp_path / "out"), "--demo"]) == 0
    assert load_state() == State()
