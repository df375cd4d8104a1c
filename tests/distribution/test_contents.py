"""Contents of the distributions: package data, type marker and demo, and nothing else."""

from __future__ import annotations

import re
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


def test_each_contains_the_licence(built: Distributions) -> None:
    text = (ROOT / "cdx_tui" / "LICENSE").read_bytes()
    assert b"Apache License" in text
    with tarfile.open(built.sdist) as sdist:
        (name,) = (each for each in sdist.getnames() if each.endswith("/cdx_tui/LICENSE"))
        file = sdist.extractfile(name)
        assert file is not None
        assert file.read() == text
    for path, top in ((built.wheel, ""), (built.pyz, "lib/")):
        with zipfile.ZipFile(path) as archive:
            (info,) = (
                each
                for each in archive.namelist()
                if each.endswith("/cdx_tui/LICENSE") and "cdx_tui-" in each
            )
            assert archive.read(info) == archive.read(f"{top}cdx_tui/LICENSE") == text


def test_the_readme_of_an_index_refers_to_no_file_of_the_repository(built: Distributions) -> None:
    with zipfile.ZipFile(built.wheel) as archive:
        (name,) = (each for each in archive.namelist() if each.endswith("/METADATA"))
        _, _, readme = archive.read(name).decode().partition("\n\n")
    assert "## Install" in readme
    assert re.findall(r"\]\((?!https:)[^)]*\)", readme) == []
    assert re.findall(r":\n\n(?!```|\||<!--).*", readme) == []  # no colon before a picture
    assert re.findall(r"<(?!!--)[^>]*>", re.sub(r"`[^`]*`", "", readme)) == []  # is stripped there


def test_the_pyz_has_a_notice_of_every_package_in_it(built: Distributions) -> None:
    with zipfile.ZipFile(built.pyz) as archive:
        names = set(archive.namelist())
        notice = archive.read("NOTICE").decode()
    packages = notice.split("\n\n")[1:]
    imported = {name.split("/")[1] for name in names if name.startswith("lib/")}
    described = {name for name in imported if name.endswith(".dist-info")}
    assert len(packages) == len(described) == len(imported - described)
    for package in packages:
        head, *texts = package.splitlines()
        assert "UNKNOWN" not in head
        assert texts, head
        assert {text.strip() for text in texts} <= names


def test_two_builds_are_the_same(built: Distributions) -> None:
    again = built.again
    assert again.sdist.read_bytes() == built.sdist.read_bytes()
    assert again.wheel.read_bytes() == built.wheel.read_bytes()
    assert again.pyz.read_bytes() == built.pyz.read_bytes()
