"""Read Confluent's `Meta` from an option's value, in Protobuf's text format.

Reading is lenient: parts that do not fit are skipped, as the parser has reported them already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from cdx_tui.schema.protobuf.parser.tokens import decode_string

__all__ = ["Meta", "read_meta"]

_MAX_LENGTH: Final = 100_000
"""Characters of a value that are read."""

_TOKEN: Final = re.compile(
    r"""((?>"(?>[^"\\]++|\\[\s\S])*+"|'(?>[^'\\]++|\\[\s\S])*+'))|([\w.+-]++)|([{}<>\[\]:,;])"""
    r"""|[#][^\n]*+|//[^\n]*+|/\*[\s\S]*?(?:\*/|\Z)|[\s\S]"""
)
"""A string, a word or number, a symbol; comments and anything else are in no group."""


@dataclass(slots=True)
class Meta:
    """What a provider says of a declaration; texts are NOT cleaned.

    Attributes:
        doc: Documentation.
        tags: Tags, such as `PII`.
        params: Parameters, such as `precision` and `scale` of a decimal.
        others: Names and values of fields that `Meta` may have in later versions.
    """

    doc: str = ""
    tags: list[str] = field(default_factory=list)
    params: dict[str, str] = field(default_factory=dict)
    others: list[tuple[str, str]] = field(default_factory=list)


def read_meta(text: str, meta: Meta) -> None:
    """Add the fields of a message in text format, without its braces, to `meta`."""
    reader = _Reader(meta)
    for match in _TOKEN.finditer(text[:_MAX_LENGTH]):
        if match[1]:
            reader.value = (reader.value or "") + decode_string(match[1])
        elif match[2]:
            reader.word(match[2])
        elif match[3]:
            reader.symbol(match[3])
    reader.end_value()


class _Reader:
    """State while a message is read: its open messages and lists, and the field being read."""

    def __init__(self, meta: Meta) -> None:
        self._meta = meta
        self._open: list[tuple[str, bool]] = []
        self._name = ""
        self._in_list = self._after_colon = False
        self._entry: dict[str, str] = {}
        self.value: str | None = None

    def word(self, text: str) -> None:
        """Read a word: a value after a colon or in a list, else the name of the next field."""
        if self._after_colon and self.value is None:
            self.value = text
            self._after_colon = self._in_list
        else:
            self.end_value()
            self._name = text

    def symbol(self, text: str) -> None:
        """Read a symbol."""
        if text == ":":
            self._after_colon = True
            return
        self.end_value()
        if text in "{<":
            self._open.append((self._name, self._in_list))
            self._in_list = self._after_colon = False
        elif text in "}>" and self._open:
            self._name, self._in_list = self._open.pop()
            self._after_colon = self._in_list
            self._end_message()
        elif text == "[" and self._after_colon:
            self._in_list = True
        elif text in "];":
            self._in_list = self._after_colon = False
        elif text == ",":
            self._after_colon = self._in_list

    def end_value(self) -> None:
        """Add the value read last, if there is one."""
        value, self.value = self.value, None
        self._after_colon = self._in_list
        if value is None:
            return
        path = [name for name, _ in self._open]
        if not path and self._name == "doc":
            self._meta.doc = value
        elif not path and self._name == "tags":
            self._meta.tags.append(value)
        elif path == ["params"]:
            if self._name in ("key", "value"):
                self._entry[self._name] = value
            else:  # {minLength: "3"}, as some write a map
                self._meta.params[self._name] = value
        else:
            self._meta.others.append((".".join([*path[:8], self._name]), value))

    def _end_message(self) -> None:
        if not self._open and self._name == "params" and "key" in self._entry:
            self._meta.params[self._entry["key"]] = self._entry.get("value", "")
        self._entry = {}
