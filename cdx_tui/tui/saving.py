"""App that saves what the user chose, exported and opened for the next run."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual import on, work

from cdx_tui.tui.mixins import AppMixin
from cdx_tui.tui.screens.share_views import ShareViews

if TYPE_CHECKING:
    from cdx_tui.tui.screens.session import Session

__all__ = ["SavingApp"]


class SavingApp(AppMixin):
    """App that keeps the theme, the layout, recent shares and the folders of exports."""

    _session: Session

    def on_mount(self) -> None:
        """Save each change of the theme."""
        self.theme_changed_signal.subscribe(
            self, lambda theme: self._save_choices(theme=theme.name)
        )

    @on(ShareViews.LayoutChanged)
    def _layout_changed(self, event: ShareViews.LayoutChanged) -> None:
        """Save the size of the list and the last view for the next run."""
        self._save_choices(layout=event.layout)

    @on(ShareViews.Kept)
    def _share_kept(self, event: ShareViews.Kept) -> None:
        """Remember a saved share and the folder of an export, unless that is switched off."""
        if self._session.remember is not None:
            self._remember(event)

    @work(description="-", group="state")
    async def _save_choices(
        self, *, theme: str | None = None, layout: Mapping[str, int | str] | None = None
    ) -> None:
        self._warn(await self._session.save_choices(theme=theme, layout=layout))

    @work(description="-", group="state")
    async def _remember(self, event: ShareViews.Kept) -> None:
        from cdx_tui.share.recent import recent_share

        share = None
        if event.path is not None and event.preview is not None:
            share = recent_share(event.path, event.preview)
        self._warn(await self._session.keep(share, event.folders))

    def _warn(self, problem: str) -> None:
        if problem:
            self.notify(problem, title="Settings", severity="warning", markup=False)
