"""A marked token and secret in complete sessions; neither may leak anywhere."""

from __future__ import annotations

import base64
import json
import os
import re
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.faults.shared import DISTINCT_FAULTS
from tests.servers.fault_server import FaultServer
from tests.servers.faults import FAULTS
from tests.servers.faults.fault import http
from tests.terminal.conftest import Run, WriteSettings
from tests.terminal.crashes import CRASHES
from tests.terminal.emulator import Terminal

TOKEN = "TOKENMARK" + "dG9rZW4t" * 20
SECRET = "SECRETMARK" + "c2VjcmV0" * 6
KEY = "CLOUDKEY"

# What a careless library or a curious user might do: log everything to a file.
# The hook runs as late as possible, so that Textual is imported as usual.
DRIVER = """
import logging, sys
logging.basicConfig(filename="everything.log", level=logging.DEBUG)
from cdx_tui.cli import main
from cdx_tui.cli import explore
make = explore._make_app
HOOK = {hook!r}
def make_broken(*given, **more):
    exec(HOOK, {{}})
    return make(*given, **more)
explore._make_app = make_broken
sys.exit(main())
"""

DEBUG_ENVIRONMENT = {
    "TEXTUAL": "debug,devtools",
    "TEXTUAL_LOG": "textual.log",
    "TEXTUAL_DEBUG": "1",
    "TEXTUAL_SCREENSHOT": "1",
    "TEXTUAL_PRESS": "a,b,c",
    "PYTHONASYNCIODEBUG": "1",
    "PYTHONFAULTHANDLER": "1",
    "PYTHONWARNINGS": "always",
    "HTTPX_LOG_LEVEL": "trace",
}

MARKS = [mark.encode() for mark in ("TOKENMARK", "SECRETMARK", "dG9rZW4tdG9", "c2VjcmV0c2V")]
BASIC = base64.b64encode(f"{KEY}:{SECRET}".encode())[:24]


def contains_mark(data: bytes) -> bool:
    """Return whether `data` holds a mark: plain, reversed, in hexadecimal or in base64."""
    forms = [form for mark in MARKS for form in (mark, mark.hex().encode(), mark[::-1])]
    return any(form in data for form in (*forms, BASIC))


@pytest.fixture
def home(environment: dict[str, str], own_home: Path, tmp_path: Path) -> Iterator[Path]:
    """Return the temporary home; assert at the end that no file in it or the working folder has a
    mark.
    """
    environment |= {
        **DEBUG_ENVIRONMENT,
        "CONFLUENT_CLOUD_API_SECRET": SECRET,
        "CONFLUENT_CLOUD_API_KEY": KEY,
    }
    yield own_home
    files = [file for top in (own_home, tmp_path) for file in top.rglob("*") if file.is_file()]
    assert not [file for file in files if contains_mark(file.read_bytes())]
    assert not {"textual.log", "keys.log"} & {file.name for file in files}


def start(run: Run, tmp_path: Path, url: str, hook: str = "", *arguments: str) -> Terminal:
    script = tmp_path / "driver.py"
    script.write_text(DRIVER.format(hook=hook))
    log = str(tmp_path / "debug.log")
    return run("--base-url", url, "--debug-log", log, *arguments, script=script)


def validate(terminal: Terminal, token: str = TOKEN) -> None:
    terminal.wait_for("Nothing is redeemed")
    terminal.paste(token)
    terminal.send("\r")


@pytest.mark.parametrize("case", CRASHES)
def test_a_crash_report_holds_places_and_no_values(
    run: Run, home: Path, tmp_path: Path, case: str
) -> None:
    with FaultServer() as server:
        terminal = start(run, tmp_path, server.url, CRASHES[case])
        if case not in ("the screen's making", "before the app"):
            validate(terminal)
        if case in ("a key", "the end"):
            terminal.wait_for("✓ valid")
            terminal.send("\x03")
        assert terminal.wait() == 70
    assert terminal.is_restored
    assert not contains_mark(bytes(terminal.raw))
    assert b"Traceback" not in terminal.raw

    report_line = bytes(terminal.raw).rsplit(b"\x1b", 1)[-1].split(b"cdx-tui crashed")
    assert len(report_line) == 2
    assert report_line[1].count(b"\n") == 1
    assert re.search(
        rb"(Error|Group) at .*:[0-9]+ in .*(crash|in_callback|in_thread)", report_line[1]
    )

    (report,) = home.rglob("crash-*.txt")
    assert str(report).encode() in report_line[1]
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    text = report.read_text()
    assert "crash" in text or "in_" in text
    assert "textual 8" in text
    assert "terminal TERM=" in text
    assert re.search(f"last actions: .*{'app.quit' if case == 'a key' else ''}\n", text)
    assert "crashed: " in (tmp_path / "debug.log").read_text()


STUCK = """
import threading
threading.Thread(target=threading.Event().wait).start()
"""


@pytest.mark.parametrize("thread", ["", STUCK], ids=["", "a thread that never ends"])
def test_a_crash_during_exit_is_reported_once_and_keeps_the_signal_status(
    run: Run, home: Path, tmp_path: Path, thread: str
) -> None:
    with FaultServer() as server:
        terminal = start(run, tmp_path, server.url, CRASHES["the end"] + thread)
        validate(terminal)
        terminal.wait_for("✓ valid")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait() == 143
    assert terminal.is_restored
    assert not contains_mark(bytes(terminal.raw))
    assert terminal.raw.count(b"cdx-tui crashed") == 1
    (report,) = home.rglob("crash-*.txt")
    assert "in crash" in report.read_text()


