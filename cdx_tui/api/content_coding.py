"""Decompress a response body as it arrives, under a size limit and in bounded memory.

Only gzip and deflate are asked for, but servers and proxies send other things. What can be read is
read, as browsers do, and a note tells what was wrong:

- gzip members one after another are all read; bytes after the last one are ignored.
- deflate is read with its zlib header and, as some servers send it, without.
- A body that is declared as compressed but is not, or the reverse, is read as what it is.
- An unsupported coding (`br`, `zstd`, or a mistake such as `utf-8`) leaves the body as it is.
- Compressed data that ends too early is kept as far as it goes.

Damaged data, too many layers, and anything above the limit end the reading.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from typing import Final

from cdx_tui.text import clean, counted, shorten

__all__ = ["ACCEPT_ENCODING", "BodyDecoder", "BodyTooLarge", "CodingError"]

ACCEPT_ENCODING: Final = "gzip, deflate"

_SUPPORTED: Final = {"gzip": "gzip", "x-gzip": "gzip", "deflate": "deflate"}
_MOST_LAYERS: Final = 5  # as curl
_MOST_MEMBERS: Final = 10_000
"""Limit of gzip members: an empty one takes 20 bytes and much longer to read than it looks."""

_PIECE: Final = 256 * 1024
"""Bytes inflated at a time, whatever the compression ratio."""

_GZIP_MAGIC: Final = b"\x1f\x8b"
_GZIP, _ZLIB, _RAW_DEFLATE = 31, 15, -15  # zlib's `wbits`
_PLAIN_TEXT_STARTS: Final = b"{[<"
"""First bytes of JSON and HTML; no raw deflate stream of a text begins with them in practice."""


class CodingError(ValueError):
    """The body cannot be decompressed; the message tells the user why."""


class BodyTooLarge(ValueError):
    """The body, compressed or not, is above the size limit."""


class BodyDecoder:
    """Incremental decoder of the codings in a `Content-Encoding` header.

    Args:
        content_encoding: The header's value, without secrets; it need not be clean.
        limit: Maximum size in bytes of the body as received, and after each layer.

    Attributes:
        wire_bytes: Bytes received so far.
        notes: What was unusual about the coding, cleaned.

    Raises:
        CodingError: There are too many layers.
    """

    def __init__(self, content_encoding: str, limit: int) -> None:
        self.wire_bytes = 0
        self.notes: list[str] = []
        self._limit = limit
        codings = [name for part in content_encoding.split(",") if (name := part.strip().lower())]
        codings = [name for name in codings if name != "identity"]
        if len(codings) > _MOST_LAYERS:
            raise CodingError(
                f"the response has {len(codings):,} layers of compression; the maximum is"
                f" {_MOST_LAYERS}"
            )
        supported = []
        for name in reversed(codings):  # the last one was applied last
            if name not in _SUPPORTED:
                shown = shorten(clean(name), 40)
                self.notes.append(f"unsupported Content-Encoding “{shown}”; body read as it is")
                break
            supported.append(_SUPPORTED[name])
        self._layers = [_Layer(name, limit, self.notes) for name in supported or [""]]

    def feed(self, chunk: bytes) -> Iterator[bytes]:
        """Decode the next bytes of the body, and yield the result in pieces.

        Raises:
            CodingError: The data is damaged.
            BodyTooLarge: The limit is exceeded.
        """
        self.wire_bytes += len(chunk)
        if self.wire_bytes > self._limit:
            raise BodyTooLarge
        yield from _through(self._layers, chunk)

    def finish(self) -> Iterator[bytes]:
        """Yield what is left at the end of the body, and note what is missing or superfluous.

        Raises:
            CodingError: The compressed data ends before anything could be decompressed.
        """
        for index, layer in enumerate(self._layers):
            for piece in layer.finish():
                yield from _through(self._layers[index + 1 :], piece)


def _through(layers: Sequence[_Layer], data: bytes) -> Iterator[bytes]:
    if not layers:
        yield data
        return
    for piece in layers[0].feed(data):
        yield from _through(layers[1:], piece)


class _State(Enum):
    START = auto()  # the first two bytes decide what the data is
    INFLATING = auto()
    MEMBER_END = auto()  # another gzip member may follow
    END = auto()  # anything more is ignored
    PLAIN = auto()


class _Layer:
    """Decoder of one layer; `coding` is gzip, deflate, or empty if none was declared."""

    def __init__(self, coding: str, limit: int, notes: list[str]) -> None:
        self._coding = coding
        self._limit = limit
        self._notes = notes
        self._state = _State.START
        self._inflater = zlib.decompressobj()
        self._pending = b""
        self._size = 0
        self._members = 0
        self._ignored = 0

    def feed(self, data: bytes) -> Iterator[bytes]:
        data, self._pending = self._pending + data, b""
        while data:
            if self._state in (_State.START, _State.MEMBER_END):
                if len(data) < 2:
                    self._pending = data
                    return
                self._begin(data)
            if self._state is _State.END:
                self._ignored += len(data)
                return
            if self._state is _State.PLAIN:
                yield self._counted(data)
                return
            yield from self._inflated(data)
            data = self._inflater.unused_data

    def finish(self) -> Iterator[bytes]:
        if self._state is _State.START and self._pending:
            self._read_plain()
            yield self._counted(self._pending)
        elif self._state is _State.INFLATING:
            early = f"the {self._coding} data ends too early"
            if not self._size:
                raise CodingError(early)
            self._notes.append(early)
        elif self._ignored or self._pending:
            count = self._ignored + len(self._pending)
            self._notes.append(
                f"{counted(count, 'byte')} after the {self._coding} data were ignored"
            )

    def _begin(self, data: bytes) -> None:
        """Choose how to read data from its first two bytes."""
        if data.startswith(_GZIP_MAGIC):
            self._begin_member()
        elif self._state is _State.MEMBER_END:
            self._state = _State.END
        elif self._coding == "deflate" and data[0] not in _PLAIN_TEXT_STARTS:
            zlib_header = data[0] & 0x8F == 8 and int.from_bytes(data[:2]) % 31 == 0
            self._inflater = zlib.decompressobj(_ZLIB if zlib_header else _RAW_DEFLATE)
            self._state = _State.INFLATING
        else:
            self._read_plain()

    def _begin_member(self) -> None:
        self._members += 1
        if self._members > _MOST_MEMBERS:
            raise CodingError(f"the gzip data has more than {_MOST_MEMBERS:,} members")
        if self._coding != "gzip":
            declared = (
                f"is declared as {self._coding}" if self._coding else "is not declared as such"
            )
            self._notes.append(f"the body is gzip data, but {declared}")
            self._coding = "gzip"
        self._inflater = zlib.decompressobj(_GZIP)
        self._state = _State.INFLATING

    def _read_plain(self) -> None:
        if self._coding:
            self._notes.append(f"the body is declared as {self._coding}, but is not compressed")
        self._state = _State.PLAIN

    def _inflated(self, data: bytes) -> Iterator[bytes]:
        while True:
            try:
                piece = self._inflater.decompress(data, _PIECE)
            except zlib.error as error:
                reason = str(error).rpartition(": ")[2]
                raise CodingError(f"the {self._coding} data is damaged ({reason})") from None
            if piece:
                yield self._counted(piece)
            if self._inflater.eof:
                is_gzip = self._coding == "gzip"
                self._state = _State.MEMBER_END if is_gzip else _State.END
                return
            data = self._inflater.unconsumed_tail
            if not data and len(piece) < _PIECE:
                return

    def _counted(self, piece: bytes) -> bytes:
        self._size += len(piece)
        if self._size > self._limit:
            raise BodyTooLarge
        return piece
