"""Contents of the distributions: package data, type marker and demo, and nothing else."""

from __future__ import annotations

import subprocess
import tarfile
import zipfile

import pytest

from tests.distribution.conftest import ROOT, Distributions

pytestmark = pytest.mark.timeout(300)


def sources() -> set[str]:
    """Return the files of the package in the repository."""
    found = (path for path in (ROOT / "cdx_tui").rglob("*") if path.is_file())
    return {str(path.relative_to(ROOT)) for path in found if "__pycache__" not in path.parts}


def test_the_wheel_holds_the_package_and_nothing_else(built: Distributions) -> None:
    with zipfile.ZipFile(built.wheel) as wheel:
        names = set(wheel.namelist())
    inside = {name for name in names if ".dist-info/" not in name}
    assert inside == sources()
    assert {f"cdx_tui/tui/{name}.tcss" for name in ("start", "app", "dialogs")} <= inside
    assert {"cdx_tui/py.typed", "cdx_tui/config/config.toml"} <= inside
    assert "cdx_tui/demo/shares/stock_trades/share.toml" in inside
    assert built.wheel.name.endswith("-py3-none-any.whl")


def test_the_sdist_holds_what_the_tests_need_too(built: Distributions) -> None:
    with tarfile.open(built.sdist) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert sources() <= names
    assert {"README.md", "pyproject.toml", "tests/conftest.py", ".ci/build_pyz.py"} <= names
    assert not [name for name in names if name.endswith((".whl", ".pyz", ".pyc"))]


def test_the_pyz_is_pure_python_and_complete(built: Distributions) -> None:
    with zipfile.ZipFile(built.pyz) as archive:
        names = archive.namelist()
        assert archive.testzip() is None
    assert not [name for name in names if name.endswith((".so", ".pyd", ".pyc"))]
    assert {f"lib/{name}" for name in sources()} <= set(names)
    assert "__main__.py" in names


def test_the_pyz_is_reproducible(built: Distributions) -> None:
    import sys

    again = built.folder / "again" / "cdx-tui.pyz"
    again.parent.mkdir(exist_ok=True)
    builder = str(ROOT / ".ci" / "build_pyz.py")
    subprocess.run(
        [sys.executable, builder, str(again), str(built.wheel)], check=True, capture_output=True
    )
    assert again.read_bytes() == built.pyz.read_bytes()
