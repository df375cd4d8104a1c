"""Examples of each command, for its help and the manual page. Tests run all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

__all__ = ["EXAMPLES", "Example"]


class Example(NamedTuple):
    """A command line, and what it is for.

    Attributes:
        command: The command line, as typed in a shell.
        purpose: What it does, as a phrase without a full stop.
    """

    command: str
    purpose: str


EXAMPLES: Final[Mapping[str, tuple[Example, ...]]] = {
    "cdx-tui": (
        Example("cdx-tui", "paste a token into the app"),
        Example("cdx-tui --demo", "explore sample shares, offline"),
        Example("cdx-tui --token-file token.txt --profile prod", "start with a token"),
    ),
    "cdx-tui validate": (
        Example("cdx-tui validate --token-file token.txt", "print what a token shares"),
        Example("cdx-tui validate --demo -o json > share.json", "save a share as JSON"),
        Example("cdx-tui validate --token-file - --wait < token.txt", "wait for the rate limit"),
    ),
    "cdx-tui check": (
        Example("cdx-tui check share.json", "check whether a share is ready to use"),
        Example("cdx-tui check --demo -o json --fail-on never", "print the findings as JSON"),
        Example(
            "cdx-tui check share.json --fail-on blocking --fail-on incompatible",
            "fail a build",
        ),
    ),
    "cdx-tui open": (
        Example("cdx-tui open share.json", "browse a saved response"),
        Example("cdx-tui open exported", "browse the folder of an export"),
    ),
    "cdx-tui export": (
        Example("cdx-tui export exported --token-file token.txt", "save a share with its schemas"),
        Example("cdx-tui export exported --demo --force", "overwrite an earlier export"),
    ),
    "cdx-tui diff": (
        Example("cdx-tui diff old.json share.json", "show what the provider changed"),
        Example("cdx-tui diff exported share.json -o json", "compare an export, as JSON"),
    ),
    "cdx-tui schema": (
        Example("cdx-tui schema order.avsc", "list the fields of a schema"),
        Example("cdx-tui schema order.avsc --view pretty", "format a schema"),
        Example("cdx-tui schema *.avsc --view csv", "list the fields of many files as CSV"),
        Example("cdx-tui schema *.avsc -o json", "check many files, one line of JSON each"),
    ),
    "cdx-tui sample": (
        Example("cdx-tui sample order.avsc", "print a record that fits a schema"),
        Example("cdx-tui sample share.json --count 3 -o json", "three of each subject, as JSON"),
        Example(
            "cdx-tui sample order.avsc --avro-json --count 9 > orders.txt",
            "records for kafka-avro-console-producer",
        ),
    ),
    "cdx-tui compat": (
        Example("cdx-tui compat order-v1.avsc order.avsc", "compare two versions"),
        Example(
            "cdx-tui compat --require BACKWARD order-v1.avsc order.avsc",
            "fail a build that would break consumers",
        ),
    ),
    "cdx-tui doctor": (
        Example("cdx-tui doctor", "check configuration, network and terminal"),
        Example("cdx-tui doctor -o json", "attach this to a bug report"),
    ),
    "cdx-tui config": (
        Example("cdx-tui config init", "create a commented configuration file"),
        Example("cdx-tui config show", "print the effective settings and their sources"),
    ),
    "cdx-tui config show": (
        Example("cdx-tui config show --timeout 60", "see the effect of an option"),
    ),
    "cdx-tui config init": (Example("cdx-tui config init", "create the file"),),
    "cdx-tui config profiles": (Example("cdx-tui config profiles", "list the profiles"),),
    "cdx-tui config clear-recent": (
        Example("cdx-tui config clear-recent", "leave no paths on a shared machine"),
    ),
    "cdx-tui config path": (Example("cdx-tui config path", "find the file"),),
    "cdx-tui completion": (
        Example(
            "cdx-tui completion bash > cdx-tui.bash",
            "save the script; load it with: source cdx-tui.bash",
        ),
        Example(
            "cdx-tui completion zsh > _cdx-tui", "save the script, to be moved to a folder of fpath"
        ),
        Example(
            "cdx-tui completion fish > cdx-tui.fish",
            "save the script, to be moved to ~/.config/fish/completions",
        ),
    ),
    "cdx-tui man": (
        Example("cdx-tui man > cdx-tui.1", "save the manual page; man -l cdx-tui.1 shows it"),
    ),
    "cdx-tui output-schema": (
        Example("cdx-tui output-schema validate", "what validate -o json prints"),
    ),
    "cdx-tui help": (
        Example("cdx-tui help validate", "help for a command"),
        Example("cdx-tui help keys", "keyboard shortcuts and their IDs"),
    ),
}
"""Examples by the name of the command, with the program's."""
