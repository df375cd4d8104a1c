"""Describe the problems of a schema's document on one line."""

from __future__ import annotations

from textual.content import Content

from cdx_tui.schema import SchemaProblem
from cdx_tui.text import shorten

__all__ = ["describe_problems"]


def describe_problems(problems: tuple[SchemaProblem, ...]) -> Content:
    """Return the first problem, fatal ones before others, and the number of further problems."""
    ordered = sorted(problems, key=lambda problem: not problem.fatal)
    first = ordered[0]
    location = f"line {first.line}, column {first.column}: " if first.line else ""
    more = f"  (and {len(ordered) - 1:,} more)" if len(ordered) > 1 else ""
    style = "$text-error" if first.fatal else "$text-warning"
    mark = "✗" if first.fatal else "!"
    return Content.assemble((f"{mark} ", style), f"{location}{shorten(first.message, 300)}{more}")
