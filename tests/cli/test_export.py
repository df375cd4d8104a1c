"""An export holds the response as sent, stays in its folder, and reads back unchanged."""

from __future__ import annotations

import json
import os
import stat
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.api.decoding import decode_preview
from cdx_tui.api.errors import RefusedInput
from cdx_tui.api.kept_body import KeptBody
from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.cli import main
from cdx_tui.demo.share_files import share_body
from cdx_tui.share import bounded_input, file_names
from cdx_tui.share.export import export_schema, export_share
from cdx_tui.share.file_names import file_name, unique_file_names
from cdx_tui.share.saved import load_saved

AVRO = '{"type":"record","name":"R","fields":[]}'
SHARES = ["stock_trades", "payments", "odd_schemas", "tokyo_transit", "cairo_market", "platform"]


def preview_of(body: bytes) -> Preview:
    resources, problems = decode_preview(body)
    return Preview(resources, problems, kept_body=KeptBody(body))


def sharing(*schemas: Schema) -> Preview:
    return Preview((ConsumerSharedResource(schemas=schemas),), kept_body=KeptBody(b"{}"))


@pytest.mark.parametrize("share", SHARES)
def test_an_export_reads_back_unchanged(share: str, tmp_path: Path) -> None:
    preview = preview_of(share_body(share))
    folder = tmp_path / "new" / "share"
    export_share(preview, folder)

    assert load_saved(folder) == preview
    assert (folder / "preview.json").read_bytes() == preview.body
    index = json.loads((folder / "index.json").read_text())
    seen = {"preview.json", "index.json", "README.md", "fields.csv"}
    for resource, entry in zip(preview.resources, index["resources"], strict=True):
        for schema, each in zip(resource.schemas, entry["schemas"], strict=True):
            if schema.schema is None:
                assert each["file"] is None
                continue
            assert (folder / each["file"]).read_bytes().decode() == schema.schema
            seen.add(each["file"])
    assert {path.name for path in folder.iterdir()} == seen
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {0o600}


def test_the_extension_is_that_of_the_content_not_the_declared_type() -> None:
    proto = 'syntax = "proto3"; message M {}'
    assert file_name(Schema("a", 1, 1, "AVRO", AVRO)) == "a-v1.avsc"
    assert file_name(Schema("a", 1, 1, "AVRO", proto)) == "a-v1.proto"
    assert file_name(Schema("a", 1, 1, "JSON", '{"type": "object"}')) == "a-v1.json"
    assert file_name(Schema("a", 1, 1, None, "%%%")) == "a-v1.txt"
    assert file_name(Schema(None, None, None, None, '"string"')) == "schema.avsc"


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("../../etc/passwd", "_.._etc_passwd.avsc"),
        ("/etc/passwd", "_etc_passwd.avsc"),
        ("..", "schema.avsc"),
        (".bashrc", "bashrc.avsc"),
        ("-rf", "rf.avsc"),
        ("a\0b\nc", "a_b_c.avsc"),
        ("C:\\x|y", "C__x_y.avsc"),
        ("NUL", "_NUL.avsc"),
        ("com1.x", "_com1.x.avsc"),
        ("a" * 300, "a" * 150 + ".avsc"),
        ("株" * 300, "株" * 50 + ".avsc"),
        ("路線-value", "路線-value.avsc"),
        ("x\u202egnp", "x_gnp.avsc"),
        ("$(reboot) `x`", "__reboot___x_.avsc"),
    ],
)
def test_provider_names_are_sanitised(subject: str, name: str) -> None:
    assert file_name(Schema(subject, None, None, None, AVRO)) == name


def test_colliding_names_get_numbers() -> None:
    subjects = ["Orders", "orders", "o/1", "o:1", "caf\u00e9", "cafe\u0301", "preview", "index"]
    kinds = ["AVRO"] * 6 + ["JSON"] * 2
    schemas = [
        Schema(subject, None, number, kind, AVRO if kind == "AVRO" else '{"type": "object"}')
        for number, (subject, kind) in enumerate(zip(subjects, kinds, strict=True))
    ]
    assert unique_file_names(schemas) == [
        "Orders.avsc",
        "orders-2.avsc",
        "o_1.avsc",
        "o_1-2.avsc",
        "café.avsc",
        "café-2.avsc",
        "preview-2.json",
        "index-2.json",
    ]


def test_the_same_schema_of_two_topics_is_one_file() -> None:
    schema = Schema("common.Address", 1, 7, "AVRO", AVRO)
    assert unique_file_names([schema, schema, replace(schema, schema='"string"')]) == [
        "common.Address-v1.avsc",
        "common.Address-v1.avsc",
        "common.Address-v1-2.avsc",
    ]


def test_many_schemas_of_one_name_are_numbered_in_linear_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tried: list[str] = []

    def key(name: str) -> str:
        tried.append(name)
        return name

    monkeypatch.setattr(file_names, "_collision_key", key)
    schemas = [Schema("a", 1, 1, "JSON", f'{{"n": {number}}}') for number in range(200)]
    assert unique_file_names([*schemas, schemas[100]])[-2:] == ["a-v1-200.json", "a-v1-101.json"]
    assert len(tried) < 3 * len(schemas)


