"""One table of exit statuses: code, errors of the API and manual page are equal."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from cdx_tui.api import errors
from cdx_tui.cli import main
from cdx_tui.cli.exit_status import ExitStatus

_TABLE = {status.value: status.meaning for status in ExitStatus}


def test_the_manual_page_has_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["man"]) == 0
    page = capsys.readouterr().out.replace("\\-", "-")
    section = page.partition(".SH EXIT STATUS\n")[2].partition("\n.SH")[0]
    rows = re.findall(r"^\.TP\n\\fB(\d+)\\fR\n(.+)$", section, re.MULTILINE)
    assert {int(value): meaning for value, meaning in rows} == _TABLE


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.RefusedInput, ExitStatus.USAGE),
        (errors.InvalidToken, ExitStatus.INVALID_TOKEN),
        (errors.Unauthenticated, ExitStatus.UNAUTHENTICATED),
        (errors.Forbidden, ExitStatus.FORBIDDEN),
        (errors.NotFound, ExitStatus.NOT_FOUND),
        (errors.Conflict, ExitStatus.CONFLICT),
        (errors.RateLimited, ExitStatus.RATE_LIMITED),
        (errors.ServerError, ExitStatus.SERVER_ERROR),
        (errors.UnexpectedAnswer, ExitStatus.UNEXPECTED_RESPONSE),
        (errors.Unreachable, ExitStatus.UNREACHABLE),
    ],
)
def test_an_error_has_its_status(kind: type[errors.CdxError], status: ExitStatus) -> None:
    assert kind.exit_code == status


_BUG = """
import sys
import cdx_tui.cli.diff
from cdx_tui.cli import main

def run(options):
    raise {error}

cdx_tui.cli.diff.run = run
sys.exit(main(["diff", "a", "b"]))
"""


@pytest.mark.parametrize("error", ["ZeroDivisionError", "OSError(28, 'No space left on device')"])
def test_a_bug_has_a_status_of_its_own(error: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _BUG.format(error=error)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == ExitStatus.BUG
    assert "cdx-tui crashed because of a bug" in done.stderr
    assert "Traceback" not in done.stderr
