"""A schema's document: its kind, its lines, its problems and its outline.

The one entry is `read_schema`. A `SchemaDocument` is cheap to make; the work is in `fill` (pretty
text, block by block, so that the first lines can be shown at once) and in `outline` (the tree of
named types and fields). Both may run in a thread. Everything that a document hands out is cleaned,
except `pretty()`, which is the provider's exact text in a tidy layout.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from dataclasses import replace

from cdx_tui.schema.avro import outline_avro
from cdx_tui.schema.detection import Detected, detect
from cdx_tui.schema.gc_pause import no_collection
from cdx_tui.schema.json.reader import Finding, JsonReader, read_json
from cdx_tui.schema.lines import Lines, split_blocks
from cdx_tui.schema.outline import (
    NodeKind,
    Outline,
    OutlineNode,
    SchemaKind,
    SchemaProblem,
    types_defined,
)
from cdx_tui.schema.positions import Positions
from cdx_tui.text import clean_lines

__all__ = [
    "NodeKind",
    "Outline",
    "OutlineNode",
    "SchemaDocument",
    "SchemaKind",
    "SchemaProblem",
    "read_schema",
    "types_defined",
]

_JSON_KINDS = (SchemaKind.AVRO, SchemaKind.JSON)


class SchemaDocument:
    """A schema's text, detected and pretty-printed. Made by `read_schema`.

    Attributes:
        kind: What the text is.
        declared_type: What it was sent as, in capitals.
        lines: The laid out text, cleaned; complete once `fill` is exhausted.
    """

    def __init__(self, text: str, declared_type: str, detected: Detected) -> None:
        self.kind = detected.kind
        self.declared_type = declared_type
        self.lines = Lines()
        self._sent = text
        self._detected = detected
        self._problems = detected.remarks
        self._filling = threading.Lock()
        self._steps = self._lay_out()
        self._outlining = threading.Lock()
        self._outline: tuple[dict[str, str], Outline] | None = None

    def fill(self) -> Iterator[int]:
        """Lay the text out into `lines`, block by block; yields the number of lines so far.

        Running it again, or while another thread runs it, does no work twice.
        """
        while not self.lines.complete:
            with self._filling:
                next(self._steps, None)
            yield len(self.lines)

    @property
    def problems(self) -> tuple[SchemaProblem, ...]:
        """Warnings and errors about the text; complete once `fill` is exhausted."""
        return self._problems

    @property
    def parsed(self) -> bool:
        """Whether the document was parsed without a fatal problem in text or outline.

        It takes the time of `fill` and of `outline`, where those have not been called.
        """
        for _ in self.fill():
            pass
        kept = self._outline  # whatever names it was built with: they make nothing fatal
        outline = kept[1] if kept else self.outline()
        return not any(problem.fatal for problem in (*self.problems, *outline.problems))

    def outline(self, external_types: Mapping[str, str] | None = None) -> Outline:
        """Build the outline (kept for the next call).

        Args:
            external_types: Full names of types that other schemas of the share define, with the
                subject that defines each; a name found there is resolved, and says where.
        """
        known = dict(external_types or {})
        with self._outlining:
            if self._outline is None or self._outline[0] != known:
                with no_collection():
                    self._outline = (known, self._read_outline(known))
            return self._outline[1]

    def pretty_blocks(self) -> Iterator[str]:
        """Yield the pretty-printed text, exact and NOT cleaned, in parts that lines make whole."""
        detected = self._detected
        if detected.kind in _JSON_KINDS and not detected.bare:
            return ("\n".join(block) for block in JsonReader(detected.text).blocks())
        return iter((detected.text,))

    def pretty(self) -> str:
        """Return the whole pretty-printed text, exact and NOT cleaned."""
        return "\n".join(self.pretty_blocks())

    def _lay_out(self) -> Iterator[None]:
        detected = self._detected
        reader = None
        blocks = split_blocks(detected.text)
        if detected.kind in _JSON_KINDS and not detected.bare:
            reader = JsonReader(detected.text)
            blocks = reader.blocks()
        positions = Positions(self._sent, detected.sources)
        reported = 0
        for block in blocks:
            self.lines.extend(_cleaned(block))
            if reader:
                findings = reader.findings[reported:]
                reported += len(findings)
                self._problems += tuple(_problem(finding, positions) for finding in findings)
            yield
        if reader and reader.unreported:
            message = f"{reader.unreported:,} more problems of this text are not listed"
            self._problems += (SchemaProblem(message, fatal=False),)
        self.lines.complete = True

    def _read_outline(self, external_types: dict[str, str]) -> Outline:
        text = self._detected.text
        if self.kind is SchemaKind.TEXT:
            return Outline()
        if self.kind is SchemaKind.PROTOBUF:
            from cdx_tui.schema.protobuf import read_protobuf

            reading = read_protobuf(text)
            outline = reading.outline(external_types)
            reported = [problem for problem in reading.problems if problem not in outline.problems]
            outline.problems = (*reported, *outline.problems)
        elif self.kind is SchemaKind.JSON:
            from cdx_tui.schema.json_schema import outline_json_schema

            reader = read_json(text)
            outline = outline_json_schema(reader.root, external_types)
            outline.problems += _cut(reader)
        else:
            written = f'"{text.strip()}"' if self._detected.bare else text
            reader = read_json(written)
            outline = outline_avro(reader.root, external_types)
            outline.problems += _cut(reader)
        outline.problems = self._located(outline.problems)
        return outline

    def _located(self, problems: tuple[SchemaProblem, ...]) -> tuple[SchemaProblem, ...]:
        """Give lines and columns in the text as it was sent, and lines as they are shown."""
        positions = Positions(self._sent, self._detected.sources)
        inner = Positions(self._detected.text, ())
        located = []
        for problem in problems:
            offset, shown = problem.offset, problem.shown
            if offset is None and problem.line is not None:
                # A reader of the source's own lines, which are the lines that are shown.
                offset = inner.offset(problem.line, problem.column or 1)
                shown = problem.line - 1
            if offset is not None:
                line, column = positions.at(offset)
                problem = replace(problem, line=line, column=column, shown=shown)
            located.append(problem)
        return tuple(located)


def read_schema(text: str, declared_type: str | None = None) -> SchemaDocument:
    """Detect what `text` is and return a document over it; never raises, whatever the text.

    Args:
        text: The `schema` property as it was sent: minified or pretty JSON, a bare primitive, the
            same wrapped in `{"schema": "…"}` once, Protobuf source, empty, or garbage.
        declared_type: The `schema_type` property; None means AVRO, as Schema Registry has it.
    """
    detected = detect(text, declared_type)
    return SchemaDocument(text, (declared_type or "").strip().upper() or "AVRO", detected)


def _cleaned(block: list[str]) -> list[str]:
    together = "".join(block)
    if together.isascii() and together.isprintable():
        return block  # the fast path, about ten times faster than cleaning
    joined = "\n".join(block)
    if "\r" in joined:  # a carriage return belongs to the line's end
        block = [line.removesuffix("\r") for line in block]
        joined = "\n".join(block)
    cleaned = clean_lines(joined)
    return block if cleaned == joined else cleaned.split("\n")


def _cut(reader: JsonReader) -> tuple[SchemaProblem, ...]:
    """Report where the tree of a document ends, if the document is too large or too deep for it."""
    cut = reader.cut
    return (SchemaProblem(cut.message, shown=cut.line, offset=cut.offset),) if cut else ()


def _problem(finding: Finding, positions: Positions) -> SchemaProblem:
    line, column = positions.at(finding.offset)
    return SchemaProblem(finding.message, line, column, finding.fatal, shown=finding.line)
