"""A schema's document: its kind, its lines, its problems and its outline.

The entry point is `read_schema`. Creating a `SchemaDocument` is cheap; the work is done by `fill`
(pretty-printed text, block by block, so that the first lines can be displayed at once) and by
`outline` (the tree of named types and fields). Both may run in a thread. All strings of a document
are cleaned, except those of `pretty()` and `pretty_blocks()`: the provider's exact text,
pretty-printed.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace

from cdx_tui.schema.avro import outline_avro
from cdx_tui.schema.detection import Detected, detect
from cdx_tui.schema.external import External
from cdx_tui.schema.gc_pause import pause_gc
from cdx_tui.schema.json.reader import Finding, JsonReader, read_json
from cdx_tui.schema.lines import LINES_PER_BLOCK, Lines, split_blocks
from cdx_tui.schema.outline import (
    NodeKind,
    Origin,
    Outline,
    OutlineNode,
    SchemaKind,
    SchemaProblem,
)
from cdx_tui.schema.positions import Positions
from cdx_tui.text import clean_lines

__all__ = [
    "NodeKind",
    "Origin",
    "Outline",
    "OutlineNode",
    "SchemaDocument",
    "SchemaKind",
    "SchemaProblem",
    "read_schema",
]

_JSON_KINDS = (SchemaKind.AVRO, SchemaKind.JSON)


class SchemaDocument:
    """A schema's text, detected and pretty-printed; created by `read_schema`.

    Attributes:
        kind: The detected format.
        declared_type: The type it was sent as, in upper case.
        lines: The pretty-printed text, cleaned; complete once `fill` is exhausted.
        name: Subject or path under which other documents refer to it, NOT cleaned; may be empty.
    """

    def __init__(self, text: str, declared_type: str, detected: Detected, name: str) -> None:
        self.name = name
        self.kind = detected.kind
        self.declared_type = declared_type
        self.lines = Lines()
        self._source_text = text
        self._detected = detected
        self._problems = detected.remarks
        self._fill_lock = threading.Lock()
        self._steps: Iterator[None] | None = None
        self._outline_lock = threading.Lock()
        self._outline: tuple[External | None, Outline] | None = None
        self._keeps_tree = False
        self._reading: JsonReader | None = None

    def fill(self, *, keep_tree: bool = False) -> Iterator[int]:
        """Pretty-print the text into `lines`, block by block, and yield the number of lines so far.

        It may be iterated repeatedly and in several threads; every block is formatted only once.

        Args:
            keep_tree: Whether `outline` follows, which then need not read a JSON text again. Until
                then the tree takes many times the text's size. Only the first call decides.
        """
        self._keeps_tree = self._keeps_tree or keep_tree
        while not self.lines.complete:
            with self._fill_lock, pause_gc():
                self._steps = self._steps or self._fill_lines()
                next(self._steps, None)
            yield len(self.lines)

    def fill_first_block(self, *, keep_tree: bool = False) -> bool:
        """Pretty-print the first lines of the text; return whether there are no others."""
        filling = self.fill(keep_tree=keep_tree)
        if next(filling, 0) < LINES_PER_BLOCK:
            next(filling, None)  # a block that is not full is the last one, as the next step finds
        return self.lines.complete

    @property
    def problems(self) -> tuple[SchemaProblem, ...]:
        """Warnings and errors about the text; complete once `fill` is exhausted."""
        return self._problems

    @property
    def parsed(self) -> bool:
        """Whether the document was parsed without a fatal problem in text or outline.

        Runs `fill` and `outline` unless they have run before.
        """
        for _ in self.fill(keep_tree=True):
            pass
        # Any cached outline will do: external types cause no fatal problems.
        kept = self._outline
        outline = kept[1] if kept else self.outline()
        return not any(problem.fatal for problem in (*self.problems, *outline.problems))

    def outline(self, external: External | None = None) -> Outline:
        """Return the outline, built on the first call and cached for the same `external`.

        Args:
            external: The other documents that it may refer to. A name that one of them defines is
                resolved, and its outline node has that document as `origin`.
        """
        with self._outline_lock:
            if self._outline is None or self._outline[0] is not external:
                with pause_gc():
                    self._outline = (external, self._read_outline(external))
            return self._outline[1]

    @property
    def source(self) -> str:
        """The text to parse, exact and NOT cleaned: without byte order mark and envelopes.

        A bare Avro primitive is put in the quotes that JSON requires.
        """
        text = self._detected.text
        return f'"{text.strip()}"' if self._detected.bare else text

    def pretty_blocks(self) -> Iterator[str]:
        """Yield the pretty-printed text, exact and NOT cleaned, in blocks of complete lines."""
        detected = self._detected
        if detected.kind in _JSON_KINDS and not detected.bare:
            return ("\n".join(block) for block in JsonReader(detected.text).blocks())
        return iter((detected.text,))

    def pretty(self) -> str:
        """Return the whole pretty-printed text, exact and NOT cleaned."""
        return "\n".join(self.pretty_blocks())

    def _fill_lines(self) -> Iterator[None]:
        detected = self._detected
        reader, keeps_tree = None, self._keeps_tree
        blocks = split_blocks(detected.text)
        if detected.kind in _JSON_KINDS and not detected.bare:
            reader = JsonReader(detected.text, tree=keeps_tree)
            blocks = reader.blocks()
        positions = Positions(self._source_text, detected.sources)
        reported = 0
        for block in blocks:
            self.lines.extend(_clean_block(block))
            if reader:
                findings = reader.findings[reported:]
                reported += len(findings)
                self._problems += tuple(_to_problem(finding, positions) for finding in findings)
            yield
        if reader and reader.unreported:
            message = f"{reader.unreported:,} more problems of this text are not listed"
            self._problems += (SchemaProblem(message, fatal=False),)
        self._reading = reader if keeps_tree else None
        self.lines.complete = True

    def _take_tree(self) -> JsonReader:
        """Return the tree that `fill` read, which takes many times the text's size, only once."""
        if self._keeps_tree:
            for _ in self.fill():
                pass
        with self._fill_lock:
            reading, self._reading = self._reading, None
        return reading or read_json(self.source)

    def _read_outline(self, external: External | None) -> Outline:
        text = self._detected.text
        if self.kind is SchemaKind.TEXT:
            return Outline()
        if self.kind is SchemaKind.PROTOBUF:
            from cdx_tui.schema.protobuf import read_protobuf

            reading = read_protobuf(text)
            outline = reading.outline(external)
            reported = [problem for problem in reading.problems if problem not in outline.problems]
            outline.problems = (*reported, *outline.problems)
        elif self.kind is SchemaKind.JSON:
            from cdx_tui.schema.json_schema import outline_json_schema

            reader = self._take_tree()
            outline = outline_json_schema(reader.root, external)
            outline.problems += _truncation(reader)
        else:
            reader = self._take_tree()
            outline = outline_avro(reader.root, external)
            outline.problems += _truncation(reader)
        remarks = external.remarks() if external is not None else ()
        outline.problems += tuple(SchemaProblem(remark, fatal=False) for remark in remarks)
        outline.problems = self._locate(outline.problems)
        return outline

    def _locate(self, problems: tuple[SchemaProblem, ...]) -> tuple[SchemaProblem, ...]:
        """Convert offsets to lines and columns in the text as sent, and set the displayed lines."""
        positions = Positions(self._source_text, self._detected.sources)
        inner = Positions(self._detected.text, ())
        located = []
        for problem in problems:
            offset, shown = problem.offset, problem.shown
            if offset is None and problem.line is not None:
                # Protobuf source is displayed as it is, so its lines are the displayed lines.
                offset = inner.offset(problem.line, problem.column or 1)
                shown = problem.line - 1
            if offset is not None:
                line, column = positions.at(offset)
                problem = replace(problem, line=line, column=column, shown=shown)
            located.append(problem)
        return tuple(located)


