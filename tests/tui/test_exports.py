"""The file that each view is exported as."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from cdx_tui.api.decoding import decode_preview
from cdx_tui.api.models import Preview, Schema
from cdx_tui.demo.share_files import share_body
from cdx_tui.schema import read_schema
from cdx_tui.schema.codegen.generate import GeneratedCode
from cdx_tui.schema.compatibility.levels import compatibility
from cdx_tui.schema.diff import compare, unified
from cdx_tui.schema.sample.record import Sample, sample
from cdx_tui.share.export import ExportExists
from cdx_tui.share.known_schemas import known_schemas
from cdx_tui.share.readiness import assess_resource
from cdx_tui.share.subjects import default_subject, subjects_of
from cdx_tui.tui.screens import exports
from cdx_tui.tui.widgets.schema.field_marks import VersionComparison
from cdx_tui.tui.widgets.schema.sample_formats import SampleFormat
from cdx_tui.tui.widgets.schema.viewed_schema import ViewedSchema
from cdx_tui.tui.widgets.schema.views import View

STEM = "stock-trades-value-v3"


@pytest.fixture(scope="module")
def viewed() -> ViewedSchema:
    """The newest value schema of a share, with all that its views show."""
    preview = Preview(*decode_preview(share_body("stock_trades")))
    resource = preview.resources[0]
    subjects = subjects_of(resource)
    subject = default_subject(subjects)
    *_, old, new = (resource.schemas[index] for index in subjects[subject].versions)
    before, after = (read_schema(each.schema or "", each.schema_type) for each in (old, new))
    diff = tuple(unified(before, after, ("v2", "v3")))
    return ViewedSchema(
        resource=resource,
        subjects=subjects,
        subject=subject,
        schema=new,
        index=resource.schemas.index(new),
        comparison=VersionComparison(
            old, new, compare(before, after), diff, compatibility(before, after)
        ),
        sample=sample(after),
        checks=assess_resource(preview, 0, known_schemas(preview)),
    )


def written(viewed: ViewedSchema, view: View, folder: Path) -> tuple[str, Path]:
    """Export a view; return what the prompt calls it, and its file."""
    export = exports.view(replace(viewed, view=view))
    assert export is not None
    (path,) = export.write(folder, False)
    assert path.parent == folder
    return export.what, path


@pytest.mark.parametrize("view", [View.FIELDS, View.SOURCE])
def test_fields_and_source_are_the_schema_as_received(
    viewed: ViewedSchema, view: View, tmp_path: Path
) -> None:
    what, path = written(viewed, view, tmp_path)
    assert (what, path.name) == ("this schema", f"{STEM}.avsc")
    assert viewed.schema is not None
    assert path.read_text() == viewed.schema.schema


@pytest.mark.parametrize(
    ("view", "name", "expected"),
    [
        (View.CHANGES, f"{STEM}.changes.txt", "Not FORWARD compatible: consumers on v2 can't"),
        (View.CHANGES, f"{STEM}.changes.txt", "\n--- v2\n+++ v3\n"),
        (View.CHECKS, "Stock_Trades.checks.txt", "\n  ✓ Value schema registered\n"),
        (View.ABOUT, "Stock_Trades.about.txt", "Provider     Northgate Exchange\n"),
        (View.ABOUT, "Stock_Trades.about.txt", "stock-trades-value  AVRO  v1, v2, v3  100019\n"),
    ],
)
def test_a_text_is_exported_as_shown(
    viewed: ViewedSchema, view: View, name: str, expected: str, tmp_path: Path
) -> None:
    what, path = written(viewed, view, tmp_path)
    assert (what, path.name) == (f"the {view.value} view", name)
    text = path.read_text()
    assert expected in text
    assert text.endswith("\n")
    assert not [line for line in text.split("\n") if line != line.rstrip()]


def test_a_sample_is_exported_as_json(viewed: ViewedSchema, tmp_path: Path) -> None:
    what, path = written(viewed, View.SAMPLE, tmp_path)
    assert (what, path.name) == ("the sample view", f"{STEM}.sample.json")
    assert "trade_id" in json.loads(path.read_text())


@pytest.mark.parametrize(
    ("of", "made", "name"),
    [
        (SampleFormat.AVRO_JSON, Sample("{}"), f"{STEM}.sample.avro.json"),
        (SampleFormat.FLINK, GeneratedCode("CREATE\n"), f"{STEM}.sql"),
        (SampleFormat.PYTHON, GeneratedCode("pass\n"), f"{STEM}.py"),
        (SampleFormat.JAVA, GeneratedCode("class A {}\n", file_name="A.java"), "A.java"),
    ],
)
def test_a_sample_is_exported_in_its_format(
    viewed: ViewedSchema,
    of: SampleFormat,
    made: Sample | GeneratedCode,
    name: str,
    tmp_path: Path,
) -> None:
    document = read_schema('"long"', "AVRO")
    chosen = replace(viewed, document=document, chosen_format=of, sample=made)
    _, path = written(chosen, View.SAMPLE, tmp_path)
    assert (path.name, path.read_text()) == (name, made.text.rstrip("\n") + "\n")


def test_a_view_without_a_text_is_not_exported(viewed: ViewedSchema) -> None:
    assert [view for view in View if exports.view(ViewedSchema(view=view)) is not None] == []
    empty = replace(viewed, comparison=None, sample=Sample(remark="none"), checks=None)
    views = [view for view in View if exports.view(replace(empty, view=view)) is not None]
    assert views == [View.FIELDS, View.SOURCE, View.ABOUT]


def test_a_hostile_name_stays_in_the_folder(viewed: ViewedSchema, tmp_path: Path) -> None:
    schema = Schema("../../a/b\\c", 1, 1, "AVRO", '"int"')
    assert viewed.resource is not None
    resource = replace(viewed.resource, display_name="../..//etc/passwd")
    hostile = replace(viewed, schema=schema, resource=resource)
    names = {written(hostile, view, tmp_path)[1].name for view in View if view is not View.SOURCE}
    assert {path.name for path in tmp_path.iterdir()} == names
    assert len(names) == 5


def test_an_existing_file_is_replaced_only_if_allowed(viewed: ViewedSchema, tmp_path: Path) -> None:
    _, path = written(viewed, View.ABOUT, tmp_path)
    path.write_text("mine")
    export = exports.view(replace(viewed, view=View.ABOUT))
    assert export is not None
    with pytest.raises(ExportExists):
        export.write(tmp_path, False)
    assert path.read_text() == "mine"
    assert export.write(tmp_path, True) == (path,)
    assert path.read_text() != "mine"


def test_a_share_is_exported_as_a_whole(tmp_path: Path) -> None:
    assert exports.share(None) is None
    export = exports.share(Preview(*decode_preview(share_body("stock_trades"))))
    assert export is not None
    assert export.what == "this share"
    names = {path.name for path in export.write(tmp_path / "new", False)}
    assert {"index.json", f"{STEM}.avsc"} <= names
