"""The pyz alone, on a host with Python and nothing else."""

from __future__ import annotations

import fcntl
import functools
import json
import os
import shutil
import stat
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cdx_tui.cli.exit_status import ExitStatus
from tests.distribution.conftest import ROOT, Distributions
from tests.terminal.emulator import Terminal

pytestmark = pytest.mark.timeout(300)

ALONE = (sys.executable, "-I", "-S")
"""Neither site-packages, nor the environment's paths, nor the working folder."""


@functools.cache
def without_network() -> tuple[str, ...]:
    """Return a command prefix that runs a program without a network; empty if not permitted."""
    command = ("unshare", "--map-root-user", "--net")
    allowed = shutil.which(command[0]) and (
        subprocess.run([*command, "true"], capture_output=True, check=False).returncode == 0
    )
    return command if allowed else ()


class Host:
    """A folder with the pyz, a home and a temporary folder."""

    def __init__(self, folder: Path, pyz: Path) -> None:
        self.folder = folder
        self.pyz = folder / "cdx-tui.pyz"
        shutil.copy(pyz, self.pyz)
        self.home, self.temporary = folder / "home", folder / "temporary"
        self.home.mkdir()
        self.temporary.mkdir()
        self.environment = {
            "PATH": os.defpath,
            "HOME": str(self.home),
            "TMPDIR": str(self.temporary),
            "TERM": "xterm-256color",
            "LANG": "C.UTF-8",
        }

    @property
    def unpacked(self) -> list[Path]:
        return list((self.home / ".cache" / "cdx-tui").glob("*"))

    def run(self, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*without_network(), *ALONE, str(self.pyz), *arguments],
            env={**self.environment, **variables},
            cwd=self.folder,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def host(built: Distributions, tmp_path: Path) -> Host:
    return Host(tmp_path, built.pyz)


def test_version(host: Host) -> None:
    done = host.run("--version")
    assert (done.returncode, done.stdout[:8], done.stderr) == (0, "cdx-tui ", "")
    (folder,) = host.unpacked
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert host.run("--version").returncode == 0
    assert host.unpacked == [folder]
    assert list(host.temporary.iterdir()) == []


def test_commands(host: Host) -> None:
    done = host.run("validate", "--demo")
    assert (done.returncode, done.stderr) == (0, "")
    assert "Stock Trades" in done.stdout
    assert "Nothing was redeemed" in done.stdout

    done = host.run("doctor", "--output", "json")
    found = {each["name"]: each["text"] for each in json.loads(done.stdout)["findings"]}
    assert found["textual"][:1].isdecimal()
    missing = [name for name, text in found.items() if text == "not installed"]
    assert missing == ["keyring"]  # an optional dependency, which is not pure Python


def test_a_home_that_cannot_be_written_to(host: Host) -> None:
    (host.home / ".cache").write_text("a file where a folder would be")
    assert host.run("--version").returncode == 0
    assert list(host.temporary.iterdir()) == []


def test_no_writable_folder_is_reported(host: Host) -> None:
    blocked = host.folder / "file"
    blocked.touch()
    code = (
        "import runpy, sys, tempfile\n"
        "def full(**_): raise OSError(28, 'No space left on device')\n"
        "tempfile.mkdtemp = full\n"
        f"sys.argv = [{str(host.pyz)!r}]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    done = subprocess.run(
        [*ALONE, "-c", code],
        env={**host.environment, "XDG_CACHE_HOME": str(blocked)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == ExitStatus.USAGE
    assert done.stderr == (
        f"cdx-tui: can't unpack itself: {blocked}/cdx-tui: Not a directory; temporary folder:"
        " No space left on device. Set XDG_CACHE_HOME or TMPDIR to a folder that can be written"
        " to.\n"
    )
    assert done.stdout == ""


def test_a_damaged_file_is_reported(host: Host) -> None:
    with zipfile.ZipFile(host.pyz) as archive:
        last = max(archive.infolist(), key=lambda each: each.header_offset)
    content = bytearray(host.pyz.read_bytes())
    content[last.header_offset + 60 : last.header_offset + 90] = b"?" * 30
    host.pyz.write_bytes(content)
    done = host.run("--version")
    assert done.returncode == ExitStatus.USAGE
    assert done.stderr == f"cdx-tui: {host.pyz} is damaged. Copy or build it again.\n"
    assert host.unpacked == []
    assert list(host.temporary.iterdir()) == []


def test_other_builds_are_removed_unless_they_run(host: Host) -> None:
    base = host.home / ".cache" / "cdx-tui"
    unused, running, half = base / ("0" * 16), base / ("1" * 16), base / ("2" * 16 + ".half")
    for folder in (unused, running, half, base / "of another program"):
        (folder / "cdx_tui").mkdir(parents=True)
    base.chmod(0o700)
    descriptor = os.open(running, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    assert host.run("--version").returncode == 0
    os.close(descriptor)
    left = {path.name for path in host.unpacked}
    assert {running.name, "of another program"} < left
    assert not {unused.name, half.name} & left


def test_a_running_app_keeps_its_files(host: Host) -> None:
    argv = [*without_network(), *ALONE, str(host.pyz), "--demo"]
    with Terminal(argv, env=host.environment, cwd=str(host.folder)) as terminal:
        terminal.wait_for("Sample shares", 60)
        (folder,) = host.unpacked
        descriptor = os.open(folder, os.O_RDONLY)
        with pytest.raises(BlockingIOError):
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        os.close(descriptor)
        terminal.send("\r")
        terminal.wait_for("✓ valid")
        terminal.wait_for("Stock Trades")
        terminal.send("q")
        assert terminal.wait(20) == 0


def test_every_command_and_screen_works_with_what_is_inside(host: Host) -> None:
    with zipfile.ZipFile(host.pyz) as archive:
        archive.extractall(host.folder / "unpacked")
    program = Path(__file__).with_name("everything.py")
    done = subprocess.run(
        [*ALONE, str(program), str(host.folder / "unpacked" / "lib")],
        env=host.environment,
        cwd=host.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    used = done.stdout.splitlines()
    assert {"doctor", "man", "HelpScreen", "CommandPalette", "ExportScreen"} <= set(used)


def test_a_folder_that_others_can_write_to_is_not_trusted(host: Host) -> None:
    assert host.run("--version").returncode == 0
    (folder,) = host.unpacked
    (folder / "cdx_tui" / "cli" / "__init__.py").write_text("raise SystemExit('not ours')")
    assert host.run("--version").stderr == "not ours\n"  # the app runs the files unpacked there
    folder.chmod(0o777)
    done = host.run("--version")
    assert (done.returncode, done.stderr) == (0, "")


def test_an_old_python_gets_an_error_message() -> None:
    begin = (ROOT / ".ci" / "pyz_main.py").read_text(encoding="utf-8")
    code = "import sys\nsys.version_info = (3, 9, 2)\n" + begin
    done = subprocess.run([*ALONE, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == ExitStatus.USAGE
    assert done.stderr == "cdx-tui: needs Python 3.11 or newer; this is Python 3.9.\n"
