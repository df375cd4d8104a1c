"""Widgets receive `Content` or rich `Text`, since Textual parses a bare string as markup.

A static check, so that new widgets are covered before their first hostile name.
"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Final

import pytest

import cdx_tui

_PACKAGE = Path(cdx_tui.__file__).parent
_FILES: Final = sorted((_PACKAGE / "tui").rglob("*.py"))

_SINKS: Final = (
    *("Static", "Label", "Button", "Option", "Tooltip"),
    *("add_row", "add_column", "add_columns", "add_leaf", "set_label", "add_option"),
)
"""Calls that show what they are given first, or all that they are given."""

_AMBIGUOUS: Final = ("update", "add", "update_cell")
"""Methods of widgets and also of dict or set: only definite strings are reported for them."""

_ATTRIBUTES: Final = ("border_title", "border_subtitle", "tooltip", "title", "sub_title")
_SAFE_CALLS: Final = ("Content", "Text", "styled", "assemble", "from_text", "join")
_WORDS_OF_BINDINGS: Final = ("description", "tooltip", "key_display", "group")


def _called(call: ast.Call) -> str:
    function = call.func
    if isinstance(function, ast.Subscript):  # DataTable[Text](…)
        function = function.value
    return function.attr if isinstance(function, ast.Attribute) else ast.unparse(function)


def _is_bare(node: ast.expr) -> bool:
    """Return whether an expression is a string built from values not known here."""
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
    """Yield each place where a bare string is shown or may be shown."""
    tree = ast.parse(source)
    assigned = [node for node in ast.walk(tree) if isinstance(node, ast.Assign)]
    known = {
        target.id
        for node in assigned
        for target in node.targets
        if isinstance(target, ast.Name)
        and isinstance(node.value, ast.Call)
        and _is_safe(node.value)
    }
    for node in assigned:
        names = {target.attr for target in node.targets if isinstance(target, ast.Attribute)}
        if names & set(_ATTRIBUTES) and not _is_safe(node.value, known):
            yield ast.unparse(node)
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and not _is_harmless(call, known):
            yield ast.unparse(call)


def _is_harmless(call: ast.Call, known: set[str]) -> bool:
    name = _called(call)
    if name == "Binding":
        words = [*call.args[2:3], *(k.value for k in call.keywords if k.arg in _WORDS_OF_BINDINGS)]
        return all(isinstance(word, (ast.Constant, ast.Name)) for word in words)
    if name == "notify":
        markup = [k.value for k in call.keywords if k.arg == "markup"]
        return any(isinstance(value, ast.Constant) and value.value is False for value in markup)
    if name in _SINKS:
        shown = call.args if name.startswith("add_") else call.args[:1]
        return all(_is_safe(argument, known) for argument in shown)
    if name in _AMBIGUOUS:
        return not any(map(_is_bare, call.args))
    return name != "from_markup"


def _is_safe(node: ast.expr, known: Collection[str] = ()) -> bool:
    """Return whether an expression is a literal, or known to be `Content` or `Text`.

    Unpacked values (`*_cells(resource)`) are left to mypy, which knows a table of `Text`.
    """
    if isinstance(node, ast.Starred):
        return isinstance(node.value, ast.Call)
    if isinstance(node, ast.IfExp):
        return _is_safe(node.body, known) and _is_safe(node.orelse, known)
    if isinstance(node, ast.Call):
        return _called(node) in _SAFE_CALLS or _called(node).startswith("describe")
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Name) and node.id in known)


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.name)
def test_no_bare_string_is_shown(file: Path) -> None:
    assert not list(_violations(file.read_text()))


@pytest.mark.parametrize(
    "wrong",
    [
        "Static(f'{name}')",
        "Static(name)",
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
def test_the_check_finds_violations(wrong: str) -> None:
    assert list(_violations(wrong))
