"""JSON Schemas (draft 2020-12) of what the commands print as JSON, and of an export's index.

Properties may be added at any time; `FORMAT_VERSION` grows when one goes or changes its meaning.
"""

from __future__ import annotations

from typing import Final

__all__ = ["FORMAT_VERSION", "OUTPUTS", "output_schema"]

FORMAT_VERSION: Final = 1
"""Value of the property `format_version` of every output."""

OUTPUTS: Final = ("validate", "check", "diff", "schema", "sample", "compat", "doctor", "export")
"""The commands whose output has a schema."""


def output_schema(name: str) -> str:
    """Return the text of the JSON Schema for the output of a command.

    Args:
        name: One of `OUTPUTS`.
    """
    from importlib.resources import files  # all commands import this module, one reads a schema

    return files(__name__).joinpath(f"{name}.json").read_text("utf-8")
