from __future__ import annotations

import os
import stat
import subprocess
import sys

import pytest

from cdx_tui.config.crash_report import crash_report, describe_crash, report_crash
from cdx_tui.config.paths import state_dir


def failing(token: str) -> Exception:
    try:
        try:
            raise KeyError(token)
        except KeyError as error:
            error.add_note(token)
            raise ValueError(token) from error
    except ValueError as error:
        return error


def test_a_report_has_the_kinds_and_places_and_no_values(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "vt100")
    report = crash_report(failing("token-mark"), ("main.again", "app.quit"))
    assert "builtins.ValueError" in report
    assert "builtins.KeyError" in report
    assert f"{__file__}:" in report
    assert "in failing" in report
    assert "terminal TERM=vt100 " in report
    assert "last actions: main.again, app.quit\n" in report
    assert "token-mark" not in report


def test_the_line_names_the_original_error() -> None:
    assert describe_crash(failing("token-mark")).startswith(f"KeyError at {__file__}:")


def test_an_error_that_was_never_raised_has_no_place() -> None:
    assert describe_crash(ValueError("token-mark")) == "ValueError at an unknown location"


def test_a_cycle_of_errors_ends() -> None:
    first, second = ValueError(), KeyError()
    first.__cause__, second.__cause__ = second, first
    assert crash_report(first).count("builtins.") == 2


def test_a_deep_recursion_is_truncated() -> None:
    def deeper(level: int) -> None:
        if level == 0:
            innermost()
        deeper(level - 1)

    def innermost() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError) as caught:
        deeper(500)
    assert len(crash_report(caught.value).splitlines()) < 250
    assert describe_crash(caught.value).endswith("innermost")


def test_it_is_private_and_reported_in_one_line(
    capfd: pytest.CaptureFixture[str],
) -> None:
    report_crash(failing("token-mark"))
    (report,) = state_dir().glob("crash-*.txt")
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    said = capfd.readouterr().err
    assert said.count("\n") == 1
    assert str(report) in said
    assert "token-mark" not in said


FULL = """
import resource
from cdx_tui.config.crash_report import report_crash
resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # no file can grow, as on a full disk
report_crash(ValueError())
"""


def test_a_full_disk_is_reported_in_the_same_line() -> None:
    done = subprocess.run([sys.executable, "-c", FULL], capture_output=True, text=True, check=True)
    assert done.stderr.count("\n") == 1
    assert "The crash report could not be written: File too large." in done.stderr
    assert not [*state_dir().iterdir()]


def test_a_missing_folder_is_reported_in_the_same_line(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", os.devnull)
    report_crash(failing("token-mark"))
    said = capfd.readouterr().err
    assert said.count("\n") == 1
    assert "The crash report could not be written: Not a directory." in said
