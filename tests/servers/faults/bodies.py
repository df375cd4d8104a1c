"""Responses with status 200 and an invalid or unusual body."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Final

from tests.servers.faults.fault import PREVIEW, Fault, answering, http, json_fault, sending

__all__ = ["BODIES"]

_LIST = "consumer_shared_resources"
_RESOURCE: Final[dict[str, Any]] = json.loads(PREVIEW)[_LIST][0]
_FIELDS = (
    "api_version",
    "kind",
    "id",
    "metadata",
    "cloud",
    "network_connection_types",
    "display_name",
    "description",
    "tags",
    "schemas",
    "organization_name",
    "organization_description",
    "organization_contact",
    "logo_url",
)
_HTML: Final = b"<!DOCTYPE html><html><head><title>Log in</title></head><body>Hotel</body></html>"


def _resources(*resources: object) -> dict[str, object]:
    return {_LIST: resources}


def _text(text: str) -> bytes:
    return PREVIEW.replace(b'"Stock Trades"', text.encode("utf-8", "surrogatepass"))


def _schemas_of_46_megabytes() -> bytes:
    fields = [{"name": f"field_{n}", "type": ["null", "string"]} for n in range(400)]
    text = json.dumps({"type": "record", "name": "Row", "fields": fields}, indent=1)
    schema = {"subject": "rows-value", "version": 1, "id": 7, "schema": text}
    count = 46 * 10**6 // len(json.dumps(schema))
    share = [{**_RESOURCE, "schemas": [schema] * (count // 60)}] * 60
    return http(json.dumps(_resources(*share)).encode())


def _shares_of_10_000() -> bytes:
    return http(
        json.dumps(
            _resources(*({**_RESOURCE, "display_name": f"Topic {n}"} for n in range(10_000)))
        ).encode()
    )


BODIES: Final[Mapping[str, Fault]] = {
    "captive-portal": answering(
        "UnexpectedAnswer", "web page", _HTML, content_type="text/html; charset=utf-8"
    ),
    "html-called-json": answering("UnexpectedAnswer", "web page", _HTML),
    "empty": answering("UnexpectedAnswer", "empty"),
    "white-space": answering("UnexpectedAnswer", "empty", b" \r\n\t "),
    "truncated": answering("UnexpectedAnswer", "not JSON", PREVIEW[:40]),
    "two-documents": answering("UnexpectedAnswer", "not JSON", PREVIEW * 2),
    "array": json_fault("UnexpectedAnswer", "a list, not an object", [_RESOURCE]),
    "string": json_fault("UnexpectedAnswer", "a string, not an object", "hello"),
    "number": json_fault("UnexpectedAnswer", "a number, not an object", 42),
    "null": json_fault("UnexpectedAnswer", "null, not an object", None),
    "no-list": json_fault("UnexpectedAnswer", "is missing", {"ok": True}),
    "null-list": json_fault("UnexpectedAnswer", "is null", {_LIST: None}),
    "object-for-list": json_fault("UnexpectedAnswer", "is an object", {_LIST: {}}),
    "all-fields-null": json_fault(
        "Preview", "missing", _resources(dict.fromkeys(_FIELDS), _RESOURCE)
    ),
    "all-fields-missing": json_fault("Preview", "missing", _resources({}, _RESOURCE)),
    "all-fields-wrong": json_fault(
        "Preview", "found a number", _resources(dict.fromkeys(_FIELDS, 7), _RESOURCE)
    ),
    "all-fields-objects": json_fault(
        "Preview", "found an object", _resources({name: {"a": 1} for name in _FIELDS})
    ),
    "null-resources": json_fault("Preview", "found null", _resources(None, _RESOURCE)),
    "unknown-enums": json_fault(
        "Preview",
        "unknown value",
        _resources({**_RESOURCE, "cloud": "OCI", "network_connection_types": ["PEERING"]}),
    ),
    "hostile-names": json_fault(
        "Preview", "", _resources({**_RESOURCE, "display_name": "\x1b]2;x\x07[/]\u202e\u200b"})
    ),
    "bom": answering("Preview", "byte order mark", b"\xef\xbb\xbf" + PREVIEW),
    "utf-16": answering("UnexpectedAnswer", "UTF-16", PREVIEW.decode().encode("utf-16")),
    "utf-16-without-bom": answering(
        "UnexpectedAnswer", "not JSON", PREVIEW.decode().encode("utf-16-le")
    ),
    "bad-utf-8": answering("Preview", "not valid UTF-8", PREVIEW.replace(b"Trades", b"\xff\xfe")),
    "lone-surrogates": answering("Preview", "", _text(r'"\ud800 \udc00\ud800"')),
    "nan": answering("Preview", "NaN is not JSON", _text("NaN")),
    "infinity": answering("Preview", "Infinity is not JSON", _text("-Infinity")),
    "integer-of-5000-digits": answering("Preview", "5,000 digits", _text("9" * 5000)),
    "float-without-end": answering("Preview", "found a number", _text("1e999999999")),
    "duplicate-keys": answering("Preview", "duplicate property", _text('"a", "display_name": "b"')),
    "nested-200000-deep": answering("UnexpectedAnswer", "nested too deeply", b"[" * 200_000),
    "nested-in-a-schema": answering(
        "UnexpectedAnswer", "nested too deeply", _text('{"a":' * 100_000 + "1" + "}" * 100_000)
    ),
    "many-empty-lists": sending(
        lambda: http(b'{"consumer_shared_resources": [' + b"[]," * 10**6 + b"[]]}"),
        "UnexpectedAnswer",
        "more values than cdx-tui can read",
        most_sent=4 * 10**6,
    ),
    "name-of-100000-characters": json_fault(
        "Preview", "", _resources({**_RESOURCE, "display_name": "n" * 100_000})
    ),
    "name-of-a-megabyte": sending(
        lambda: http(_text('"' + "é" * 2**20 + '"')), "Preview", "truncated to", most_sent=2**22
    ),
    "resources-10000": sending(_shares_of_10_000, "Preview", "", most_sent=2**22),
    "schemas-of-46-megabytes": sending(
        _schemas_of_46_megabytes, "Preview", "", most_sent=50 * 10**6
    ),
    "no-content-type": answering("Preview", "no content type", PREVIEW, content_type=None),
    "wrong-content-type": answering("Preview", "text/plain", PREVIEW, content_type="text/plain"),
    "hostile-content-type": answering(
        "Preview", "␛", PREVIEW, content_type="text/\x1b]2;x\xff; charset=rot13"
    ),
    "hostile-charset": answering(
        "Preview", "", PREVIEW, content_type="application/json; charset=utf-7"
    ),
}
