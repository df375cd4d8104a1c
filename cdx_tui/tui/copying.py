"""Copy to the user's clipboard by the configured method."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Final

from textual import work

from cdx_tui.api.threads import run_in_daemon_thread
from cdx_tui.text import counted
from cdx_tui.tui.frugal import FrugalApp

if TYPE_CHECKING:
    from textual.notifications import SeverityLevel

    from cdx_tui.clipboard import CopyMethod

__all__ = ["CopyingApp"]

_log: Final = logging.getLogger(__name__)


class CopyingApp(FrugalApp):
    """App that copies by the configured method, also for Textual's own text selection.

    Attributes:
        copy_method: Returns the method for the next copy.
        export_key: Key that exports a schema, named if a text is too long to copy.
    """

    copy_method: Callable[[], CopyMethod]
    export_key: str

    def copy_to_clipboard(self, text: str) -> None:
        """Copy cleaned text by the configured method, and show a notification of the result."""
        from cdx_tui.clipboard import MAX_OSC52_BYTES, CopyTransport

        method = self.copy_method()
        _log.debug("copy of %d characters by %s", len(text), method.means.name)
        size = counted(len(text), "character")
        if method.means is CopyTransport.NONE:
            self._notify_copy(f"No clipboard available: {method.why}", failed=True)
        elif method.means is not CopyTransport.OSC52:
            self._pipe(method, text, size)
        elif len(text.encode("utf-8", "replace")) > MAX_OSC52_BYTES:
            self._notify_copy(
                f"{size} are too many for the terminal clipboard;"
                f" press {self.export_key} to export the schema",
                failed=True,
            )
        else:
            super().copy_to_clipboard(text)
            self._notify_copy(f"Sent {size} to the terminal clipboard (OSC 52)")

    @work(description="-", group="clipboard")
    async def _pipe(self, method: CopyMethod, text: str, size: str) -> None:
        from cdx_tui.clipboard import CopyFailed, pipe

        try:
            result = await run_in_daemon_thread(partial(pipe, method, text))
        except CopyFailed as error:
            self._notify_copy(f"Nothing was copied: {error}", failed=True)
        else:
            self._notify_copy(f"Copied {size} ({result.destination})")

    def _notify_copy(self, words: str, *, failed: bool = False) -> None:
        severity: SeverityLevel = "warning" if failed else "information"
        self.notify(words, title="Copy", severity=severity, timeout=4, markup=False)
