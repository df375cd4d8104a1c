"""The script of the demo's tour: keys, and captions for them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, NamedTuple

__all__ = ["STEPS", "Step", "Tour"]

Sleep = Callable[[float], Awaitable[None]]


class Step(NamedTuple):
    """One step of a tour.

    Attributes:
        caption: What the step shows; at 80 columns there is room for 58 characters.
        keys: Keys to press: characters, or names such as `enter`.
        seconds: How long the result stays.
    """

    caption: str
    keys: tuple[str, ...] = ()
    seconds: float = 4.0


def _sample(position: int) -> tuple[str, ...]:
    """Return the keys that choose a sample share by its position in the menu."""
    return ("d", *("down",) * position, "enter")


STEPS: Final = (
    Step("Each sample share stands for a token that you were sent", seconds=3),
    Step("Enter: the fields of the newest value schema come first", ("enter",)),
    Step("3: what changed from v2 to v3, and what breaks consumers", ("3",)),
    Step("/: find a change, such as of the field isin", ("/", *"isin", "enter"), 2.5),
    Step("Enter: go to its field, with the verdict below it", ("enter",)),
    Step("4: a sample record that fits the schema", ("4",), 3),
    Step("d: another share, this one with data of patients", _sample(4), 2),
    Step("5: the checks name every field that may hold PII", ("5",)),
    Step("d: a share of sixty resources", (*_sample(7), "1", "escape"), 2),
    Step("/: which of them have a field called email?", ("/", *"email"), 2.5),
    Step("Enter: go to the field", ("enter",), 3),
    Step("R: how to redeem the token; cdx-tui never does it", ("R",), 5),
    Step("That was the tour. ? lists all keys, q quits", ("escape",)),
)


@dataclass(frozen=True, slots=True)
class Tour:
    """A scripted tour of the app.

    Attributes:
        steps: What to show, in order.
        sleep: Waits for a number of seconds.
    """

    steps: tuple[Step, ...] = STEPS
    sleep: Sleep = asyncio.sleep
