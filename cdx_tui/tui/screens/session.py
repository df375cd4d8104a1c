"""One run of the app: what screens need from the layers below."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Final

from cdx_tui.api.threads import run_in_daemon_thread
from cdx_tui.clipboard import CopyMethod, Means
from cdx_tui.config.state import LayoutValue
from cdx_tui.config.values import THEMES
from cdx_tui.secret import Secret
from cdx_tui.text import clean

if TYPE_CHECKING:
    from cdx_tui.api.client import CdxClient
    from cdx_tui.config.credentials import Credentials
    from cdx_tui.demo.catalogue import DemoToken

__all__ = ["Session"]

_LATE: Final = (
    "cdx_tui.api.client",
    "cdx_tui.tui.widgets.share_panes",
    "cdx_tui.tui.widgets.failure_panel",
    "pygments.lexers.data",
)
"""What the first paint does not need, in the order in which it is needed after it."""


def _save_nothing(theme: str | None, layout: Mapping[str, LayoutValue] | None) -> None:
    """Default `save`, for an app that keeps nothing between runs."""


@dataclass(slots=True)
class Session:
    """One run of the app.

    Attributes:
        open_client: Makes a client for credentials; may raise `RefusedInput`.
        find_credentials: Returns those that are configured, None if the app has to ask; it may
            run a program and wait for it, and may raise `RefusedInput`.
        check: Returns a token normalised; raises `RefusedInput` if it cannot be one.
        label: Profile and host, for the token pane's border.
        samples: The demo's sample shares; empty outside the demo.
        notices: Startup warnings, such as a broken configuration file.
        clipboard: Chooses how a copy is made; by default through the terminal.
        theme: The name of the theme to begin with.
        present: Whether to start in presentation mode.
        keys: Changed keys by the ids of their bindings.
        layout: How the screen was arranged when it was last used.
        save: Keeps a theme and entries of a layout for the next run; may raise `OSError`.
    """

    open_client: Callable[[Credentials], CdxClient]
    find_credentials: Callable[[], Credentials | None]
    check: Callable[[Secret], Secret]
    label: str = ""
    samples: tuple[DemoToken, ...] = ()
    notices: tuple[str, ...] = ()
    clipboard: Callable[[], CopyMethod] = lambda: CopyMethod(Means.OSC52, (), "")
    theme: str = THEMES[0]
    present: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    layout: Mapping[str, LayoutValue] = field(default_factory=dict)
    save: Callable[[str | None, Mapping[str, LayoutValue] | None], object] = _save_nothing
    _forgetful: bool = field(default=False, init=False)
    _looked: bool = field(default=False, init=False)
    _configured: Credentials | None = field(default=None, init=False)
    _client: CdxClient | None = field(default=None, init=False)
    _client_for: Credentials | None = field(default=None, init=False)

    async def credentials(self) -> Credentials | None:
        """Return the configured credentials, found once, off the event loop.

        Raises:
            RefusedInput: They are there, but cannot be used.
        """
        if not self._looked:
            self._configured = await run_in_daemon_thread(self.find_credentials)
            self._looked = True
        return self._configured

    async def client(self, credentials: Credentials) -> CdxClient:
        """Return a client for `credentials`; it is made once, aside from the event loop.

        Raises:
            RefusedInput: The settings do not make a client.
        """
        if self._client is None or self._client_for != credentials:
            await self.aclose()
            self._client = await run_in_daemon_thread(partial(self.open_client, credentials))
            self._client_for = credentials
        return self._client

    async def remember(
        self, *, theme: str | None = None, layout: Mapping[str, LayoutValue] | None = None
    ) -> str:
        """Save the user's choices for the next run, off the event loop.

        Returns:
            Why it could not be kept, the first time that it could not; else nothing.
        """
        try:
            await run_in_daemon_thread(partial(self.save, theme, layout))
        except OSError as error:
            if self._forgetful:
                return ""
            self._forgetful = True
            return (
                f"It can't be remembered for the next time: {clean(error.strerror or str(error))}"
            )
        return ""

    async def aclose(self) -> None:
        """Close the client's connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None

    def import_late(self) -> None:
        """Import in a thread what the first paint does not need."""
        threading.Thread(target=_import_late, name="imports", daemon=True).start()


def _import_late() -> None:
    for name in _LATE:
        import_module(name)
