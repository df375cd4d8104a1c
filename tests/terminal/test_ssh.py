"""The app over a real `ssh` to a real `sshd` on loopback, without a locale, per terminal type."""

from __future__ import annotations

import base64
import getpass
import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.terminal.conftest import ROOT
from tests.terminal.emulator import Terminal

_SSHD = shutil.which("sshd", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
_PROGRAMS = [name for name in ("ssh", "ssh-keygen") if shutil.which(name) is None]

pytestmark = [
    pytest.mark.skipif(_SSHD is None, reason="needs sshd"),
    pytest.mark.skipif(bool(_PROGRAMS), reason=f"needs {' and '.join(_PROGRAMS)}"),
]

TERMINALS = ("xterm", "xterm-256color", "screen-256color", "tmux-256color", "linux", "vt100")

_CONFIGURATION = """
Port {port}
ListenAddress 127.0.0.1
HostKey {folder}/host
AuthorizedKeysFile {folder}/user.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
PermitRootLogin prohibit-password
PrintMotd no
PrintLastLog no
"""


class Host(NamedTuple):
    """A host reachable by `ssh`, and the command line to reach it."""

    command: list[str]


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Host]:
    """Run an `sshd` with temporary keys."""
    folder = tmp_path_factory.mktemp("sshd")
    for name in ("host", "user"):
        made = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(made, check=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    configuration = folder / "sshd_config"
    configuration.write_text(_CONFIGURATION.format(port=port, folder=folder))
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd's chroot directory when it runs as root
    assert _SSHD is not None
    server = subprocess.Popen(
        [_SSHD, "-D", "-e", "-f", str(configuration)], stderr=subprocess.PIPE, text=True
    )
    command = [
        *("ssh", "-F", "none", "-p", str(port), "-i", str(folder / "user")),
        *("-o", "StrictHostKeyChecking=no", "-o", f"UserKnownHostsFile={folder}/known"),
        *("-o", "BatchMode=yes", "-o", "LogLevel=ERROR", f"{getpass.getuser()}@127.0.0.1"),
    ]
    try:
        assert server.stderr is not None
        first = server.stderr.readline()
        if "listening" not in first:
            pytest.skip(f"sshd does not start here: {first.strip()}")
        tried = subprocess.run([*command, "true"], capture_output=True, text=True, check=False)
        if tried.returncode:
            pytest.skip(f"nobody can log in here: {tried.stderr.strip()}")
        yield Host(command)
    finally:
        server.terminate()
        server.communicate()


def _remote(home: Path) -> str:
    """Return the remote command: the demo with a temporary home and no locale."""
    unset = [f"-u {name}" for name in ("LANG", "LC_ALL", "LC_CTYPE", "TMUX", "PYTHONUTF8")]
    given = [f"HOME={home}", f"PYTHONPATH={ROOT}", f"PATH={os.environ['PATH']}"]
    return f"cd {home} && exec env {' '.join(unset + given)} {sys.executable} -m cdx_tui --demo"


@pytest.mark.parametrize("term", TERMINALS)
def test_the_main_job_over_ssh(host: Host, own_home: Path, term: str) -> None:
    env = {"PATH": os.environ["PATH"], "HOME": str(own_home), "TERM": term}
    command = [*host.command[:1], "-tt", *host.command[1:], _remote(own_home)]
    with Terminal(command, env=env, columns=100, rows=30) as terminal:
        terminal.wait_for("Sample shares")
        terminal.send("\r")
        terminal.wait_for(" valid ")
        terminal.wait_for("trade_id")
        terminal.settle(0.2)
        terminal.send("2")
        terminal.wait_for('"name": "Trade"')
        terminal.send("y")
        if term.startswith(
            "screen"
        ):  # may be GNU screen, which prints the sequence instead of passing it on
            terminal.wait_for("No clipboard available")
        else:
            terminal.wait_for("(OSC 52)")
            assert '"name": "Trade"' in _copied(terminal)
        terminal.send("e")
        terminal.wait_for("to folder:")
        terminal.send("\r")
        terminal.wait_for("Exported ")
        terminal.send("q")
        assert terminal.wait(10) == 0
        # The ssh client restores the line settings; the app must restore the modes.
        assert terminal.is_restored
    (saved,) = own_home.glob("*.avsc")
    assert '"Trade"' in saved.read_text()


def _copied(terminal: Terminal) -> str:
    """Return the text last sent to the terminal's clipboard."""
    sent = re.findall(rb"\x1b\]52;c;([A-Za-z0-9+/=]*)\x07", terminal.raw)
    return base64.b64decode(sent[-1]).decode()
