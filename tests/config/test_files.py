from __future__ import annotations

import os
import stat
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import NoReturn

import pytest

from cdx_tui.config.files import (
    TooLarge,
    make_private_folder,
    read_limited,
    write_atomically,
    write_new,
)

WRITER = """
import sys
from pathlib import Path
from cdx_tui.config.files import write_atomically
number = 0
while True:
    number += 1
    body = f"number = {number}\\n" + "".join(f"k{i} = {number}\\n" for i in range(5000))
    write_atomically(Path(sys.argv[1]), body.encode())
    print(number, flush=True)
"""


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_written_files_are_private(tmp_path: Path) -> None:
    file = tmp_path / "a" / "b" / "file"
    old_mask = os.umask(0)
    try:
        write_atomically(file, b"content")
    finally:
        os.umask(old_mask)

    assert file.read_bytes() == b"content"
    assert mode(file) == 0o600
    assert mode(tmp_path / "a") == mode(tmp_path / "a" / "b") == 0o700


def test_existing_folders_keep_their_mode(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)

    make_private_folder(tmp_path / "new")

    assert mode(tmp_path) == 0o755


def test_a_write_makes_a_readable_file_private(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"old")
    file.chmod(0o644)

    write_atomically(file, b"new")

    assert mode(file) == 0o600


def test_a_symbolic_link_is_kept(tmp_path: Path) -> None:
    (tmp_path / "dotfiles").mkdir()
    target = tmp_path / "dotfiles" / "config.toml"
    target.write_bytes(b"old")
    link = tmp_path / "config.toml"
    link.symlink_to(target)

    write_atomically(link, b"new")

    assert link.is_symlink()
    assert target.read_bytes() == b"new"


@pytest.mark.parametrize("step", ["fsync", "replace"])
@pytest.mark.parametrize("error", [OSError("no space"), KeyboardInterrupt()])
def test_a_failed_write_leaves_the_old_file_and_nothing_else(
    step: str, error: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> NoReturn:
        raise error

    file = tmp_path / "file"
    file.write_bytes(b"old")
    monkeypatch.setattr(os, step, fail)

    with pytest.raises(type(error)):
        write_atomically(file, b"new")

    assert [each.name for each in tmp_path.iterdir()] == ["file"]
    assert file.read_bytes() == b"old"


def test_a_folder_in_the_way_is_an_os_error(tmp_path: Path) -> None:
    (tmp_path / "file").mkdir()

    with pytest.raises(OSError, match="file"):
        write_atomically(tmp_path / "file", b"new")

    assert [each.name for each in tmp_path.iterdir()] == ["file"]


@pytest.mark.parametrize("writes", [1, 2, 5])
def test_a_kill_leaves_a_complete_file(writes: int, tmp_path: Path) -> None:
    file = tmp_path / "file.toml"
    with subprocess.Popen(
        [sys.executable, "-c", WRITER, str(file)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        for _ in range(writes):
            writer.stdout.readline()
        while_running = [tomllib.loads(file.read_text()) for _ in range(5)]
        writer.kill()

    for content in [*while_running, tomllib.loads(file.read_text())]:
        assert len(content) == 5001
        assert len(set(content.values())) == 1
        assert content["number"] >= writes


WRITER_OF_NEW = """
import sys
from pathlib import Path
from cdx_tui.config.files import write_new
for number in range(10**6):
    write_new(Path(sys.argv[1]) / f"{number}.json", b"x" * 2_000_000)
    print(number, flush=True)
"""


@pytest.mark.parametrize("writes", range(1, 9))
def test_a_kill_leaves_new_files_complete_or_absent(writes: int, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITER_OF_NEW, str(tmp_path)], stdout=subprocess.PIPE
    ) as writer:
        assert writer.stdout is not None
        for _ in range(writes):
            writer.stdout.readline()
        moment = tmp_path / f"{writes}.json"
        while not moment.exists():  # visible as soon as it has its name: empty or complete
            pass
        writer.kill()

    named = [*tmp_path.glob("*.json")]
    assert len(named) > writes
    assert {file.stat().st_size for file in named} == {2_000_000}


@pytest.mark.parametrize("taken", [False, True])
def test_a_file_system_without_links(
    taken: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> NoReturn:
        raise PermissionError

    monkeypatch.setattr(os, "link", no_links)
    file = tmp_path / "file"
    if taken:
        file.write_bytes(b"old")
        with pytest.raises(FileExistsError):
            write_new(file, b"new")
    else:
        write_new(file, b"new")
    assert file.read_bytes() == (b"old" if taken else b"new")
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


def test_reading_stops_at_the_limit(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"x" * 11)

    assert read_limited(file, 11)[0] == b"x" * 11
    with pytest.raises(TooLarge, match="10 bytes"):
        read_limited(file, 10)


def test_reading_a_pipe_does_not_block(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    with pytest.raises(OSError, match="regular"):
        read_limited(tmp_path / "pipe", 10)


def test_a_new_file_is_private_and_never_replaces_one(tmp_path: Path) -> None:
    file = tmp_path / "file"
    old_mask = os.umask(0)
    try:
        write_new(file, b"content")
    finally:
        os.umask(old_mask)
    assert (file.read_bytes(), mode(file)) == (b"content", 0o600)

    with pytest.raises(FileExistsError):
        write_new(file, b"other")
    assert file.read_bytes() == b"content"

    link = tmp_path / "link"
    link.symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileExistsError):
        write_new(link, b"other")
    assert not (tmp_path / "nowhere").exists()


def test_a_new_file_that_does_not_fit_is_removed(tmp_path: Path) -> None:
    code = """
import resource, sys
from pathlib import Path
from cdx_tui.config.files import write_new
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
write_new(Path(sys.argv[1]), bytes(1000))
"""
    file = tmp_path / "file"
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)], capture_output=True, text=True, check=False
    )
    assert "File too large" in done.stderr
    assert not file.exists()
