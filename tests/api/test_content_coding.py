"""Decompression of response bodies: every coding, split anywhere, damaged, nested and too large."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.api.client import CdxClient
from cdx_tui.api.connection import Connection
from cdx_tui.api.content_coding import BodyDecoder, BodyTooLarge, CodingError
from cdx_tui.api.errors import CdxError
from cdx_tui.api.models import Preview
from cdx_tui.secret import Secret
from tests.api.responses import API_SECRET, KEY, TOKEN, ask
from tests.servers.contract_server import ContractServer, Reply

_BODY = b'{"consumer_shared_resources": []}'
_GZIP = gzip.compress(_BODY)
_LIMIT = 2**20


def _decoded(data: bytes, coding: str, size: int = 2**16) -> tuple[bytes, list[str]]:
    """Return the body and the notes of a response that arrives in chunks of a size."""
    decoder = BodyDecoder(coding, _LIMIT)
    body = b""
    for start in range(0, len(data), size):
        body += b"".join(decoder.feed(data[start : start + size]))
    body += b"".join(decoder.finish())
    assert decoder.wire_bytes == len(data)
    return body, decoder.notes


def _short_id(value: object) -> str | None:
    """Return the ID of a parameter; compressed data differs from run to run."""
    return "data" if isinstance(value, bytes) else None


def _raw(data: bytes) -> bytes:
    return zlib.compress(data, wbits=-15)


@pytest.mark.parametrize("size", [1, 2, 7, 2**16])
@pytest.mark.parametrize(
    ("coding", "data", "note"),
    [
        ("", _BODY, None),
        ("identity", _BODY, None),
        (" , Identity ,", _BODY, None),
        ("gzip", _GZIP, None),
        ("X-GZIP", _GZIP, None),
        ("gzip", gzip.compress(_BODY[:9]) + gzip.compress(b"") + gzip.compress(_BODY[9:]), None),
        ("deflate", zlib.compress(_BODY), None),
        ("deflate", _raw(_BODY), None),
        ("deflate", _raw(_BODY * 100), None),
        ("gzip, gzip", gzip.compress(_GZIP), None),
        ("deflate, gzip", gzip.compress(zlib.compress(_BODY)), None),
        ("gzip, deflate, identity", _raw(_GZIP), None),
        ("gzip", _GZIP + b"\0", "1 byte after the gzip data were ignored"),
        ("gzip", _GZIP + b"\x1f", "1 byte after the gzip data were ignored"),
        ("gzip", _GZIP + b"more", "4 bytes after the gzip data were ignored"),
        ("deflate", zlib.compress(_BODY) + b"more", "4 bytes after the deflate data were ignored"),
        ("gzip", _GZIP[:-8], "the gzip data ends too early"),
        ("gzip", _GZIP[:-1], "the gzip data ends too early"),
        ("deflate", zlib.compress(_BODY)[:-4], "the deflate data ends too early"),
        ("gzip", _BODY, "the body is declared as gzip, but is not compressed"),
        ("deflate", _BODY, "the body is declared as deflate, but is not compressed"),
        ("gzip, gzip", _GZIP, "the body is declared as gzip, but is not compressed"),
        ("", _GZIP, "the body is gzip data, but is not declared as such"),
        ("deflate", _GZIP, "the body is gzip data, but is declared as deflate"),
        ("utf-8", _BODY, "unsupported Content-Encoding “utf-8”; body read as it is"),
        ("none", _BODY, "unsupported Content-Encoding “none”; body read as it is"),
        ("br", b"\x8b\x0f", "unsupported Content-Encoding “br”; body read as it is"),
        ("utf-8, gzip", _GZIP, "unsupported Content-Encoding “utf-8”; body read as it is"),
        ("\x1b[2J", _BODY, "unsupported Content-Encoding “␛[2j”; body read as it is"),
    ],
    ids=_short_id,
)
def test_a_body_is_read_as_far_as_possible(
    coding: str, data: bytes, note: str | None, size: int
) -> None:
    body, notes = _decoded(data, coding, size)
    assert notes == ([note] if note else [])
    expected = {b"\x8b\x0f": data, _raw(_BODY * 100): _BODY * 100}.get(data, _BODY)
    assert body == expected


@pytest.mark.parametrize("coding", ["", "gzip", "deflate", "gzip, deflate", "identity"])
def test_an_empty_body_is_empty_in_every_coding(coding: str) -> None:
    assert _decoded(b"", coding) == (b"", [])
    assert _decoded(gzip.compress(b""), "gzip") == (b"", [])


@pytest.mark.parametrize(
    ("coding", "data", "message"),
    [
        ("gzip", _GZIP[:-8] + b"8 wrong!", "the gzip data is damaged (incorrect data check)"),
        ("gzip", b"\x1f\x8b\x08\xff" + bytes(20), "the gzip data is damaged"),
        ("gzip", _GZIP[:10], "the gzip data ends too early"),
        ("deflate", b"\xff" * 20, "the deflate data is damaged (invalid block type)"),
        ("gzip", _GZIP + b"\x1f\x8bgarbage", "the gzip data is damaged"),
        ("gzip, " * 6, _GZIP, "6 layers of compression; the maximum is 5"),
        ("gzip", gzip.compress(b"") * 10_001, "more than 10,000 members"),
    ],
    ids=_short_id,
)
def test_damaged_data_is_reported(coding: str, data: bytes, message: str) -> None:
    with pytest.raises(CodingError) as raised:
        _decoded(data, coding)
    assert message in str(raised.value)


def _zeros(size: int) -> bytes:
    return gzip.compress(bytes(size))


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("gzip", _zeros(_LIMIT + 1)),
        ("gzip, gzip", gzip.compress(_zeros(_LIMIT + 1))),
        ("gzip, gzip", _zeros(_LIMIT * 8)),  # the layer between is above the limit
        ("gzip", _zeros(_LIMIT // 2 + 1) * 2),
        ("", bytes(_LIMIT + 1)),
        ("gzip", _GZIP + bytes(_LIMIT)),  # superfluous bytes count
    ],
    ids=_short_id,
)
def test_the_limit_counts_received_and_inflated_bytes(coding: str, data: bytes) -> None:
    with pytest.raises(BodyTooLarge):
        _decoded(data, coding)


def test_a_body_of_exactly_the_limit_is_read() -> None:
    assert len(_decoded(_zeros(_LIMIT), "gzip")[0]) == _LIMIT


def test_no_piece_is_large_whatever_the_ratio() -> None:
    pieces = list(BodyDecoder("gzip", 2**26).feed(_zeros(2**25)))
    assert sum(map(len, pieces)) == 2**25
    assert max(map(len, pieces)) <= 256 * 1024


_LAYERS: dict[str, Callable[[bytes], bytes]] = {
    "gzip": gzip.compress,
    "deflate": zlib.compress,
    "identity": bytes,
}


@settings(deadline=None)
@given(
    st.binary(max_size=300).filter(lambda body: not body.startswith(b"\x1f\x8b")),
    st.lists(st.sampled_from(sorted(_LAYERS)), max_size=4),
    st.integers(1, 400),
)
def test_any_layers_split_anywhere_give_the_body(body: bytes, names: list[str], size: int) -> None:
    data = body
    for name in names:
        data = _LAYERS[name](data)
    assert _decoded(data, ", ".join(names), size) == (body, [])


@settings(deadline=None)
@given(st.binary(max_size=200), st.sampled_from(["gzip", "deflate", "gzip, deflate", "br", ""]))
def test_any_bytes_end_in_a_body_or_a_sentence(data: bytes, coding: str) -> None:
    try:
        result = _decoded(data, coding)[0]
    except CodingError as error:
        result = str(error).encode()
    assert len(result) <= _LIMIT
    assert result or not data or coding.endswith("deflate") or data.startswith(b"\x1f\x8b")


async def test_the_preview_knows_both_sizes(server: ContractServer) -> None:
    server.reply = Reply.of({"consumer_shared_resources": [{"display_name": "a" * 5_000}]})
    plain = await ask(Connection(server.url))
    assert plain.wire_bytes == plain.body_bytes == len(server.reply.body)
    packed = gzip.compress(server.reply.body)
    server.reply = Reply(
        200, {"Content-Type": "application/json", "Content-Encoding": "gzip"}, packed
    )
    compressed = await ask(Connection(server.url))
    assert (compressed.wire_bytes, compressed.body_bytes) == (len(packed), plain.body_bytes)
    assert compressed.resources == plain.resources
    assert compressed.body == plain.body
    assert compressed.problems == plain.problems


async def _preview(response: httpx.Response) -> Preview:
    transport = httpx.MockTransport(lambda request: response)
    connection = Connection("https://demo.invalid")
    async with CdxClient(connection, KEY, Secret(API_SECRET), transport=transport) as client:
        return await client.shared_resources(Secret(TOKEN))


_ESCAPED = "".join(f"\\u{ord(letter):04x}" for letter in TOKEN)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (f'{{"message": "bad {TOKEN} token"}}', 400),
        (f'{{"message": "bad {_ESCAPED} token"}}', 400),
        (f"<html><body>Blocked: bad {TOKEN} token</body></html>", 403),
        (f"<html><body>Blocked: bad {TOKEN[:9]}<b>{TOKEN[9:]}</b> token</body></html>", 403),
        (f"<html><body>Blocked: bad {TOKEN[:9]}&#{ord(TOKEN[9])};{TOKEN[10:]} token</body>", 200),
        (f"upstream refused bad {TOKEN} token", 503),
    ],
)
async def test_secrets_are_redacted_in_a_compressed_body(body: str, status: int) -> None:
    stream = httpx.ByteStream(gzip.compress(body.encode()))
    response = httpx.Response(status, headers={"Content-Encoding": "gzip"}, stream=stream)
    with pytest.raises(CdxError) as raised:
        await _preview(response)
    assert "bad [secret] token" in "\n".join(raised.value.details)


async def test_a_secret_in_the_coding_is_redacted() -> None:
    stream = httpx.ByteStream(_BODY)
    headers = {"Content-Encoding": f"x{TOKEN}"}
    preview = await _preview(httpx.Response(200, headers=headers, stream=stream))
    assert "“x[secret]”" in preview.problems[-1].message
