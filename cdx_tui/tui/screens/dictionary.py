"""Screen with all fields of a share in one table."""

from __future__ import annotations

from time import monotonic, sleep
from typing import ClassVar, Final

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from cdx_tui.share.dictionary import FieldIndex, FieldRow
from cdx_tui.share.field_filter import FieldFilter
from cdx_tui.text import clean, shorten
from cdx_tui.tui.screens import exports
from cdx_tui.tui.screens.dialogs.export import ExportScreen
from cdx_tui.tui.screens.frugal_screen import FrugalScreen
from cdx_tui.tui.widgets.clean_input import CleanInput
from cdx_tui.tui.widgets.dictionary_table import DictionaryTable
from cdx_tui.tui.widgets.field_details import describe_row, locate_row
from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.pane import Pane
from cdx_tui.tui.widgets.pane_title import PaneTitle
from cdx_tui.tui.widgets.placeholders import TooSmall
from cdx_tui.tui.widgets.schema.field_drawer import FieldDrawer
from cdx_tui.tui.widgets.status_line import StatusLine

__all__ = ["DictionaryScreen"]

_SLICE: Final = 0.008
"""Seconds for which the filter runs before keys are handled again."""

_PAUSE: Final = 0.002
_REST: Final = 0.3
"""Seconds after a key for which no further schema is parsed, since a thread slows the next key."""

_GROWTH_INTERVAL: Final = 0.3
"""Seconds between updates while the share is being indexed."""


def _bind(key: str, action: str, name: str, description: str, tooltip: str) -> Binding:
    identity = f"dictionary.{name}"
    return Binding(key, action, description, id=identity, show=False, tooltip=tooltip)


