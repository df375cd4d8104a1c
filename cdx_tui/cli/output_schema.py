"""`cdx-tui output-schema`: print the JSON Schema of a command's JSON output."""

from __future__ import annotations

import argparse

from cdx_tui.output_schemas import output_schema

__all__ = ["run"]


def run(options: argparse.Namespace) -> int:
    """Print the schema of the output of `options.of`."""
    print(output_schema(options.of), end="")
    return 0
