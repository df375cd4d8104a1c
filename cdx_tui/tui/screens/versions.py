"""Screen that compares versions of one subject."""

from __future__ import annotations

from typing import ClassVar, Final

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.reactive import var
from textual.screen import ModalScreen

from cdx_tui.api.models import Schema
from cdx_tui.schema.diff import Comparison, compare, unified
from cdx_tui.schema.document import read_schema
from cdx_tui.text import shorten
from cdx_tui.tui.screens.progress import TaskProgress
from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.schema.schema_diff_text import describe_comparison, describe_diff
from cdx_tui.tui.widgets.text.text_view import TextView

__all__ = ["VersionsScreen"]

_COMPARING: Final = "Comparing"


class VersionsScreen(ModalScreen[None]):
    """Screen that compares a version with the previous one, by field or as a text diff.

    Args:
        versions: At least two schemas of one subject, the oldest first.
        index: Index of the version to compare with the previous one; 0 is treated as 1.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "dismiss", "Back", id="versions.back", tooltip="Back to the schema"),
        Binding("v,o", "other_view", "Fields/text", id="versions.toggle", tooltip="The other view"),
        Binding(
            "left_square_bracket",
            "step(-1)",
            "Older",
            id="versions.older",
            key_display="[",
            tooltip="Compare the versions before these",
        ),
        Binding(
            "right_square_bracket",
            "step(1)",
            "Newer",
            id="versions.newer",
            key_display="]",
            tooltip="Compare the versions after these",
        ),
    ]

    as_text: var[bool] = var(False, init=False)

    def __init__(self, versions: tuple[Schema, ...], index: int) -> None:
        super().__init__()
        self._versions = versions
        self._index = max(1, index)
        self._comparison: tuple[Comparison, list[str]] | None = None
        self._progress = TaskProgress(self, self._show_progress)

    def compose(self) -> ComposeResult:
        """Yield the title with the two versions, and their differences."""
        with Vertical():
            yield PaneTitle()
            yield TextView(id="differences")
        yield KeyHints()

    def on_mount(self) -> None:
        """Compare the initial pair of versions."""
        self._start()

    def _start(self) -> None:
        old, new = self._versions[self._index - 1], self._versions[self._index]
        title = self.query_one(PaneTitle)
        subject = shorten(new.subject or "(no subject)", 80)
        title.text = Content(f"{subject} · v{old.version} → v{new.version}")
        title.note = Content(f"{self._index} of {len(self._versions) - 1}")
        self._show_progress(f"{_COMPARING} …")
        self._progress.begin(_COMPARING)
        self._compare(old, new)

    def _show_progress(self, message: str) -> None:
        if message:
            self.query_one(TextView).show(Content(message))

    @work(thread=True, exclusive=True, group="compare")
    def _compare(self, old: Schema, new: Schema) -> None:
        documents = [read_schema(s.schema or "", s.schema_type) for s in (old, new)]
        names = (f"v{old.version}", f"v{new.version}")
        result = compare(*documents), unified(documents[0], documents[1], names)
        self.app.call_from_thread(self._show, self._versions.index(new), result)

    def _show(self, index: int, result: tuple[Comparison, list[str]]) -> None:
        if index == self._index:
            self._progress.end(_COMPARING)
            self._comparison = result
            self.watch_as_text()

    def watch_as_text(self) -> None:
        """Show the fields or the text diff, once the comparison is complete."""
        if self._comparison is not None:
            comparison, diff = self._comparison
            text = describe_diff(diff) if self.as_text else describe_comparison(comparison)
            self.query_one(TextView).show(text)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable steps only to versions that exist."""
        if action == "step":
            return 1 <= self._index + (1 if parameters == (1,) else -1) < len(self._versions)
        return True

    def action_other_view(self) -> None:
        """Toggle between fields and text diff."""
        self.as_text = not self.as_text

    def action_step(self, step: int) -> None:
        """Compare the previous or the next pair of versions."""
        index = self._index + step
        if 1 <= index < len(self._versions):
            self._index = index
            self._comparison = None
            self._start()
