"""Base class with the actions of screens that show a share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar, Final

from textual import work
from textual.binding import Binding, BindingType
from textual.message import Message

from cdx_tui.api.models import Preview, Schema
from cdx_tui.api.threads import run_in_daemon_thread
from cdx_tui.text import clean, clean_lines, shorten
from cdx_tui.tui.screens.share_state import ShareState
from cdx_tui.tui.widgets.split import (
    DEFAULT_HEIGHT,
    DEFAULT_WIDTH,
    NARROW_WIDTH,
    SPLIT_STEP,
    clamp_split,
)

__all__ = ["ShareScreen"]

_SHARE_ACTIONS: Final = frozenset({"changes", "copy_menu", "readiness", "redeem", "resize"})
"""Actions that require a share, but no schema."""


class ShareScreen(ShareState):
    """Base class with actions on the current share, resource or schema.

    A subclass provides the preview.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket",
            "schema(-1)",
            "Schema",
            id="main.previous-schema",
            show=False,
            tooltip="Previous schema",
        ),
        Binding(
            "right_square_bracket",
            "schema(1)",
            "Next schema",
            id="main.next-schema",
            tooltip="Next schema of this resource",
        ),
        Binding("v", "versions", "Versions", id="main.versions", tooltip="What has changed"),
        Binding("s", "sample", "Sample", id="main.sample", tooltip="A record that fits the schema"),
        Binding("y", "copy", "Copy", id="main.copy", tooltip="Copy the schema's text"),
        Binding("Y", "copy_menu", "Copy …", id="main.copy-menu", tooltip="Copy something else"),
        Binding(
            "D",
            "changes",
            "Changes",
            id="main.changes",
            show=False,
            tooltip="Compare with a saved share",
        ),
        Binding("e", "export(False)", "Save", id="main.export", tooltip="Save this schema"),
        Binding("E", "export(True)", "Save all", id="main.export-all", tooltip="Save the share"),
        Binding("i", "readiness", "Usable?", id="main.readiness", tooltip="Can I use this?"),
        Binding("R", "redeem", "Redeem", id="main.redeem", tooltip="How to redeem it, elsewhere"),
        Binding(
            "less_than_sign",
            "resize(-1)",
            "Narrower",
            id="main.list-smaller",
            show=False,
            tooltip="Make the list smaller",
        ),
        Binding(
            "greater_than_sign",
            "resize(1)",
            "Wider",
            id="main.list-larger",
            show=False,
            tooltip="Make the list larger",
        ),
        Binding(
            "p",
            "present",
            "Present",
            id="main.present",
            show=False,
            tooltip="Mask contacts and ids",
        ),
        Binding("z", "zoom", "Zoom", id="main.zoom", tooltip="Let this pane fill the screen"),
    ]

    _saved_path = "cdx-export"

    class SplitChanged(Message):
        """Posted when the list was resized.

        Attributes:
            layout: Sizes by the names under which they are saved.
        """

        def __init__(self, layout: Mapping[str, int]) -> None:
            super().__init__()
            self.layout = layout

    def restore_split(self, layout: Mapping[str, object]) -> None:
        """Restore the saved size of the list; invalid entries fall back to the defaults."""
        width, height = layout.get("list-width"), layout.get("list-height")
        self.list_width = clamp_split(width) if isinstance(width, int) else DEFAULT_WIDTH
        self.list_height = clamp_split(height) if isinstance(height, int) else DEFAULT_HEIGHT

    def action_resize(self, steps: int) -> None:
        """Resize the list by a number of steps: its height on narrow screens, else its width."""
        if self.size.width < NARROW_WIDTH:
            self.list_height = clamp_split(self.list_height + steps * SPLIT_STEP)
        else:
            self.list_width = clamp_split(self.list_width + steps * SPLIT_STEP)
        self.post_message(
            self.SplitChanged({"list-width": self.list_width, "list-height": self.list_height})
        )

    def action_schema(self, step: int) -> None:
        """Show the next or the previous schema, wrapping around."""
        count = len(self.resource.schemas) if self.resource else 0
        if count:
            self._show_schema((self.viewed.index + step) % count)

    def action_versions(self) -> None:
        """Show the comparison of the subject's versions."""
        from cdx_tui.tui.screens.versions import VersionsScreen

        versions = self._versions()
        if self.schema is not None and len(versions) > 1:
            self.app.push_screen(VersionsScreen(versions, versions.index(self.schema)))

    def _versions(self) -> tuple[Schema, ...]:
        """Return the versions of the current subject, the oldest first."""
        if self.schema is None or self.resource is None:
            return ()
        same = [s for s in self.resource.schemas if s.subject == self.schema.subject]
        return tuple(sorted(same, key=lambda schema: (schema.version or 0, schema.id or 0)))

    def action_sample(self) -> None:
        """Show a sample record for the schema."""
        from cdx_tui.tui.screens.sample_record import SampleScreen

        if self.document is not None and self.schema is not None and self.preview is not None:
            others = [s for r in self.preview.resources for s in r.schemas if s is not self.schema]
            subject = self.schema.subject or "this schema"
            self.app.push_screen(SampleScreen(self.document, subject, others))

    @work(exclusive=True, group="copy")
    async def action_copy(self) -> None:
        """Copy `copied_text`."""
        with self.progress.during("Laying out what is copied"):
            text = await self.copied_text()
        if text:
            self.app.copy_to_clipboard(text)

    async def copied_text(self) -> str:
        """Return the text to copy: the complete pretty-printed schema, cleaned."""
        document = self.document
        if document is None:
            return ""
        return await run_in_daemon_thread(lambda: clean_lines(document.pretty()))

    @work(exclusive=True, group="copy")
    async def action_copy_menu(self) -> None:
        """Show the copy menu, and copy the chosen text."""
        from cdx_tui.tui.screens.dialogs.copy_menu import CopyMenu, copy_choices
        from cdx_tui.tui.widgets.schema.outline_view import OutlineView

        viewed = self.viewed
        rows = viewed.outline[1] if viewed.outline is not None and viewed.outlined else None
        field = rows.path(self.query_one("#outline", OutlineView).cursor) if rows else ""
        with self.progress.during("Laying out what is copied"):
            texts = {"schema": await self.copied_text()}
        texts |= copy_choices(self.preview, self.resource, self.schema, field)
        texts = {name: text for name, text in texts.items() if text}
        chosen = await self.app.push_screen_wait(CopyMenu(texts)) if texts else None
        if chosen:
            self.app.copy_to_clipboard(chosen)

    @work(exclusive=True, group="changes")
    async def action_changes(self) -> None:
        """Prompt for a saved share, mark changed resources in the list, and show the changes."""
        from cdx_tui.tui.screens.dialogs.changes import ChangesScreen
        from cdx_tui.tui.screens.dialogs.compare import CompareScreen

        if self._unmasked is None:
            return
        found = await self.app.push_screen_wait(CompareScreen(self._unmasked, self._saved_path))
        if found is not None:
            self._saved_path = found.since
            self.changes = found.changes
            since = shorten(clean(found.since), 60)
            self.app.push_screen(ChangesScreen(since, found.changes, presenting=self.presenting))

    @work(group="export")
    async def action_export(self, everything: bool) -> None:
        """Prompt for a folder, and export the schema or the share to it."""
        from cdx_tui.tui.screens.dialogs.export import ExportScreen

        if everything and self._unmasked is not None:
            save_share = partial(_save_share, self._unmasked)
            prompt = ExportScreen("The share", self._saved_path, save_share)
        elif self.schema is not None:
            prompt = ExportScreen("The schema", ".", partial(_save_schema, self.schema))
        else:
            return
        written = await self.app.push_screen_wait(prompt)
        if written:
            what = written[0].name if len(written) == 1 else f"{len(written):,} files"
            if everything:
                self._saved_path = str(written[0].parent)
            folder = shorten(clean(str(written[0].parent.absolute())), 120)
            self.notify(f"{what} saved in {folder}", title="Save", timeout=6, markup=False)

    @work(exclusive=True, group="readiness")
    async def action_readiness(self) -> None:
        """Assess whether the share can be used, and show the result."""
        from cdx_tui.share.readiness import assess
        from cdx_tui.tui.screens.dialogs.readiness import ReadinessScreen

        if self.preview is not None:
            with self.progress.during("Looking through every schema"):
                readiness = await run_in_daemon_thread(partial(assess, self.preview))
            self.app.push_screen(ReadinessScreen(readiness))

    def action_redeem(self) -> None:
        """Show the command that redeems the token; the app itself cannot."""
        from cdx_tui.tui.screens.dialogs.redeem import RedeemScreen

        if self.preview is not None:
            self.app.push_screen(RedeemScreen(self.preview.resources))

    def action_present(self) -> None:
        """Toggle presentation mode, which masks contacts and ids."""
        self.presenting = not self.presenting

    def action_zoom(self) -> None:
        """Maximize the focused pane, or restore it."""
        if self.maximized is not None:
            self.minimize()
        elif self.focused is not None:
            self.maximize(self.focused)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enable only actions that have an effect now."""
        if action == "schema":
            return self.resource is not None and len(self.resource.schemas) > 1
        if action == "resize" and self.maximized is not None:
            return False
        if action in _SHARE_ACTIONS or (action, *parameters) == ("export", True):
            return self.preview is not None
        if action in ("sample", "copy", "export"):
            return self.schema is not None
        if action == "versions":
            return len(self._versions()) > 1
        return True


def _save_share(preview: Preview, folder: Path, force: bool) -> tuple[Path, ...]:
    from cdx_tui.share.export import export_share

    return export_share(preview, folder, force=force)


def _save_schema(schema: Schema, folder: Path, force: bool) -> tuple[Path, ...]:
    from cdx_tui.share.export import export_schema

    return (export_schema(schema, folder, force=force),)
