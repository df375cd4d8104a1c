"""Which highlighter reads which language."""

from __future__ import annotations

from typing import Literal

from cdx_tui.schema.lines import Lines
from cdx_tui.tui.widgets.highlighting.highlighter import Highlighter

__all__ = ["Language", "highlighter"]

Language = Literal["avro", "json", "protobuf", "text"]
"""How a text is to be read."""


def highlighter(language: Language, lines: Lines) -> Highlighter:
    """Return the highlighter of `language` over `lines`; Pygments is imported only here."""
    if language == "text":
        return Highlighter(lines)
    if language == "protobuf":
        from cdx_tui.tui.widgets.highlighting.protobuf import ProtobufHighlighter

        return ProtobufHighlighter(lines)
    from cdx_tui.tui.widgets.highlighting.json import AvroHighlighter, JsonSchemaHighlighter

    return AvroHighlighter(lines) if language == "avro" else JsonSchemaHighlighter(lines)
