"""Build cdx-tui.pyz, one file with all dependencies that any Python from 3.11 on can run.

    python .ci/build_pyz.py cdx-tui.pyz [WHEEL]

It needs pip and a registry, and takes wheels of pure Python only, so that the file runs on every
system. The same sources and dependencies give the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
from fnmatch import fnmatch
from importlib.metadata import Distribution
from pathlib import Path

HERE = Path(__file__).parent
SHEBANG = b"#!/usr/bin/env python3\n"
LOWEST_PYTHON = "3.11"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
COMPILED = {".so", ".pyd", ".dylib", ".dll"}

LEFT_OUT = (
    # Markdown, which the app has none of; Textual imports it with its widget only.
    *("linkify_it/*", "markdown_it/*", "mdit_py_plugins/*", "mdurl/*", "textual/tree-sitter/*"),
    *("linkify_it_py-*", "markdown_it_py-*", "mdit_py_plugins-*", "mdurl-*"),
    *("pygments/formatters/*", "pygments/lexers/*", "pygments/styles/*"),
    # Programs and tests of the libraries.
    *("certifi/tests/*", "httpx/_main.py", "textual/demo/*"),
    # Of pip: RECORD and direct_url.json hold paths of the machine that builds.
    *("*.dist-info/INSTALLER", "*.dist-info/RECORD", "*.dist-info/REQUESTED"),
    *("*.dist-info/WHEEL", "*.dist-info/direct_url.json"),
)
"""Files that nothing imports, as patterns; each would be written at the first start."""

KEPT = {
    *("pygments/lexers/__init__.py", "pygments/lexers/_mapping.py"),
    *(f"pygments/lexers/{name}.py" for name in ("data", "dsls", "jvm", "python", "sql")),
    *(f"pygments/lexers/_{name}_builtins.py" for name in ("googlesql", "mysql", "postgres")),
    *(f"pygments/lexers/_{name}_builtins.py" for name in ("sql", "tsql")),
    *("pygments/formatters/__init__.py", "pygments/formatters/_mapping.py"),
    *("pygments/styles/__init__.py", "pygments/styles/_mapping.py"),
}
"""Files that match a pattern of `LEFT_OUT` and are imported."""

METADATA = ".dist-info/METADATA"
LICENCE_FILE = re.compile(r"/(licen[cs]e|copying|notice|authors)[^/]*$", re.IGNORECASE)


def main() -> int:
    """Build the file that the first argument names; the second may name a wheel of cdx-tui."""
    if len(sys.argv) not in (2, 3):
        print("usage: build_pyz.py OUT [WHEEL]", file=sys.stderr)
        return 2
    out = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        wheel = Path(sys.argv[2]) if len(sys.argv) == 3 else build_wheel(Path(folder) / "wheel")
        inside = install(wheel, Path(folder) / "lib")
        pack(inside, out)
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB")
    return 0


def build_wheel(folder: Path) -> Path:
    """Build the project's own wheel."""
    pip("wheel", "--no-deps", "--wheel-dir", str(folder), str(HERE.parent))
    (wheel,) = folder.glob("*.whl")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """Install the wheel and all that it needs into `folder`, as for no system in particular."""
    pip(
        "install",
        "--no-compile",
        f"--target={folder}",
        "--only-binary=:all:",
        "--platform=any",
        "--implementation=py",
        "--abi=none",
        f"--python-version={LOWEST_PYTHON}",
        str(wheel),
    )
    shutil.rmtree(folder / "bin", ignore_errors=True)
    compiled = [path.name for path in folder.rglob("*") if path.suffix in COMPILED]
    if compiled:
        raise SystemExit(f"not pure Python: {', '.join(compiled)}")
    return folder


def pip(*arguments: str) -> None:
    """Run pip; exit with its status if it fails, since its messages say why."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    status = subprocess.run(command, check=False).returncode  # noqa: S603 - arguments of our own
    if status != 0:
        raise SystemExit(status)


def pack(folder: Path, out: Path) -> None:
    """Write the archive, after the line that makes it an executable file."""
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*")}
    inside = sorted(name for name, path in files.items() if path.is_file() and is_needed(name))
    contents = {f"lib/{name}": files[name].read_bytes() for name in inside}
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    begin = (HERE / "pyz_main.py").read_text(encoding="utf-8")
    begin = begin.replace("@BUILD@", digest.hexdigest()[:16])
    outside = {"__main__.py": begin.encode(), "NOTICE": notice(folder, inside).encode()}
    with open(out, "wb") as file:
        file.write(SHEBANG)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {**outside, **contents}.items():
                archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    out.chmod(0o755)


def is_needed(name: str) -> bool:
    """Return whether a file of a package goes into the archive."""
    return name in KEPT or not any(fnmatch(name, pattern) for pattern in LEFT_OUT)


def notice(folder: Path, inside: list[str]) -> str:
    """Return the packages in the archive with their licences and where the texts are."""
    lines = ["cdx-tui.pyz contains these packages, each under its own licence:", ""]
    for top in (name.removesuffix("METADATA") for name in inside if name.endswith(METADATA)):
        texts = (name for name in inside if name.startswith(top) and LICENCE_FILE.search(name))
        package = Distribution.at(folder / top)
        lines += [f"{package.name} {package.version}: {licence(package)}"]
        lines += [*(f"    lib/{name}" for name in texts), ""]
    return "\n".join(lines)


def licence(distribution: Distribution) -> str:
    """Return the licence that the package's metadata names."""
    metadata = distribution.metadata
    named = metadata.get("License-Expression") or metadata.get("License") or "UNKNOWN"
    classified = [each for each in metadata.get_all("Classifier") or () if "License ::" in each]
    if named == "UNKNOWN" and classified:
        return classified[0].rpartition(":: ")[2]
    return named.splitlines()[0]


if __name__ == "__main__":
    sys.exit(main())
