"""Base class with the actions of screens that show a share."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING, Final

from textual import work

from cdx_tui.api.threads import run_in_daemon_thread
from cdx_tui.text import clean, clean_lines, shorten
from cdx_tui.tui.screens.share_references import ShareReferences
from cdx_tui.tui.widgets.schema.sample_formats import FORMAT_TITLES
from cdx_tui.tui.widgets.schema.views import View
from cdx_tui.tui.widgets.split import NARROW_WIDTH, SPLIT_STEP, clamp_shift

if TYPE_CHECKING:  # deferred: the handlers' names say whose messages they take
    from cdx_tui.api.models import Preview
    from cdx_tui.share.dictionary import FieldIndex
    from cdx_tui.tui.widgets.divider import Divider

__all__ = ["ShareScreen"]

_LONGEST_WAIT: Final = 1.0
"""Seconds that the copy menu waits for the fields of a schema that is still being parsed."""

_RESOURCE_ACTIONS: Final = frozenset(
    (
        *("copy", "copy_menu", "dictionary", "export", "find", "list"),
        *("redeem", "resize", "toggle_source", "view", "zoom"),
    )
)
"""Actions that require a resource, but no schema."""


class ShareScreen(ShareReferences):
    """Base class with actions on the current share, resource or schema.

    A subclass provides the preview.
    """

    _compared = ""
    _dictionary: tuple[Preview, FieldIndex] | None = None
    """The share whose fields have been listed, and the fields."""

    # Copy and export

    @work(description="-", exclusive=True, group="copy")
    async def action_copy(self) -> None:
        """Copy `copied_text`."""
        with self.progress.during("Preparing the copy"):
            text = await self.copied_text()
        if text:
            self.app.copy_to_clipboard(text)

    async def copied_text(self) -> str:
        """Return the text to copy: what is under the cursor of the current view."""
        if self.viewed.view is View.SOURCE:
            return await self.schema_text()
        return self.viewer.copied

    async def schema_text(self) -> str:
        """Return the complete pretty-printed schema, cleaned; empty if there is none."""
        document = self.document
        if document is None:
            return ""
        return await run_in_daemon_thread(lambda: clean_lines(document.pretty()))

    @work(description="-", exclusive=True, group="copy")
    async def action_copy_menu(self) -> None:
        """Show the copy menu, and copy the chosen text."""
        from cdx_tui.tui.screens.dialogs.copy_menu import CopyMenu, copy_choices

        with self.progress.during("Preparing the copy"):
            texts = {"Schema": await self.schema_text()}
            path = await self._path_under_cursor()
        sample, of_sample = self.viewed.sample, self.viewed.sample_format
        title = FORMAT_TITLES[of_sample] if of_sample.is_code else "Sample record"
        texts[title] = sample.text if sample else ""
        texts |= copy_choices(self.preview, self.resource, self.schema, path)
        texts = {name: text for name, text in texts.items() if text}
        chosen = await self.app.push_screen_wait(CopyMenu(texts)) if texts else None
        if chosen:
            self.app.copy_to_clipboard(chosen)

    async def _path_under_cursor(self) -> str:
        """Return the path of the current field, not that of the schema before; it may be empty."""
        building = [each for each in self.app.workers if each.group == "outline"]
        built = asyncio.gather(*(each.wait() for each in building), return_exceptions=True)
        await asyncio.wait([built], timeout=_LONGEST_WAIT)  # which, timed out, cancels no worker
        return self.viewer.path if self.viewed.outline is not None else ""

    @work(description="-", group="export")
    async def action_export(self, everything: bool) -> None:
        """Prompt for a folder, and export the view or the share to it."""
        from cdx_tui.tui.screens import exports
        from cdx_tui.tui.screens.dialogs.export import ExportScreen

        save = exports.share(self._unmasked) if everything else exports.view(self.viewed)
        if save is None:
            return
        what = "share" if everything else "view"
        prompt = ExportScreen(save.what, self.folders[what], save.write)
        written = await self.app.push_screen_wait(prompt)
        if written:
            self._keep_export(what, written[0].parent)
            count = written[0].name if len(written) == 1 else f"{len(written):,} files"
            folder = shorten(clean(str(written[0].parent.absolute())), 120)
            self.notify(f"Exported {count} to {folder}", title="Export", timeout=6, markup=False)

    def _keep_export(self, what: str, folder: Path) -> None:
        """Propose the folder for the next export, and remember an exported share."""
        self.folders = {**self.folders, what: str(folder)}
        share = self._unmasked if what == "share" else None
        folders = {what: str(folder.absolute())}
        self.post_message(self.Kept(folder if share else None, share, folders))

    # The share as a whole

    @work(description="-", exclusive=True, group="dictionary")
    async def action_dictionary(self) -> None:
        """Show all fields of the share, and go to the chosen one."""
        from cdx_tui.share.dictionary import FieldIndex
        from cdx_tui.tui.screens.dictionary import DictionaryScreen

        preview = self.preview
        if preview is None:
            return
        if self._dictionary is None or self._dictionary[0] is not preview:
            self._dictionary = (preview, FieldIndex(preview))
        chosen = await self.app.push_screen_wait(DictionaryScreen(self._dictionary[1]))
        if chosen is not None and self.preview is preview:
            self.show_row(chosen)

    @work(description="-", exclusive=True, group="changes")
    async def action_changes(self) -> None:
        """Prompt for a saved share, mark changed resources in the list, and show the changes."""
        from cdx_tui.tui.screens.dialogs.changes import ChangesScreen
        from cdx_tui.tui.screens.dialogs.compare import CompareScreen

        if self._unmasked is None:
            return
        found = await self.app.push_screen_wait(
            CompareScreen(self._unmasked, self._compared or self.folders["share"])
        )
        if found is not None:
            self._compared = found.since
            self.changes = found.changes
            since = shorten(clean(found.since), 60)
            self.app.push_screen(ChangesScreen(since, found.changes, presenting=self.presenting))

    def action_redeem(self) -> None:
        """Show the command that redeems the token; the app itself cannot."""
        from cdx_tui.tui.screens.dialogs.redeem import RedeemScreen

        if self.preview is not None:
            self.app.push_screen(RedeemScreen(self.preview.resources))

    def action_present(self) -> None:
        """Toggle presentation mode, which masks contacts and IDs."""
        self.presenting = not self.presenting

    def action_resize(self, steps: int) -> None:
        """Make the list larger or smaller."""
        self._resize(steps * SPLIT_STEP)
        self.on_divider_released()

    def _resize(self, columns: int) -> None:
        self.list_shift = clamp_shift(self.list_shift + columns)

    def on_divider_released(self) -> None:
        """Keep the size of the list for the next run."""
        self.post_message(self.LayoutChanged({"list-shift": self.list_shift}))

    def on_divider_dragged(self, event: Divider.Dragged) -> None:
        """Make the list larger or smaller by as much."""
        self._resize(event.columns)

    def action_zoom(self) -> None:
        """Let the focused part of the share fill the screen, or restore all."""
        in_list = self.focused is not None and self.focused in self.query("#side *")
        self.zoomed = "" if self.zoomed else ("side" if in_list else "main")

    def watch_zoomed(self, before: str, now: str) -> None:
        """Set the class that hides the other part."""
        self.set_class(now == "main", "-zoom-main")
        self.set_class(now == "side", "-zoom-side")

    @property
    def _list_has_focus(self) -> bool:
        return self.focused is not None and self.focused.id == "resources"

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only actions that have an effect now."""
        if action == "version":
            return len(self.viewed.versions) > 1
        if action == "subject":
            return len(self.viewed.subjects) > 1
        if action == "next_format":
            return self.viewed.view is View.SAMPLE and self.document is not None
        if action == "resize" and self.zoomed:
            return False
        if action == "list" and self.size.width >= NARROW_WIDTH and self._list_has_focus:
            return False
        if action == "changes":
            return self.preview is not None
        return self.resource is not None if action in _RESOURCE_ACTIONS else True
