"""Services and settings that the screens use during one run of the app."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from cdx_tui.api.threads import run_in_daemon_thread
from cdx_tui.config.values import THEMES
from cdx_tui.secret import Secret
from cdx_tui.text import clean

if TYPE_CHECKING:
    from cdx_tui.api.client import CdxClient
    from cdx_tui.clipboard import CopyMethod
    from cdx_tui.config.credentials import Credentials
    from cdx_tui.config.state import LayoutValue, RecentShare
    from cdx_tui.config.token.finder import FoundToken
    from cdx_tui.demo.catalogue import DemoToken

__all__ = ["Demo", "Session"]


def _save_nothing(theme: str | None, layout: Mapping[str, LayoutValue] | None) -> None:
    """Do nothing; the default of `Session.save`, for an app without persistent state."""


def _copy_through_terminal() -> CopyMethod:
    from cdx_tui.clipboard import CopyMethod, CopyTransport

    return CopyMethod(CopyTransport.OSC52, (), "")


class Demo(NamedTuple):
    """The built-in sample shares, and the client and credentials to validate them with."""

    samples: tuple[DemoToken, ...]
    client: CdxClient
    credentials: Credentials


@dataclass(eq=False, repr=False)  # these and slots take time at the start
class Session:
    """Services and settings of one run of the app.

    Attributes:
        open_client: Returns a client for credentials; may raise `RefusedInput`.
        find_credentials: Returns the configured credentials, or None if the user has to enter
            them; may block on another program, and may raise `RefusedInput`.
        find_token: Returns the token in entered text; raises `RefusedInput` if there is none.
        label: Profile and host, for the header.
        key_source: Returns the source of the API key, for display, without asking anyone; an empty
            string if the user has to enter the key.
        demo: Makes the demo; None if there is none.
        samples: Sample shares of the demo; empty outside the demo.
        token_note: Note on the text that was dropped around the initial token.
        notices: Startup warnings, such as a broken configuration file.
        clipboard: Returns the method for a copy; through the terminal by default.
        theme: Name of the initial theme.
        ascii_only: Whether the terminal draws only ASCII.
        present: Whether to start in presentation mode.
        keys: Configured keys by binding id.
        layout: Saved sizes of panes by name.
        recent: Saved shares that were exported or opened, the latest first.
        folders: Folders to propose for exports, by what is exported.
        remember: Saves a recent share and folders for the next run; may raise `OSError`. None if
            neither is to be remembered.
        save: Saves a theme and entries of a layout for the next run; may raise `OSError`.
    """

    open_client: Callable[[Credentials], CdxClient]
    find_credentials: Callable[[], Credentials | None]
    find_token: Callable[[Secret], FoundToken]
    label: str = ""
    key_source: Callable[[], str] = lambda: ""
    demo: Callable[[], Demo] | None = None
    token_note: str = ""
    samples: tuple[DemoToken, ...] = ()
    notices: tuple[str, ...] = ()
    clipboard: Callable[[], CopyMethod] = _copy_through_terminal
    theme: str = THEMES[0]
    ascii_only: bool = False
    present: bool = False
    keys: Mapping[str, str] = field(default_factory=dict)
    layout: Mapping[str, LayoutValue] = field(default_factory=dict)
    recent: tuple[RecentShare, ...] = ()
    folders: Mapping[str, str] = field(default_factory=dict)
    remember: Callable[[RecentShare | None, Mapping[str, str]], object] | None = None
    save: Callable[[str | None, Mapping[str, LayoutValue] | None], object] = _save_nothing
    _save_failed: bool = field(default=False, init=False)
    _credentials_loaded: bool = field(default=False, init=False)
    _configured_credentials: Credentials | None = field(default=None, init=False)
    _demo: Demo | None = field(default=None, init=False)
    _client: CdxClient | None = field(default=None, init=False)
    _client_credentials: Credentials | None = field(default=None, init=False)

    @property
    def has_demo(self) -> bool:
        """Whether there are sample shares."""
        return bool(self.samples) or self.demo is not None

    def open_demo(self) -> Demo | None:
        """Return the demo, made at the first call; None if there is none."""
        if self._demo is None and self.demo is not None:
            self._demo = self.demo()
        return self._demo

    async def credentials(self) -> Credentials | None:
        """Return the configured credentials, or None; they are looked up once, in a thread.

        Raises:
            RefusedInput: The credentials are configured, but cannot be used.
        """
        if not self._credentials_loaded:
            self._configured_credentials = await run_in_daemon_thread(self.find_credentials)
            self._credentials_loaded = True
        return self._configured_credentials

    async def client(self, credentials: Credentials) -> CdxClient:
        """Return the client for `credentials`, created in a thread if they have changed.

        Raises:
            RefusedInput: The settings are not valid for a client.
        """
        if self._client is None or self._client_credentials != credentials:
            await self.aclose()
            self._client = await run_in_daemon_thread(partial(self.open_client, credentials))
            self._client_credentials = credentials
        return self._client

    async def save_choices(
        self, *, theme: str | None = None, layout: Mapping[str, LayoutValue] | None = None
    ) -> str:
        """Save the user's choices for the next run, in a thread.

        Returns:
            An error message for the first failure of the run; else an empty string.
        """
        return await self._save(partial(self.save, theme, layout))

    async def keep(self, share: RecentShare | None, folders: Mapping[str, str]) -> str:
        """Remember a share that was exported or opened, and the folders of exports.

        Returns:
            As `save_choices`.
        """
        if self.remember is None:
            return ""
        if share is not None:
            from cdx_tui.config.state import with_share

            self.recent = with_share(self.recent, share)
        return await self._save(partial(self.remember, share, folders))

    async def _save(self, save: Callable[[], object]) -> str:
        try:
            await run_in_daemon_thread(save)
        except OSError as error:
            if self._save_failed:
                return ""
            self._save_failed = True
            return (
                f"It can't be remembered for the next time: {clean(error.strerror or str(error))}"
            )
        return ""

    def drop_idle(self) -> None:
        """Close the connection that is kept for the next request, if there is one."""
        if self._client is not None:
            self._client.drop_idle()

    async def aclose(self) -> None:
        """Close the client's connections."""
        if self._client is not None:
            await self._client.aclose()
            self._client = None
