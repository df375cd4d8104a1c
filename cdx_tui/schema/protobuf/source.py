"""The one way in: a Protobuf source is read."""

from __future__ import annotations

from collections.abc import Mapping

from cdx_tui.schema.outline import Outline, SchemaProblem
from cdx_tui.schema.protobuf.checks.file import check
from cdx_tui.schema.protobuf.model import Enum, Message, ProtoFile, Service
from cdx_tui.schema.protobuf.outline import build_outline
from cdx_tui.schema.protobuf.parser.file import parse
from cdx_tui.schema.protobuf.problems import Problems
from cdx_tui.schema.protobuf.resolution import resolve_references
from cdx_tui.schema.protobuf.symbols import collect_symbols

__all__ = ["ProtobufReading", "read_protobuf"]


class ProtobufReading:
    """What a Protobuf source turned out to say. Made by `read_protobuf`."""

    def __init__(self, file: ProtoFile, problems: Problems, undefined: frozenset[str]) -> None:
        self.file = file
        self._positions = problems
        self._undefined = undefined
        self.problems: tuple[SchemaProblem, ...] = problems.reported()

    @property
    def messages(self) -> tuple[Message, ...]:
        """Every message and group, in the order of the source, nested ones after their outer."""
        return self.file.messages

    @property
    def enums(self) -> tuple[Enum, ...]:
        """Every enum, top-level ones first."""
        return self.file.enums

    @property
    def services(self) -> tuple[Service, ...]:
        """Every service, in the order of the source."""
        return self.file.services

    def outline(self, external_types: Mapping[str, str] | None = None) -> Outline:
        """Build the outline.

        Its `records` are the messages, nested ones and groups included, and its `fields` their
        fields: maps and the members of oneofs count, fields of `extend` blocks and the entries
        that maps stand for don't. A type's node is named by its full name, which is its key in
        `definitions`; an enum's values are its children too, since they have numbers. Nodes of
        fields that hold a message name it as `target` and have nothing below.

        Args:
            external_types: Full names of types that other schemas define, with the subject of each.
        """
        return build_outline(self.file, self._positions, self._undefined, external_types or {})

    def line(self, at: int) -> int:
        """Return the line, from 0, of an offset in the source."""
        return self._positions.line(at)


def read_protobuf(text: str) -> ProtobufReading:
    """Parse a Protobuf source; never raises, whatever the text.

    What is wrong is in the reading's `problems`; whatever could be read is there all the same.
    """
    problems = Problems(text)
    file = parse(text, problems)
    complete = not problems.fatal
    symbols = collect_symbols(file, problems)
    undefined = resolve_references(file, symbols, problems, complete=complete)
    check(file, problems, complete=complete)
    return ProtobufReading(file, problems, undefined)
