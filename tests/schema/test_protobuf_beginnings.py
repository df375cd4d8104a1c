"""How a Protobuf source is told from other texts."""

from __future__ import annotations

import pytest

from cdx_tui.schema.protobuf import looks_like_protobuf


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
def test_looks_like_protobuf(text: str) -> None:
    assert looks_like_protobuf(text)


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
def test_does_not_look_like_protobuf(text: str) -> None:
    assert not looks_like_protobuf(text)
