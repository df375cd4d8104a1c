"""Mask contacts, IDs and email addresses of a share for presentation mode. Free of I/O."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from cdx_tui.api.models import ConsumerSharedResource, ObjectMeta, Preview, Schema

__all__ = ["MASK", "MASKED_ID", "mask_emails", "mask_preview", "masked", "schema_id"]

MASK: Final = "••••"
"""Replacement for a masked text; independent of its length."""

MASKED_ID: Final = -1
"""Replacement for a masked schema ID; Schema Registry IDs are never negative."""

_EMAIL: Final = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")


def masked(text: str | None) -> str | None:
    """Return `MASK`, or `text` itself if it is empty or None."""
    return MASK if text else text


def mask_preview(preview: Preview) -> Preview:
    """Return the share with contacts, IDs and email addresses masked, except in schema texts."""
    return replace(
        preview,
        request_id=masked(preview.request_id),
        resources=tuple(map(_mask_resource, preview.resources)),
    )


def _mask_resource(resource: ConsumerSharedResource) -> ConsumerSharedResource:
    return replace(
        resource,
        id=masked(resource.id),
        metadata=_mask_metadata(resource.metadata),
        organization_contact=masked(resource.organization_contact),
        description=mask_emails(resource.description),
        organization_description=mask_emails(resource.organization_description),
        schemas=tuple(map(_mask_schema, resource.schemas)),
    )


def _mask_metadata(metadata: ObjectMeta | None) -> ObjectMeta | None:
    if metadata is None:
        return None
    return replace(
        metadata, self=masked(metadata.self), resource_name=masked(metadata.resource_name)
    )


def _mask_schema(schema: Schema) -> Schema:
    return schema if schema.id is None else replace(schema, id=MASKED_ID)


def mask_emails(text: str | None) -> str | None:
    """Return `text` with each email address replaced by `MASK`."""
    return text and _EMAIL.sub(MASK, text)


def schema_id(schema: Schema) -> str:
    """Return a schema's ID for display; empty if there is none."""
    if schema.id is None:
        return ""
    return MASK if schema.id == MASKED_ID else str(schema.id)
