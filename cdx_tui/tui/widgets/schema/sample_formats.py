"""The formats of a sample: a record as JSON, or code that is generated for its schema."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

__all__ = ["FORMAT_TITLES", "SampleFormat"]


class SampleFormat(StrEnum):
    """A format, in the order of the tabs; the values name it in the saved layout."""

    JSON = "json"
    AVRO_JSON = "avro-json"
    FLINK = "flink"
    PYTHON = "python"
    JAVA = "java"

    @property
    def is_code(self) -> bool:
        """Whether it is code, which is generated from the outline."""
        return self not in (SampleFormat.JSON, SampleFormat.AVRO_JSON)


FORMAT_TITLES: Final = {
    SampleFormat.JSON: "JSON",
    SampleFormat.AVRO_JSON: "Avro JSON",
    SampleFormat.FLINK: "Flink SQL",
    SampleFormat.PYTHON: "Python",
    SampleFormat.JAVA: "Java",
}
"""The titles of the tabs."""
