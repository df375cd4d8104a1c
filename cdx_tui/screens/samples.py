"""The sample shares of the demo, to pick one by a key."""

from __future__ import annotations

from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import DataTable

from cdx_tui.demo.catalogue import DemoToken
from cdx_tui.widgets.key_hints import KeyHints

__all__ = ["SamplesScreen"]


class SamplesScreen(ModalScreen[DemoToken | None]):
    """Returns the sample that was picked, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,d", "dismiss", "Back", id="samples.back", tooltip="Pick none"),
        Binding("enter", "pick", "Look inside", id="samples.pick", tooltip="Validate this token"),
        Binding("j", "move(1)", "Down", id="samples.down", show=False, tooltip="Next sample"),
        Binding("k", "move(-1)", "Up", id="samples.up", show=False, tooltip="Previous sample"),
    ]

    def __init__(self, samples: tuple[DemoToken, ...]) -> None:
        super().__init__()
        self._samples = samples

    def compose(self) -> ComposeResult:
        """Yield the list."""
        with Vertical(id="samples") as box:
            box.border_title = "Sample shares"
            yield DataTable[Text](id="samples-list", cursor_type="row", show_header=False)
        yield KeyHints()

    def on_mount(self) -> None:
        """Fill the list."""
        table = self.query_one("#samples-list", DataTable)
        table.add_columns(Text("Name"), Text("What it shows"))
        for sample in self._samples:
            table.add_row(Text(sample.name, style="bold"), Text(sample.summary))

    def action_move(self, rows: int) -> None:
        """Move the cursor."""
        table = self.query_one("#samples-list", DataTable)
        table.move_cursor(row=table.cursor_row + rows)

    def action_pick(self) -> None:
        """Return the sample under the cursor."""
        self.dismiss(self._samples[self.query_one("#samples-list", DataTable).cursor_row])

    def on_data_table_row_selected(self, event: DataTable.RowSelected) -> None:
        """Return the sample that was clicked, or picked by Enter in the list itself."""
        self.dismiss(self._samples[event.cursor_row])
