"""The views of a schema and its resource."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

__all__ = ["VIEW_TITLES", "View"]


class View(StrEnum):
    """A view, in the order of the tabs; the values name it in the saved layout."""

    FIELDS = "fields"
    SOURCE = "source"
    CHANGES = "changes"
    SAMPLE = "sample"
    CHECKS = "checks"
    ABOUT = "about"

    @property
    def number(self) -> int:
        """The number of its tab, from 1."""
        return list(View).index(self) + 1


VIEW_TITLES: Final = {view: view.value.capitalize() for view in View}
"""The titles of the tabs."""
