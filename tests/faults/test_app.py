"""The app against every fault: words on the screen, the token kept, the next one answered."""

from __future__ import annotations

import time

import pytest

from cdx_tui.secret import Secret
from tests.api.responses import TOKEN
from tests.faults.shared import NAMES_OF_NETWORKS, assert_shown_safely
from tests.faults.stage import AMPLE, Stage, open_at
from tests.servers.fault_server import FaultServer
from tests.servers.faults import FAULTS
from tests.servers.networks import NETWORKS, Route

_TIMEOUT = 1.0
_GRACE = 4.0
_AT_ONCE = 1.0
"""Seconds: what takes less was not ended by a deadline of 20, on however busy a machine."""

_NEXT = "bmV4dC10b2tlbg=="


async def _assert_told(stage: Stage, kind: str, words: str) -> float:
    """Validate the token; return the seconds until the screen said what came of it."""
    await stage.paste(TOKEN)
    started = time.monotonic()
    await stage.press("enter")
    end = "✓ valid" if kind == "Preview" else "What to do"
    await stage.until(end)
    took = time.monotonic() - started
    await stage.until(lambda: stage.shows(words))
    assert_shown_safely(stage.text)
    assert stage.token == Secret(TOKEN)
    assert stage.app.crash is None
    return took


async def _assert_next_is_answered(stage: Stage) -> None:
    await stage.validate(_NEXT)
    await stage.until("✓ valid · 1 resource ·")
    await stage.until("Stock Trades")
    assert stage.token == Secret(_NEXT)


@pytest.mark.parametrize("name", list(FAULTS))
async def test_every_fault_is_told_and_the_next_token_answered(name: str) -> None:
    fault = FAULTS[name]
    with FaultServer(name) as server:
        deadline = _TIMEOUT if fault.hangs else AMPLE
        # What is odd about a resource stands at the end of its details.
        size = (100, 120) if fault.kind == "Preview" and fault.words else (100, 40)
        async with open_at(Route(server.url), deadline, size) as stage:
            took = await _assert_told(stage, fault.kind, fault.words)
            assert not fault.hangs or took < _TIMEOUT + _GRACE
            server.fault = None
            await _assert_next_is_answered(stage)


@pytest.mark.parametrize("name", NAMES_OF_NETWORKS)
async def test_every_network_is_told_and_the_token_kept(name: str) -> None:
    network = NETWORKS[name]
    with network.way() as way:
        async with open_at(way, _TIMEOUT if network.hangs else AMPLE) as stage:
            took = await _assert_told(stage, network.kind, network.words)
            assert not network.hangs or took < _TIMEOUT + _GRACE


_HANGING = [name for name, fault in FAULTS.items() if fault.hangs]


@pytest.mark.parametrize("name", _HANGING)
async def test_escape_ends_what_hangs_at_once(name: str) -> None:
    with FaultServer(name) as server:
        async with open_at(Route(server.url)) as stage:
            await stage.validate(TOKEN)
            await stage.until(server.playing.is_set)
            started = time.monotonic()
            stage.app.simulate_key("escape")
            await stage.until("Cancelled; Enter validates again")
            assert time.monotonic() - started < _AT_ONCE
            assert stage.token == Secret(TOKEN)
            server.fault = None
            await _assert_next_is_answered(stage)


@pytest.mark.parametrize("name", _HANGING)
async def test_quitting_during_what_hangs_works(name: str) -> None:
    with FaultServer(name) as server:
        async with open_at(Route(server.url)) as stage:
            await stage.validate(TOKEN)
            await stage.until(server.playing.is_set)
            started = time.monotonic()
            stage.app.simulate_key("ctrl+c")
            await stage.until(lambda: not stage.app.is_running)
        assert time.monotonic() - started < _AT_ONCE
        assert stage.app.return_code == 0
        assert stage.app.crash is None


@pytest.mark.parametrize("name", [name for name, network in NETWORKS.items() if network.hangs])
@pytest.mark.parametrize(("key", "ended"), [("escape", "Cancelled"), ("ctrl+c", "")])
async def test_a_network_that_hangs_is_left_at_once(name: str, key: str, ended: str) -> None:
    with NETWORKS[name].way() as way:
        async with open_at(way) as stage:
            await stage.validate(TOKEN)
            await stage.until("Validating … 1 s")
            started = time.monotonic()
            stage.app.simulate_key(key)
            await stage.until(ended or (lambda: not stage.app.is_running))
        assert time.monotonic() - started < _AT_ONCE
        assert stage.app.crash is None
