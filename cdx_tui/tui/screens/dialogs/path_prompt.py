"""Base class of prompts for a path."""

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
from cdx_tui.tui.screens.frugal_screen import FrugalScreen
from cdx_tui.tui.screens.progress import TaskProgress
from cdx_tui.tui.widgets.clean_input import CleanInput
from cdx_tui.tui.widgets.key_hints import KeyHints

__all__ = ["PathPrompt"]

_Result = TypeVar("_Result")


class _PathInput(CleanInput):
    """Input for a path, whose Enter is a key hint."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "submit", "OK", id="path.submit", tooltip="Continue with this path"),
    ]


class PathPrompt(FrugalScreen, ModalScreen["_Result | None"], Generic[_Result]):
    """Prompt for a file or folder that returns the result of `use`, or None if cancelled.

    Args:
        title: Title of the dialog.
        question: Sentence that explains the purpose of the path.
        path: Path to propose.
        problem: Message to begin with; empty by default.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss", "Cancel", id="path.cancel", tooltip="Cancel"),
    ]

    def __init__(self, title: str, question: str, path: str, problem: str = "") -> None:
        super().__init__()
        self._heading = title
        self._question = question
        self._path = path
        self._problem = problem
        self._progress = TaskProgress(self, self._show_message)

    @abstractmethod
    def use(self, path: Path) -> _Result:
        """Process the path and return the result of the prompt.

        It runs in a thread, since the path may be on a slow network file system.

        Raises:
            RefusedInput: The path cannot be used; the prompt shows the error and stays open.
        """

    def compose(self) -> ComposeResult:
        """Yield the question, the input, and the line for messages."""
        with Vertical(id="path") as box:
            box.border_title = Content(self._heading)
            yield Static(Content(self._question))
            yield _PathInput(self._path, id="path-input", compact=True)
            yield Static(Content(self._problem), id="path-problem")
        yield KeyHints()

    @on(Input.Submitted, "#path-input")
    def _submitted(self, event: Input.Submitted) -> None:
        if event.value.strip():
            self._try(Path(os.path.expanduser(event.value.strip())))

    @work(description="-", exclusive=True, group="path")
    async def _try(self, path: Path) -> None:
        try:
            with self._progress.during("Working"):
                result = await run_in_daemon_thread(lambda: self.use(path))
        except RefusedInput as error:
            self._show_message(f"✗ {self.explain(error)}")
        else:
            self.dismiss(result)

    def _show_message(self, message: str) -> None:
        self.query_one("#path-problem", Static).update(Content(message))

    def explain(self, error: RefusedInput) -> str:
        """Return the error message: the cause and the next step."""
        return f"{error.cause} {error.next_step}"
