"""The README for a package index, which shows neither the repository's pictures nor its files."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

PICTURE = re.compile(r"!\[([^\]]*)\]\((?!https:)[^)]*\)\n*")
LINK = re.compile(r"(?<!!)\[([^\]]*)\]\((?!https:|#)[^)]*\)")


class IndexReadme(MetadataHookInterface):
    """Hook of hatchling that provides the README of the distributions."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Set the README, without what would be broken."""
        text = (Path(self.root) / "README.md").read_text(encoding="utf-8")
        metadata["readme"] = {"content-type": "text/markdown", "text": for_an_index(text)}


def for_an_index(text: str) -> str:
    """Return the README without pictures of the repository, and its links to files as text."""
    return LINK.sub(r"\1", PICTURE.sub("", text))
