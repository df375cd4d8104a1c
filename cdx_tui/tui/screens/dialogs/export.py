"""Prompt for a folder to export to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cdx_tui.api.errors import RefusedInput
from cdx_tui.share.export import ExportExists
from cdx_tui.tui.screens.dialogs.path_prompt import PathPrompt

__all__ = ["ExportScreen", "SaveFunction"]

SaveFunction = Callable[[Path, bool], tuple[Path, ...]]
"""Function that writes files to a folder; the second argument allows overwriting."""


class ExportScreen(PathPrompt[tuple[Path, ...]]):
    """Prompt that returns the written files, or None if cancelled.

    Args:
        what: The exported object, as in `Export the share to folder:`.
        folder: Folder to propose.
        save: Writes the files; may raise `RefusedInput`, or `ExportExists` if a file exists that
            may be overwritten.
    """

    def __init__(self, what: str, folder: str, save: SaveFunction) -> None:
        super().__init__("Export", f"Export {what} to folder:", folder)
        self._save = save
        self._existing_path: Path | None = None

    def use(self, path: Path) -> tuple[Path, ...]:
        """Write the files; overwrite if the same path was submitted again."""
        overwrite = self._existing_path == path
        self._existing_path = None
        try:
            return self._save(path, overwrite)
        except ExportExists:
            self._existing_path = path
            raise

    def explain(self, error: RefusedInput) -> str:
        """Return the error message; for existing files, with the key that overwrites them."""
        if isinstance(error, ExportExists):
            return f"{error.cause} Press Enter again to overwrite."
        return super().explain(error)
