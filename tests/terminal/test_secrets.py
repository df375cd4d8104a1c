"""A marked token and a marked secret through whole sessions, and neither found anywhere."""

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

from tests.servers.fault_server import FaultServer
from tests.servers.faults import FAULTS
from tests.servers.faults.fault import http
from tests.terminal.conftest import Run
from tests.terminal.crashes import CRASHES
from tests.terminal.emulator import Terminal

TOKEN = "TOKENMARK" + "dG9rZW4t" * 20
SECRET = "SECRETMARK" + "c2VjcmV0" * 6
KEY = "CLOUDKEY"

# What a careless library, or a curious user, might do: log everything there is, to a file.
# The hook breaks something, as late as possible, so that textual is imported as it always is.
DRIVER = """
import logging, sys
logging.basicConfig(filename="everything.log", level=logging.DEBUG)
from cdx_tui.cli import main
from cdx_tui.cli import explore
make = explore._make_app
HOOK = {hook!r}
def make_broken(*given):
    exec(HOOK, {{}})
    return make(*given)
explore._make_app = make_broken
sys.exit(main())
"""

NOSY = {
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


def carries_a_mark(data: bytes) -> bool:
    """Whether any mark is in `data`, as it is, in base64, in hexadecimal or as JSON escapes."""
    forms = [form for mark in MARKS for form in (mark, mark.hex().encode(), mark[::-1])]
    return any(form in data for form in (*forms, BASIC))


@pytest.fixture
def home(environment: dict[str, str], own_home: Path, tmp_path: Path) -> Iterator[Path]:
    """The throw-away home; at the end no file below it or in the working folder has a mark."""
    environment |= {**NOSY, "CONFLUENT_CLOUD_API_SECRET": SECRET, "CONFLUENT_CLOUD_API_KEY": KEY}
    yield own_home
    files = [file for top in (own_home, tmp_path) for file in top.rglob("*") if file.is_file()]
    assert not [file for file in files if carries_a_mark(file.read_bytes())]
    assert not {"textual.log", "keys.log"} & {file.name for file in files}


def start(run: Run, tmp_path: Path, url: str, hook: str = "", *arguments: str) -> Terminal:
    script = tmp_path / "driver.py"
    script.write_text(DRIVER.format(hook=hook))
    return run("--base-url", url, *arguments, script=script)


def validate(terminal: Terminal, token: str = TOKEN) -> None:
    terminal.wait_for("Nothing is redeemed")
    terminal.paste(token)
    terminal.send("\r")


@pytest.mark.parametrize("case", CRASHES)
def test_a_crash_tells_where_and_nothing_else(
    run: Run, home: Path, tmp_path: Path, case: str
) -> None:
    with FaultServer() as server:
        terminal = start(run, tmp_path, server.url, CRASHES[case])
        if case not in ("the screen's making", "before the app"):
            validate(terminal)
        if case in ("a key", "the end"):
            terminal.wait_for("✓ valid")
            terminal.send("\x03")
        assert terminal.wait() == 1
    assert terminal.is_restored
    assert not carries_a_mark(bytes(terminal.raw))
    assert b"Traceback" not in terminal.raw

    said = bytes(terminal.raw).rsplit(b"\x1b", 1)[-1].split(b"cdx-tui has a bug")
    assert len(said) == 2
    assert said[1].count(b"\n") == 1
    assert re.search(rb"(Error|Group) at .*:[0-9]+ in .*(crash|in_callback|in_thread)", said[1])

    (report,) = home.rglob("crash-*.txt")
    assert str(report).encode() in said[1]
    assert stat.S_IMODE(report.stat().st_mode) == 0o600
    text = report.read_text()
    assert "crash" in text or "in_" in text
    assert "textual 8" in text


STUCK = """
import threading
threading.Thread(target=threading.Event().wait).start()
"""


@pytest.mark.parametrize("thread", ["", STUCK], ids=["", "a thread that never ends"])
def test_a_crash_on_the_way_out_is_told_once_and_keeps_the_status_of_the_signal(
    run: Run, home: Path, tmp_path: Path, thread: str
) -> None:
    with FaultServer() as server:
        terminal = start(run, tmp_path, server.url, CRASHES["the end"] + thread)
        validate(terminal)
        terminal.wait_for("✓ valid")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait() == 143
    assert terminal.is_restored
    assert not carries_a_mark(bytes(terminal.raw))
    assert terminal.raw.count(b"cdx-tui has a bug") == 1
    (report,) = home.rglob("crash-*.txt")
    assert "in crash" in report.read_text()


@pytest.mark.parametrize(
    ("state", "words"),
    [("/dev/null/x", "Not a directory"), ("/proc/self", "No such file")],
    ids=["no folder", "read-only"],
)
def test_a_report_that_cannot_be_written(
    run: Run, environment: dict[str, str], home: Path, tmp_path: Path, state: str, words: str
) -> None:
    environment["XDG_STATE_HOME"] = state
    with FaultServer() as server:
        terminal = start(run, tmp_path, server.url, CRASHES["a handler"])
        validate(terminal)
        assert terminal.wait() == 1
    assert b"A report could not be written: " + words.encode() in terminal.raw
    assert terminal.is_restored


def test_a_crash_on_a_terminal_that_is_closed_leaves_its_report(
    run: Run, home: Path, tmp_path: Path
) -> None:
    with FaultServer() as server:
        terminal = start(run, tmp_path, server.url, CRASHES["a worker"])
        validate(terminal)
        terminal.settle(0.01)
        terminal.hang_up()
        assert terminal.wait(2.5) in (1, 129)


ASKED = [name for name, fault in FAULTS.items() if fault.asked]
REDIRECTS = (301, 302, 303, 307, 308)


def again(terminal: Terminal, server: FaultServer, fault: str) -> None:
    """Have the token validated once more, and wait until the screen says what came of it."""
    server.fault = fault
    server.playing.clear()
    terminal.send("r")
    while not server.playing.is_set():
        assert terminal.read(0.02)
    terminal.settle(0.1)
    terminal.wait_for(lambda text: "Validating …" not in text)


@pytest.mark.parametrize("half", [0, 1], ids=["one half", "the other"])
def test_a_session_through_success_and_every_fault(
    run: Run, home: Path, tmp_path: Path, half: int
) -> None:
    with FaultServer() as server, FaultServer() as elsewhere:
        terminal = start(run, tmp_path, server.url, "", "--timeout", "1")
        validate(terminal)
        terminal.wait_for("✓ valid")
        for fault in ASKED[half::2]:
            again(terminal, server, fault)
        for status in REDIRECTS:
            there = {"Location": f"{elsewhere.url}/cdx/v1/shared-tokens:resources"}
            server.frame = http(b"", status, there)
            again(terminal, server, f"status={status}")
            terminal.wait_for(elsewhere.url)
        server.frame = server.fault = None
        terminal.send("t")
        terminal.paste(TOKEN + "again")
        terminal.send("\r")
        terminal.wait_for("✓ valid")
        terminal.send("t")
        for keys in ("\x01", "\x1b[1;2H", "\x18", "\x1b[99;5u", "\x03"):  # select, cut, copy
            terminal.send(keys)
        assert terminal.wait() == 0
    assert not carries_a_mark(bytes(terminal.raw))
    assert b"\x1b]52" not in terminal.raw
    assert any(carries_a_mark(head + body) for head, body in server.requests)
    assert elsewhere.accepted == 0


PROFILE = """
profile = "prod"
[profiles.prod]
api_key = "CLOUDKEY"
secret_command = ["/bin/sh", "-c", "sleep 1; cat secret-source"]
"""


def test_what_other_processes_can_see(run: Run, home: Path, tmp_path: Path) -> None:
    folder = home / ".config" / "cdx-tui"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(PROFILE)
    (folder / "config.toml").chmod(0o600)
    os.mkfifo(tmp_path / "secret-source")  # no regular file, so that the marks stay out of files
    with FaultServer() as server:
        terminal = run(
            "--base-url",
            server.url,
            env={"CDX_TUI_TOKEN": TOKEN},
            unset=("CONFLUENT_CLOUD_API_KEY", "CONFLUENT_CLOUD_API_SECRET"),
        )
        terminal.wait_for("Validating")
        app = psutil.Process(terminal.pid)
        while not (children := app.children(recursive=True)):
            assert terminal.read(0.02)
        for each in children:
            assert not carries_a_mark(json.dumps([each.cmdline(), each.environ()]).encode())
        assert not carries_a_mark(json.dumps(app.cmdline()).encode())
        with open(tmp_path / "secret-source", "w") as pipe:
            pipe.write(SECRET + "\n")
        terminal.wait_for("✓ valid")
        terminal.send("q")
        assert terminal.wait() == 0
    assert not carries_a_mark(bytes(terminal.raw))


def test_no_memory_is_dumped(run: Run, home: Path, tmp_path: Path) -> None:
    with FaultServer() as server:
        terminal = start(run, tmp_path, server.url)
        terminal.wait_for("Nothing is redeemed")
        limits = Path(f"/proc/{terminal.pid}/limits").read_text()
        assert re.search(r"Max core file size +0 +0 ", limits)
        assert Path(f"/proc/{terminal.pid}/mem").stat().st_uid == 0
        terminal.send("\x03")
        assert terminal.wait() == 0


def test_a_picture_of_the_screen_shows_dots(run: Run, home: Path, tmp_path: Path) -> None:
    (home / "Downloads").mkdir()
    with FaultServer() as server:
        terminal = start(run, tmp_path, server.url)
        validate(terminal)
        terminal.wait_for("✓ valid")
        terminal.send("\x10")
        terminal.wait_for("Search for commands")
        terminal.send("screenshot")
        terminal.wait_for("Save an SVG")
        terminal.send("\r\r")
        while not [*home.rglob("*.svg"), *tmp_path.rglob("*.svg")]:
            assert terminal.read(0.02)
        terminal.send("\x03")
        assert terminal.wait() == 0
