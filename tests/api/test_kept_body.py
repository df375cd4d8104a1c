"""A body is kept whole, whether it is compressed at once, in a thread, or not yet."""

from __future__ import annotations

import threading

import pytest

from cdx_tui.api.kept_body import KeptBody

LARGE = b'{"name": "value"}\n' * 100_000


@pytest.mark.parametrize("data", [b"", b"{}", LARGE])
def test_what_is_kept_is_read(data: bytes) -> None:
    body = KeptBody(data)
    assert body.read() == data
    for thread in threading.enumerate():
        if thread.name == "cdx-tui-keep":
            thread.join()
    assert body.read() == data


def test_a_large_body_is_read_while_it_is_compressed(monkeypatch: pytest.MonkeyPatch) -> None:
    reached, go_on = threading.Event(), threading.Event()

    def compress(_data: bytes, _level: int) -> bytes:
        reached.set()
        go_on.wait()
        return b""

    monkeypatch.setattr("zlib.compress", compress)
    body = KeptBody(LARGE)
    assert reached.wait(10)
    assert body.read() is LARGE
    go_on.set()
