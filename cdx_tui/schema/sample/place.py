"""Where a value stands in a sample: its path for messages, and what its surroundings suggest."""

from __future__ import annotations

from dataclasses import dataclass, replace

from cdx_tui.text import clean, shorten

__all__ = ["NoSample", "Place"]

_MAX_STEPS = 12
_MAX_STEP_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Place:
    """The place of one value.

    Attributes:
        name: Name of the field, property or map that it is the value of, or in which it is an
            item; NOT cleaned.
        owner: Name of what has this field, such as that of a record; empty for an item.
        semantic: What the value means by a convention of Connect or Debezium, or the name of an
            unknown logical type; may be empty.
        tags: The provider's tags.
        depth: How many values it is inside of.
        outer: The place of the value around it; None for the whole sample.
        step: What leads from there to here: `.name`, `[]` or `.*`.
    """

    name: str = ""
    owner: str = ""
    semantic: str = ""
    tags: tuple[str, ...] = ()
    depth: int = 0
    outer: Place | None = None
    step: str = ""

    def field(
        self, name: str, owner: str = "", semantic: str = "", tags: tuple[str, ...] = ()
    ) -> Place:
        """Return the place of a field or property inside this one."""
        return Place(name, owner, semantic, tags, self.depth + 1, self, f".{name}")

    def item(self, step: str = "[]") -> Place:
        """Return the place of an item of an array, or of a map's value with the step `.*`."""
        return Place(self.name, "", self.semantic, self.tags, self.depth + 1, self, step)

    def branch(self) -> Place:
        """Return the place of a branch of this value's type, which has the same path."""
        return replace(self, depth=self.depth + 1)

    @property
    def path(self) -> str:
        """The path from the root, as `lines[].sku`, cleaned and shortened; empty for the root."""
        steps: list[str] = []
        place: Place | None = self
        while place is not None and len(steps) <= _MAX_STEPS:
            steps.append(clean(shorten(place.step, _MAX_STEP_WIDTH)))
            place = place.outer
        dots = "…" if place is not None else ""
        return dots + "".join(reversed(steps)).removeprefix("." if not dots else "")


class NoSample(ValueError):
    """No value can be generated.

    Args:
        reason: What stands against it, as a clause; cleaned when it is shown.
        place: Where.

    Attributes:
        place: The same.
    """

    def __init__(self, reason: str, place: Place | None = None) -> None:
        super().__init__(reason)
        self.place = place
        self._reason = reason

    def __str__(self) -> str:
        path = self.place.path if self.place else ""
        return f"{path}: {self._reason}" if path else self._reason
