"""What the app exports: a share as a whole, or the text of the current view."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from cdx_tui.api.models import Preview, Schema
from cdx_tui.tui.widgets.schema.sample_formats import SampleFormat
from cdx_tui.tui.widgets.schema.viewed_schema import ViewedSchema
from cdx_tui.tui.widgets.schema.views import View

if TYPE_CHECKING:
    from cdx_tui.share.dictionary import FieldIndex
    from cdx_tui.tui.screens.dialogs.export import SaveFunction

__all__ = ["Export", "fields", "share", "view"]


@dataclass(frozen=True, slots=True)
class Export:
    """What is exported, for the prompt, and the function that writes it."""

    what: str
    write: SaveFunction


def share(preview: Preview | None) -> Export | None:
    """Return the export of a share; None if there is none."""
    return None if preview is None else Export("this share", partial(_save_share, preview))


def fields(index: FieldIndex, words: str) -> Export:
    """Return the export of the fields that match `words`, which indexes what is not indexed yet."""
    return Export("these fields", partial(_save_fields, index, words))


def view(viewed: ViewedSchema) -> Export | None:
    """Return the export of the current view's text; None if it has none.

    Fields and source are exported as the schema, exactly as received.
    """
    if viewed.view in (View.FIELDS, View.SOURCE):
        if viewed.schema is None:
            return None
        return Export("this schema", partial(_save_schema, viewed.schema))
    text = _text(viewed)
    if not text:
        return None
    return Export(f"the {viewed.view.value} view", partial(_save_text, _file_name(viewed), text))


_ENDINGS = {
    View.CHANGES: "changes.txt",
    View.CHECKS: "checks.txt",
    View.ABOUT: "about.txt",
}
_SAMPLE_ENDINGS = {
    SampleFormat.JSON: "sample.json",
    SampleFormat.AVRO_JSON: "sample.avro.json",
    SampleFormat.FLINK: "sql",
    SampleFormat.PYTHON: "py",
    SampleFormat.JAVA: "java",
}


def _file_name(viewed: ViewedSchema) -> str:
    """Return the name of the current view's file; Java demands that of the class in it."""
    from cdx_tui.schema.codegen.generate import GeneratedCode

    if viewed.view is not View.SAMPLE:
        return f"{_stem(viewed)}.{_ENDINGS[viewed.view]}"
    if isinstance(viewed.sample, GeneratedCode) and viewed.sample.file_name:
        return viewed.sample.file_name
    return f"{_stem(viewed)}.{_SAMPLE_ENDINGS[viewed.sample_format]}"


def _stem(viewed: ViewedSchema) -> str:
    """Return the name of a view's file without its ending."""
    from cdx_tui.share.file_names import file_name, sanitised_stem
    from cdx_tui.share.names import name_of

    of_schema = viewed.view in (View.CHANGES, View.SAMPLE)
    if of_schema and viewed.schema is not None:
        return file_name(viewed.schema).rpartition(".")[0]
    return sanitised_stem(name_of(viewed.resource) if viewed.resource else "share")


def _text(viewed: ViewedSchema) -> str:
    """Return the text of a view other than fields and source."""
    from cdx_tui.tui.widgets.about_text import describe_resource
    from cdx_tui.tui.widgets.checks_text import describe_readiness
    from cdx_tui.tui.widgets.schema.changes_text import describe_comparison

    if viewed.view is View.SAMPLE:
        text = viewed.sample.text.removesuffix("\n") if viewed.sample else ""
        return f"{text}\n" if text else ""
    lines = []
    if viewed.view is View.CHANGES and viewed.comparison is not None:
        lines = describe_comparison(viewed.comparison)
    elif viewed.view is View.CHECKS and viewed.checks is not None:
        lines = describe_readiness(viewed.checks)
    elif viewed.view is View.ABOUT and viewed.resource is not None:
        lines = describe_resource(viewed.resource, viewed.subjects, viewed.problems)
    return "".join(f"{line.text.rstrip()}\n" for line in lines)


def _save_share(preview: Preview, folder: Path, force: bool) -> tuple[Path, ...]:
    from cdx_tui.share.export import export_share

    return export_share(preview, folder, force=force)


def _save_fields(index: FieldIndex, words: str, folder: Path, force: bool) -> tuple[Path, ...]:
    from cdx_tui.share.export import export_fields
    from cdx_tui.share.field_filter import FieldFilter

    return export_fields(FieldFilter(index, words).rows(), folder, force=force)


def _save_schema(schema: Schema, folder: Path, force: bool) -> tuple[Path, ...]:
    from cdx_tui.share.export import export_schema

    return (export_schema(schema, folder, force=force),)


def _save_text(name: str, text: str, folder: Path, force: bool) -> tuple[Path, ...]:
    from cdx_tui.share.export import export_text

    return (export_text(name, text, folder, force=force),)
