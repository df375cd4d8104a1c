"""Registry of every way in which an API, or what responds in its place, can misbehave, by name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.servers.faults.bodies import BODIES
from tests.servers.faults.codings import CODINGS
from tests.servers.faults.connections import CONNECTIONS
from tests.servers.faults.fault import Exchange, Fault
from tests.servers.faults.framing import FRAMING
from tests.servers.faults.statuses import STATUSES, status_fault

__all__ = ["FAULTS", "Exchange", "Fault", "status_fault"]

FAULTS: Final[Mapping[str, Fault]] = {
    **STATUSES,
    **BODIES,
    **CODINGS,
    **FRAMING,
    **CONNECTIONS,
}
