"""Menu of texts to copy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.share.masking import schema_id
from cdx_tui.share.redeem_command import redeem_command
from cdx_tui.text import shorten
from cdx_tui.tui.screens.dialogs.menu import Choice, MenuScreen

__all__ = ["CopyMenu", "copy_choices"]

_MAX_PREVIEW_WIDTH: Final = 54


class CopyMenu(MenuScreen[str]):
    """Menu that returns the text to copy, or None if cancelled.

    Args:
        texts: Texts by name.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("Y", "dismiss", "Cancel", id="copy.back", show=False, tooltip="Cancel"),
    ]

    def __init__(self, texts: Mapping[str, str]) -> None:
        choices = [
            Choice(
                name,
                shorten(" ".join(text[: 4 * _MAX_PREVIEW_WIDTH].split()), _MAX_PREVIEW_WIDTH),
                text,
            )
            for name, text in texts.items()
        ]
        super().__init__("Copy", choices)


def copy_choices(
    preview: Preview | None,
    resource: ConsumerSharedResource | None,
    schema: Schema | None,
    field: str,
) -> Iterator[tuple[str, str]]:
    """Yield the name and value of each field that can be copied, besides the schema's text.

    Values may be empty.
    """
    if schema is not None:
        yield "Subject", schema.subject or ""
        yield "Schema ID", schema_id(schema)
    yield "Field path", field
    if resource is not None:
        yield "Resource", resource.display_name or ""
        yield "Contact", resource.organization_contact or ""
    if preview is not None:
        yield "Request ID", preview.request_id or ""
        yield "Redeem command", redeem_command(preview.resources)
