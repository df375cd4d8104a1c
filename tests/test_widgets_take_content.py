"""Widgets take `Content` or rich `Text`: to Textual a bare string is markup, and a provider's.

A static check, so that a new widget is held to it before anybody thinks of a hostile name.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

import cdx_tui

_PACKAGE = Path(cdx_tui.__file__).parent
_FILES: Final = sorted(
    [_PACKAGE / "app.py", *_PACKAGE.glob("screens/*.py"), *_PACKAGE.glob("widgets/*.py")]
)

_SINKS: Final = frozenset(
    ("Static", "Label", "Button", "Tooltip", "notify", "add_row", "add_column", "add_columns")
    + ("add", "add_leaf", "set_label", "add_option", "Option", "update_cell")
)
"""Calls that show what they are given. `add` and `update` are a widget's, a set's or a dict's."""

_ATTRIBUTES: Final = ("border_title", "border_subtitle", "tooltip", "title", "sub_title", "label")
_SAFE_CALLS: Final = ("Content", "Text", "styled", "assemble", "from_text", "join")
_WORDS_OF_BINDINGS: Final = ("description", "tooltip", "key_display", "group")


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Subscript):  # DataTable[Text](…)
        function = function.value
    return function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)


def _is_bare(node: ast.expr) -> bool:
    """Whether an expression is a string made of what is not known here."""
    if isinstance(node, ast.JoinedStr):
        return True
    if isinstance(node, ast.BinOp):
        return _is_bare(node.left) or _is_bare(node.right)
    if isinstance(node, ast.BoolOp):
        return any(map(_is_bare, node.values))
    if isinstance(node, ast.IfExp):
        return _is_bare(node.body) or _is_bare(node.orelse)
    if isinstance(node, ast.Call):
        return _called(node) in ("str", "format", "clean", "clean_lines", "shorten", "repr")
    return isinstance(node, ast.Attribute) and node.attr in _PROVIDERS_OWN


_PROVIDERS_OWN: Final = (
    *("display_name", "organization_name", "organization_description", "organization_contact"),
    *("description", "subject", "schema_type", "request_id", "title", "cause", "next_step"),
    *("message", "name", "doc", "value", "summary", "label", "text"),
)


def _violations(source: str) -> Iterator[str]:
    """Yield each place where a bare string is shown, or may be."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            yield from _of_call(node)
        elif isinstance(node, (ast.Assign, ast.AnnAssign)):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            names = [target.attr for target in targets if isinstance(target, ast.Attribute)]
            if set(names) & set(_ATTRIBUTES) and node.value is not None and not _safe(node.value):
                yield ast.unparse(node)


def _of_call(call: ast.Call) -> Iterator[str]:
    name = _called(call)
    if name == "Binding":
        words = [*call.args[2:3], *(k.value for k in call.keywords if k.arg in _WORDS_OF_BINDINGS)]
        if not all(isinstance(word, (ast.Constant, ast.Name)) for word in words):
            yield ast.unparse(call)
    elif name == "from_markup":
        yield ast.unparse(call)
    elif name == "notify":
        markup = [k.value for k in call.keywords if k.arg == "markup"]
        if not any(isinstance(value, ast.Constant) and value.value is False for value in markup):
            yield ast.unparse(call)
    elif name == "update" or name in _SINKS:
        shown = call.args[:1] if name in ("Static", "Label", "Button", "update") else call.args
        if any(_is_bare(_unstarred(argument)) for argument in shown):
            yield ast.unparse(call)


def _unstarred(node: ast.expr) -> ast.expr:
    return node.value if isinstance(node, ast.Starred) else node


def _safe(node: ast.expr) -> bool:
    """Whether an expression is a literal, or `Content` or `Text` as far as can be seen here."""
    if isinstance(node, ast.Constant):
        return True
    if isinstance(node, ast.IfExp):
        return _safe(node.body) and _safe(node.orelse)
    if isinstance(node, ast.Call):
        called = _called(node)
        return called in _SAFE_CALLS or called.startswith("describe")
    return isinstance(node, ast.Name)


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.name)
def test_no_bare_string_is_shown(file: Path) -> None:
    assert not list(_violations(file.read_text()))


@pytest.mark.parametrize(
    "wrong",
    [
        "Static(f'{name}')",
        "Label(resource.display_name)",
        "self.notify(f'{error.title}', markup=True)",
        "self.notify('done')",
        "table.add_row(name, shorten(value, 3))",
        "table.add_columns(*resource.display_name)",
        "widget.update(preview.request_id or 'none')",
        "box.border_title = shorten(name, 30)",
        "box.tooltip = resource.description",
        "Binding('x', 'go', f'Go to {name}')",
        "Binding('x', 'go', 'Go', tooltip=resource.display_name)",
        "Content.from_markup(name)",
        "tree.root.add_leaf('x' + node.doc)",
    ],
)
def test_the_check_finds_what_it_is_for(wrong: str) -> None:
    assert list(_violations(wrong))
