"""Flink SQL for sqlglot, which has no dialect for it: types of columns may be `NOT NULL` inside."""

from __future__ import annotations

from typing import Any, ClassVar

import sqlglot
from sqlglot import TokenType, exp
from sqlglot.dialects.hive import Hive

__all__ = ["columns", "options", "parse_table"]


class _FlinkTokenizer(Hive.Tokenizer):
    KEYWORDS: ClassVar = {
        **Hive.Tokenizer.KEYWORDS,
        "ROW": TokenType.STRUCT,
        "BYTES": TokenType.VARBINARY,
        "TIMESTAMP_LTZ": TokenType.TIMESTAMPLTZ,
    }
    STRING_ESCAPES: ClassVar = ["'"]
    IDENTIFIERS: ClassVar = ["`"]
    QUOTES: ClassVar = ["'"]


class _FlinkParser(Hive.Parser):  # type: ignore[valid-type,misc]  # made by a metaclass
    def _parse_types(self, *args: Any, **options: Any) -> exp.Expression | None:
        found: exp.Expression | None = super()._parse_types(*args, **options)
        # A column's own nullability belongs to its type in Flink, too.
        if found is not None and self._match_text_seq("NOT", "NULL"):
            found.set("nullable", False)
        return found


class Flink(Hive):
    """The dialect, as far as a `CREATE TABLE` needs it."""

    Tokenizer = _FlinkTokenizer
    Parser = _FlinkParser


def parse_table(text: str) -> exp.Create:
    """Return the one statement of a text; raises `sqlglot.errors.ParseError` if it is none."""
    statements = sqlglot.parse(text, dialect=Flink)
    assert len(statements) == 1, statements
    statement = statements[0]
    assert isinstance(statement, exp.Create), statement
    return statement


def columns(table: exp.Create) -> dict[str, exp.DataType]:
    """Return the types of a table's columns by name."""
    found = table.this.expressions
    assert all(isinstance(each, exp.ColumnDef) for each in found)
    assert len({each.name for each in found}) == len(found)
    return {each.name: each.args["kind"] for each in found}


def options(table: exp.Create) -> dict[str, str]:
    """Return the options of a table."""
    properties = table.args["properties"].expressions
    return {each.this.name: each.args["value"].name for each in properties}
