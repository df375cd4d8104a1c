"""Builds cdx-tui.pyz, one file with everything inside that any Python from 3.11 on can run.

    python .ci/build_pyz.py cdx-tui.pyz [WHEEL]

It needs pip and a registry, and takes wheels of pure Python only, so that the file runs on every
system. The same sources and dependencies give the same bytes.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

HERE = Path(__file__).parent
SHEBANG = b"#!/usr/bin/env python3\n"
LOWEST_PYTHON = "3.11"
LONG_AGO = (1980, 1, 1, 0, 0, 0)
COMPILED = {".so", ".pyd", ".dylib", ".dll"}


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
    """Run pip; its own words are all that is told of a failure."""
    command = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", *arguments]
    status = subprocess.run(command, check=False).returncode  # noqa: S603 - arguments of our own
    if status != 0:
        raise SystemExit(status)


def pack(folder: Path, out: Path) -> None:
    """Write the archive behind a line that makes it a program."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    contents = {f"lib/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in files}
    digest = hashlib.sha256()
    for name, content in contents.items():
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    begin = (HERE / "pyz_main.py").read_text(encoding="utf-8")
    begin = begin.replace("@BUILD@", digest.hexdigest()[:16])
    with open(out, "wb") as file:
        file.write(SHEBANG)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in {"__main__.py": begin.encode(), **contents}.items():
                archive.writestr(zipfile.ZipInfo(name, LONG_AGO), content, zipfile.ZIP_DEFLATED)
    out.chmod(0o755)


if __name__ == "__main__":
    sys.exit(main())
