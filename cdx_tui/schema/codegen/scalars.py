"""The words of scalar types: those of the formats, logical types and Protobuf's own types."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from cdx_tui.schema.codegen.model import Kind, Type

__all__ = ["formatted", "meant", "scalar", "well_known"]

_UNSIGNED: Final = "unsigned, up to 18446744073709551615"

_TIMES: Final = {
    f"{word}{unit}": Type(kind, precision=digits)
    for word, kind in (
        ("time-", Kind.TIME),
        ("timestamp-", Kind.TIMESTAMP),
        ("local-timestamp-", Kind.LOCAL_TIMESTAMP),
    )
    for unit, digits in (("millis", 3), ("micros", 6), ("nanos", 9))
}
_MEANINGS: Final = {
    **_TIMES,
    "date": Type(Kind.DATE),
    "uuid": Type(Kind.UUID),
    "big-decimal": Type(Kind.DECIMAL, note="big-decimal: each value has its own scale"),
}
"""Types that a logical type, a format or a convention gives to a value."""

_WORDS: Final = {
    **_MEANINGS,
    **dict.fromkeys(("boolean", "bool"), Type(Kind.BOOLEAN)),
    **dict.fromkeys(("int", "int32", "sint32", "sfixed32"), Type(Kind.INT)),
    **dict.fromkeys(
        ("long", "integer", "int64", "sint64", "sfixed64", "uint32", "fixed32"), Type(Kind.LONG)
    ),
    **dict.fromkeys(("uint64", "fixed64"), Type(Kind.LONG, note=_UNSIGNED)),
    "float": Type(Kind.FLOAT),
    **dict.fromkeys(("double", "number"), Type(Kind.DOUBLE)),
    "string": Type(Kind.STRING),
    "bytes": Type(Kind.BYTES),
    "duration": Type(Kind.BYTES, note="duration: months, days and milliseconds in 12 bytes"),
    "null": Type(Kind.ANY, nullable=True, note="always null"),
    "any": Type(Kind.ANY),
    "object": Type(Kind.ANY, note="an object without described fields"),
    "array": Type(Kind.ARRAY, inner=(Type(Kind.ANY),)),
    "map": Type(Kind.MAP, inner=(Type(Kind.STRING), Type(Kind.ANY))),
    "…": Type(Kind.ANY, note="its type is too long or too deeply nested to be expressed"),
    "?": Type(Kind.ANY, note="its type is invalid"),
}
_WELL_KNOWN_PACKAGES: Final = ("google.protobuf", "google.type", "confluent.type")
_FORMATS: Final = {
    "date": Type(Kind.DATE, stored=Kind.STRING),
    "date-time": Type(Kind.TIMESTAMP, precision=6, stored=Kind.STRING),
    "time": Type(Kind.TIME, precision=6, stored=Kind.STRING),
    "uuid": Type(Kind.UUID, stored=Kind.STRING),
}
_WRAPPERS: Final = {
    "Double": Kind.DOUBLE,
    "Float": Kind.FLOAT,
    "Int64": Kind.LONG,
    "UInt64": Kind.LONG,
    "Int32": Kind.INT,
    "UInt32": Kind.LONG,
    "Bool": Kind.BOOLEAN,
    "String": Kind.STRING,
    "Bytes": Kind.BYTES,
}
_STRUCT: Final = Type(Kind.MAP, inner=(Type(Kind.STRING), Type(Kind.ANY)))
_WELL_KNOWN: Final = {
    "Timestamp": Type(Kind.TIMESTAMP, precision=9),
    "Duration": Type(Kind.DURATION, precision=9),
    "Struct": _STRUCT,
    "ListValue": Type(Kind.ARRAY, inner=(Type(Kind.ANY),)),
    **{f"{name}Value": Type(kind, nullable=True) for name, kind in _WRAPPERS.items()},
}
_DECIMAL: Final = re.compile(r"decimal\(([0-9]{1,9}),([0-9]{1,9})\)\Z")
_FIXED: Final = re.compile(r"fixed\([0-9?]{1,20}\)\Z")
_LITERALS: Final = ((re.compile(r'const "'), Kind.STRING), (re.compile(r"const -?\d"), Kind.DOUBLE))


def scalar(word: str) -> Type | None:
    """Return the type of a word such as `int` or `decimal(12,2)`; None if it is not a scalar."""
    known = _WORDS.get(word)
    if known is not None:
        return known
    if word.startswith("const "):
        return _constant(word)
    if _FIXED.match(word):
        return Type(Kind.BYTES, note=word)
    return _decimal(word)


def _decimal(word: str) -> Type | None:
    found = _DECIMAL.match(word)
    if found is None:
        return None
    return Type(Kind.DECIMAL, precision=int(found[1]), scale=int(found[2]))


def _constant(word: str) -> Type:
    note = f"always {word.removeprefix('const ')}"
    if word in ("const true", "const false"):
        return Type(Kind.BOOLEAN, note=note)
    if re.match(r"const -?\d{1,18}\Z", word):
        return Type(Kind.LONG, note=note)
    kind = next((kind for shape, kind in _LITERALS if shape.match(word)), Kind.ANY)
    return Type(kind, note=note)


def meant(semantic: str, sent: Type) -> Type:
    """Return the type of a value that is sent as one type and means another by a convention."""
    meaning = _MEANINGS.get(semantic) or _decimal(semantic)
    if meaning is None or sent.inner or sent.name:
        return replace(sent, note=sent.note or semantic)
    if meaning.kind is sent.kind:
        return sent
    return replace(meaning, nullable=sent.nullable, stored=sent.kind)


def formatted(text: Type, format_: str) -> Type:
    """Return the type of a JSON string with a `format`."""
    known = _FORMATS.get(format_)
    return text if known is None else replace(known, nullable=text.nullable)


def well_known(name: str) -> Type | None:
    """Return the type that a type of a file without a reference stands for; None if it is none."""
    package, _, short = name.rpartition(".")
    if package not in _WELL_KNOWN_PACKAGES:
        return None
    known = _WELL_KNOWN.get(short) if package == "google.protobuf" else None
    if known is None:
        return Type(Kind.ANY, well_known=name, note=f"{name} can't be expressed")
    return replace(known, well_known=name)
