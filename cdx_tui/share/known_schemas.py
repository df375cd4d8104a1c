"""The schemas of a share as documents that may refer to each other."""

from __future__ import annotations

from cdx_tui.api.models import Preview
from cdx_tui.schema.references import KnownSchemas, NamedSchema

__all__ = ["known_schemas"]


def known_schemas(preview: Preview) -> KnownSchemas:
    """Return the schemas of a share; cheap, since nothing is read before a name is looked up."""
    return KnownSchemas(
        NamedSchema(
            schema.subject or "",
            schema.schema or "",
            schema.schema_type,
            schema.version,
            (place, index),
        )
        for place, resource in enumerate(preview.resources)
        for index, schema in enumerate(resource.schemas)
    )
