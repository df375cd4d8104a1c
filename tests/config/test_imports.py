"""Imports that `--version` and `--help` must not pay for."""

from __future__ import annotations

import subprocess
import sys

HEAVY = [
    "difflib",
    "httpx",
    "keyring",
    "platformdirs",
    "rich",
    "selectors",
    "shlex",
    "subprocess",
    "tempfile",
    "textual",
    "tomli_w",
    "tomllib",
]

CODE = f"""
import sys
import cdx_tui.config.base_url, cdx_tui.config.credentials, cdx_tui.config.settings
import cdx_tui.config.state, cdx_tui.config.token.source
print(sorted(set({HEAVY!r}) & set(sys.modules)))
"""


def test_importing_the_configuration_imports_nothing_heavy() -> None:
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"
