"""Parse, resolve and check a Protobuf source."""

from __future__ import annotations

from cdx_tui.schema.external import External
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
    """Result of reading a Protobuf source, as returned by `read_protobuf`."""

    def __init__(self, file: ProtoFile, problems: Problems, undefined: frozenset[str]) -> None:
        self.file = file
        self._positions = problems
        self._undefined = undefined
        self.problems: tuple[SchemaProblem, ...] = problems.reported()

    @property
    def messages(self) -> tuple[Message, ...]:
        """All messages and groups in source order, nested ones after the enclosing one."""
        return self.file.messages

    @property
    def enums(self) -> tuple[Enum, ...]:
        """All enums, top-level ones first."""
        return self.file.enums

    @property
    def services(self) -> tuple[Service, ...]:
        """All services, in source order."""
        return self.file.services

    def outline(self, external: External | None = None) -> Outline:
        """Build the outline; `file` is used up by it, and has no declarations afterwards.

        `records` counts the messages, including nested ones and groups. `fields` counts their
        fields, including maps and the members of oneofs, but not the fields of `extend` blocks
        or of the implicit map entry messages. A type's node is named by its full name, which is
        also its key in `definitions`. An enum's values are child nodes as well as `symbols`,
        since they have numbers. The node of a field of message type has that type as `target`,
        and no children.

        Args:
            external: The other documents that it may refer to, if any are known.
        """
        return build_outline(self.file, self._positions, self._undefined, external)

    def line(self, at: int) -> int:
        """Return the line, counted from 0, of a character offset in the source."""
        return self._positions.line(at)


def read_protobuf(text: str) -> ProtobufReading:
    """Parse a Protobuf source. Never raises, whatever the text.

    Errors and warnings are in the result's `problems`; the parts that could be parsed are
    available in spite of them.
    """
    problems = Problems(text)
    file = parse(text, problems)
    complete = not problems.fatal
    symbols = collect_symbols(file, problems)
    undefined = resolve_references(file, symbols, problems, complete=complete)
    check(file, problems, complete=complete)
    return ProtobufReading(file, problems, undefined)