def read_schema(text: str, declared_type: str | None = None, name: str = "") -> SchemaDocument:
    """Detect the format of `text` and return its document; never raises, whatever the text.

    Args:
        text: The `schema` property as sent: minified or pretty-printed JSON, a bare primitive,
            any of these wrapped in `{"schema": "…"}`, Protobuf source, empty, or garbage.
        declared_type: The `schema_type` property; None means AVRO, as in Schema Registry.
        name: Subject or path under which other documents refer to it.
    """
    detected = detect(text, declared_type)
    return SchemaDocument(text, (declared_type or "").strip().upper() or "AVRO", detected, name)


def _clean_block(block: list[str]) -> list[str]:
    together = "".join(block)
    if together.isascii() and together.isprintable():
        return block  # fast path for printable ASCII, about ten times faster than cleaning
    joined = "\n".join(block)
    if "\r" in joined:  # CRLF line ends: do not show the carriage returns
        block = [line.removesuffix("\r") for line in block]
        joined = "\n".join(block)
    cleaned = clean_lines(joined)
    return block if cleaned == joined else cleaned.split("\n")


def _truncation(reader: JsonReader) -> tuple[SchemaProblem, ...]:
    """Return a problem at the point where the tree was cut off because of its size or depth."""
    cut = reader.cut
    return (SchemaProblem(cut.message, shown=cut.line, offset=cut.offset),) if cut else ()


def _to_problem(finding: Finding, positions: Positions) -> SchemaProblem:
    line, column = positions.at(finding.offset)
    return SchemaProblem(finding.message, line, column, finding.fatal, shown=finding.line)
