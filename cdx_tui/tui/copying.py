"""Copying to the user's clipboard, by the method that reaches it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual import work

from cdx_tui.api.threads import run_in_daemon_thread
from cdx_tui.clipboard import LONGEST_SEQUENCE, CopyFailed, CopyMethod, Means, pipe
from cdx_tui.tui.shutdown import GracefulApp

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

__all__ = ["CopyingApp"]


class CopyingApp(GracefulApp):
    """App whose copies, those of Textual's own selection too, take the configured method.

    Attributes:
        copy_method: Chooses the method.
        export_key: The key that exports what is too long to copy.
    """

    copy_method: Callable[[], CopyMethod]
    export_key: str

    def copy_to_clipboard(self, text: str) -> None:
        """Copy cleaned text by the method that reaches the user's clipboard, and report it."""
        method = self.copy_method()
        size = f"{len(text):,} character{'s' * (len(text) != 1)}"
        if method.means is Means.NONE:
            self._notify_copy(f"There is no way to the clipboard: {method.why}", failed=True)
        elif method.means is not Means.OSC52:
            self._pipe(method, text, size)
        elif len(text.encode("utf-8", "replace")) > LONGEST_SEQUENCE:
            self._notify_copy(
                f"{size} are too many to send through the terminal;"
                f" {self.export_key} saves the schema",
                failed=True,
            )
        else:
            super().copy_to_clipboard(text)
            self._notify_copy(f"{size} sent to the terminal")

    @work(group="clipboard")
    async def _pipe(self, method: CopyMethod, text: str, size: str) -> None:
        try:
            await run_in_daemon_thread(partial(pipe, method, text))
        except CopyFailed as error:
            self._notify_copy(f"Nothing was copied: {error}", failed=True)
        else:
            self._notify_copy(f"{size} copied by {method.command[0]}")

    def _notify_copy(self, words: str, *, failed: bool = False) -> None:
        severity: SeverityLevel = "warning" if failed else "information"
        self.notify(words, title="Copy", severity=severity, timeout=4, markup=False)
