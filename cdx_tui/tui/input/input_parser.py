"""Textual's events from what a terminal sends, whatever it sends."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from textual import events
from textual._xterm_parser import XTermParser
from textual.message import Message

from cdx_tui.tui.input.key_codes import normalise_csi
from cdx_tui.tui.input.splitter import InputSplitter, Kind, Token

__all__ = ["InputParser"]

_MALFORMED: Final = (ValueError, OverflowError, LookupError)
"""What Textual's parser raises at sequences that no terminal should send."""


class InputParser:
    """Parses input as it is read; `feed` and `tick` return the events that are complete.

    Textual's own parser gets complete sequences of keys, mouse and mode reports only, and is
    replaced if it raises or waits for more.
    """

    def __init__(self) -> None:
        self._splitter = InputSplitter()
        self._textual = XTermParser()

    @property
    def due(self) -> float | None:
        """When `tick` will have something to return, if nothing is read before."""
        return self._splitter.due

    def feed(self, data: str, now: float) -> list[Message]:
        """Return the events that `data` completes; `now` is the time in seconds."""
        return [event for token in self._splitter.feed(data, now) for event in self._events(token)]

    def tick(self, now: float) -> list[Message]:
        """Return the events of what has waited for a continuation for long enough."""
        return [event for token in self._splitter.tick(now) for event in self._events(token)]

    def _events(self, token: Token) -> Iterator[Message]:
        if token.kind is Kind.PASTE:
            yield events.Paste(token.text)
        elif token.kind is Kind.ESCAPE:
            yield events.Key("escape", "\x1b")
        elif token.kind is Kind.TEXT:
            yield from self._keys(token.text)
        elif (known := normalise_csi(token.text) if token.text[1] == "[" else token.text) is None:
            return
        elif known == "\x1b":
            yield events.Key("escape", "\x1b")
        elif known.startswith("\x1b"):
            yield from self._parse(known)
        else:
            yield from self._keys(known)

    def _keys(self, text: str) -> Iterator[Message]:
        # A line feed is Enter: typed before the terminal was raw, or sent by a script.
        for character in text.replace("\r\n", "\r").replace("\n", "\r"):
            yield from self._parse(character)

    def _parse(self, complete: str) -> list[Message]:
        try:
            parsed = list(self._textual.feed(complete))
        except _MALFORMED:
            parsed = []
            self._restart()
        if self._textual._awaiting.timeout is not None:  # it took it for a beginning
            self._restart()
        return parsed

    def _restart(self) -> None:
        before = self._textual
        self._textual = XTermParser()
        for name in ("last_x", "last_y", "mouse_pixels", "terminal_size", "terminal_pixel_size"):
            setattr(self._textual, name, getattr(before, name))
