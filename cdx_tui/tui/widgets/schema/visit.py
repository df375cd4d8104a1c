"""Node of a schema of the share that a reference leads to, or from which one was followed."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Visit"]


@dataclass(frozen=True, slots=True)
class Visit:
    """A node of a schema.

    Attributes:
        place: Indices of resource and schema in the share.
        node: Index of the node in document order; None if only target and line are known.
        target: Full name of the type that the node defines; may be empty.
        line: Line of the node in the schema's text as shown, from 0.
        steps: The nodes from which definitions were followed within the schema.
    """

    place: tuple[int, int]
    node: int | None = None
    target: str = ""
    line: int = 0
    steps: tuple[int, ...] = ()
