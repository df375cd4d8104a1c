"""What is read is limited in size, and standard input is read where `-` is given."""

from __future__ import annotations

import io
import json
import os
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from cdx_tui.cli import main
from cdx_tui.demo.share_files import share_body
from cdx_tui.share import bounded_input
from cdx_tui.share.bounded_input import InputRefused, read_file, read_stream

Captured = pytest.CaptureFixture[str]

_COMMANDS = [["schema", "{}"], ["open", "{}"], ["diff", "{}", "good"], ["diff", "good", "{}"]]


def _run(command: list[str], name: str, folder: Path) -> int:
    good = folder / "good.json"
    good.write_bytes(share_body("stock_trades"))
    return main([{"{}": name, "good": str(good)}.get(part, part) for part in command])


@pytest.fixture
def endless_stdin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with open("/dev/zero", encoding="utf-8") as stdin:
        monkeypatch.setattr("sys.stdin", stdin)
        yield


@pytest.mark.parametrize("command", _COMMANDS, ids=" ".join)
def test_an_endless_device_is_refused(command: list[str], tmp_path: Path, capsys: Captured) -> None:
    assert _run(command, "/dev/zero", tmp_path) == 2
    assert "larger than 64 MiB, the maximum" in capsys.readouterr().err


@pytest.mark.usefixtures("endless_stdin")
@pytest.mark.parametrize("command", _COMMANDS, ids=" ".join)
def test_endless_standard_input_is_refused(
    command: list[str], tmp_path: Path, capsys: Captured
) -> None:
    assert _run(command, "-", tmp_path) == 2
    assert "larger than 64 MiB, the maximum" in capsys.readouterr().err


@pytest.mark.parametrize("command", _COMMANDS, ids=" ".join)
def test_a_pipe_that_nobody_writes_to_is_refused(
    command: list[str], tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bounded_input, "IDLE_SECONDS", 0.05)
    os.mkfifo(tmp_path / "pipe")
    assert _run(command, str(tmp_path / "pipe"), tmp_path) == 2
    assert "sent nothing for 0.05 seconds" in capsys.readouterr().err


def _write(path: Path, content: bytes) -> threading.Thread:
    def write() -> None:
        with suppress(BrokenPipeError), open(path, "wb") as pipe:
            pipe.write(content)

    thread = threading.Thread(target=write)
    thread.start()
    return thread


@pytest.mark.parametrize("length", [0, 1, 99_999, 100_000, 100_001])
def test_a_named_pipe_is_read_up_to_the_limit(length: int, tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    writer = _write(path, b"x" * length)
    if length > 100_000:
        with pytest.raises(InputRefused, match="larger than 100,000 bytes, the maximum"):
            read_file(path, 100_000)
    else:
        assert read_file(path, 100_000) == b"x" * length
    writer.join()


def test_a_file_is_read_up_to_the_limit(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"12345")
    assert read_file(tmp_path / "file", 5) == b"12345"
    with pytest.raises(InputRefused):
        read_file(tmp_path / "file", 4)
    with pytest.raises(IsADirectoryError):
        read_file(tmp_path)


def test_closed_standard_input_is_reported(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(InputRefused, match="closed"):
        read_stream(None)
    monkeypatch.setattr("sys.stdin", None)
    for command in (["schema", "-"], ["open", "-"], ["diff", "-", "x"]):
        assert main(command) == 2
        assert "it is closed" in capsys.readouterr().err


@pytest.mark.parametrize("sides", [["-", "saved.json"], ["saved.json", "-"]])
def test_diff_reads_either_side_from_standard_input(
    sides: list[str], tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "saved.json").write_bytes(share_body("stock_trades"))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(share_body("orders"))))
    assert main(["diff", *sides, "-o", "json"]) == 1
    changes = json.loads(capsys.readouterr().out)["changes"]
    removed = {change["name"] for change in changes if change["changed"] == "removed"}
    assert ("Stock Trades" in removed) == (sides[0] != "-")


def test_diff_refuses_standard_input_on_both_sides(capsys: Captured) -> None:
    assert main(["diff", "-", "-"]) == 2
    assert "Can't compare standard input with itself" in capsys.readouterr().err
