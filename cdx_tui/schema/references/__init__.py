"""References between documents: the subjects of a share, or files given to one command.

`KnownSchemas` takes them all, as `NamedSchema`s, and costs nothing until a name is looked up.
`external` is what the outline of one of them asks, and `documents` are those that one refers to,
with those that they refer to: what samples and compatibility need beside it.

Data flow: `known` finds the documents that may define a name, by their own names or in
`name_index`, and `definitions` parses these few. `resolver` looks up the names of one document, and
remembers what it found; `cycles` follows that from document to document.
"""

from __future__ import annotations

from cdx_tui.schema.references.definitions import NamedSchema
from cdx_tui.schema.references.known import KnownSchemas

__all__ = ["KnownSchemas", "NamedSchema"]
