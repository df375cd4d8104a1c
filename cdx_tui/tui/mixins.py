"""Base classes of mixins of the app and of its screens.

To a type checker they are what they are mixed into. At run time a mixin is no node of Textual's,
which looks through all names of each subclass and merges its key bindings: for sixteen mixins that
takes 4 ms of the start. So a mixin can't have key bindings; handlers and reactives work as usual.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message_pump import MessagePump

__all__ = ["AppMixin", "ScreenMixin"]

if TYPE_CHECKING:
    from textual.app import App
    from textual.screen import Screen

    AppMixin = App[None]
    ScreenMixin = Screen[None]
else:
    AppMixin = ScreenMixin = MessagePump
