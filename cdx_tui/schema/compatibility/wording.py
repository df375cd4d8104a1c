"""Wording of the rules behind differences.

`differences` says "the reader's schema", since the reader's may be the older or the newer one.
"""

from __future__ import annotations

__all__ = ["name_reader"]


def name_reader(rule: str, reader: str) -> str:
    """Return a rule about "the reader's schema" as one about "the older schema".

    Args:
        rule: The rule.
        reader: What the reader's schema is, such as `older`.
    """
    return rule.replace("the reader's", f"the {reader}")
