"""Every command of the program in each of its forms, for tests of what all have in common."""

from __future__ import annotations

from pathlib import Path

from cdx_tui.cli.parser import parser, subparsers
from cdx_tui.demo.share_files import share_body

__all__ = ["command_names", "forms", "write_files"]

_SCHEMA = '{"type":"record","name":"R","fields":[{"name":"a","type":"long"}]}'


def command_names() -> set[str]:
    """Return the names of all commands that print a result, which the app does not."""
    return set(subparsers(parser())) - {"open"}


def write_files(folder: Path) -> None:
    """Write the files that the forms read."""
    (folder / "old.json").write_bytes(share_body("stock_trades"))
    (folder / "new.json").write_bytes(share_body("payments"))
    (folder / "a.avsc").write_text(_SCHEMA)


def forms() -> list[list[str]]:
    """Return command lines that print to standard output, run in a folder of `write_files`."""
    schema_views = ("outline", "fields", "markdown", "csv", "pretty", "raw", "flink")
    return [
        ["--help"],
        ["--version"],
        ["validate", "--help"],
        ["validate", "--demo"],
        ["validate", "--demo", "--output", "json"],
        ["check", "old.json", "--fail-on", "never"],
        ["check", "--demo", "--output", "json"],
        ["export", "out", "--demo", "--force"],
        ["diff", "old.json", "new.json"],
        ["diff", "old.json", "new.json", "--output", "json"],
        ["diff", "old.json", "old.json"],
        *(["schema", "a.avsc", "--view", view] for view in schema_views),
        ["schema", "a.avsc", "a.avsc", "--output", "json"],
        ["sample", "a.avsc", "--count", "2"],
        ["sample", "old.json", "--output", "json"],
        ["compat", "a.avsc", "a.avsc"],
        ["compat", "a.avsc", "a.avsc", "a.avsc", "--output", "json"],
        ["doctor"],
        ["doctor", "--output", "json"],
        ["config", "path"],
        ["config", "show"],
        ["config", "init"],
        ["config", "clear-recent"],
        ["help"],
        ["help", "validate"],
        ["help", "settings"],
        ["output-schema", "validate"],
        ["completion", "bash"],
        ["man"],
    ]
