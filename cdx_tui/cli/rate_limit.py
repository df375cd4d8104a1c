"""Rate limits on the command line: wait if that was asked for, else say how long to wait."""

from __future__ import annotations

from asyncio import sleep

from cdx_tui.api.errors import CdxError, RateLimited
from cdx_tui.cli.progress_line import ProgressLine
from cdx_tui.text import counted

__all__ = ["advice", "requested_wait", "wait_with_progress"]


def requested_wait(error: CdxError) -> int | None:
    """Return the seconds that the API asked to wait; None if it did not, or for other errors."""
    return error.retry_after if isinstance(error, RateLimited) else None


def advice(error: CdxError, *, may_wait: bool) -> tuple[str, str]:
    """Return the cause of an error and the next step.

    Those of a rate limit describe the app, which counts down and retries; a command does not.

    Args:
        error: The error.
        may_wait: Whether to suggest `--wait`.
    """
    if not isinstance(error, RateLimited):
        return error.cause, error.next_step
    seconds = requested_wait(error)
    when = "Wait" if seconds is None else f"Wait {counted(seconds, 'second')}"
    option = ", or use --wait to wait and retry once" if may_wait else ""
    return "Rate limit reached for this API key.", f"{when}, then try again{option}."


async def wait_with_progress(seconds: int, *, quiet: bool) -> None:
    """Wait, and count down on standard error if that is a terminal."""
    line = ProgressLine(quiet=quiet)
    try:
        for left in range(seconds, 0, -1):
            line.show(f"Rate limit reached, retrying in {left} s")
            await sleep(1)
    finally:
        line.erase()
