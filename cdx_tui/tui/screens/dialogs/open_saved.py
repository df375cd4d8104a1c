"""Prompt for a saved share to open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from cdx_tui.api.models import Preview
from cdx_tui.share.saved import load_saved
from cdx_tui.text import clean, shorten
from cdx_tui.tui.screens.dialogs.path_prompt import PathPrompt

__all__ = ["OpenSavedScreen", "SavedShare"]

_QUESTION = "A saved response (JSON), or the folder of an export:"


@dataclass(frozen=True, slots=True)
class SavedShare:
    """A share that was read from a file, and the cleaned name of the file."""

    preview: Preview
    name: str


class OpenSavedScreen(PathPrompt[SavedShare]):
    """Prompt that returns the saved share, or None if cancelled."""

    def __init__(self, path: str) -> None:
        super().__init__("Open a saved share", _QUESTION, path)

    def use(self, path: Path) -> SavedShare:
        """Read the share."""
        return SavedShare(load_saved(path), shorten(clean(str(path)), 200))
