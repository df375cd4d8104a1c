"""Wording of the rules behind differences.

A rule is one sentence. It says "the reader's schema" and "the writer's schema", since either may be
the older or the newer one.
"""

from __future__ import annotations

__all__ = ["name_sides"]


def name_sides(rule: str, *, newer_reads: bool) -> str:
    """Return a rule about the reader's and the writer's schema as one about the versions.

    Args:
        rule: The rule.
        newer_reads: Whether the newer schema is the reader's, as for BACKWARD.
    """
    reader, writer = ("newer", "older") if newer_reads else ("older", "newer")
    return rule.replace("he reader's", f"he {reader}").replace("he writer's", f"he {writer}")
