from __future__ import annotations

import fcntl
import os
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NoReturn

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.config import state
from cdx_tui.config.paths import HomeUnknown, state_dir
from cdx_tui.config.state import (
    RecentShare,
    State,
    forget_shares,
    load_state,
    save_state,
    with_share,
)
from cdx_tui.text import clean

SAVER = """
import sys
from cdx_tui.config.state import save_state
print("ready", flush=True)
sys.stdin.readline()
for number in range(20):
    save_state(layout={f"{sys.argv[1]}{number}": number})
"""


def file() -> Path:
    return state_dir() / "state.toml"


def test_initially_nothing_is_remembered(own_home: Path) -> None:
    assert load_state() == State()
    assert list(own_home.iterdir()) == []


def test_what_is_saved_is_remembered() -> None:
    layout: dict[str, str | int | bool] = {"view": "outline", "zoomed": False, "width": 30}
    saved = save_state(theme="nord", layout=layout)

    assert load_state() == saved == State("nord", layout)
    assert stat.S_IMODE(file().stat().st_mode) == 0o600
    assert stat.S_IMODE(file().parent.stat().st_mode) == 0o700
    assert {stat.S_IMODE(each.stat().st_mode) for each in file().parent.iterdir()} == {0o600}


def test_only_given_values_change() -> None:
    save_state(theme="nord", layout={"view": "outline", "zoomed": True})
    save_state(layout={"view": "source"})

    assert load_state() == State("nord", {"view": "source", "zoomed": True})


def share(number: int, name: str = "Northgate Exchange") -> RecentShare:
    return RecentShare(f"/exports/{number}", name, "2026-11-28T04:00:00+00:00")


def test_the_latest_shares_are_remembered_once_each() -> None:
    for number in (*range(12), 5):
        saved = save_state(share=share(number), folders={"share": f"/exports/{number}"})

    assert load_state() == saved
    assert [each.path.rpartition("/")[2] for each in saved.recent] == [
        *("5", "11", "10", "9", "8", "7", "6", "4", "3", "2")
    ]
    assert saved.folders == {"share": "/exports/5"}
    assert with_share(saved.recent, share(2, "New"))[0] == share(2, "New")


def test_shares_are_forgotten_and_nothing_else() -> None:
    save_state(theme="nord", layout={"view": "outline"}, share=share(1), folders={"view": "/x"})
    forget_shares()

    assert load_state() == State("nord", {"view": "outline"})
    assert "exports" not in file().read_text()


def test_without_a_state_there_is_nothing_to_forget(own_home: Path) -> None:
    forget_shares()

    assert list(own_home.iterdir()) == []


def test_shares_that_cannot_be_shown_are_skipped() -> None:
    save_state(theme="nord")
    file().write_text(
        r"""
        recent = [
            1,
            {path = "/a"},
            {path = "/b\u009b", name = "b", when = "c"},
            {path = "/d", name = "d", when = "e"},
        ]
        folders = {share = 5, view = "/v"}
        """
    )

    assert load_state() == State(recent=(RecentShare("/d", "d", "e"),), folders={"view": "/v"})


def test_empty_text_clears_a_value() -> None:
    save_state(theme="nord", layout={"view": "outline", "width": 30})
    save_state(theme="", layout={"view": ""})

    assert load_state() == State(None, {"width": 30})


@pytest.mark.parametrize(
    "content",
    [b"theme = ", b"\xff\xfe", b"theme = 5", b"theme = 'a\xc2\x9bb'", b"x" * 70_000, b"layout = 1"],
)
def test_a_broken_file_is_ignored_until_the_next_save(content: bytes) -> None:
    save_state(theme="nord")
    file().write_bytes(content)

    assert load_state() == State()
    assert file().read_bytes() == content
    save_state(theme="dracula")
    assert load_state() == State("dracula")


def test_oversized_values_are_skipped() -> None:
    save_state(theme="nord")
    file().write_text('theme = "nord"\nsecret = "x"\n[layout]\na = [1]\nb = 2\n"\\u001b" = 1\n')

    assert load_state() == State("nord", {"b": 2})


@settings(deadline=None, max_examples=50)
@given(st.text(), st.dictionaries(st.text(), st.text() | st.integers() | st.booleans()))
def test_saved_values_are_loaded_cleaned(theme: str, layout: dict[str, str | int | bool]) -> None:
    if file().exists():
        file().unlink()
    saved = save_state(theme=theme, layout=layout)

    assert load_state() == saved
    assert saved.theme in (theme, None)
    for word in (saved.theme, *saved.layout):
        assert word is None or word == clean(word)


def test_a_failed_save_is_an_os_error_and_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> NoReturn:
        raise OSError("no space")

    save_state(theme="nord")
    monkeypatch.setattr(os, "replace", fail)

    with pytest.raises(OSError, match="no space"):
        save_state(theme="other")
    assert load_state() == State("nord")
    assert sorted(each.name for each in state_dir().iterdir()) == ["state.toml", "state.toml.lock"]


def test_without_a_home_nothing_is_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown() -> NoReturn:
        raise HomeUnknown

    monkeypatch.setattr(state, "state_dir", unknown)

    assert load_state() == State()
    with pytest.raises(OSError, match="home"):
        save_state(theme="nord")


def test_a_stuck_instance_does_not_block_a_save(monkeypatch: pytest.MonkeyPatch) -> None:
    save_state(theme="nord")
    monkeypatch.setattr(state, "_LOCK_TIMEOUT", 0.05)

    with open(state_dir() / "state.toml.lock", "ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        save_state(theme="dracula")

    assert load_state() == State("dracula")


def test_saving_works_without_file_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fcntl", None)

    save_state(theme="nord")

    assert load_state() == State("nord")


def test_two_instances_keep_each_others_changes() -> None:
    savers = [
        subprocess.Popen(
            [sys.executable, "-c", SAVER, name], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for name in ("a", "b")
    ]
    for saver in savers:
        assert saver.stdout is not None
        assert saver.stdout.readline() == b"ready\n"
    for saver in savers:
        assert saver.stdin is not None
        saver.stdin.write(b"go\n")
        saver.stdin.flush()
    for saver in savers:
        saver.communicate()
        assert saver.returncode == 0

    wanted = {f"{name}{number}": number for name in ("a", "b") for number in range(20)}
    assert tomllib.loads(file().read_text()) == {"layout": wanted}
