"""Generated Protobuf sources: they are read back as written, and no text raises."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.schema.detection import is_protobuf
from cdx_tui.schema.protobuf import read_protobuf
from cdx_tui.schema.protobuf.model import Enum, Field, Message, Oneof
from cdx_tui.schema.sample.place import NoSample
from cdx_tui.schema.sample.protobuf import sample_protobuf

SCALARS = ["string", "int32", "uint64", "sfixed32", "bool", "bytes", "double"]
KEYS = ["string", "int32", "bool", "fixed64"]
NAMES = [
    "id",
    "map",
    "message",
    "group",
    "optional",
    "string",
    "to",
    "rpc",
    "inf",
    "a_b",
    "x9",
    "_z",
]
NOISE = [" ", "\n", "\t", " // note\n", "/* note\n */", "\r\n", " /***/ "]


@dataclass
class GeneratedMessage:
    """A generated message; fields are (label, key, type, name, number, oneof)."""

    name: str
    fields: list[tuple[str, str, str, str, int, str]]
    values: list[tuple[str, int]]
    nested: list[GeneratedMessage] = field(default_factory=list)


@st.composite
def messages(draw: st.DrawFn, depth: int = 0) -> GeneratedMessage:
    name = draw(st.sampled_from(["A", "B", "Message", "enum_", "Stream"])) + str(depth)
    names = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=8))
    numbers = draw(
        st.lists(
            st.integers(1, 18_999) | st.integers(20_000, 2**29 - 1),
            unique=True,
            min_size=len(names),
            max_size=len(names),
        )
    )
    fields = []
    for one, number in zip(names, numbers, strict=True):
        oneof = draw(st.sampled_from(["", "", "choice"]))
        label = "" if oneof else draw(st.sampled_from(["", "repeated", "optional"]))
        key = "" if oneof or label else draw(st.sampled_from(["", *KEYS]))
        type_ = draw(st.sampled_from([*SCALARS, name, f".top.{name}" if not depth else name]))
        fields.append((label, key, type_, one, number, oneof))
    values = [
        (f"V{depth}_{n}", n * draw(st.sampled_from([1, -7])))
        for n in range(draw(st.integers(0, 3)))
    ]
    nested = [draw(messages(depth + 1))] if depth < 4 and draw(st.booleans()) else []
    return GeneratedMessage(name, fields, values, nested)


def tokens(made: GeneratedMessage) -> list[str]:
    """Return the tokens of a message; the members of its oneof come first."""
    written = ["message", made.name, "{"]
    members = [one for one in made.fields if one[5]]
    if members:
        written += ["oneof", "choice", "{"]
    for label, key, type_, name, number, oneof in members + [
        one for one in made.fields if not one[5]
    ]:
        if members and not oneof:
            written.append("}")
            members = []
        written += [label] if label else []
        written += ["map", "<", key, ",", type_, ">"] if key else [type_]
        written += [name, "=", str(number), ";"]
    written += ["}"] if members else []
    if made.values:
        written += ["enum", "E", "{"]
        for name, number in made.values:
            written += [name, "=", *(("-",) if number < 0 else ()), str(abs(number)), ";"]
        written.append("}")
    for one in made.nested:
        written += tokens(one)
    return [*written, "}"]


def remade(message: Message) -> GeneratedMessage:
    """Convert a parsed message back to the generated form."""
    members = [member for member in message.members if isinstance(member, Oneof)]
    plain = [member for member in message.members if isinstance(member, Field)]
    read = [*(one for oneof in members for one in oneof.fields), *plain]
    return GeneratedMessage(
        message.name,
        [(one.label, one.key, one.type, one.name, one.number or 0, one.oneof) for one in read],
        [
            (value.name, value.number or 0)
            for enum in message.members
            if isinstance(enum, Enum)
            for value in enum.values
        ],
        [remade(member) for member in message.members if isinstance(member, Message)],
    )


def ordered(made: GeneratedMessage) -> GeneratedMessage:
    fields = sorted(made.fields, key=lambda one: not one[5])
    return GeneratedMessage(made.name, fields, made.values, [ordered(one) for one in made.nested])


@given(messages(), st.randoms(use_true_random=False))
@settings(max_examples=150, deadline=None)
def test_generated_sources_are_read_back(made: GeneratedMessage, random: Random) -> None:
    words = ["syntax", "=", '"proto3"', ";", "package", "top", ";", *tokens(made)]
    text = "".join(word + random.choice(NOISE) for word in words)
    reading = read_protobuf(text)
    assert [problem for problem in reading.problems if problem.fatal] == []
    assert is_protobuf(text)
    (message,) = (one for one in reading.file.members if isinstance(one, Message))
    assert remade(message) == ordered(made)
    for one in reading.messages:
        assert text.split("\n")[reading.line(one.at)].count(one.name) >= 1


WORDS = r"""message enum oneof optional repeated map group extend extensions reserved to max
service rpc returns stream option import package syntax edition default string { } [ ] ( ) < > ; =
, . - + A b 0 1 19000 "s" "2024" "proto3" ' // /* */ é"""


@given(
    st.lists(st.sampled_from([*WORDS.split(), "\n", "\x00"]), max_size=60).map(" ".join)
    | st.text(max_size=80)
)
@settings(max_examples=200, deadline=None)
def test_no_text_raises_and_positions_are_in_the_text(text: str) -> None:
    reading = read_protobuf(text)
    outline = reading.outline()
    with suppress(NoSample):
        sample_protobuf(reading)
    lines = text.split("\n")
    for problem in reading.problems + outline.problems:
        if problem.line is not None and problem.column is not None:
            assert 1 <= problem.line <= len(lines)
            assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
    stack = list(outline.roots)
    while stack:
        node = stack.pop()
        assert 0 <= node.line < len(lines)
        stack += node.children