@pytest.mark.parametrize(
    ("state", "message"),
    [("/dev/null/x", "Not a directory"), ("/proc/self", "No such file")],
    ids=["no folder", "read-only"],
)
def test_a_report_that_cannot_be_written(
    run: Run, environment: dict[str, str], home: Path, tmp_path: Path, state: str, message: str
) -> None:
    environment["XDG_STATE_HOME"] = state
    with FaultServer() as server:
        terminal = start(run, tmp_path, server.url, CRASHES["a handler"])
        validate(terminal)
        assert terminal.wait() == 70
    assert b"The crash report could not be written: " + message.encode() in terminal.raw
    assert terminal.is_restored


def test_a_crash_on_a_closed_terminal_leaves_a_report(run: Run, home: Path, tmp_path: Path) -> None:
    with FaultServer() as server:
        terminal = start(run, tmp_path, server.url, CRASHES["a worker"])
        validate(terminal)
        terminal.settle(0.01)
        terminal.hang_up()
        assert terminal.wait(2.5) in (1, 129)


ASKED = [name for name in DISTINCT_FAULTS if FAULTS[name].asked]
REDIRECTS = (301, 302, 303, 307, 308)


def validate_again(terminal: Terminal, server: FaultServer, fault: str) -> None:
    """Validate the token again and wait until the screen shows the result."""
    server.fault = fault
    server.playing.clear()
    terminal.send("r")
    while not server.playing.is_set():
        assert terminal.read(0.02)
    terminal.settle(0.1)
    terminal.wait_for(lambda text: "Validating…" not in text)


@pytest.mark.parametrize("half", [0, 1], ids=["one half", "the other"])
def test_a_session_through_success_and_every_fault(
    run: Run, home: Path, tmp_path: Path, half: int
) -> None:
    with FaultServer() as server, FaultServer() as other_server:
        terminal = start(run, tmp_path, server.url, "", "--timeout", "1")
        validate(terminal)
        terminal.wait_for("✓ valid")
        for fault in ASKED[half::2]:
            validate_again(terminal, server, fault)
        for status in REDIRECTS:
            location = {"Location": f"{other_server.url}/cdx/v1/shared-tokens:resources"}
            server.frame = http(b"", status, location)
            validate_again(terminal, server, f"status={status}")
            terminal.wait_for(other_server.url)
        server.frame = server.fault = None
        terminal.send("t")
        terminal.paste(TOKEN + "again")
        terminal.send("\r")
        terminal.wait_for("✓ valid")
        terminal.send("t")
        for keys in (
            "\x01",
            "\x1b[1;2H",
            "\x18",
            "\x1b[99;5u",
            "\x03",
        ):  # select all, select to start, cut, copy, interrupt
            terminal.send(keys)
        assert terminal.wait() == 0
    assert not contains_mark(bytes(terminal.raw))
    assert b"\x1b]52" not in terminal.raw
    assert any(contains_mark(head + body) for head, body in server.requests)
    assert other_server.accepted == 0
    log = (tmp_path / "debug.log").read_text()
    assert "status 403, headers: " in log
    assert "action main.again on MainScreen" in log


PROFILE = """
profile = "prod"
[profiles.prod]
api_key = "CLOUDKEY"
secret_command = ["/bin/sh", "-c", "sleep 1; cat secret-source"]
"""


def _programs_of(app: psutil.Process) -> list[psutil.Process]:
    """Return the processes that the app started; until a new one runs its program it is a copy."""
    own = app.cmdline()
    return [each for each in app.children(recursive=True) if each.cmdline() != own]


def test_other_processes_see_no_secret(
    run: Run, write_settings: WriteSettings, home: Path, tmp_path: Path
) -> None:
    write_settings(PROFILE)
    os.mkfifo(tmp_path / "secret-source")  # a pipe, since no file may hold a mark
    with FaultServer() as server:
        terminal = run(
            "--base-url",
            server.url,
            env={"CDX_TUI_TOKEN": TOKEN},
            unset=("CONFLUENT_CLOUD_API_KEY", "CONFLUENT_CLOUD_API_SECRET"),
        )
        terminal.wait_for("Validating")
        app = psutil.Process(terminal.pid)
        while not (children := _programs_of(app)):
            assert terminal.read(0.02)
        for each in children:
            assert not contains_mark(json.dumps([each.cmdline(), each.environ()]).encode())
        assert not contains_mark(json.dumps(app.cmdline()).encode())
        with open(tmp_path / "secret-source", "w") as pipe:
            pipe.write(SECRET + "\n")
        terminal.wait_for("✓ valid")
        terminal.send("q")
        assert terminal.wait() == 0
    assert not contains_mark(bytes(terminal.raw))


def test_core_dumps_are_disabled(run: Run, home: Path, tmp_path: Path) -> None:
    with FaultServer() as server:
        terminal = start(run, tmp_path, server.url)
        terminal.wait_for("Nothing is redeemed")
        limits = Path(f"/proc/{terminal.pid}/limits").read_text()
        assert re.search(r"Max core file size +0 +0 ", limits)
        assert Path(f"/proc/{terminal.pid}/mem").stat().st_uid == 0
        terminal.send("\x03")
        assert terminal.wait() == 0


def test_a_screenshot_masks_the_token(run: Run, home: Path, tmp_path: Path) -> None:
    (home / "Downloads").mkdir()
    with FaultServer() as server:
        terminal = start(run, tmp_path, server.url)
        validate(terminal)
        terminal.wait_for("✓ valid")
        terminal.send("\x10")
        terminal.wait_for("Search commands")
        terminal.send("screenshot")
        terminal.wait_for("Save an SVG")
        terminal.send("\r\r")
        while not [*home.rglob("*.svg"), *tmp_path.rglob("*.svg")]:
            assert terminal.read(0.02)
        terminal.send("\x03")
        assert terminal.wait() == 0
