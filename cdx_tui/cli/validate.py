"""`cdx-tui validate`: print what a token shares, as text or as JSON."""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import asdict

from cdx_tui.api.errors import CdxError, RateLimited, RefusedInput
from cdx_tui.api.models import Preview
from cdx_tui.cli.colours import Colour, coloured
from cdx_tui.cli.json_output import json_text
from cdx_tui.cli.privacy import harden_process
from cdx_tui.cli.progress_line import progress
from cdx_tui.cli.rate_limit import advice, requested_wait, wait_with_progress
from cdx_tui.cli.redaction import redact
from cdx_tui.cli.setup import Setup
from cdx_tui.cli.usage import print_usage
from cdx_tui.secret import Secret

__all__ = ["error_document", "print_error_document", "report_error", "run", "validate_token"]


def run(options: argparse.Namespace) -> int:
    """Validate the token, print what it shares, and return the exit status.

    With `--output json` exactly one document is written to standard output in every case; messages
    for people are written to standard error.
    """
    harden_process()
    try:
        preview = validate_token(options)
    except CdxError as error:
        return report_error(error, options)
    if options.output == "json":
        print(json_text(_preview_document(preview)))
    else:
        from cdx_tui.cli.share_text import share_lines

        print("\n".join(share_lines(preview)))
    return 0


def validate_token(options: argparse.Namespace) -> Preview:
    """Validate the token that the options name, and return the preview.

    Warnings are printed to standard error, unless `--quiet` is given. With `--wait`, a rate limit
    is waited for once.

    Raises:
        CdxError: An option is invalid, there is no token or no API key, or the request failed.
    """
    setup = Setup.of(options)
    if not setup.demo:
        setup.settings.check_connection()
    if not options.quiet:
        for notice in filter(None, (*setup.notices, setup.token_note)):
            print(f"cdx-tui: {redact(notice)}", file=sys.stderr)
    return asyncio.run(_validate(setup, _required_token(setup), options))


def report_error(error: CdxError, options: argparse.Namespace) -> int:
    """Print an error of a validation, and return its exit status.

    Standard error gets title, server messages, cause, next step and request ID, and standard output
    with `--output json` the document.
    """
    print_usage(error, options)
    cause, next_step = advice(error, may_wait=not options.wait)
    print(f"cdx-tui: {coloured(redact(error.title), Colour.RED, sys.stderr)}", file=sys.stderr)
    lines = [f"  {line}" for line in (*error.details, cause, next_step)]
    if error.request_id:
        lines.append(f"  Request ID: {error.request_id}")
    print(redact("\n".join(lines)), file=sys.stderr)
    if vars(options).get("output") == "json":
        print_error_document(error, options)
    return error.exit_code


def print_error_document(error: CdxError, options: argparse.Namespace) -> None:
    """Print the JSON document of an error."""
    print(redact(json_text({"error": error_document(error, options)})))


def _required_token(setup: Setup) -> Secret:
    """Return the token; in the demo, by default, that of the first sample share.

    Raises:
        RefusedInput: There is no token.
    """
    if setup.token is not None:
        return setup.token
    if setup.demo:
        from cdx_tui.demo.catalogue import CATALOGUE

        return Secret(CATALOGUE[0].token)
    raise RefusedInput(
        "No token given",
        "The token is read from a file, from standard input or from CDX_TUI_TOKEN.",
        "Use --token-file PATH, or pipe it in with --token-file -.",
    )


async def _validate(setup: Setup, token: Secret, options: argparse.Namespace) -> Preview:
    """Validate a token with the API, and return the preview.

    Raises:
        CdxError: There is no API key, or the request failed.
    """
    credentials = setup.credentials()
    if credentials is None:
        raise RefusedInput(
            "No API key given",
            "Validating requires a Confluent Cloud API key that belongs to the invited user.",
            "Set CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET, or a profile with"
            " api_key and secret_command.",
        )
    async with setup.open_client(credentials) as client:
        try:
            with progress("Validating the token", quiet=options.quiet):
                return await client.shared_resources(token)
        except RateLimited as error:
            if not options.wait:
                raise
            await wait_with_progress(error.wait, quiet=options.quiet)
        with progress("Validating the token again", quiet=options.quiet):
            return await client.shared_resources(token)


def _preview_document(preview: Preview) -> dict[str, object]:
    """Return the JSON document of a valid token, with resources under the API's own names.

    It has the keys `resources`, `problems`, `request_id` and `compatibility`, a list with an object
    for each subject with several versions.
    """
    document: dict[str, object] = {
        "resources": [asdict(resource) for resource in preview.resources],
        "problems": [asdict(problem) for problem in preview.problems],
        "request_id": preview.request_id,
        "compatibility": [],
    }
    if any(len(resource.schemas) > 1 for resource in preview.resources):
        from cdx_tui.cli.compatibility_json import compatibility_documents  # the schema engine

        document["compatibility"] = compatibility_documents(preview, changes=False)
    return document


def error_document(error: CdxError, options: argparse.Namespace) -> dict[str, object]:
    """Return the JSON object of an error.

    `detail` is the server's message, else the cause; `retry_after` the seconds that the API asked
    to wait, or None.
    """
    cause, next_step = advice(error, may_wait=not vars(options).get("wait", False))
    return {
        "kind": error.kind,
        "title": error.title,
        "detail": "\n".join(error.details) or cause,
        "next_step": next_step,
        "status": error.status,
        "request_id": error.request_id,
        "retry_after": requested_wait(error),
    }