@given(st.lists(st.text(max_size=400) | st.sampled_from(["../x", "con", "PREVIEW"]), max_size=8))
@settings(deadline=None, max_examples=150)
def test_no_name_leaves_the_folder_or_collides(subjects: list[str]) -> None:
    schemas = [Schema(s, None, n, "JSON", f'{{"n": {n}}}') for n, s in enumerate(subjects)]
    names = [name for name in unique_file_names(schemas) if name is not None]
    assert len({name.casefold() for name in (*names, "preview.json", "index.json")}) == (
        len(subjects) + 2
    )
    for name in names:
        assert os.path.basename(name) == name
        assert name[0] not in ".-"
        assert name.isprintable()
        assert len(name.encode()) < 200


def test_a_version_of_hundreds_of_digits_can_be_exported(tmp_path: Path) -> None:
    preview = sharing(*(Schema("a", 10**290 + n, 1, "JSON", f"[{n}]") for n in range(2)))
    written = export_share(preview, tmp_path)
    assert [path.read_text() for path in written if path.name.startswith("a-v1")] == ["[0]", "[1]"]


def test_nothing_is_written_if_one_file_exists(tmp_path: Path) -> None:
    preview = sharing(Schema("a", 1, 1, None, AVRO), Schema("b", 1, 2, None, AVRO))
    (tmp_path / "b-v1.avsc").write_text("mine")
    with pytest.raises(RefusedInput) as refused:
        export_share(preview, tmp_path)
    assert "b-v1.avsc" in refused.value.cause
    assert [path.name for path in tmp_path.iterdir()] == ["b-v1.avsc"]

    export_share(preview, tmp_path, force=True)
    assert (tmp_path / "b-v1.avsc").read_text() == AVRO
    assert not list(tmp_path.glob(".*"))


@pytest.mark.parametrize("force", [False, True])
def test_a_link_is_never_followed(tmp_path: Path, force: bool) -> None:
    victim = tmp_path / "victim"
    victim.write_text("mine")
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a-v1.avsc").symlink_to(victim)
    (folder / ".a-v1.avsc.part").symlink_to(victim)
    schema = Schema("a", 1, 1, None, AVRO)
    if force:
        export_schema(schema, folder, force=True)
        assert (folder / "a-v1.avsc").read_text() == AVRO
    else:
        with pytest.raises(RefusedInput):
            export_schema(schema, folder)
    assert victim.read_text() == "mine"


def test_an_unusable_folder_is_reported(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("mine")
    for folder in (file, file / "below", tmp_path / ("n" * 300), Path("/proc/nowhere")):
        with pytest.raises(RefusedInput) as refused:
            export_share(sharing(), folder)
        assert refused.value.cause
    assert file.read_text() == "mine"


def test_the_command_exports_and_refuses_to_overwrite(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "out"
    assert main(["export", str(folder), "--demo"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert sorted(printed) == sorted(str(path) for path in folder.iterdir())
    assert load_saved(folder).resources[0].display_name == "Stock Trades"

    assert main(["export", str(folder), "--demo"]) == 2
    assert "--force" in capsys.readouterr().err
    assert main(["export", str(folder), "--demo", "--force"]) == 0


def test_the_output_of_validate_can_be_opened(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["validate", "--demo", "--output", "json"]) == 0
    file = tmp_path / "saved.json"
    file.write_text(capsys.readouterr().out)
    assert load_saved(file).resources == preview_of(share_body("stock_trades")).resources


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "is empty"),
        (b"{", "is not JSON"),
        (b"[1]", "not an object"),
        (b"{}", "consumer_shared_resources is missing"),
        (b'{"resources": 3}', "consumer_shared_resources is missing"),
        (b'{"error": {"title": "No \\u001b[31m"}}', "is an error, No ␛[31m"),
        (b"\xff\xfe{\0}\0", "UTF-16"),
        (b"[" * 100_000, "nested too deeply"),
    ],
)
def test_a_broken_saved_response_is_reported(content: bytes, message: str, tmp_path: Path) -> None:
    file = tmp_path / "saved.json"
    file.write_bytes(content)
    with pytest.raises(RefusedInput) as refused:
        load_saved(file)
    assert message in refused.value.cause
    assert "saved.json" in refused.value.cause


def test_an_unreadable_path_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bounded_input, "IDLE_SECONDS", 0.05)
    os.mkfifo(tmp_path / "pipe")
    for path, message in (
        (tmp_path / "missing", "no file"),
        (tmp_path, "no preview.json"),
        (tmp_path / "pipe", "it sent nothing for 0.05 seconds"),
        (tmp_path / "a\0b", "failed"),
    ):
        with pytest.raises(RefusedInput) as refused:
            load_saved(path)
        assert message in refused.value.cause
    (tmp_path / "large").write_bytes(b" " * 11)
    with pytest.raises(RefusedInput, match="Can't open"):
        load_saved(tmp_path / "large", limit=10)
