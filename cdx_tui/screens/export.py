"""Asks where to save a share or a schema, and saves it there."""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from cdx_tui.api.aside import in_daemon_thread
from cdx_tui.api.errors import RefusedInput
from cdx_tui.export import AlreadyThere
from cdx_tui.widgets.clean_input import CleanInput
from cdx_tui.widgets.key_hints import KeyHints

__all__ = ["ExportScreen"]

Save = Callable[[Path, bool], tuple[Path, ...]]
"""Writes into a folder, over what is there where the second argument allows it."""


class ExportScreen(ModalScreen[tuple[Path, ...] | None]):
    """Returns the files that were written, or None where that was cancelled.

    Args:
        what: What is saved, in words.
        folder: The folder to propose.
        save: Writes it; may raise `RefusedInput`, and `AlreadyThere` where it may be asked again.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="export.cancel", tooltip="Save nothing"),
    ]

    def __init__(self, what: str, folder: str, save: Save) -> None:
        super().__init__()
        self._what = what
        self._folder = folder
        self._save = save
        self._refused: Path | None = None

    def compose(self) -> ComposeResult:
        """Yield the field for the folder."""
        with Vertical(id="export") as box:
            box.border_title = "Save"
            yield Static(Content(f"{self._what}, into this folder; Enter saves."))
            yield CleanInput(self._folder, id="export-folder", compact=True)
            yield Static(id="export-problem")
        yield KeyHints()

    @on(Input.Submitted, "#export-folder")
    def _submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._write(Path(os.path.expanduser(event.value.strip())))

    @work(exclusive=True, group="export")
    async def _write(self, folder: Path) -> None:
        """Write aside from the event loop: the folder may be on a disk far away."""
        force = self._refused == folder
        try:
            written = await in_daemon_thread(partial(self._save, folder, force))
        except AlreadyThere as error:
            self._refused = folder
            self._tell(f"{error.cause} Enter again replaces what is there.")
        except RefusedInput as error:
            self._tell(f"{error.cause} {error.next_step}")
        else:
            self.dismiss(written)

    def _tell(self, words: str) -> None:
        self.query_one("#export-problem", Static).update(Content(f"✗ {words}"))
