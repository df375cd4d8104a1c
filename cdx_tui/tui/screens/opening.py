"""Opening saved shares from the first screen, which lists the recent ones."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import work
from textual.content import Content

from cdx_tui.api.errors import RefusedInput
from cdx_tui.api.threads import run_in_daemon_thread
from cdx_tui.tui.screens.state import Phase
from cdx_tui.tui.screens.validation import ValidatingScreen
from cdx_tui.tui.widgets.text.cells import cut_text
from cdx_tui.tui.widgets.welcome import Welcome

if TYPE_CHECKING:
    from cdx_tui.config.state import RecentShare
    from cdx_tui.tui.screens.dialogs.open_saved import SavedShare

__all__ = ["OpeningScreen"]

_MOST_LISTED: Final = 5
_OTHER_ROWS: Final = 19
"""Rows of the first screen without the list of recent shares, where no line is wrapped."""

_WRAPPED_ROWS: Final = 4
"""Rows that it needs more below the full width."""

_WELCOME_WIDTH: Final = 64
_MARGIN: Final = 6
_NAME_WIDTH: Final = 22
_TIME_WIDTH: Final = 13
_LEAST_PATH: Final = 12


class OpeningScreen(ValidatingScreen):
    """Base class of a screen with a `Welcome`, from which saved shares are opened."""

    @work(description="-", group="open")
    async def action_open(self) -> None:
        """Prompt for a saved share, and show it on a screen of its own."""
        from cdx_tui.tui.screens.saved_share import SavedShareScreen

        saved = await self._choose_share()
        if saved is not None:
            screen = SavedShareScreen(saved.preview, saved.name, saved.path, closable=True)
            screen.restore_layout(self._session.layout, self.folders)
            screen.set_reactive(SavedShareScreen.presenting, self.presenting)
            self.app.push_screen(screen)

    async def _choose_share(self) -> SavedShare | None:
        """Return the share of the menu of recent ones, or of the prompt for a path."""
        from cdx_tui.tui.screens.dialogs.open_saved import OpenSavedScreen, SavedShare
        from cdx_tui.tui.screens.dialogs.recent_shares import OTHER, RecentSharesScreen

        if self.presenting or not self._session.recent:
            return await self.app.push_screen_wait(OpenSavedScreen("."))
        shares = [(each.name, time_and_place(each), each.path) for each in self._session.recent]
        path = await self.app.push_screen_wait(RecentSharesScreen(shares))
        if path is None:
            return None
        if path == OTHER:
            return await self.app.push_screen_wait(OpenSavedScreen("."))
        try:
            with self.progress.during("Opening"):
                return await run_in_daemon_thread(lambda: SavedShare.load(Path(path)))
        except RefusedInput as error:
            problem = f"✗ {error.cause} {error.next_step}"
            return await self.app.push_screen_wait(OpenSavedScreen(path, problem))

    def show_recent_shares(self) -> None:
        """List as many recent shares as there is room for; none in presentation mode."""
        width, rows = self.app.size
        rows -= _OTHER_ROWS + (_WRAPPED_ROWS if width < _WELCOME_WIDTH + _MARGIN else 0)
        number = 0 if self.presenting else max(0, min(rows, _MOST_LISTED))
        shares = self._session.recent[:number]
        lines = recent_lines(shares, min(width - _MARGIN, _WELCOME_WIDTH)) if shares else ()
        self.query_one(Welcome).recent = tuple(lines)

    def mount_placeholders(self, label: str) -> None:
        """Mount what is not shown at the start, unless the screen is too small.

        Args:
            label: What a request is sent to.
        """
        from cdx_tui.tui.widgets.placeholders import TooSmall, Waiting

        waiting = Waiting(id="waiting")
        waiting.label = label
        waiting.display = self.phase is Phase.VALIDATING
        self.query_one("#body").mount(waiting)
        self.mount(TooSmall(), before=0)

    def on_screen_resume(self) -> None:
        """List a share that was opened or exported meanwhile."""
        self.show_recent_shares()


def recent_lines(shares: Sequence[RecentShare], width: int) -> Iterator[tuple[str, str]]:
    """Yield the name of each share, and when and where it was saved, in columns.

    Args:
        shares: The shares.
        width: Cells of a line.
    """
    names = [Content(share.name) for share in shares]
    widest = min(max(name.cell_length for name in names), _NAME_WIDTH)
    room = width - widest - _TIME_WIDTH - 4
    for name, share in zip(names, shares, strict=True):
        padding = " " * max(0, widest - name.cell_length)
        first = name.truncate(widest, ellipsis=True).plain + padding
        place = ""
        if room >= _LEAST_PATH:
            place = "  " + cut_text(_short_path(share.path), room, keep_end=True)
        yield first, f"  {_time(share):<{_TIME_WIDTH}}{place}".rstrip()


def time_and_place(share: RecentShare) -> str:
    """Return when a share was exported or opened and where it is, for a menu."""
    return " · ".join(filter(None, (_time(share), _short_path(share.path))))


def _time(share: RecentShare) -> str:
    from cdx_tui.share.times import relative_time

    return relative_time(share.when, datetime.now(UTC))


def _short_path(path: str) -> str:
    """Return a path, below the home directory with a tilde."""
    home = os.path.expanduser("~").rstrip("/")
    return f"~{path[len(home) :]}" if home and path.startswith(f"{home}/") else path
