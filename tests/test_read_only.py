"""Promise 1: only the preview operation is ever called; nothing in the package can redeem."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import cdx_tui

_SOURCES = {
    path.relative_to(Path(cdx_tui.__file__).parent).as_posix(): path.read_text(encoding="utf-8")
    for path in Path(cdx_tui.__file__).parent.rglob("*.py")
}
_MAKE_REQUESTS = (
    *("Request", "AsyncClient", "Client", "urlopen"),
    *("HTTPConnection", "HTTPSConnection"),
)
_REQUEST_MAKERS = {
    "api/client.py": "the one operation",
    "api/transport.py": "hands on what the client made",
    "api/handshake.py": "is stopped before it is sent: tests/api/test_handshake.py",
    "api/tunnel.py": "asks a proxy for a tunnel, by CONNECT only",
}
_OPERATION = "/cdx/v1/shared-tokens:resources"


def _strings(source: str) -> list[str]:
    """Return the string literals of a module, without its docstrings."""
    tree = ast.parse(source)
    documented = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documented
    ]


def test_the_only_api_path_is_that_of_the_preview() -> None:
    paths = {
        path
        for name, source in _SOURCES.items()
        if not name.startswith("demo/")  # it plays the server, and names what a server names
        for string in _strings(source)
        for path in re.findall(r"/cdx/\S*", string)
    }
    assert paths == {_OPERATION}


def test_no_other_module_makes_requests() -> None:
    makers = {
        name
        for name, source in _SOURCES.items()
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func).rpartition(".")[2] in _MAKE_REQUESTS
    }
    assert makers == set(_REQUEST_MAKERS)


def test_a_proxy_is_only_asked_for_a_tunnel() -> None:
    methods = [
        ast.unparse(keyword.value)
        for node in ast.walk(ast.parse(_SOURCES["api/tunnel.py"]))
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith(".Request")
        for keyword in node.keywords
        if keyword.arg == "method"
    ]
    assert methods == ["'CONNECT'"]


def test_the_module_with_the_redeem_command_starts_no_program() -> None:
    knowing = {
        name
        for name, source in _SOURCES.items()
        if any("consumer redeem" in string for string in _strings(source))
    }
    assert knowing == {"share/redeem_command.py"}
    starting = {
        name for name, source in _SOURCES.items() if re.search(r"subprocess|\bPopen", source)
    }
    assert starting
    assert all("redeem" not in _SOURCES[name] for name in starting)
