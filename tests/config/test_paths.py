from __future__ import annotations

import os
import pwd
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from cdx_tui.config.paths import HomeUnknown, config_dir, config_file, state_dir


def _forget_home(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(uid: int) -> None:
        raise KeyError(uid)

    monkeypatch.delenv("HOME")
    monkeypatch.setattr(pwd, "getpwuid", unknown)


def test_everything_is_below_the_home(own_home: Path) -> None:
    assert own_home in config_dir().parents
    assert own_home in state_dir().parents
    assert config_dir().name == state_dir().name == "cdx-tui"
    assert config_file() == config_dir() / "config.toml"


def test_computing_paths_creates_nothing(own_home: Path) -> None:
    config_file()
    state_dir()

    assert list(own_home.iterdir()) == []


@pytest.mark.parametrize("platform", ["linux", "darwin"])
def test_absolute_xdg_folders_are_used_on_every_system(
    platform: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "s"))

    assert config_dir() == tmp_path / "c" / "cdx-tui"
    assert state_dir() == tmp_path / "s" / "cdx-tui"


def test_a_relative_xdg_folder_is_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "somewhere")
    monkeypatch.setenv("XDG_STATE_HOME", "somewhere")

    assert "somewhere" not in config_dir().parts
    assert "somewhere" not in state_dir().parts


def test_the_apps_own_variable_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "c"))
    monkeypatch.setenv("CDX_TUI_CONFIG_DIR", str(tmp_path / "mine"))

    assert config_file() == tmp_path / "mine" / "config.toml"


def test_a_relative_folder_in_a_deleted_one_stays_relative(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def deleted() -> NoReturn:
        raise FileNotFoundError

    monkeypatch.setenv("CDX_TUI_CONFIG_DIR", "mine")
    assert config_dir() == Path.cwd() / "mine"
    monkeypatch.setattr(os, "getcwd", deleted)
    assert config_dir() == Path("mine")


def test_the_apps_own_variable_may_be_relative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CDX_TUI_CONFIG_DIR", "mine")

    assert config_dir() == tmp_path / "mine"


def test_without_a_home_both_raise(monkeypatch: pytest.MonkeyPatch) -> None:
    _forget_home(monkeypatch)

    with pytest.raises(HomeUnknown, match="HOME"):
        config_dir()
    with pytest.raises(HomeUnknown, match="HOME"):
        state_dir()


def test_a_tilde_of_older_platformdirs_is_detected(monkeypatch: pytest.MonkeyPatch) -> None:
    import platformdirs

    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_, **__: Path("~/.config/x"))

    with pytest.raises(HomeUnknown):
        config_dir()


def test_without_a_home_a_variable_is_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _forget_home(monkeypatch)
    monkeypatch.setenv("CDX_TUI_CONFIG_DIR", str(tmp_path))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))

    assert config_dir() == tmp_path
    assert state_dir() == tmp_path / "cdx-tui"
