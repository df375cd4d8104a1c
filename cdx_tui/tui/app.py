"""The Textual app: its screens, its global key bindings and the command palette."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import TYPE_CHECKING, ClassVar

from textual import events, work
from textual.actions import SkipAction
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.filter import LineFilter
from textual.keys import format_key
from textual.screen import Screen
from textual.widgets import Input

from cdx_tui.secret import Secret
from cdx_tui.tui.action_log import ActionLogApp
from cdx_tui.tui.ascii_text import EllipsisFilter, name_keys
from cdx_tui.tui.copying import CopyingApp
from cdx_tui.tui.driver import has_shell
from cdx_tui.tui.frugal import REDRAW
from cdx_tui.tui.palette import PaletteApp
from cdx_tui.tui.saving import SavingApp
from cdx_tui.tui.screens.main import MainScreen
from cdx_tui.tui.screens.session import Session
from cdx_tui.tui.screens.share import ShareScreen
from cdx_tui.tui.startup import FIRST_STYLES
from cdx_tui.tui.themes import THEMES
from cdx_tui.tui.touring import TouringApp
from cdx_tui.tui.widgets.key_hints import KeyHints
from cdx_tui.tui.widgets.secret_input import SecretInput
from cdx_tui.tui.widgets.split import NARROW_WIDTH

if TYPE_CHECKING:
    from textual.driver import Driver

__all__ = ["CdxApp"]

# Minimum sizes in cells from which a screen has each class, for the style sheet.
_WIDTHS = [(0, "-too-narrow"), (40, "-narrow"), (NARROW_WIDTH, "-wide")]
_HEIGHTS = [(0, "-too-low"), (12, "-high"), (30, "-tall")]


class CdxApp(TouringApp, CopyingApp, PaletteApp, SavingApp, ActionLogApp, App[None]):
    """The cdx-tui app.

    Args:
        session: Services and settings that the screens use.
        token: Token to validate at startup, from a file or the environment.
        first_screen: Factory of the first screen; the main screen by default.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = [FIRST_STYLES]
    TITLE = "cdx-tui"
    BINDINGS: ClassVar[list[BindingType]] = [
        REDRAW,
        Binding(
            "ctrl+c",
            "copy_or_quit",
            "Quit",
            id="app.quit",
            show=False,
            tooltip="Copy selection or quit",
            priority=True,
        ),
        Binding(
            "question_mark",
            "help",
            "Help",
            id="app.help",
            key_display="?",
            tooltip="Keyboard shortcuts",
            priority=True,  # a modal screen hides bindings without priority
        ),
        Binding(
            "f1",
            "help(True)",
            "Help",
            id="app.help-anywhere",
            show=False,
            tooltip="Keyboard shortcuts, also while typing",
            priority=True,
        ),
        Binding(
            "colon",
            "palette",
            "Commands",
            id="app.palette",
            show=False,
            tooltip="Command palette",
            priority=True,
        ),
        Binding(
            "P",
            "plain",
            "Plain",
            id="app.plain",
            show=False,
            tooltip="Print schema to the terminal, to select it",
        ),
        Binding(
            "ctrl+z",
            "suspend_process",
            "Suspend",
            id="app.suspend",
            show=False,
            tooltip="Suspend; fg in the shell brings it back",
            priority=True,
        ),
        Binding(
            "m",
            "mouse",
            "Mouse",
            id="app.mouse",
            show=False,
            tooltip="Toggle mouse capture",
        ),
    ]
    HORIZONTAL_BREAKPOINTS = _WIDTHS
    VERTICAL_BREAKPOINTS = _HEIGHTS

    def __init__(
        self,
        session: Session,
        token: Secret | None = None,
        first_screen: Callable[[], Screen[None]] | None = None,
    ) -> None:
        no_color = bool(os.environ.get("NO_COLOR"))
        if not no_color:
            os.environ.pop("NO_COLOR", None)  # the convention ignores an empty value
        # With NO_COLOR Textual turns true colours into greys, and drops only ANSI colours.
        super().__init__(ansi_color=no_color or None)
        builtin_themes = list(self.available_themes)
        for theme in THEMES:
            self.register_theme(theme)
        self._set_initial_theme("terminal" if no_color else session.theme)
        for name in builtin_themes:
            self.unregister_theme(name)
        self._session = session
        self._ellipses = EllipsisFilter()
        self.copy_method = session.clipboard
        self.export_key = session.keys.get("main.export", "e")
        self.set_keymap(dict(session.keys))
        self._token = token
        self._first_screen = first_screen
        self._recent_keys: tuple[str, ...] = ()
        self._last_key: events.Key | None = None

    def _set_initial_theme(self, theme: str) -> None:
        # Bypass the theme's watcher: nothing has been painted yet.
        self.set_reactive(App.theme, theme)
        self._refresh_truecolor_filter(self.ansi_theme)
        self.stylesheet.set_variables(self.get_css_variables())

    def get_css_variables(self) -> dict[str, str]:
        """Return the variables of the theme; none of Textual's, which is set for a moment."""
        is_own = any(theme.name == self.theme for theme in THEMES)
        return super().get_css_variables() if is_own else {}

    def get_default_screen(self) -> Screen[None]:
        """Return the first screen, so that Textual does not push a blank one below it."""
        screen: Screen[None] = MainScreen(self._session, self._token)
        if self._first_screen is not None:
            screen = self._first_screen()
        if isinstance(screen, ShareScreen):
            screen.restore_layout(self._session.layout, self._session.folders)
            screen.set_reactive(ShareScreen.presenting, self._session.present)
        return screen

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Return the filters of each line; in ASCII mode with one for ellipses."""
        filters = super().get_line_filters()
        return [*filters, self._ellipses] if self._session.ascii_only else filters

    def get_key_display(self, binding: Binding) -> str:
        """Return a key as it is shown: by name in ASCII mode, which has no symbols for keys."""
        display = super().get_key_display(binding)
        return name_keys(display) if self._session.ascii_only else display

    def get_driver_class(self) -> type[Driver]:
        """Return `TerminalDriver`, which handles faulty input and a lost terminal."""
        from cdx_tui.tui.driver import TerminalDriver

        return TerminalDriver

    def pop_screen(self) -> AwaitComplete:
        """Pop the top screen, unless it is the only one.

        If Enter is pressed twice quickly, both presses reach the palette, and both close it.
        """
        return super().pop_screen() if len(self.screen_stack) > 1 else AwaitComplete()

    def on_mount(self) -> None:
        """Repaint after a suspension, which blanks the screen; no connection outlasts it."""
        drop = self._session.drop_idle
        self.app_suspend_signal.subscribe(self, lambda _: drop(), immediate=True)
        self.app_resume_signal.subscribe(self, lambda _: self.action_redraw())

    async def on_unmount(self) -> None:
        """Close the client's connections."""
        await self._session.aclose()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Disable actions on printable keys while an input has focus, and unavailable actions."""
        if action == "suspend_process":
            return self._driver is not None and self._driver.can_suspend and has_shell()
        if action == "plain":
            return self._can_print_schema()
        if action not in ("help", "palette", "mouse"):
            return True
        if action == "mouse" and not hasattr(self._driver, "toggle_mouse"):
            return False
        return parameters == (True,) or not self._is_typing()

    def _is_typing(self) -> bool:
        """Return whether characters are text; the filter of the help takes the key of the help."""
        is_input = isinstance(self.focused, Input | SecretInput)
        return is_input and not getattr(self.focused, "accepts_help_key", False)

    def post_display_hook(self) -> None:
        """Update the key hints after each paint, since what was painted may change what keys do."""
        if self.is_running and self.screen_stack:
            self.screen.refresh_bindings()
            self.place_tour_caption()

    @work(description="-", exclusive=True, group="plain")
    async def action_plain(self) -> None:
        """Suspend the app and print the schema on the terminal, until Enter is pressed.

        A Ctrl+C that was read before the terminal took over ends the app instead.
        """
        from cdx_tui.tui.driver import TerminalDriver
        from cdx_tui.tui.plain_view import print_to_terminal

        if isinstance(self.screen, ShareScreen) and sys.__stderr__ is not None:
            text = await self.screen.schema_text()
            with self.suspend():
                driver = self._driver
                if not (isinstance(driver, TerminalDriver) and driver.is_typed_ahead("ctrl+c")):
                    print_to_terminal(text, sys.__stderr__, 0, lambda: self.is_exiting)
            self.refresh()

    def action_mouse(self) -> None:
        """Toggle mouse capture."""
        from cdx_tui.tui.driver import TerminalDriver

        if isinstance(self._driver, TerminalDriver):
            words = "Mouse capture off: select text in your terminal"
            if self._driver.toggle_mouse():
                words = "Mouse capture on"
            self.notify(words, title="Mouse", timeout=4, markup=False)

    def _can_print_schema(self) -> bool:
        schema = isinstance(self.screen, ShareScreen) and self.screen.schema is not None
        return schema and self._driver is not None and self._driver.can_suspend

    async def on_event(self, event: events.Event) -> None:
        """Show pressed keys in presentation mode."""
        if isinstance(event, events.Key) and event is not self._last_key:
            self._last_key = event  # an unhandled key bubbles up to the app again
            self._show_key(event.key)
        await super().on_event(event)

    def _show_key(self, key: str) -> None:
        """Show the last three keys, except those typed into an input."""
        first = self.screen_stack[0]
        if isinstance(self.focused, Input | SecretInput) or not isinstance(first, ShareScreen):
            return
        self._recent_keys = (*self._recent_keys[-2:], format_key(key)) if first.presenting else ()
        for hints in self.screen.query(KeyHints):
            hints.pressed = " ".join(self._recent_keys)

    def action_help(self, anywhere: bool = False) -> None:
        """Toggle the list of keys of the current screen; `anywhere` also while typing."""
        from cdx_tui.tui.screens.dialogs.help import HelpScreen

        if isinstance(self.screen, HelpScreen):
            self.pop_screen()
        else:
            self.push_screen(HelpScreen(self.screen))

    def action_copy_or_quit(self) -> None:
        """Copy the selection, or quit if there is none, as Ctrl+C does in other programs."""
        if isinstance(self.focused, Input) and self.focused.selected_text:
            raise SkipAction  # an input copies its own selection
        if self.screen.get_selected_text():
            self.screen.action_copy_text()
        else:
            self.exit()
