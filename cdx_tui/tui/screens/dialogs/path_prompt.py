"""Base class of prompts for a file or folder."""

from __future__ import annotations

import os
from abc import abstractmethod
from pathlib import Path
from typing import ClassVar, Generic, TypeVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from cdx_tui.api.errors import RefusedInput
from cdx_tui.api.threads import run_in_daemon_thread
from cdx_tui.tui.screens.progress import TaskProgress
from cdx_tui.tui.widgets.clean_input import CleanInput
from cdx_tui.tui.widgets.key_hints import KeyHints

__all__ = ["PathPrompt"]

_Found = TypeVar("_Found")


class PathPrompt(ModalScreen["_Found | None"], Generic[_Found]):
    """Returns the result of `use`, or None if cancelled.

    Args:
        title: What this is about.
        question: What the path is for, in a sentence.
        path: The path to propose.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="path.cancel", tooltip="Do nothing"),
    ]

    def __init__(self, title: str, question: str, path: str) -> None:
        super().__init__()
        self._heading = title
        self._question = question
        self._path = path
        self._progress = TaskProgress(self, self._tell)

    @abstractmethod
    def use(self, path: Path) -> _Found:
        """Do it. It runs in a thread: the path may be on a disk far away.

        Raises:
            RefusedInput: It can't be done; the screen says why, and stays.
        """

    def compose(self) -> ComposeResult:
        """Yield the field for the path."""
        with Vertical(id="path") as box:
            box.border_title = Content(self._heading)
            yield Static(Content(self._question))
            yield CleanInput(self._path, id="path-input", compact=True)
            yield Static(id="path-problem")
        yield KeyHints()

    @on(Input.Submitted, "#path-input")
    def _submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._try(Path(os.path.expanduser(event.value.strip())))

    @work(exclusive=True, group="path")
    async def _try(self, path: Path) -> None:
        try:
            with self._progress.during("Working"):
                found = await run_in_daemon_thread(lambda: self.use(path))
        except RefusedInput as error:
            self._tell(f"✗ {self.explain(error)}")
        else:
            self.dismiss(found)

    def _tell(self, words: str) -> None:
        self.query_one("#path-problem", Static).update(Content(words))

    def explain(self, error: RefusedInput) -> str:
        """Return why it can't be done, and what to do."""
        return f"{error.cause} {error.next_step}"
