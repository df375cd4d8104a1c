"""Run recursive generators iteratively, so that nesting depth is not limited by the stack."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any, TypeVar

__all__ = ["Steps", "run"]

Result = TypeVar("Result")

Steps = Generator[Any, Any, Result]
"""A generator that yields other steps (or plain values) and is sent the result of each."""


def run(steps: Steps[Result] | Result) -> Result:
    """Run `steps` to the end and return its result; a plain value is returned as it is.

    Every generator that is yielded is run to its end and its return value sent to the generator
    that yielded it; any other value is sent back unchanged. Suspended generators are kept in a list
    instead of on the call stack.
    """
    waiting: list[Steps[Result]] = []
    value: Any = steps
    while True:
        if isinstance(value, Generator):
            waiting.append(value)
            value = None
        if not waiting:
            return value  # type: ignore[no-any-return]  # the outermost generator's result
        try:
            value = waiting[-1].send(value)
        except StopIteration as end:
            waiting.pop()
            value = end.value
