"""Generate Flink SQL: a `CREATE TABLE` that reads a topic whose records have a schema.

Sources: the documentation of Apache Flink ("Data Types", "Apache Kafka SQL Connector", "Confluent
Avro Format", "Protobuf Format").
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from cdx_tui.schema.codegen.comments import comment_lines, default_note, field_notes, listed
from cdx_tui.schema.codegen.flink_options import header_comments, table_options
from cdx_tui.schema.codegen.model import EnumType, Field, Kind, Model, Record, Type
from cdx_tui.schema.codegen.names import UniqueNames, type_identifier
from cdx_tui.text import clean, shorten

__all__ = ["flink_sql"]

_MAX_COLUMNS: Final = 20_000
"""Columns and fields of rows in a table: a row is repeated wherever its type is used."""

_MAX_LEVELS: Final = 30
_MAX_PRECISION: Final = 38
_MAX_TIME_DIGITS: Final = 3
_MAX_TIMESTAMP_DIGITS: Final = 6
_MAX_NAME: Final = 200
_SCALARS: Final = {
    Kind.BOOLEAN: "BOOLEAN",
    Kind.INT: "INT",
    Kind.LONG: "BIGINT",
    Kind.FLOAT: "FLOAT",
    Kind.DOUBLE: "DOUBLE",
    Kind.STRING: "STRING",
    Kind.BYTES: "BYTES",
    Kind.DATE: "DATE",
    Kind.UUID: "STRING",
}
_INSTANT: Final = "ROW<`seconds` BIGINT, `nanos` INT>"


def flink_sql(model: Model, topic: str = "", key: Model | None = None) -> str:
    """Return a `CREATE TABLE` statement for the first record of a model.

    Args:
        model: The schema of the values.
        topic: The topic's name, which the table gets; empty if it is not known.
        key: The schema of the keys, if there is one.
    """
    root = model.types[model.roots[0]]
    names = UniqueNames()
    lines: list[str] = []
    if isinstance(root, Record):
        others = [type_identifier(model.types[each].name) for each in model.roots[1:]]
        further = f"not in this table: {listed(others)}" if others else ""
        doc = "" if root.doc == root.name else root.doc
        lines += comment_lines([doc, *root.tags[:3], *root.notes[:6], further], "--")
    columns = _Table(model, names).columns(root)
    prefix = _key_prefix(root)
    keyed = _Table(key, names, prefix).columns(key.types[key.roots[0]]) if key else []
    lines.append(f"CREATE TABLE {_quoted(shorten(clean(topic or root.name), _MAX_NAME))} (")
    if keyed:
        lines += comment_lines(
            [f"the record's key; {prefix} is no part of its fields' names"], "--", "  "
        )
    lines += _joined(
        [*keyed, *columns] or [_Column("value", "BYTES", ["the schema has no fields"])]
    )
    lines.append(") WITH (")
    lines += table_options(model, topic, key, [column.name for column in keyed], prefix)
    lines.append(");")
    table = "\n".join(lines)
    head = header_comments(model, has_instants="TIMESTAMP_LTZ" in table)
    return "\n".join([*head, table, ""])


def _quoted(name: str) -> str:
    """Return a name as an identifier."""
    return f"`{name.replace('`', '``')}`"


@dataclass(slots=True)
class _Column:
    """A column: its name, its type on one or more lines, and the comments above it."""

    name: str
    type: str
    comments: list[str] = field(default_factory=list)


def _joined(columns: list[_Column], indent: str = "  ") -> list[str]:
    """Return the lines of columns or of a row's fields, with commas between them."""
    lines: list[str] = []
    for number, column in enumerate(columns, 1):
        lines += comment_lines(column.comments, "--", indent)
        comma = "," if number < len(columns) else ""
        lines.append(f"{indent}{_quoted(column.name)} {column.type}{comma}")
    return lines


def _key_prefix(root: Record | EnumType) -> str:
    """Return a prefix for the key's columns that no column of the value begins with."""
    fields = root.fields if isinstance(root, Record) else []
    prefix = "key_"
    while any(each.name.startswith(prefix) for each in fields):
        prefix = f"kafka_{prefix}"
    return prefix


def _named(record: Record) -> str:
    return type_identifier(record.name)


