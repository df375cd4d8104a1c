"""No worker is described by its arguments: Textual would write out a whole share, or a schema.

It does so for an empty description, too, hence a dash.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

_PACKAGE = Path(__file__).parent.parent.parent / "cdx_tui"


def _worker_decorators() -> Iterator[tuple[str, ast.expr]]:
    for path in _PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                for each in node.decorator_list:
                    if ast.unparse(each).startswith("work"):
                        yield f"{path.name}: {node.name}", each


def test_every_worker_has_a_description() -> None:
    found = dict(_worker_decorators())
    described = {name for name, each in found.items() if "description='-'" in ast.unparse(each)}
    assert len(found) > 15
    assert set(found) - described == set()
