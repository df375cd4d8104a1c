"""Prompt for a saved share to open."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from cdx_tui.api.models import Preview
from cdx_tui.share.saved import load_saved
from cdx_tui.text import clean, shorten
from cdx_tui.tui.screens.dialogs.path_prompt import PathPrompt

__all__ = ["OpenSavedScreen", "SavedShare"]

_QUESTION = "A saved response (JSON), or the folder of an export:"


@dataclass(frozen=True, slots=True)
class SavedShare:
    """A share that was read from a file, and the file, also as a cleaned name."""

    preview: Preview
    name: str
    path: Path

    @classmethod
    def load(cls, path: Path) -> Self:
        """Read a saved share; it takes time for a large one.

        Raises:
            RefusedInput: It can't be read, or is not a saved share.
        """
        return cls(load_saved(path), shorten(clean(str(path)), 200), path)


class OpenSavedScreen(PathPrompt[SavedShare]):
    """Prompt that returns the saved share, or None if cancelled.

    Args:
        path: Path to propose.
        problem: Why it could not be opened; empty at first.
    """

    def __init__(self, path: str, problem: str = "") -> None:
        super().__init__("Open a saved share", _QUESTION, path, problem)

    def use(self, path: Path) -> SavedShare:
        """Read the share."""
        return SavedShare.load(path)
