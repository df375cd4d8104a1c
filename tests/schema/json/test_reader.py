"""The JSON reader keeps the meaning of any text."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cdx_tui.schema.json import tree
from cdx_tui.schema.json.reader import JsonReader, read_json
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.lines import LINES_PER_BLOCK

SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
DOCUMENTS = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=6) | st.dictionaries(st.text(max_size=8), inner, max_size=6)
    ),
    max_leaves=40,
)


def pretty_text(text: str, *, tree: bool = False) -> tuple[JsonReader, list[str]]:
    reader = JsonReader(text, tree=tree)
    return reader, [line for block in reader.blocks() for line in block]


def plain(node: JsonNode) -> Any:
    """Return the tree as `json.loads` would."""
    if node.kind is JsonKind.OBJECT:
        return {member.name: plain(member.value) for member in node.members}
    if node.kind is JsonKind.ARRAY:
        return [plain(item) for item in node.items]
    return node.text() if node.kind is JsonKind.STRING else json.loads(node.raw)


def as_pairs(text: str) -> Any:
    return json.loads(text, object_pairs_hook=list, parse_int=str, parse_float=str)


@settings(max_examples=200, deadline=None)
@given(DOCUMENTS, st.sampled_from([None, 0, 1, 4]), st.booleans())
def test_pretty_text_is_equivalent(document: Any, indent: int | None, escape: bool) -> None:
    text = json.dumps(document, indent=indent, ensure_ascii=escape, allow_nan=True)
    for name in ("-Infinity", "Infinity", "NaN"):
        text = text.replace(name, "1e400")  # text inside strings is replaced in the same way
    reader, lines = pretty_text(text)
    pretty = "\n".join(lines)
    assert as_pairs(pretty) == as_pairs(text)
    assert reader.findings == []
    again, same = pretty_text(pretty)
    assert same == lines
    assert again.findings == []


@settings(max_examples=100, deadline=None)
@given(DOCUMENTS.map(lambda d: json.dumps(d).replace("NaN", "0").replace("Infinity", "1")))
def test_tree_holds_the_document_and_leaves_the_layout_alone(text: str) -> None:
    reader, lines = pretty_text(text, tree=True)
    assert plain(reader.root) == json.loads(text)
    assert lines == pretty_text(text)[1]
    for node in reader.root.walk():
        shown = node.raw or {JsonKind.OBJECT: "{", JsonKind.ARRAY: "["}[node.kind]
        assert shown in lines[node.line]
        assert text.startswith(shown, node.offset)
        for member in node.members:
            assert lines[member.line].lstrip().startswith('"')


@pytest.mark.parametrize(
    ("text", "offset", "expected", "found"),
    [
        ('{"a": 1 x}', 8, "',' or '}'", "'x'"),
        ('{"a":1,}', 7, "a property name", "remove the comma before it"),
        ("[1 2]", 3, "',' or ']'", "'2'"),
        ('{"a" 1}', 5, "':'", "'1'"),
        ("{a:1}", 1, "a property name in double quotes", "'a'"),
        ("{'a':1}", 1, "a property name in double quotes", "'a'"),
        ("['a']", 1, "double quotes", "'a'"),
        ("[NaN]", 1, "a value", "'NaN'"),
        ("[-Infinity]", 1, "a value", "'-Infinity'"),
        ("[None]", 1, "null", "'None'"),
        ("[True]", 1, "'true'", "'True'"),
        ("[01]", 1, "a valid JSON number", "'01'"),
        ("[“a”]", 1, "straight double quotes", "'“a”'"),
        ("[1 // one\n]", 3, "no comment", "'//'"),
        ("[1, /* two */ 2]", 4, "no comment", "'/*'"),
        ('{"a":[1,2}', 9, "',' or ']'", "'}'"),
        ("[1]]", 3, "the end of the text", "']'"),
        ('{"a":"x\ty"}', 7, "escaped", "U+0009"),
        ('["\\q"]', 2, "an escape", "'\\q'"),
        ('["a\n"]', 1, "at the end of this string", "the end of the line"),
        ("[1,2", 4, "',' or ']'", "the end of the text"),
        ('{"a":', 5, "a value", "the end of the text"),
        ("", 0, "a value", "the end of the text"),
        ('{"a":1} b', 8, "the end of the text", "'b'"),
        ("[1\x00]", 2, "',' or ']'", "U+0000 (a control character)"),
        ("[1,\u00a02]", 3, "a value", "U+00A0 (no-break space)"),
    ],
)
def test_the_first_error_is_named(text: str, offset: int, expected: str, found: str) -> None:
    reader, _ = pretty_text(text)
    first = reader.findings[0]
    assert (first.offset, first.fatal) == (offset, True)
    assert expected in first.message
    assert found in first.message


@settings(max_examples=300, deadline=None)
@example("1\n")
@example("[01\n,\t2]")
@given(st.text(alphabet="{}[]:,\"'\\/*-1e.a \n\u00a0\x00", max_size=60))
def test_all_of_any_text_is_shown(text: str) -> None:
    reader, lines = pretty_text(text)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert not any("\n" in line for line in lines)
    try:
        json.loads(text)
    except ValueError:
        assert any(finding.fatal for finding in reader.findings)
    else:
        assert not any(finding.fatal for finding in reader.findings)
    assert pretty_text(text, tree=True)[1] == lines


def test_duplicate_names_are_remarks() -> None:
    reader, _ = pretty_text('{"a":1,"b":{"a":2},"a":3,"\\u0061":4}')
    assert [(f.offset, f.fatal) for f in reader.findings] == [(19, False), (25, False)]


def test_fitting_scalars_stay_on_one_line() -> None:
    _, lines = pretty_text('{"type":["null","string"],"e":{ },"f":[ ],"n":[[1],{"a":[]}]}')
    assert lines == [
        "{",
        '  "type": ["null", "string"],',
        '  "e": {},',
        '  "f": [],',
        '  "n": [',
        "    [1],",
        "    {",
        '      "a": []',
        "    }",
        "  ]",
        "}",
    ]
    _, lines = pretty_text(json.dumps(["x" * 30] * 3))
    assert len(lines) == 5


def test_lines_come_in_complete_blocks() -> None:
    blocks = list(JsonReader(json.dumps(list(range(5000)))).blocks())
    assert {len(block) for block in blocks[:-1]} == {LINES_PER_BLOCK}
    assert sum(map(len, blocks)) == 5002


LARGE = 200_000


@pytest.mark.timeout(60)
@pytest.mark.parametrize(
    "text",
    [
        "[" * LARGE,
        '{"a":' * LARGE,
        '"' * LARGE,
        "\\" * LARGE,
        '"' + "\\" * LARGE,
        "'" * LARGE,
        "/*" * LARGE,
        "[/*" + "\n" * LARGE,
        "{" + '"a":1,' * LARGE + "}",
        '"\\"\n' * LARGE,
        "[}" * LARGE,
        "\x00a" * LARGE,
        "[ \n" * LARGE,
    ],
    ids=lambda text: text[:6],
)
def test_time_is_linear_for_hostile_texts(text: str) -> None:
    reader, lines = pretty_text(text)
    assert reader.findings
    assert len(reader.findings) <= 100
    assert lines


def test_deep_nesting_needs_no_recursion() -> None:
    root = read_json("[" * 100_000 + "]" * 100_000).root
    assert sum(1 for _ in root.walk()) == 100_000


def test_a_tree_is_bounded_and_marks_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tree, "MAX_LEVELS", 3)
    reader = read_json("[[[[[1]], 2]], 3]")
    assert plain(reader.root) == [[[2]], 3]
    assert reader.cut is not None
    assert (reader.cut.offset, reader.cut.line) == (3, 3)
    monkeypatch.setattr(tree, "MAX_NODES", 4)
    reader = read_json('{"a":[1,2,3,4],"b":{"c":5}}')
    assert plain(reader.root) == {"a": [1, 2]}
    assert reader.cut is not None
    assert reader.cut.fatal
    assert read_json("[1,2]").cut is None


def test_a_long_string_is_one_line() -> None:
    text = '"' + "x" * 1_000_000 + '"'
    assert pretty_text(text)[1] == [text]
