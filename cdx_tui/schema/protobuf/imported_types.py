"""Find what a Protobuf file imports from other documents."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from cdx_tui.schema.external import External
from cdx_tui.schema.outline import Origin, OutlineNode
from cdx_tui.schema.protobuf.model import Field, Import, Reference
from cdx_tui.schema.protobuf.resolution import candidates

__all__ = ["ImportedTypes"]


class ImportedTypes:
    """The imports of a file, and the types that they define.

    Args:
        external: The other documents that may be imported, if any are known.
        report: Called with a warning and its offset in the source.
    """

    def __init__(self, external: External | None, report: Callable[[str, int], None]) -> None:
        self._external = external
        self._report = report
        self._missing: list[tuple[OutlineNode, Import]] = []
        self._found_by_type: dict[Origin, None] = {}

    def add_import(self, node: OutlineNode, imported: Import) -> None:
        """Find the document that an import leads to; must be called before any type is found."""
        if self._external is None:
            node.unresolved = True
        elif (origin := self._external.protobuf_file(imported.path)) is not None:
            node.origin = origin
        else:
            self._missing.append((node, imported))

    def set_type(self, node: OutlineNode, reference: Field | Reference, scope: str) -> bool:
        """Set the type of a node to that which an import defines; return whether one does."""
        if self._external is None:
            return False
        names = (*candidates(reference.type, scope), reference.target)
        found = self._external.protobuf_type(tuple(dict.fromkeys(names)))
        if found is None:
            return False
        node.target, origin = found
        node.type_kind = origin.kind
        node.origin = origin
        if not origin.imported:
            document = replace(origin, target="", kind="", line=0, imported=True)
            self._found_by_type.setdefault(document)
        return True

    def undefined(self, name: str) -> str:
        """Return the warning about a type that no known document defines."""
        return f'"{name}" is {self.undefined_reason}'

    @property
    def undefined_reason(self) -> str:
        """Why no document is known that defines a type, as a clause."""
        if self._external is None:
            return "defined in another file"
        return f"not defined in this file, and {self._external.searched_types}"

    def resolve_missing(self) -> Iterator[str]:
        """Report the imports that were not found, once all types are known; yield their paths.

        A subject's name may differ from the path of the import. If only one is missing, and all
        types that no other import has are in one document, that is the one.
        """
        if len(self._missing) == 1 == len(self._found_by_type):
            (self._missing[0][0].origin,) = self._found_by_type
            return
        for node, imported in self._missing:
            node.unresolved = True
            node.reason = self._external.searched if self._external else ""
            self._report(f'import "{node.name}": {node.reason}', imported.at)
            yield node.name
