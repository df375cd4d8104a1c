"""Check generated code by parsers that are not ours, and by running it where it is Python."""

from __future__ import annotations

import dataclasses
import itertools
import sys
from types import ModuleType
from typing import Any

import tree_sitter_java
from tree_sitter import Language, Node, Parser

from cdx_tui.schema.codegen.generate import CodeLanguage, GeneratedCode, generate
from cdx_tui.schema.document import SchemaDocument, read_schema
from cdx_tui.text import clean_lines
from tests.schema.codegen.flink_dialect import columns, options, parse_table

__all__ = ["check_all", "code", "java_errors", "python_module"]

_JAVA = Parser(Language(tree_sitter_java.language()))
_NUMBERS = itertools.count()


def code(language: CodeLanguage, text: str, kind: str | None = None) -> GeneratedCode:
    """Return what is generated from a schema's text."""
    document = _document(text, kind)
    return generate(language, document, document.outline())


def _document(text: str, kind: str | None) -> SchemaDocument:
    document = read_schema(text, kind)
    for _ in document.fill():
        pass
    return document


def python_module(text: str) -> ModuleType:
    """Run a generated module, and make an instance of each of its dataclasses."""
    name = f"generated_{next(_NUMBERS)}"
    module = sys.modules[name] = ModuleType(name)
    try:
        # The bytes, as from a file: a comment could name another encoding.
        exec(compile(text.encode(), name, "exec"), module.__dict__)
        for each in list(vars(module).values()):
            if isinstance(each, type) and dataclasses.is_dataclass(each):
                _instance(each)
    finally:
        del sys.modules[name]
    return module


def _instance(class_: type) -> Any:
    missing = dataclasses.MISSING
    required = [
        each.name
        for each in dataclasses.fields(class_)
        if each.default is missing and each.default_factory is missing
    ]
    return class_(**dict.fromkeys(required))


def java_errors(text: str) -> list[str]:
    """Return the places that tree-sitter can't make sense of."""
    waiting: list[Node] = [_JAVA.parse(text.encode()).root_node]
    found = []
    while waiting:
        node = waiting.pop()
        if node.is_error or node.is_missing:
            found.append(f"{node.start_point}: {node.text!r}"[:200])
        elif node.has_error:
            waiting += node.children
    return found


def check_all(text: str, kind: str | None = None) -> dict[CodeLanguage, str]:
    """Generate code in every language, check it, and return it."""
    document = _document(text, kind)
    outline = document.outline()
    found = {language: generate(language, document, outline).text for language in CodeLanguage}
    check_each(found)
    return found


def check_each(found: dict[CodeLanguage, str]) -> None:
    """Check the code in every language."""
    for each in found.values():
        assert clean_lines(each) == each
    python_module(found[CodeLanguage.PYTHON])
    assert java_errors(found[CodeLanguage.JAVA]) == []
    table = parse_table(found[CodeLanguage.FLINK])
    assert columns(table)
    assert options(table)["connector"] == "kafka"
