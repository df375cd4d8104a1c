"""Generate a starting point in a language from a schema's outline."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from cdx_tui.schema.codegen.builder import build_model
from cdx_tui.schema.codegen.model import Model
from cdx_tui.schema.document import SchemaDocument
from cdx_tui.schema.outline import Outline, SchemaKind

__all__ = ["CodeLanguage", "GeneratedCode", "KeySchema", "generate"]

_EDITION: Final = re.compile(r"\s*edition\s*=")
_HEAD: Final = 200
"""Lines of a Protobuf file in which its edition is looked for."""


class CodeLanguage(StrEnum):
    """A language that code is generated in."""

    FLINK = "flink"
    PYTHON = "python"
    JAVA = "java"


@dataclass(frozen=True, slots=True)
class GeneratedCode:
    """Generated code, or the reason why there is none.

    Attributes:
        text: The code, on lines that are safe to show. Empty if there is none.
        remark: Why there is none; empty otherwise.
        file_name: Name that the code's file has to have, for Java; empty if any will do.
    """

    text: str = ""
    remark: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class KeySchema:
    """The schema of a topic's keys."""

    document: SchemaDocument
    outline: Outline


def generate(
    language: CodeLanguage,
    document: SchemaDocument,
    outline: Outline,
    topic: str = "",
    key: KeySchema | None = None,
) -> GeneratedCode:
    """Return a starting point for a consumer of a schema's records.

    Args:
        language: The language.
        document: The schema.
        outline: Its outline, with the references that are resolved.
        topic: The topic's name, if it is known; Flink SQL has it.
        key: The schema of the topic's keys, if it is known; Flink SQL has its columns.
    """
    model = _model(document, outline)
    if model is None:
        return GeneratedCode(remark="the schema has no fields to generate code from")
    if language is CodeLanguage.PYTHON:
        from cdx_tui.schema.codegen.python_dataclass import python_dataclass

        return GeneratedCode(python_dataclass(model))
    if language is CodeLanguage.JAVA:
        from cdx_tui.schema.codegen.java_record import java_record

        file = java_record(model)
        return GeneratedCode(file.text, file_name=f"{file.name}.java")
    from cdx_tui.schema.codegen.flink_sql import flink_sql

    keys = _model(key.document, key.outline) if key else None
    return GeneratedCode(flink_sql(model, topic, keys))


def _model(document: SchemaDocument, outline: Outline) -> Model | None:
    if document.kind is SchemaKind.TEXT:
        return None
    explicit = document.kind is SchemaKind.PROTOBUF and _has_edition(document)
    model = build_model(outline, document.kind.value, explicit=explicit)
    return model if model.roots else None


def _has_edition(document: SchemaDocument) -> bool:
    head = (document.lines[index] for index in range(min(_HEAD, len(document.lines))))
    return any(_EDITION.match(line) for line in head)
