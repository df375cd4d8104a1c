"""Import constraints, checked in a fresh interpreter."""

from __future__ import annotations

import subprocess
import sys

import pytest

_SHOW = "import sys; print(' '.join(sorted(sys.modules)))"


def _modules_after(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\n{_SHOW}"], capture_output=True, text=True, check=True
    )
    return set(done.stdout.splitlines()[-1].split())


@pytest.mark.parametrize(
    "code",
    [
        "from cdx_tui.cli import main\ntry: main(['--version'])\nexcept SystemExit: pass",
        "from cdx_tui.cli import main\ntry: main(['--help'])\nexcept SystemExit: pass",
        "from cdx_tui.cli import main\nmain(['validate', '--demo', '--output', 'json'])",
        "from cdx_tui.cli import main\nmain(['compat', 'x.avsc', 'y.avsc'])\nprint()",
    ],
    ids=["version", "help", "validate", "compat"],
)
def test_the_command_line_does_not_need_textual(code: str) -> None:
    assert "textual" not in _modules_after(code)


def test_the_first_paint_needs_neither_http_nor_lexers_nor_schemas() -> None:
    modules = _modules_after("import cdx_tui.tui.app")
    assert "textual" in modules
    assert not {"httpx", "pygments", "truststore", "textual.widgets._data_table"} & modules
    assert "cdx_tui.schema" not in modules
    assert "cdx_tui.api.models" not in modules
    assert "cdx_tui.tui.widgets.text.word_wrap" not in modules


@pytest.mark.parametrize(
    "code",
    [
        "from cdx_tui.cli import entry, explore\nentry._parse(())",
        "from cdx_tui.cli import main\nmain(['--version'])",
    ],
    ids=["no arguments", "version"],
)
def test_the_start_and_the_version_need_no_parser(code: str) -> None:
    assert not {"argparse", "cdx_tui.cli.parser"} & _modules_after(code)


def test_the_fields_of_a_share_need_no_comparison_and_no_other_format() -> None:
    code = (
        "import cdx_tui.tui.widgets.share_panes, cdx_tui.schema.compatibility.levels as levels\n"
        "from cdx_tui.schema import read_schema\n"
        'read_schema(\'{"type": "record", "name": "a", "fields": []}\').outline()'
    )
    modules = _modules_after(code)
    assert "cdx_tui.schema.avro.outline" in modules
    assert not {"cdx_tui.schema.protobuf", "cdx_tui.schema.json_schema"} & modules
    panes = _modules_after("import cdx_tui.tui.widgets.share_panes")
    assert not any(name.startswith("cdx_tui.schema.compatibility") for name in panes)


def test_the_parser_needs_little() -> None:
    """Building a dataclass or a temporary folder takes long to import, and no parser does."""
    modules = _modules_after(
        "from cdx_tui.cli import main\ntry: main(['-h'])\nexcept SystemExit: 0"
    )
    assert "argparse" in modules
    assert not {"dataclasses", "inspect", "tempfile"} & modules


def test_the_schema_engine_is_pure() -> None:
    code = (
        "import cdx_tui.schema.sample, cdx_tui.schema.diff, cdx_tui.schema.compatibility.levels,"
        " cdx_tui.schema.codegen.generate"
    )
    modules = _modules_after(code)
    assert "cdx_tui.schema.document" in modules
    assert not {"httpx", "platformdirs", "rich", "textual"} & modules


@pytest.mark.parametrize("layer", ["api.client", "demo.transport", "config.settings", "text"])
def test_lower_layers_do_not_import_the_interface(layer: str) -> None:
    modules = _modules_after(f"import cdx_tui.{layer}")
    assert f"cdx_tui.{layer}" in modules
    assert "textual" not in modules
    if "httpx" not in modules:  # its own command line draws with rich, where click is installed
        assert "rich" not in modules
