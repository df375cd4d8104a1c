"""Provider text in a real terminal: none is interpreted, all of it is visible."""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from typing import Final

import pytest

from cdx_tui.demo.catalogue import CATALOGUE
from tests.faults.cleanliness import unsafe_in
from tests.faults.mutator import hostile
from tests.servers.fault_server import FaultServer
from tests.servers.faults.fault import http
from tests.terminal.conftest import Run
from tests.terminal.emulator import Terminal

pytestmark = pytest.mark.forked

TOKEN: Final = CATALOGUE[0].token

# Sequences used by the app: ECMA-48 control sequences, mouse pointer shape, and clipboard.
_SEQUENCE: Final = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\]22;[a-z]+\x07|\x1b\]52;c;[A-Za-z0-9+/=]+\x07"
)
_COPIED: Final = re.compile(rb"\x1b\]52;c;([A-Za-z0-9+/=]+)\x07")
_DRAG: Final = "\x1b[<0;44;4M\x1b[<32;60;8M\x1b[<32;100;12M\x1b[<0;100;12m"
_KEYS_OF_A_RESOURCE: Final = ("]", "2", "]", "2", "]", "4", "3", "5", "6", "1")
_KEYS_TO_EVERY_PANE: Final = ("\t", "G", "g", "\t", "G", "g", "\t")


def _hostile_body() -> bytes:
    """Return a response with every pattern in every field, one resource each."""
    resources = [_resource(text, n) for n, text in enumerate(hostile("MARK").values())]
    answer = {"consumer_shared_resources": resources}
    return json.dumps(answer).encode()


def _resource(text: str, number: int) -> dict[str, object]:
    avro = {
        "type": "record",
        "name": text,
        "doc": text,
        text: text,
        "fields": [{"name": text, "type": {"type": "enum", "name": "E", "symbols": [text]}}],
    }
    schemas = (
        ("AVRO", json.dumps(avro, ensure_ascii=False)),
        ("PROTOBUF", f'syntax = "proto3"; // {text}\nmessage A {{ string b = 1; /* {text} */ }}'),
        (text, f"{text} {{"),
    )
    texts = ("id", "organization_name", "organization_contact", "logo_url", "kind", "cloud")
    return {
        **dict.fromkeys((*texts, "organization_description", "display_name"), text),
        "description": f"Described {number}.\n{text}",
        "tags": [text],
        "network_connection_types": [text],
        "metadata": dict.fromkeys(("self", "resource_name", "created_at"), text),
        "schemas": [
            {"subject": f"s{number} {text}", "schema_type": kind, "schema": schema, text: text}
            for kind, schema in schemas
        ],
    }


def _hostile_failures() -> Iterator[bytes]:
    """Yield error responses with every pattern in the reason, the headers and the body."""
    for number, text in enumerate(hostile("MARK").values()):
        error = {
            "title": f"Number {number}",
            "message": text,
            "detail": text,
            "code": text,
            "source": {"pointer": text},
        }
        latin = text.encode("utf-8", "replace").decode("latin-1")
        header = re.sub("[\\0\t-\r]", "", latin)  # characters that would end the header
        named = {"X-Request-Id": header, "Location": header, "WWW-Authenticate": header}
        body = json.dumps({"errors": [error], "message": text}).encode()
        yield http(body, f"409 {header}", named, content_type=f"application/json; x={header}")


def _assert_nothing_interpreted(raw: bytearray) -> None:
    """Assert that the output consists of the app's own sequences and harmless text."""
    written = raw.decode()
    for text in hostile("MARK").values():
        assert text not in written or not unsafe_in(text)
    assert "MARK" not in "".join(_SEQUENCE.findall(written))
    shown = _SEQUENCE.sub("", written).replace("\r\n", "\n")
    assert not unsafe_in(shown), sorted(map(ascii, unsafe_in(shown)))
    assert "\x1b[2J" not in written
    assert "\x1b[31m" not in written


