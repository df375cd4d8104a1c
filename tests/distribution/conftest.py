"""The distributions, built twice for all tests: sdist, wheel and zipapp."""

from __future__ import annotations

import fcntl
import os
import shutil
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

    @property
    def again(self) -> Distributions:
        """The same, from another folder, at another time."""
        return Distributions(self.folder / "again")

    def _only(self, pattern: str) -> Path:
        (found,) = self.folder.glob(pattern)
        return found


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Distributions:
    """Build the distributions in one test process, and again from a copy of the sources."""
    base = tmp_path_factory.getbasetemp()
    folder = (base if worker_id == "master" else base.parent) / "built"
    folder.mkdir(exist_ok=True)
    why_not = folder / "why-not"
    with _locked(folder / "lock"):
        if not why_not.exists():
            copy = folder / "a copy of the sources"
            # Files without their times; the copy has no history and nothing that is ignored there.
            shutil.copytree(ROOT, copy, ignore=_UNBUILT, copy_function=shutil.copy)
            umask = os.umask(0o077)
            reason = _build(copy, folder / "again", TZ="Asia/Kathmandu")
            os.umask(umask)
            why_not.write_text(reason or _build(ROOT, folder))
    if why_not.read_text():
        pytest.skip(f"needs pip and a registry: {why_not.read_text()}")
    return Distributions(folder)


_UNBUILT = shutil.ignore_patterns(
    ".git", ".*_cache", ".hypothesis", ".venv", "__pycache__", "*.pyz"
)


def _build(sources: Path, folder: Path, **variables: str) -> str:
    """Build all distributions; return the reason if no package registry is reachable."""
    commands = (
        ["-m", "build", "--no-isolation", "--outdir", str(folder), str(sources)],
        [str(sources / ".ci" / "build_pyz.py"), str(folder / "cdx-tui.pyz"), "*.whl"],
    )
    for command in commands:
        given = [str(next(folder.glob(each))) if each == "*.whl" else each for each in command]
        done = subprocess.run(
            [sys.executable, *given],
            capture_output=True,
            text=True,
            check=False,
            cwd=sources,
            env={**os.environ, **variables},
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
