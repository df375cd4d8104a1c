"""`cdx-tui check`: readiness, personal data and compatibility of a share as text or JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import groupby
from typing import Any, Final

from cdx_tui.api.errors import CdxError, RefusedInput
from cdx_tui.api.models import Preview
from cdx_tui.cli.colours import print_lines
from cdx_tui.cli.exit_status import ExitStatus
from cdx_tui.cli.json_output import json_text
from cdx_tui.cli.privacy import harden_process
from cdx_tui.cli.progress_line import slow_progress
from cdx_tui.cli.saved_share import load_argument
from cdx_tui.cli.validate import report_error, validate_token
from cdx_tui.text import counted

__all__ = ["run"]


@dataclass(frozen=True, slots=True)
class _Result:
    """What the checks of a share found.

    Attributes:
        verdict: The verdict in one line.
        findings: The findings as JSON objects, by resource and subject.
        compatibility: The compatibility of subjects with several versions as JSON objects.
    """

    verdict: str
    findings: Sequence[Mapping[str, Any]]
    compatibility: Sequence[Mapping[str, Any]]

    def count(self, severity: str) -> int:
        """Return the number of findings of a severity."""
        return sum(each["severity"] == severity for each in self.findings)

    @property
    def personal(self) -> int:
        """The number of fields that may hold personal or secret data."""
        return sum(bool(each["path"]) for each in self.findings)

    @property
    def incompatible(self) -> int:
        """The number of subjects whose newest version breaks some readers."""
        return sum(each["level"] not in (None, "FULL") for each in self.compatibility)


_PRINTED: Final = ("message", "resource", "subject", "version", "path", "place")
"""What is printed of a finding; the rest is for the app, which shows the schemas."""

_CONDITIONS: Final[Mapping[str, Callable[[_Result], int]]] = {
    "never": lambda result: 0,
    "blocking": lambda result: result.count("blocking"),
    "warning": lambda result: result.count("blocking") + result.count("warning"),
    "personal-data": lambda result: result.personal,
    "incompatible": lambda result: result.incompatible,
}
"""How often each condition of `--fail-on` holds."""


def run(options: argparse.Namespace) -> int:
    """Print the result of the checks; return `ExitStatus.DIFFERENT` if `--fail-on` asks for it."""
    try:
        preview = _preview(options)
    except CdxError as error:
        return report_error(error, options)
    with slow_progress("Checking the share", quiet=options.quiet):
        result = _check(preview)
    conditions = options.fail_on or ["blocking"]
    failed = [each for each in dict.fromkeys(conditions) if _CONDITIONS[each](result)]
    if options.output == "json":
        print(json_text({**asdict(result), "failed_on": failed}))
    else:
        print_lines(_text(result))
    if not failed:
        return ExitStatus.SUCCESS
    print(f"cdx-tui: The check failed on {', '.join(failed)}.", file=sys.stderr)
    return ExitStatus.DIFFERENT


def _preview(options: argparse.Namespace) -> Preview:
    """Load the saved share, or validate the token.

    Raises:
        CdxError: Neither is possible, or both are asked for.
    """
    if options.file is None:
        harden_process()
        return validate_token(options)
    if hasattr(options, "token_file") or hasattr(options, "demo"):
        raise RefusedInput(
            "Can't check two shares at once",
            "A saved share and --token-file or --demo are given.",
            "Leave out one of them.",
        )
    with slow_progress("Reading the share", quiet=options.quiet):
        return load_argument(options.file)


def _check(preview: Preview) -> _Result:
    from cdx_tui.cli.compatibility_json import compatibility_documents
    from cdx_tui.share.readiness import Severity, assess

    words = {Severity.OK: "ok", Severity.WARNING: "warning", Severity.BLOCKING: "blocking"}
    readiness = assess(preview)
    findings = [
        {"severity": words[each.severity], **{name: getattr(each, name) for name in _PRINTED}}
        for each in readiness.findings
    ]
    return _Result(readiness.verdict, findings, compatibility_documents(preview, changes=True))


_SIGNS: Final = {"ok": "✓", "warning": "!", "blocking": "✗"}


def _text(result: _Result) -> Iterator[str]:
    """Yield the verdict, the findings by resource and subject, and what was counted."""
    yield result.verdict
    for _, group in groupby(result.findings, lambda each: each["place"]):
        of_resource = list(group)
        yield ""
        yield of_resource[0]["resource"] or "Share"
        for subject, findings in groupby(of_resource, lambda each: each["subject"]):
            indent = "  "
            if subject:
                yield f"  {subject}"
                indent = "    "
            for each in findings:
                yield f"{indent}{_SIGNS[each['severity']]} {each['message']}"
    yield ""
    yield ", ".join(
        (
            counted(result.count("blocking"), "blocking issue"),
            counted(result.count("warning"), "warning"),
            f"{counted(result.personal, 'field')} with possible PII",
            counted(result.incompatible, "incompatible subject"),
        )
    )