class _Table:
    """Makes the columns of one schema.

    Args:
        model: The schema.
        names: The names of the table's columns so far.
        prefix: What the name of each column begins with.
    """

    def __init__(self, model: Model, names: UniqueNames, prefix: str = "") -> None:
        self._model = model
        self._names = names
        self._prefix = prefix
        self._left = _MAX_COLUMNS
        self._path: list[str] = [model.roots[0]]
        self._notes: list[str] = []

    def columns(self, root: Record | EnumType) -> list[_Column]:
        """Return the columns for the fields of a record."""
        fields = root.fields if isinstance(root, Record) else []
        return [self._column(each, self._names, 1) for each in fields]

    def _column(self, found: Field, names: UniqueNames, level: int) -> _Column:
        self._left -= 1
        wanted = f"{self._prefix if level == 1 else ''}{found.name or 'field'}"
        name = names.add(shorten(clean(wanted), _MAX_NAME))
        self._notes = []
        type_ = self._typed(replace(found.type, nullable=found.nullable), level)
        renamed = "" if name == wanted else found.name
        # The notes of types are written once, where `_typed` has found that they matter.
        plain = replace(found, type=Type(Kind.ANY))
        notes, self._notes = list(dict.fromkeys(self._notes)), []
        return _Column(name, type_, field_notes(plain, renamed, *notes, default_note(found)))

    def _typed(self, type_: Type, level: int) -> str:
        """Return a type with its nullability; what it can't express is added to the notes."""
        text = self._text(type_, level)
        return text if type_.nullable else f"{text} NOT NULL"

    def _text(self, type_: Type, level: int) -> str:
        if type_.kind is Kind.ANY:
            return self._placeholder(type_.note or "any type")
        if type_.note:
            self._notes.append(type_.note)
        if type_.kind is Kind.NAMED:
            return self._named(type_.name, level)
        if type_.kind is Kind.ARRAY:
            return f"ARRAY<{self._typed(type_.inner[0], level)}>"
        if type_.kind is Kind.MAP:
            if type_.well_known:
                return self._placeholder(type_.well_known)
            key, value = type_.inner
            return f"MAP<{self._typed(key, level)}, {self._typed(value, level)}>"
        if type_.kind is Kind.UNION:
            return self._placeholder(f"one of {self._described(type_)}")
        if type_.well_known:
            return self._well_known(type_)
        return self._scalar(type_)

    def _placeholder(self, why: str) -> str:
        """Return the type of what Flink can't express, and say why."""
        self._notes.append(f"not expressed: {why}")
        return "STRING"

    def _described(self, union: Type) -> str:
        names = [
            type_identifier(self._model.types[each.name].name) if each.name else each.kind.value
            for each in union.inner
        ]
        return listed(names)

    def _well_known(self, type_: Type) -> str:
        self._notes.append(type_.well_known)
        if type_.kind in (Kind.TIMESTAMP, Kind.DURATION):
            return _INSTANT
        return f"ROW<`value` {_SCALARS[type_.kind]}>"

    def _scalar(self, type_: Type) -> str:
        stored = type_.stored
        if stored is not None and (type_.kind, stored) != (Kind.DATE, Kind.STRING):
            digits = f"({type_.precision})" if type_.precision and stored is not Kind.STRING else ""
            self._notes.append(f"{type_.kind.value}{digits}, sent as {stored.value}")
            return _SCALARS.get(stored, "STRING")
        if type_.kind is Kind.UUID:
            self._notes.append("a UUID")
        if type_.kind is Kind.DECIMAL:
            return self._decimal(type_)
        if type_.kind in (Kind.TIME, Kind.TIMESTAMP, Kind.LOCAL_TIMESTAMP):
            return self._time(type_)
        return _SCALARS[type_.kind]

    def _decimal(self, type_: Type) -> str:
        precision, scale = type_.precision, type_.scale
        if 0 < precision <= _MAX_PRECISION and scale <= precision:
            return f"DECIMAL({precision}, {scale})"
        if precision:
            self._notes.append(f"decimal({precision},{scale}); Flink has up to 38 digits")
        return "BYTES"

    def _time(self, type_: Type) -> str:
        most = _MAX_TIME_DIGITS if type_.kind is Kind.TIME else _MAX_TIMESTAMP_DIGITS
        if type_.precision > most:
            self._notes.append(f"{type_.kind.value} with {type_.precision} digits of a second")
            return "BIGINT"
        name = {Kind.TIME: "TIME", Kind.TIMESTAMP: "TIMESTAMP_LTZ"}.get(type_.kind, "TIMESTAMP")
        return f"{name}({type_.precision})"

    def _named(self, key: str, level: int) -> str:
        found = self._model.types[key]
        if isinstance(found, EnumType):
            self._notes.append(f"one of {listed(found.symbols)}")
            return "STRING"
        if key in self._path:
            return self._placeholder(f"{_named(found)} again (recursive)")
        if not found.fields:
            return self._placeholder(f"{_named(found)}, which has no fields")
        if level > _MAX_LEVELS:
            return self._placeholder(f"{_named(found)}, nested {level} levels deep")
        if len(found.fields) > self._left:
            return self._placeholder(f"{_named(found)}: more than {_MAX_COLUMNS:,} columns")
        return self._row(key, found, level)

    def _row(self, key: str, record: Record, level: int) -> str:
        """Return a row with a line for each field."""
        outer, names = self._notes, UniqueNames()
        self._path.append(key)
        columns = [self._column(each, names, level + 1) for each in record.fields]
        self._path.pop()
        self._notes = [*outer, *record.notes[:3]]
        indent = "  " * level
        return "\n".join(["ROW<", *_joined(columns, f"{indent}  "), f"{indent}>"])
