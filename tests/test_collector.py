"""The collector: off while the program starts, and on from then on."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

import pytest

from cdx_tui.cli import main
from cdx_tui.collector import collect_from_now_on, keep_what_started, suspend_collection


@pytest.fixture(autouse=True)
def _leave_the_collector_on() -> Iterator[None]:
    assert gc.isenabled()
    yield
    gc.unfreeze()
    gc.enable()


def test_what_started_is_never_looked_through_again() -> None:
    frozen = gc.get_freeze_count()
    suspend_collection()
    assert not gc.isenabled()
    keep_what_started()
    assert gc.isenabled()
    assert gc.get_freeze_count() > frozen


def test_a_collector_that_others_switched_off_stays_off() -> None:
    gc.disable()
    suspend_collection()
    keep_what_started()
    collect_from_now_on()
    assert not gc.isenabled()
    assert gc.get_freeze_count() == 0


@pytest.mark.parametrize("arguments", [["--version"], ["--wrong"], ["man"]])
def test_a_command_leaves_it_on(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with contextlib.suppress(SystemExit):
        main(arguments)
    assert capsys.readouterr() != ("", "")
    assert gc.isenabled()
