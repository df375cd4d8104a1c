"""A configuration file that other users may read or change is reported if that matters."""

from __future__ import annotations

from pathlib import Path

import pytest

from cdx_tui.config.settings import load_settings


@pytest.mark.parametrize(
    ("mode", "is_open"),
    [(0o600, False), (0o400, False), (0o644, True), (0o640, True), (0o604, True)],
)
@pytest.mark.parametrize(
    ("content", "is_private"),
    [
        ("", False),
        ("[profiles.a]\napi_key = 'ABCDEFGH12345678'", False),
        ("proxy = 'http://proxy.example:3128'", False),
        ("[keys]\nmain.token = 't'\n[profiles.a.keys]\nmain.token = 't'", False),
        ("[profiles.a]\nsecret_command = 'pass show x'", True),
        ("[profiles.a]\nproxy = 'http://jane:hunter2@proxy.example:3128'", True),
        ("[profiles.a]\napi_secret = 'hunter2'", True),
        ("[other]\npassword = 'hunter2'", True),
    ],
)
def test_a_file_with_secrets_that_others_can_read_is_reported(
    mode: int, is_open: bool, content: str, is_private: bool, settings_path: Path
) -> None:
    settings_path.write_text(f"timeout = 5\n{content}")
    settings_path.chmod(mode)

    found, problems = load_settings(file=settings_path)

    warnings = [each.message for each in problems if "chmod 600" in each.message]
    assert found.timeout == 5.0
    assert [each.split(",")[0] for each in warnings] == (
        ["Other users can read the configuration file"] if is_open and is_private else []
    )
    assert "hunter2" not in str(problems)


@pytest.mark.parametrize("mode", [0o620, 0o602, 0o666])
def test_a_file_that_others_can_change_is_reported(mode: int, settings_path: Path) -> None:
    settings_path.write_text("timeout = 5")
    settings_path.chmod(mode)

    _, problems = load_settings(file=settings_path)

    assert [each.message for each in problems] == [
        "Other users can change the configuration file: run chmod 600 on it."
    ]
