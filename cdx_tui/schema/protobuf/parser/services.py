"""Parse services and their methods."""

from __future__ import annotations

from cdx_tui.schema.protobuf.model import Method, Reference, Service
from cdx_tui.schema.protobuf.parser.blocks import read_block
from cdx_tui.schema.protobuf.parser.cursor import Cursor
from cdx_tui.schema.protobuf.parser.fields import SCALARS, read_type
from cdx_tui.schema.protobuf.parser.options import read_option_statement

__all__ = ["read_service"]


def read_service(cursor: Cursor) -> Service:
    """Parse a service, from its keyword."""
    begin = cursor.at
    cursor.expect("service")
    service = Service(cursor.word("a service name"), cursor.starts[cursor.at - 1])
    service.doc = cursor.doc(begin, cursor.at)
    read_block(cursor, "service", lambda: _read_statement(cursor, service))
    return service


def _read_statement(cursor: Cursor, service: Service) -> None:
    if cursor.text == "option":
        service.options.append(read_option_statement(cursor))
        return
    begin = cursor.at
    cursor.expect("rpc", '"rpc" or "option"')
    at = cursor.start
    name = cursor.word("a method name")
    client_streaming, request = _read_message_type(cursor)
    cursor.expect("returns")
    server_streaming, response = _read_message_type(cursor)
    method = Method(name, at, request, response, "", client_streaming, server_streaming)
    service.methods.append(method)
    if cursor.text == "{":
        method.doc = cursor.doc(begin, cursor.at)
        add = method.options.append
        read_block(cursor, "method", lambda: add(read_option_statement(cursor)))
    else:
        cursor.end_statement()
        method.doc = cursor.doc(begin)


def _read_message_type(cursor: Cursor) -> tuple[bool, Reference]:
    """Parse `(Order)` or `(stream Order)`; return whether it is a stream, and the type."""
    cursor.expect("(")
    stream = cursor.take("stream")
    at = cursor.start
    if cursor.text in SCALARS:
        raise cursor.unexpected("a message type")
    reference = Reference(read_type(cursor), at)
    cursor.expect(")")
    return stream, reference
