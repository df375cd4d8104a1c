"""The file of `--debug-log`: what it says, who may read it, and which files are left alone."""

from __future__ import annotations

import logging
import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from cdx_tui.api.request_log import log_response
from cdx_tui.api.response import Redaction
from cdx_tui.cli import main
from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.secret import Secret

FIRST_LINE = "# cdx-tui debug log: names, sizes and times; no secrets, no content"


@pytest.fixture(autouse=True)
def logger() -> Iterator[logging.Logger]:
    """Return the program's logger; it is put back after the test."""
    logger = logging.getLogger("cdx_tui")
    handlers, level = logger.handlers[:], logger.level
    yield logger
    logger.handlers[:] = handlers
    logger.setLevel(level)


def validate(log: Path) -> int:
    return main(["validate", "--demo", "--debug-log", str(log)])


def test_it_says_what_happened_without_any_value(tmp_path: Path) -> None:
    log = tmp_path / "debug.log"
    umask = os.umask(0)
    try:
        assert validate(log) == 0
    finally:
        os.umask(umask)

    text = log.read_text()
    assert text.startswith(f"{FIRST_LINE}\n")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600
    for part in (
        "command validate, options: demo, output\n",
        "terminal TERM=",
        "POST to demo.invalid through no proxy, 321 bytes\n",
        "request headers: accept, accept-encoding, authorization, ",
        "status 200, headers: x-request-id, ",
        "2 resources, 5 schemas, 0 problems; ",
        "cli.entry: exit status 0 after ",
    ):
        assert part in text
    assert "Basic" not in text
    assert CATALOGUE[0].token[:20] not in text


def test_each_run_is_appended_and_the_file_made_private(
    tmp_path: Path, logger: logging.Logger
) -> None:
    log = tmp_path / "debug.log"
    validate(log)
    logger.handlers.clear()
    log.chmod(0o644)
    main(["doctor", "--demo", "--debug-log", str(log)])

    text = log.read_text()
    assert text.count(FIRST_LINE) == 1
    assert text.count("command validate") == text.count("command doctor") == 1
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def _other_text(path: Path) -> None:
    path.write_text("cdx-tui debug log? No.\n")


def _symbolic_link(path: Path) -> None:
    (path.parent / "target").write_text(f"{FIRST_LINE}\n")
    path.symlink_to("target")


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (_other_text, "exists, and is not a debug log of cdx-tui."),
        (_symbolic_link, "is a symbolic link."),
        (os.mkfifo, "is not a regular file."),
        (os.mkdir, "can't be written: Is a directory."),
    ],
)
def test_anything_but_a_log_is_left_alone(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    make: Callable[[Path], None],
    reason: str,
) -> None:
    log = tmp_path / "debug.log"
    make(log)
    before = {each: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()}

    assert validate(log) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert f"Can't write the debug log. {log} {reason}" in captured.err
    assert before == {each: each.read_bytes() for each in tmp_path.iterdir() if each.is_file()}


def test_a_log_of_another_user_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)

    assert validate(tmp_path / "debug.log") == 2
    assert "belongs to another user" in capsys.readouterr().err


def test_names_of_headers_are_redacted_cleaned_and_limited(
    tmp_path: Path, logger: logging.Logger
) -> None:
    log = tmp_path / "debug.log"
    validate(log)
    token = Secret("tokenmark-0123456789")
    headers = {f"x-{token.reveal()}": "1", "x-\x1b[2j": "2", "x" * 90: "3"}
    headers |= {f"h{number}": "" for number in range(60)}
    log_response(httpx.Response(200, headers=headers), Redaction("k", Secret("s" * 20), token))

    last = log.read_text().splitlines()[-1]
    assert "status 200, headers: x-[secret], x-␛[2j, " in last
    assert "x" * 60 not in last
    assert last.endswith("h46 and 13 more")


def test_a_full_disk_ends_nothing(
    tmp_path: Path, logger: logging.Logger, monkeypatch: pytest.MonkeyPatch
) -> None:
    validate(tmp_path / "debug.log")

    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "write", full)
    logger.info("lost")
    monkeypatch.undo()
    assert "lost" not in (tmp_path / "debug.log").read_text()
