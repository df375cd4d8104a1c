"""Whether a schema refers to others: most do not, and to find what they refer to takes long."""

from __future__ import annotations

import re

from cdx_tui.schema.compatibility.avro_types import is_complete
from cdx_tui.schema.document import SchemaDocument, SchemaKind

__all__ = ["may_refer"]

_JSON_REFERENCE = re.compile(r'"\$\w*[rR]ef"\s*+:\s*+"(?!#)')


def may_refer(document: SchemaDocument) -> bool:
    """Return whether a schema may refer to others; what is parsed for it is compared later."""
    if document.kind is SchemaKind.AVRO:
        return not is_complete(document)
    if document.kind is SchemaKind.PROTOBUF:
        from cdx_tui.schema.compatibility.protobuf_types import read
        from cdx_tui.schema.protobuf import WELL_KNOWN_FILES

        return any(each.path not in WELL_KNOWN_FILES for each in read(document).file.imports)
    return document.kind is SchemaKind.JSON and bool(_JSON_REFERENCE.search(document.source))
