"""Protobuf samples, parsed by Google's own library from the descriptors that protoc makes."""

from __future__ import annotations

import contextlib
import importlib
import io
import tempfile
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.demo.share_files import share_resources
from cdx_tui.schema.document import read_schema
from cdx_tui.schema.sample.record import samples
from tests.schema.sample.test_protobuf import EVERY_KIND

pytest.importorskip("grpc_tools", reason="needs protoc, from grpcio-tools")

NONE: Mapping[str, str] = {}

KNOWN_FILES = {
    "google/type/money": (
        "message Money { string currency_code = 1; int64 units = 2; int32 nanos = 3; }"
    ),
    "google/type/date": "message Date { int32 year = 1; int32 month = 2; int32 day = 3; }",
    "google/type/dayofweek": (
        "enum DayOfWeek { DAY_OF_WEEK_UNSPECIFIED = 0; THURSDAY = 4; FRIDAY = 5; SATURDAY = 6; }"
    ),
    "google/type/latlng": "message LatLng { double latitude = 1; double longitude = 2; }",
    "google/type/decimal": "message Decimal { string value = 1; }",
    "google/type/timeofday": (
        "message TimeOfDay { int32 hours = 1; int32 minutes = 2; int32 seconds = 3; }"
    ),
    "google/type/fraction": "message Fraction { int64 numerator = 1; int64 denominator = 2; }",
    "google/type/quaternion": (
        "message Quaternion { double x = 1; double y = 2; double z = 3; double w = 4; }"
    ),
    "confluent/type/decimal": (
        "message Decimal { bytes value = 1; uint32 precision = 2; int32 scale = 3; }"
    ),
    "confluent/meta": """import "google/protobuf/descriptor.proto";
        message Meta { string doc = 1; map<string, string> params = 2; repeated string tags = 3; }
        extend google.protobuf.MessageOptions { Meta message_meta = 1088; }
        extend google.protobuf.FieldOptions { Meta field_meta = 1088; }""",
}
"""What files that Schema Registry always has define of the types that the tests use."""

KNOWN_TYPES = """syntax = "proto3"; package acme;
    import "google/type/money.proto"; import "google/type/date.proto";
    import "google/type/dayofweek.proto"; import "google/type/latlng.proto";
    import "google/type/decimal.proto"; import "google/type/timeofday.proto";
    import "google/type/fraction.proto"; import "google/type/quaternion.proto";
    import "confluent/type/decimal.proto"; import "google/protobuf/wrappers.proto";
    import "google/protobuf/struct.proto";
    message A {
        google.type.Money price = 1; google.type.Date date = 2; google.type.DayOfWeek day = 3;
        google.type.LatLng at = 4; google.type.Decimal cost = 5; google.type.TimeOfDay time = 6;
        google.type.Fraction part = 7; google.type.Quaternion turn = 8;
        confluent.type.Decimal amount = 9; map<int64, google.protobuf.BytesValue> by = 10;
        google.protobuf.Value value = 11; google.protobuf.ListValue list = 12;
        google.protobuf.BoolValue flag = 13; google.protobuf.UInt64Value big = 14;
        google.protobuf.FloatValue real = 15; repeated google.type.DayOfWeek days = 16;
        int32 created_at = 17; uint32 ts_ms = 18; sfixed64 ts_ns = 19;
        repeated google.protobuf.NullValue no = 20;
    }"""


def parser_for(text: str, folder: Path) -> Any:
    """Return a function that parses the JSON of the first message; raises if protoc refuses it."""
    protoc = importlib.import_module("grpc_tools.protoc")
    for name, defined in KNOWN_FILES.items():
        package = name.rpartition("/")[0].replace("/", ".")
        write(folder / f"{name}.proto", f'syntax="proto3"; package {package}; {defined}')
    write(folder / "a.proto", text)
    included = str(resources.files("grpc_tools") / "_proto")
    arguments = ["protoc", f"-I{folder}", f"-I{included}", "--include_imports"]
    with contextlib.redirect_stderr(io.StringIO()):
        status = protoc.main([*arguments, f"-o{folder}/out", "a.proto"])
    assert status == 0
    descriptors = importlib.import_module("google.protobuf.descriptor_pb2").FileDescriptorSet()
    descriptors.ParseFromString((folder / "out").read_bytes())
    pool = importlib.import_module("google.protobuf.descriptor_pool").DescriptorPool()
    for file in descriptors.file:
        pool.Add(file)
    file = descriptors.file[-1]
    name = ".".join(filter(None, (file.package, file.message_type[0].name)))
    factory = importlib.import_module("google.protobuf.message_factory")
    message = factory.GetMessageClass(pool.FindMessageTypeByName(name))
    parse = importlib.import_module("google.protobuf.json_format").Parse
    return lambda sample: parse(sample, message(), descriptor_pool=pool)


def write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")


def check(text: str, folder: Path, count: int = 3, imported: Mapping[str, str] = NONE) -> None:
    for path, imported_text in imported.items():
        write(folder / path, imported_text)
    parse = parser_for(text, folder)
    known = [read_schema(each, "PROTOBUF") for each in imported.values()]
    made = list(samples(read_schema(text, "PROTOBUF"), known, count=count))
    for each in made:
        assert each.text, each.remark
        assert "left out" not in each.remark
        parse(each.text)
    assert len({each.text for each in made}) == len(made)


@pytest.mark.parametrize("text", [EVERY_KIND, KNOWN_TYPES], ids=["every-kind", "known-types"])
def test_every_kind_of_field_is_parsed(text: str, tmp_path: Path) -> None:
    check(text, tmp_path)


def test_the_demos_schemas_have_samples_that_parse(tmp_path: Path) -> None:
    schemas = [
        (schema["subject"], schema["schema"])
        for token in CATALOGUE
        if token.share
        for resource in share_resources(token.share)
        for schema in resource["schemas"]
        if schema.get("schema_type") == "PROTOBUF"
        and read_schema(schema["schema"], "PROTOBUF").parsed  # one is broken on purpose
    ]
    imported = {subject: text for subject, text in schemas if subject.endswith(".proto")}
    assert imported
    for place, text in enumerate({text for _, text in schemas}):
        check(text, tmp_path / str(place), imported=imported)


SCALARS = ["string", "int32", "uint32", "sint64", "fixed64", "bool", "bytes", "double", "float"]
NAMES = st.sampled_from(["id", "email", "ts_ms", "created_at", "price", "a_b", "year", "lat", "c3"])
TYPES = st.sampled_from(SCALARS).flatmap(
    lambda scalar: st.sampled_from(
        [scalar, f"repeated {scalar}", f"optional {scalar}", f"map<string, {scalar}>", "E", "B"]
    )
)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(NAMES, TYPES, min_size=1, max_size=8))
def test_samples_of_generated_schemas_parse(fields: dict[str, str]) -> None:
    listed = " ".join(f"{type_} {name} = {n};" for n, (name, type_) in enumerate(fields.items(), 1))
    text = f"""syntax = "proto3"; message A {{ {listed} }}
        message B {{ optional A a = 1; int64 size = 2; }} enum E {{ E_UNKNOWN = 0; E_A = 1; }}"""
    with tempfile.TemporaryDirectory() as folder:
        check(text, Path(folder), count=2)