def _visit_everything(terminal: Terminal) -> None:
    for number in range(len(hostile(""))):
        terminal.wait_for(f"Described {number}.")
        terminal.wait_for(f"s{number} ")
        terminal.send("".join(_KEYS_OF_A_RESOURCE))
        terminal.settle(0.1)
        terminal.send("\x1b")
        terminal.wait_for("⏎ Open")
        terminal.send("j")
    for key in _KEYS_TO_EVERY_PANE:
        terminal.send(key)
    terminal.send("z")
    terminal.settle()
    terminal.send("z")
    terminal.settle()
    terminal.resize(60, 20)
    terminal.settle()


def test_provider_text_is_not_interpreted(run: Run) -> None:
    with FaultServer() as server:
        server.frame = http(_hostile_body(), headers={"X-Request-Id": "\x1b]2;MARK\x07\x9b"})
        terminal = run("--base-url", server.url, columns=120, rows=40)
        terminal.wait_for("Nothing is redeemed")
        terminal.paste(TOKEN)
        terminal.send("\r")
        terminal.wait_for("✓ valid")
        _visit_everything(terminal)
        assert b"MARK" in terminal.raw
        terminal.send("\x03")
        assert terminal.wait() == 0
    _assert_nothing_interpreted(terminal.raw)


def test_text_of_a_failing_server_is_not_interpreted(run: Run) -> None:
    with FaultServer() as server:
        terminal = run("--base-url", server.url, columns=120, rows=40)
        terminal.wait_for("Nothing is redeemed")
        for number, frame in enumerate(_hostile_failures()):
            server.frame = frame
            token = f"{TOKEN}{'x' * number}"
            terminal.paste(token)
            terminal.wait_for(f"{len(token)} characters")
            terminal.send("\r")
            terminal.wait_for(f"Number {number}:")
        terminal.send("G")
        terminal.settle()
        assert b"MARK" in terminal.raw
        terminal.send("\x03")
        assert terminal.wait() == 0
    _assert_nothing_interpreted(terminal.raw)


def test_copied_text_is_the_visible_text(run: Run) -> None:
    with FaultServer() as server:
        server.frame = http(_hostile_body())
        terminal = run("--base-url", server.url, columns=120, rows=40)
        terminal.wait_for("Nothing is redeemed")
        terminal.paste(TOKEN)
        terminal.send("\r")
        terminal.wait_for("Described 0.")
        terminal.send("6")
        terminal.wait_for("Warnings in this response")
        terminal.send(_DRAG)
        terminal.settle()
        terminal.send("\x03")
        terminal.wait_for(lambda _: bool(_COPIED.search(terminal.raw)))
    copied = [base64.b64decode(match).decode() for match in _COPIED.findall(terminal.raw)]
    assert "MARK" in copied[0]
    assert not unsafe_in(copied[0])
    _assert_nothing_interpreted(terminal.raw)


def test_the_table_of_validate_is_safe_in_a_terminal(run: Run) -> None:
    with FaultServer() as server:
        server.frame = http(_hostile_body(), headers={"X-Request-Id": "\x1b]2;MARK\x07\x9b"})
        environment = {"CDX_TUI_TOKEN": TOKEN, "NO_COLOR": "1"}
        terminal = run("validate", "--base-url", server.url, env=environment)
        assert terminal.wait(20) == 0
    assert b"MARK" in terminal.raw
    _assert_nothing_interpreted(terminal.raw)


_ECHOED: Final[tuple[list[str], ...]] = (
    ["--profile"],
    ["--base-url"],
    ["--proxy"],
    ["--token-file"],
    ["--ca-bundle"],
    ["--timeout"],
    ["validate", "--output"],
    [],
)


@pytest.mark.parametrize("arguments", _ECHOED, ids=" ".join)
@pytest.mark.parametrize("text", ["\x1b]2;MARK\x07", "\u202eMARK\x9b31m", "\udcff\u200bMARK"])
def test_echoed_arguments_are_cleaned(run: Run, arguments: list[str], text: str) -> None:
    # Without colours of our own, so that any that is found comes from the arguments.
    terminal = run(*arguments, text, env={"CDX_TUI_TOKEN": TOKEN, "NO_COLOR": "1"})
    assert terminal.wait(20) == 2
    assert b"cdx-tui" in terminal.raw
    _assert_nothing_interpreted(terminal.raw)
