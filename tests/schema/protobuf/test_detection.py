"""Detection of Protobuf sources."""

from __future__ import annotations

import pytest

from cdx_tui.schema.detection import is_protobuf


@pytest.mark.parametrize(
    "text",
    [
        'syntax = "proto3";',
        "\ufeff // hello\n/* there */ ;\n  edition='2023';",
        "package a.b;",
        'import public "a";',
        "import 'a';",
        "option (x).y = 1;",
        "message A {",
        "export message A {",
        "enum A{",
        "service A {",
        "extend .a.B {",
    ],
)
def test_is_protobuf(text: str) -> None:
    assert is_protobuf(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "{}",
        '{"syntax": "proto3"}',
        '"message A {}"',
        "[1]",
        "null",
        "1",
        "true",
        "message in a bottle",
        "import os",
        "from a import b",
        "package main",
        "<xml/>",
        "// only a comment",
        "/* open",
        "syntax",
    ],
)
def test_is_no_protobuf(text: str) -> None:
    assert not is_protobuf(text)
