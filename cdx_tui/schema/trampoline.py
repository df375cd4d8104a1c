"""Runs what is written as a recursion without any, so that no nesting is too deep."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

__all__ = ["Steps", "run"]

Result = TypeVar("Result")

Steps = Generator[Any, Any, Result]
"""A generator that yields what it needs the result of: other steps, or a result itself."""


def run(steps: Steps[Result] | Result) -> Result:
    """Return the result of `steps`.

    Every generator that is yielded is run to its end, and its result sent back to the one that
    yielded it; anything else is sent back as it is. The generators wait in a list.
    """
    waiting: list[Steps[Result]] = []
    value: Any = steps
    while True:
        if isinstance(value, Generator):
            waiting.append(value)
            value = None
        if not waiting:
            return value  # type: ignore[no-any-return]  # the outermost generator's own
        try:
            value = waiting[-1].send(value)
        except StopIteration as end:
            waiting.pop()
            value = end.value
