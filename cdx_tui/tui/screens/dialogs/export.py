"""Ask for a folder to export to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cdx_tui.api.errors import RefusedInput
from cdx_tui.share.export import AlreadyThere
from cdx_tui.tui.screens.dialogs.path_prompt import PathPrompt

__all__ = ["ExportScreen", "Save"]

Save = Callable[[Path, bool], tuple[Path, ...]]
"""Function that writes into a folder; the second argument allows to overwrite."""


class ExportScreen(PathPrompt[tuple[Path, ...]]):
    """Returns the files that were written, or None if cancelled.

    Args:
        what: Name of what is saved.
        folder: The folder to propose.
        save: Writes it; may raise `RefusedInput`, and `AlreadyThere` if overwriting is possible.
    """

    def __init__(self, what: str, folder: str, save: Save) -> None:
        super().__init__("Save", f"{what}, into this folder; Enter saves.", folder)
        self._save = save
        self._refused: Path | None = None

    def use(self, path: Path) -> tuple[Path, ...]:
        """Write; overwrite if Enter was pressed again."""
        again = self._refused == path
        self._refused = None
        try:
            return self._save(path, again)
        except AlreadyThere:
            self._refused = path
            raise

    def explain(self, error: RefusedInput) -> str:
        """Say how files that are there are replaced."""
        if isinstance(error, AlreadyThere):
            return f"{error.cause} Enter again replaces what is there."
        return super().explain(error)
