"""Wording of the rules behind differences.

A rule is one sentence. It says "the reader's schema" and "the writer's schema", since either may be
the older or the newer one.
"""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["common_namespace", "name_sides"]


def name_sides(rule: str, *, newer_reads: bool) -> str:
    """Return a rule about the reader's and the writer's schema as one about the versions.

    Args:
        rule: The rule.
        newer_reads: Whether the newer schema is the reader's, as for BACKWARD.
    """
    reader, writer = ("newer", "older") if newer_reads else ("older", "newer")
    return rule.replace("he reader's", f"he {reader}").replace("he writer's", f"he {writer}")


def common_namespace(paths: Sequence[str]) -> str:
    """Return the namespace that all paths have in common, with its last dot; it may be empty."""
    types = [path.split(".") for path in paths]
    shared = 0
    while types and all(len(parts) > shared + 1 for parts in types):
        if len({parts[shared] for parts in types}) > 1 or not types[0][shared].islower():
            break
        shared += 1
    return "".join(f"{part}." for part in types[0][:shared]) if types else ""
