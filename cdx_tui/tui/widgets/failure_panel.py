"""Panel that explains why a token could not be validated, with a retry countdown."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import var

from cdx_tui.api.errors import CdxError
from cdx_tui.share.masking import MASK
from cdx_tui.tui.widgets.pane import Pane
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.status_line import StatusLine
from cdx_tui.tui.widgets.text.text_view import TextView

__all__ = ["FailurePanel"]


class FailurePanel(Pane):
    """Pane with the server's error message, its most likely cause, and the next step.

    Attributes:
        failure: The error to explain.
        remaining: Seconds until the automatic retry; None if no retry is scheduled.
        presenting: Whether presentation mode masks the request id.
    """

    HINTS: ClassVar[tuple[str, ...]] = ("main.again", "main.token", "main.copy", "main.samples")

    failure: var[CdxError | None] = var(None)
    remaining: var[int | None] = var(None)
    presenting: var[bool] = var(False)

    def compose(self) -> ComposeResult:
        """Yield the title, the explanation and the countdown."""
        title = PaneTitle()
        title.text = Content("Validation failed")
        yield title
        yield TextView(id="failure-text")
        yield StatusLine(id="failure-countdown")

    def watch_failure(self) -> None:
        """Show the new failure, scrolled to the top."""
        failure = self.failure
        text = describe_failure(failure, masked=self.presenting) if failure else Content("")
        self.query_one(TextView).show(text)

    def watch_presenting(self) -> None:
        """Mask or unmask the request id."""
        self.watch_failure()

    def watch_remaining(self, remaining: int | None) -> None:
        """Update the countdown; hide it if no retry is scheduled."""
        countdown = self.query_one(StatusLine)
        countdown.display = remaining is not None
        if remaining is not None:
            countdown.text = Content(f"Retrying in {remaining} s · r retry now · Esc cancel")


def describe_failure(failure: CdxError, *, masked: bool = False) -> Content:
    """Return the server's message, the cause and the next step, then status and request id.

    Args:
        failure: The error to describe.
        masked: Whether to replace the request id with `MASK`.
    """
    lines = [Content.styled(f"✗ {failure.title}", "bold $text-error"), Content("")]
    if failure.details:
        lines += [Content.styled("The server said", "$text-muted")]
        lines += [Content(f"  {line}") for line in failure.details]
        lines += [Content("")]
    lines += [
        Content.styled("What it means", "$text-muted"),
        Content(f"  {failure.cause}"),
        Content(""),
    ]
    lines += [Content.styled("What to do", "$text-muted"), Content(f"  {failure.next_step}")]
    notes = []
    if failure.status:
        notes.append(f"HTTP {failure.status}")
    if failure.request_id:
        notes.append(f"request ID {MASK if masked else failure.request_id}")
    if notes:
        lines += [Content(""), Content.styled(" · ".join(notes), "$text-muted")]
    return Content("\n").join(lines)
