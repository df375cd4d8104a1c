"""The distributions, built once for all tests: sdist, wheel and zipapp."""

from __future__ import annotations

import fcntl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent

_NO_REGISTRY = (
    "No matching distribution found",
    "Could not find a version",
    "Temporary failure in name resolution",
    "NewConnectionError",
    "Connection refused",
    "Network is unreachable",
)


@dataclass(frozen=True)
class Distributions:
    """The folder with the built distributions."""

    folder: Path

    @property
    def sdist(self) -> Path:
        return self._only("*.tar.gz")

    @property
    def wheel(self) -> Path:
        return self._only("*.whl")

    @property
    def pyz(self) -> Path:
        return self._only("*.pyz")

    def _only(self, pattern: str) -> Path:
        (found,) = self.folder.glob(pattern)
        return found


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Distributions:
    """Build the sdist, the wheel from it, and the pyz from the wheel, in one test process."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "built"
    folder.mkdir(exist_ok=True)
    why_not = folder / "why-not"
    with _locked(folder / "lock"):
        if not why_not.exists():
            why_not.write_text(_build(folder))
    if why_not.read_text():
        pytest.skip(f"needs pip and a registry: {why_not.read_text()}")
    return Distributions(folder)


def _build(folder: Path) -> str:
    """Build all distributions; return the reason if no package registry is reachable."""
    commands = (
        ["-m", "build", "--outdir", str(folder), str(ROOT)],
        [str(ROOT / ".ci" / "build_pyz.py"), str(folder / "cdx-tui.pyz"), "*.whl"],
    )
    for command in commands:
        given = [str(next(folder.glob(each))) if each == "*.whl" else each for each in command]
        done = subprocess.run(
            [sys.executable, *given], capture_output=True, text=True, check=False, cwd=folder
        )
        said = done.stdout + done.stderr
        if done.returncode != 0:
            reason = next((words for words in _NO_REGISTRY if words in said), "")
            assert reason, said
            return reason
    return ""


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    with open(file, "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
