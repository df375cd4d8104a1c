"""Lines appended by one thread while another reads them."""

from __future__ import annotations

import threading
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.lines import LINES_PER_BLOCK, Lines


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(alphabet="ab\u2028\r\ud800é", max_size=5), min_size=1, max_size=1200))
def test_appended_lines_are_returned(texts: list[str]) -> None:
    lines = Lines.of("\n".join(texts))
    assert [lines[number] for number in range(len(lines))] == texts
    assert "\n".join(lines.blocks()) == "\n".join(texts)
    assert lines.longest == max(map(len, texts))
    assert lines.complete


def test_a_missing_line_raises() -> None:
    lines = Lines.of("one")
    for index in (-1, 1):
        with pytest.raises(IndexError):
            lines[index]


def test_long_text_is_packed_and_reads_the_same() -> None:
    block = [f"    line {number} \ud800 é" + "x" * 100 for number in range(LINES_PER_BLOCK)]
    lines = Lines()
    tracemalloc.start()
    for _ in range(200):
        lines.extend(block)
    used, _peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    size = 200 * sum(map(len, block))
    assert used < size / 2
    assert lines[199 * LINES_PER_BLOCK + 7] == block[7]
    assert lines[3] == block[3]
    assert all(text == "\n".join(block) for text in lines.blocks(190))
    assert len(lines.blocks(190)[2:5]) == 3


def test_a_view_across_two_blocks_splits_each_once(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = Lines.of("\n".join(map(str, range(3 * LINES_PER_BLOCK))))
    asked: list[int] = []
    block = lines.block

    def counted(number: int) -> str:
        asked.append(number)
        return block(number)

    monkeypatch.setattr(lines, "block", counted)
    for _ in range(3):
        for index in range(LINES_PER_BLOCK - 20, LINES_PER_BLOCK + 20):
            assert lines[index] == str(index)
    assert asked == [0, 1]


def test_a_reader_sees_only_complete_lines() -> None:
    lines = Lines()
    wrong: list[str] = []

    def read() -> None:
        while not lines.complete:
            count = len(lines)
            for index in {0, count // 2, count - 1} if count else ():
                if lines[index] != f"line {index}":
                    wrong.append(lines[index])

    reader = threading.Thread(target=read)
    reader.start()
    for start in range(0, 200 * LINES_PER_BLOCK, LINES_PER_BLOCK):
        lines.extend([f"line {number}" for number in range(start, start + LINES_PER_BLOCK)])
    lines.complete = True
    reader.join()
    assert wrong == []
