"""Select the highlighter for a language."""

from __future__ import annotations

from typing import Literal

from cdx_tui.schema.lines import Lines
from cdx_tui.tui.widgets.highlighting.highlighter import Highlighter

__all__ = ["Language", "highlighter"]

Language = Literal["avro", "json", "protobuf", "sql", "python", "java", "text"]
"""Languages that can be highlighted; `text` is plain text."""


def highlighter(language: Language, lines: Lines) -> Highlighter:
    """Return a highlighter of `lines` in `language`; imports Pygments only if it is needed."""
    if language == "text":
        return Highlighter(lines)
    if language == "protobuf":
        from cdx_tui.tui.widgets.highlighting.protobuf import ProtobufHighlighter

        return ProtobufHighlighter(lines)
    if language in ("sql", "python", "java"):
        from cdx_tui.tui.widgets.highlighting.code import CodeHighlighter

        return CodeHighlighter(lines, language)
    from cdx_tui.tui.widgets.highlighting.json import AvroHighlighter, JsonSchemaHighlighter

    return AvroHighlighter(lines) if language == "avro" else JsonSchemaHighlighter(lines)
