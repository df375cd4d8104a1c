"""Conversion of a sample's JSON to the values that fastavro accepts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

_TYPES: dict[str, tuple[type, ...]] = {
    "null": (type(None),),
    "boolean": (bool,),
    "int": (int,),
    "long": (int,),
    "float": (int, float, Decimal),
    "double": (int, float, Decimal),
    "bytes": (str,),
    "fixed": (str,),
    "string": (str,),
    "enum": (str,),
    "array": (list,),
    "map": (dict,),
    "record": (dict,),
    "error": (dict,),
}


class TypeMismatch(Exception):
    """A value does not match its type."""


def as_python(value: Any, schema: Any, named: dict[str, Any], *, tagged: bool = False) -> Any:
    """Return `value` with the strings that represent bytes converted to bytes.

    Args:
        value: The sample, or a part of it.
        schema: Its schema, as fastavro has parsed it.
        named: The schema's named types.
        tagged: Whether unions are written with the name of the branch, as in Avro's JSON encoding.
    """
    if isinstance(schema, str) and schema in named:
        return as_python(value, named[schema], named, tagged=tagged)
    if isinstance(schema, list):
        of_union = _of_tagged_union if tagged else _of_union
        return of_union(value, schema, named)
    kind = schema["type"] if isinstance(schema, dict) else schema
    if kind in ("bytes", "fixed") and isinstance(value, int | float | Decimal):
        return _decimal(value, schema)
    if not _is_a(value, kind):
        raise TypeMismatch(f"{value!r} is no {kind}")
    if kind == "array":
        return [as_python(item, schema["items"], named, tagged=tagged) for item in value]
    if kind == "map":
        return {
            name: as_python(item, schema["values"], named, tagged=tagged)
            for name, item in value.items()
        }
    if kind in ("record", "error"):
        fields = {field["name"]: field["type"] for field in schema["fields"]}
        if value.keys() != fields.keys():
            raise TypeMismatch(f"{value.keys()} are not the fields of {schema['name']}")
        return {name: as_python(value[name], fields[name], named, tagged=tagged) for name in fields}
    return _scalar(value, kind, schema)


def _decimal(value: float | Decimal, schema: Any) -> Decimal:
    if not isinstance(schema, dict) or schema.get("logicalType") != "decimal":
        raise TypeMismatch(f"{value!r} is no bytes")
    return Decimal(str(value))


def _is_a(value: object, kind: str) -> bool:
    return isinstance(value, _TYPES[kind]) and isinstance(value, bool) is (kind == "boolean")


def _scalar(value: Any, kind: str, schema: Any) -> Any:
    if kind == "enum" and value not in schema["symbols"]:
        raise TypeMismatch(f"{value!r} is no symbol of {schema['name']}")
    if kind not in ("bytes", "fixed"):
        return float(value) if kind in ("float", "double") else value
    if kind == "fixed" and len(value) != schema["size"]:
        raise TypeMismatch(f"{value!r} is not of the size of {schema['name']}")
    return value.encode("latin-1")


def _of_union(value: Any, branches: list[Any], named: dict[str, Any]) -> Any:
    for branch in branches:
        try:
            return as_python(value, branch, named)
        except (TypeMismatch, UnicodeEncodeError):
            continue
    raise TypeMismatch(f"{value!r} is in no branch of {branches}")


def _of_tagged_union(value: Any, branches: list[Any], named: dict[str, Any]) -> Any:
    if value is None and "null" in branches:
        return None
    ((name, inner),) = value.items()
    (branch,) = (branch for branch in branches if _branch_name(branch, named) == name)
    found = as_python(inner, branch, named, tagged=True)
    full = named[branch] if isinstance(branch, str) and branch in named else branch
    is_record = isinstance(full, dict) and full["type"] in ("record", "error")
    return (name, found) if is_record else found


def _branch_name(branch: Any, named: dict[str, Any]) -> str:
    if not isinstance(branch, dict):
        return str(branch)
    return str(branch["name"] if branch.get("name") in named else branch["type"])
