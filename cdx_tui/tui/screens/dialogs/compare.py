"""Prompt for a saved share to compare with."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from cdx_tui.api.models import Preview
from cdx_tui.share.diff import ResourceChange, compare_shares
from cdx_tui.share.saved import load_saved
from cdx_tui.tui.screens.dialogs.path_prompt import PathPrompt

__all__ = ["CompareScreen", "ComparisonResult"]


class ComparisonResult(NamedTuple):
    """Changes since a saved share, and the file or folder that it was loaded from."""

    since: str
    changes: tuple[ResourceChange, ...]


class CompareScreen(PathPrompt[ComparisonResult]):
    """Prompt that returns the changes since a saved share, or None if cancelled.

    Args:
        preview: Current state of the share.
        path: File or folder to propose.
    """

    def __init__(self, preview: Preview, path: str) -> None:
        question = "Compare with: saved response (JSON) or export folder"
        super().__init__("Compare", question, path)
        self._preview = preview

    def use(self, path: Path) -> ComparisonResult:
        """Load the saved share, and compare it with the current one."""
        return ComparisonResult(str(path), compare_shares(load_saved(path), self._preview))
