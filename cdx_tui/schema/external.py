"""What a format asks about the documents beside the one that it reads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from cdx_tui.schema.outline import Origin

__all__ = ["External"]


class External(Protocol):
    """The other documents that one document may refer to."""

    @property
    def searched(self) -> str:
        """Where a name was looked for, as a clause: `not found in the 11 other subjects`."""

    @property
    def searched_types(self) -> str:
        """Where a Protobuf type was looked for, likewise."""

    def avro_type(self, names: Sequence[str]) -> Origin | None:
        """Return the document that defines the first of these full names that is defined."""

    def protobuf_file(self, path: str) -> Origin | None:
        """Return the document that an import path, NOT cleaned, leads to.

        Must be called for each import before `protobuf_type`.
        """

    def protobuf_type(self, names: Sequence[str]) -> tuple[str, Origin] | None:
        """Return the first of these full names that an imported document defines, and where."""

    def json_schema(self, uris: Sequence[str]) -> Origin | str:
        """Return the document that holds the first of these references, NOT cleaned, that exists.

        Each may have a fragment. If there is none, why not: a clause like `searched`.
        """

    def remarks(self) -> Sequence[str]:
        """Return sentences about the references as a whole, such as cycles, once all are known."""
