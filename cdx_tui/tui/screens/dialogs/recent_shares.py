"""Menu of the saved shares that were exported or opened."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from cdx_tui.tui.screens.dialogs.menu import Choice, MenuScreen

__all__ = ["OTHER", "RecentSharesScreen"]

OTHER: Final = ""
"""The value of the choice of another file or folder."""


class RecentSharesScreen(MenuScreen[str]):
    """Menu that returns the path of the chosen share, `OTHER`, or None if cancelled.

    Args:
        shares: Name, description and path of each.
    """

    def __init__(self, shares: Iterable[tuple[str, str, str]]) -> None:
        choices = [Choice(*share, "Recent") for share in shares]
        choices.append(
            Choice(
                "Another…", "A saved response (JSON), or the folder of an export", OTHER, "Other"
            )
        )
        super().__init__("Open a saved share", choices)
