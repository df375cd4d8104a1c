"""What the app leaves out until its first paint, so that this comes soon.

The first paint needs neither a client nor the panes of a share, their styles or those of dialogs.
They are made ready right after it, before they can be asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from textual.screen import Screen

from cdx_tui.collector import keep_what_started
from cdx_tui.tui.mixins import AppMixin

__all__ = [
    "DEFERRED_MODULES",
    "DEFERRED_STYLES",
    "DEMO_MODULES",
    "FIRST_STYLES",
    "LATER_MODULES",
    "REQUEST_MODULES",
    "DeferringApp",
    "deferred_modules",
]

FIRST_STYLES: Final = "start.tcss"
DEFERRED_STYLES: Final = ("app.tcss", "dialogs.tcss")

DEFERRED_MODULES: Final = (
    "cdx_tui.config.token.finder",
    "cdx_tui.tui.widgets.share_panes",
    "textual.scrollbar",
    "concurrent.futures.thread",
    "cdx_tui.share.problems",
)
"""Modules that a share needs, but not the first paint."""

LATER_MODULES: Final = (
    "cdx_tui.tui.widgets.schema.version_comparison",
    "cdx_tui.share.readiness",
    "cdx_tui.share.listing_marks",
    "cdx_tui.tui.widgets.schema.changes_text",
    "cdx_tui.tui.widgets.checks_text",
    "cdx_tui.tui.widgets.failure_panel",
    "pygments.lexers.data",
)
"""Modules that what is shown after the first fields of a share needs, in that order."""

REQUEST_MODULES: Final = (
    "cdx_tui.api.client",
    "anyio._backends._asyncio",
    "anyio.streams.tls",
    "httpcore._backends.anyio",
    "encodings.idna",
)
"""Modules of a request, 9 MiB: read once one is to come, so while a token is typed or pasted."""

DEMO_MODULES: Final = ("cdx_tui.api.client", "cdx_tui.demo.transport")
"""Modules of a request to the demo, which needs no network."""


def deferred_modules(*, is_demo: bool, has_token: bool) -> tuple[str, ...]:
    """Return the modules to import after the first paint, in order.

    Args:
        is_demo: Whether a sample share is to be shown.
        has_token: Whether a token is validated at once. What comes after the first fields is then
            left out: it would delay them, and is imported when it is needed.
    """
    if is_demo:
        return (*DEMO_MODULES, *DEFERRED_MODULES)
    if has_token:
        return (*REQUEST_MODULES, *DEFERRED_MODULES)
    return (*DEFERRED_MODULES, *LATER_MODULES)


class DeferringApp(AppMixin):
    """App whose first screen calls `finish_start` after its first paint."""

    _request_prepared = False
    _first_painted: Callable[[], object] | None = None

    def after_first_paint(self, callback: Callable[[], object]) -> None:
        """Call a function once the first screen is painted, not only after the next refresh."""
        self._first_painted = callback

    def on_ready(self) -> None:
        """Call what waits for the first paint."""
        if self._first_painted is not None:
            self.screen.call_later(self._first_painted)
            self._first_painted = None

    def finish_start(self, modules: Sequence[str]) -> None:
        """Read the deferred styles, and import modules in a thread."""
        self._request_prepared = "cdx_tui.api.client" in modules
        self.load_styles()
        self.stylesheet.parse()  # now, not with the first widget that has one of the styles
        threading.Thread(target=_finish, args=(modules,), name="imports", daemon=True).start()

    def prepare_request(self) -> None:
        """Import the modules of a request in a thread, unless that has begun."""
        if not self._request_prepared:
            self._request_prepared = True
            arguments = (REQUEST_MODULES,)
            threading.Thread(target=_import, args=arguments, name="imports", daemon=True).start()

    def load_styles(self) -> None:
        """Read the deferred styles, unless they are read; no widget of the first paint has any."""
        for name in DEFERRED_STYLES:
            file = Path(__file__).with_name(name)
            if not self.stylesheet.has_source(str(file)):
                self.stylesheet.add_source(file.read_text("utf-8"), (str(file), ""))

    def _load_screen_css(self, screen: Screen[Any]) -> None:
        self.load_styles()
        super()._load_screen_css(screen)


def _finish(modules: Iterable[str]) -> None:
    try:
        _import(modules)
    finally:
        keep_what_started()


def _import(modules: Iterable[str]) -> None:
    for name in modules:
        import_module(name)
