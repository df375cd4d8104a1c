"""The app against every fault: the error is shown, the token kept, and the next token validated."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from cdx_tui.secret import Secret
from tests.api.responses import TOKEN
from tests.faults.app_driver import AMPLE, ConnectedAppDriver, open_app_at
from tests.faults.shared import DISTINCT_FAULTS, NAMES_OF_NETWORKS, assert_shown_safely
from tests.servers.fault_server import FaultServer
from tests.servers.faults import FAULTS, Fault
from tests.servers.networks import NETWORKS, Route

_TIMEOUT = 1.0
_GRACE = 4.0
_IMMEDIATE = 5.0
"""Seconds; anything faster was not ended by the deadline of 20, even on a busy machine."""

_NEXT = "bmV4dC10b2tlbg=="

_FAULTS_PER_RUN = 12


async def _assert_reported(driver: ConnectedAppDriver, kind: str, message: str) -> float:
    """Validate the token and return the seconds until the screen showed the result."""
    await driver.paste(TOKEN)
    started = time.monotonic()
    await driver.press("enter")
    end = "✓ valid" if kind == "Preview" else "What to do"
    await driver.until(end)
    took = time.monotonic() - started
    if kind == "Preview" and message:
        await driver.press("6", "z")  # a line that wraps is alone on the screen
    await driver.until(lambda: driver.shows(message))
    assert_shown_safely(driver.text)
    assert driver.token == Secret(TOKEN)
    assert driver.app.crash is None
    return took


async def _assert_next_is_validated(driver: ConnectedAppDriver) -> None:
    await driver.validate(_NEXT)
    await driver.until("✓ valid")
    await driver.until("Resources 1")
    await driver.until("Stock Trades")
    assert driver.token == Secret(_NEXT)


class _Setting(NamedTuple):
    """What the faults of one run of the app have in common."""

    deadline: float
    size: tuple[int, int]

    @classmethod
    def of(cls, fault: Fault) -> _Setting:
        """Return what the fault needs."""
        # Problems of a resource are listed at the end of its details.
        rows = 120 if fault.kind == "Preview" and fault.message else 40
        return cls(_TIMEOUT if fault.hangs else AMPLE, (100, rows))


def _runs() -> Iterator[tuple[_Setting, list[str]]]:
    """Share faults out to runs of the app, since starting it takes most of a fault's time.

    Faults that end in the same message are the same here.
    """
    by_setting: dict[_Setting, list[str]] = {}
    for name in DISTINCT_FAULTS:
        by_setting.setdefault(_Setting.of(FAULTS[name]), []).append(name)
    for setting, names in by_setting.items():
        for first in range(0, len(names), _FAULTS_PER_RUN):
            yield setting, names[first : first + _FAULTS_PER_RUN]


@pytest.mark.parametrize(
    ("setting", "names"), [pytest.param(*run, id=run[1][0]) for run in _runs()]
)
async def test_every_fault_is_reported_and_the_next_token_validated(
    setting: _Setting, names: list[str]
) -> None:
    recovered: set[str] = set()
    with FaultServer() as server:
        async with open_app_at(Route(server.url), *setting) as driver:
            for name in names:
                fault = FAULTS[name]
                server.fault = name
                took = await _assert_reported(driver, fault.kind, fault.message)
                assert not fault.hangs or took < _TIMEOUT + _GRACE, name
                if fault.kind not in recovered:
                    recovered.add(fault.kind)
                    server.fault = None
                    await _assert_next_is_validated(driver)
                await driver.press("t")


@pytest.mark.parametrize("name", NAMES_OF_NETWORKS)
async def test_every_network_failure_is_reported_and_the_token_kept(name: str) -> None:
    network = NETWORKS[name]
    with network.open_route() as route:
        async with open_app_at(route, _TIMEOUT if network.hangs else AMPLE) as driver:
            took = await _assert_reported(driver, network.kind, network.message)
            assert not network.hangs or took < _TIMEOUT + _GRACE


_HANGING = [name for name, fault in FAULTS.items() if fault.hangs]


@pytest.mark.parametrize("name", _HANGING)
async def test_escape_cancels_a_hanging_request_at_once(name: str) -> None:
    with FaultServer(name) as server:
        async with open_app_at(Route(server.url)) as driver:
            await driver.validate(TOKEN)
            await driver.until(server.playing.is_set)
            started = time.monotonic()
            driver.app.simulate_key("escape")
            await driver.until("Cancelled. Press Enter to retry")
            assert time.monotonic() - started < _IMMEDIATE
            assert driver.token == Secret(TOKEN)
            server.fault = None
            await _assert_next_is_validated(driver)


@pytest.mark.parametrize("name", _HANGING)
async def test_quitting_during_a_hanging_request_works(name: str) -> None:
    with FaultServer(name) as server:
        async with open_app_at(Route(server.url)) as driver:
            await driver.validate(TOKEN)
            await driver.until(server.playing.is_set)
            started = time.monotonic()
            driver.app.simulate_key("ctrl+c")
            await driver.until(lambda: not driver.app.is_running)
        assert time.monotonic() - started < _IMMEDIATE
        assert driver.app.return_code == 0
        assert driver.app.crash is None


@pytest.mark.parametrize("name", [name for name, network in NETWORKS.items() if network.hangs])
@pytest.mark.parametrize(("key", "ended"), [("escape", "Cancelled"), ("ctrl+c", "")])
async def test_a_hanging_network_can_be_cancelled_or_quit_at_once(
    name: str, key: str, ended: str
) -> None:
    with NETWORKS[name].open_route() as route:
        async with open_app_at(route) as driver:
            await driver.validate(TOKEN)
            await driver.until("Validating… 1 s")
            started = time.monotonic()
            driver.app.simulate_key(key)
            await driver.until(ended or (lambda: not driver.app.is_running))
        assert time.monotonic() - started < _IMMEDIATE
        assert driver.app.crash is None