class _FilterInput(CleanInput):
    """Input for the filter, whose Enter is a key hint."""

    BINDINGS: ClassVar[list[BindingType]] = [
        _bind("enter", "submit", "open", "Open", "Show the field in its schema"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = (
        *("dictionary.open", "dictionary.switch", "dictionary.back"),
    )


class DictionaryScreen(FrugalScreen, Screen[FieldRow | None]):
    """Screen that returns the chosen field, or None if the user goes back.

    The fields are indexed in a thread while the screen is open; the index keeps what it has, so
    that another screen goes on where this one stopped.

    Args:
        index: The fields of the share.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        _bind("enter", "open", "open", "Open", "Show the field in its schema"),
        _bind("slash", "filter", "filter", "Filter", "Filter the fields"),
        _bind("tab", "switch", "switch", "Table", "Switch between filter and table"),
        _bind("y", "copy", "copy", "Copy path", "Copy the path of the field"),
        _bind("e", "export", "export", "Save CSV", "Save these fields as CSV"),
        _bind("escape", "back", "back", "Back", "Clear the filter, or back to the share"),
        _bind("f,q", "close", "close", "Close", "Back to the share"),
        _bind("down", "move('cursor_down')", "down", "Down", "Next field"),
        _bind("up", "move('cursor_up')", "up", "Up", "Previous field"),
        _bind("pagedown", "move('page_down')", "page-down", "Page down", "Next page of fields"),
        _bind("pageup", "move('page_up')", "page-up", "Page up", "Previous page of fields"),
    ]
    HINTS: ClassVar[tuple[str, ...]] = tuple(
        f"dictionary.{name}" for name in ("open", "filter", "copy", "export", "back")
    )

    def __init__(self, index: FieldIndex) -> None:
        super().__init__()
        self._index = index
        self._filter = FieldFilter(index)
        self._handled = 0.0
        self._searching: Timer | None = None
        self._growing: Timer | None = None

    def compose(self) -> ComposeResult:
        """Yield the title, the filter, the table and the details of a field."""
        yield TooSmall()
        with Pane(id="dictionary"):
            yield PaneTitle(id="dictionary-title")
            with Horizontal(id="dictionary-filter"):
                yield Static(Content("/"), classes="search--sign")
                yield _FilterInput(
                    placeholder="Filter by field, type, tag, subject…",
                    compact=True,
                    classes="search--input",
                )
            yield StatusLine(id="dictionary-titles")
            yield DictionaryTable(id="dictionary-fields")
            yield FieldDrawer(id="dictionary-field")
        yield KeyHints()

    def on_mount(self) -> None:
        """Show what is indexed, and index the rest."""
        self.set_focus(self.query_one(_FilterInput))
        self.query_one(DictionaryTable).placeholder = Content("")
        self._show_filter("")
        if not self._index.complete:
            self._growing = self.set_interval(_GROWTH_INTERVAL, self._grow)
            self._index_schemas()

    @work(description="-", thread=True, exclusive=True, group="dictionary")
    def _index_schemas(self) -> None:
        worker = get_current_worker()
        while self._index.advance() and not worker.is_cancelled:
            sleep(max(0.0, self._handled + _REST - monotonic()))

    def _grow(self) -> None:
        """Show what has been indexed since the last time."""
        if self._index.complete and self._growing is not None:
            self._growing.stop()
        self.query_one(DictionaryTable).measure(self._index.longest)
        if self._searching is None:
            self._search()

    # Filter

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self._handled = monotonic()
        self._show_filter(event.value)

    def _show_filter(self, text: str) -> None:
        """Filter by a text; the first rows are there at once, others follow."""
        self._stop_searching()
        self._filter = FieldFilter(self._index, text)
        more = self._filter.advance(_SLICE)
        table = self.query_one(DictionaryTable)
        table.show(self._filter)
        table.measure(self._index.longest)
        self._show_count()
        if more:
            self._searching = self.set_timer(_PAUSE, self._search)

    def _stop_searching(self) -> None:
        if self._searching is not None:
            self._searching.stop()
            self._searching = None

    def _search(self) -> None:
        before = self._filter.total
        more = self._filter.advance(_SLICE)
        self.query_one(DictionaryTable).rows_grew(before)
        self._show_count()
        self._searching = self.set_timer(_PAUSE, self._search) if more else None

    def _show_count(self) -> None:
        """Show the number of fields, and how much of the share is indexed."""
        index, total = self._index, f"{self._index.total:,}"
        count = f"{self._filter.total:,} of {total}" if self._filter.words else total
        note = f"{count} field{'s' * (index.total != 1)}"
        if not index.complete:
            note += f" · indexing {index.percent} %"
        title = self.query_one(PaneTitle)
        title.text, title.note = Content("All fields of the share"), Content(note)
        table = self.query_one(DictionaryTable)
        if self._filter.complete:
            empty = " No field matches. Esc clears the filter."
            table.placeholder = Content(empty if index.total else " No schema has fields.")
        else:
            table.placeholder = Content(" Searching…" if self._filter.words else " Indexing…")

    @on(DictionaryTable.ColumnsChanged)
    def _show_titles(self, event: DictionaryTable.ColumnsChanged) -> None:
        self.query_one("#dictionary-titles", StatusLine).text = Content(event.titles)

    @on(DictionaryTable.Highlighted)
    def _describe(self) -> None:
        """Show the field under the cursor in full."""
        self._handled = monotonic()
        row = self.query_one(DictionaryTable).current
        drawer = self.query_one(FieldDrawer)
        if row is None:
            drawer.show("", "", Content(""))
        else:
            drawer.show(locate_row(row), f"line {row.field.line + 1:,}", describe_row(row))

    # Actions

    @property
    def _is_typing(self) -> bool:
        return isinstance(self.focused, Input)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only actions that have an effect now."""
        if not self.is_mounted or not self.query(DictionaryTable):
            return True
        table = self.query_one(DictionaryTable)
        if action in ("filter", "close"):
            return not self._is_typing
        if action == "move":
            return self._is_typing and table.can_move
        if action == "open":
            return table.current is not None
        if action in ("copy", "export"):
            return not self._is_typing and table.current is not None
        return True

    def action_filter(self) -> None:
        """Give the filter the focus; typing replaces its text."""
        field = self.query_one(_FilterInput)
        self.set_focus(field)
        field.select_all()

    def action_switch(self) -> None:
        """Give the focus to the table, or to the filter."""
        self.set_focus(self.query_one(DictionaryTable if self._is_typing else _FilterInput))

    async def action_move(self, motion: str) -> None:
        """Move the cursor of the table, while the filter keeps the focus."""
        await self.app.run_action(motion, self.query_one(DictionaryTable))

    @on(Input.Submitted)
    @on(DictionaryTable.Opened)
    def action_open(self) -> None:
        """Return the field under the cursor."""
        # The filter's text may be newer than its rows: Enter can come in the same packet.
        text = self.query_one(_FilterInput).value
        if FieldFilter(self._index, text).words != self._filter.words:
            self._show_filter(text)
        row = self.query_one(DictionaryTable).current
        if row is not None:
            self.dismiss(row)

    def action_back(self) -> None:
        """Clear the filter; if it is empty, return to the share."""
        field = self.query_one(_FilterInput)
        if field.value:
            field.value = ""
        else:
            self.dismiss(None)

    def action_close(self) -> None:
        """Return to the share."""
        self.dismiss(None)

    def action_copy(self) -> None:
        """Copy the path of the field under the cursor."""
        row = self.query_one(DictionaryTable).current
        if row is not None:
            self.app.copy_to_clipboard(row.path)

    @work(description="-", group="export")
    async def action_export(self) -> None:
        """Prompt for a folder, and save the fields that match the filter to it."""
        save = exports.fields(self._index, " ".join(self._filter.words))
        written = await self.app.push_screen_wait(ExportScreen(save.what, ".", save.write))
        if written:
            where = shorten(clean(str(written[0].parent.absolute())), 120)
            what = f"Exported {written[0].name} to {where}"
            self.notify(what, title="Export", timeout=6, markup=False)
