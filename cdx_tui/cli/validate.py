"""`cdx-tui validate`: print what a token shares, as a table or as JSON."""

from __future__ import annotations

import argparse
import asyncio
import io
import json
import os
import sys
from dataclasses import asdict
from typing import Final

from cdx_tui.api.errors import CdxError, RefusedInput
from cdx_tui.api.models import ConsumerSharedResource, Preview
from cdx_tui.cli.privacy import harden_process
from cdx_tui.cli.redaction import redact
from cdx_tui.cli.setup import Setup
from cdx_tui.secret import Secret
from cdx_tui.text import shorten

__all__ = ["run"]

_BROKEN_PIPE_STATUS: Final = 128 + 13
"""Exit status if the reader of a pipe has closed it, as a shell reports SIGPIPE."""


def run(options: argparse.Namespace) -> int:
    """Validate the token, print what it shares, and return the exit status.

    With `--output json` exactly one document is written to standard output in every case; messages
    for people are written to standard error.
    """
    harden_process()
    as_json = options.output == "json"
    try:
        setup = Setup.of(options)
        for notice in setup.notices:
            print_to_stderr(f"cdx-tui: {notice}")
        preview = asyncio.run(validate(setup, required_token(setup)))
    except CdxError as error:
        print_to_stderr(error_text(error))
        document = json.dumps({"error": error_document(error)}) + "\n" if as_json else ""
        document = redact(document)
        return _write(document) or error.exit_code
    return _write(
        json.dumps(preview_document(preview)) + "\n" if as_json else preview_text(preview)
    )


def print_to_stderr(text: str) -> None:
    """Write to standard error if it is open; with None `print` would use standard output."""
    if sys.stderr is not None:
        print(redact(text), file=sys.stderr)


def _write(text: str) -> int:
    """Write the result to standard output; return 0 if all of it was written, else a status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")  # an ASCII locale has no é
    try:
        print(text, end="", flush=True)
    except OSError as error:
        # The rest of the buffer would be flushed at exit, which would fail with a traceback.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):
            return _BROKEN_PIPE_STATUS
        print_to_stderr(f"cdx-tui: The result could not be written: {error.strerror}.")
        return RefusedInput.exit_code
    return 0


def required_token(setup: Setup) -> Secret:
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
        "There is no token",
        "It is read from a file, from standard input or from CDX_TUI_TOKEN.",
        "Give it as --token-file PATH, or pipe it in with --token-file -.",
    )


async def validate(setup: Setup, token: Secret) -> Preview:
    """Validate a token with the API, and return the preview.

    Raises:
        CdxError: There is no API key, or the request failed.
    """
    if setup.token_note:
        print_to_stderr(f"cdx-tui: {setup.token_note}")
    credentials = setup.credentials()
    if credentials is None:
        raise RefusedInput(
            "There is no API key",
            "Validating needs a Confluent Cloud API key of the invited user.",
            "Set CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET, or a profile with"
            " api_key and secret_command.",
        )
    async with setup.open_client(credentials) as client:
        return await client.shared_resources(token)


def preview_document(preview: Preview) -> dict[str, object]:
    """Return the JSON document of a valid token, with resources under the API's own names.

    It has the keys `resources`, `problems` and `request_id`.
    """
    return {
        "resources": [asdict(resource) for resource in preview.resources],
        "problems": [asdict(problem) for problem in preview.problems],
        "request_id": preview.request_id,
    }


def error_document(error: CdxError) -> dict[str, object]:
    """Return the JSON object of an error; `detail` is the server's message, else the cause."""
    return {
        "kind": error.kind,
        "title": error.title,
        "detail": "\n".join(error.details) or error.cause,
        "next_step": error.next_step,
        "status": error.status,
        "request_id": error.request_id,
    }


def error_text(error: CdxError) -> str:
    """Return an error as text: title, server messages, cause, next step and request id."""
    lines = [f"cdx-tui: {error.title}"]
    lines += [f"  {line}" for line in (*error.details, error.cause, error.next_step)]
    if error.request_id:
        lines.append(f"  Request id: {error.request_id}")
    return "\n".join(lines)


def preview_text(preview: Preview) -> str:
    """Return the resources as a table with their schemas, followed by problems and a summary."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=SIMPLE_HEAD)
    for name in ("Name", "Provider", "Cloud", "Network", "Schemas"):
        table.add_column(Text(name))
    for resource in preview.resources:
        table.add_row(*(Text(cell) for cell in _cells(resource)))
    lines = [f"! {problem.path or '/'}: {problem.message}" for problem in preview.problems]
    count = len(preview.resources)
    lines.append(f"valid: {count:,} resource{'s' * (count != 1)}, nothing was redeemed")
    if preview.request_id:
        lines[-1] += f" · request {preview.request_id}"
    console = Console(markup=False, highlight=False, emoji=False)
    with console.capture() as printed:
        console.print(table)
        for line in lines:
            console.print(Text(line), soft_wrap=True)
    return printed.get()


def _cells(resource: ConsumerSharedResource) -> tuple[str, ...]:
    networks = resource.network_connection_types
    schemas = [
        " ".join(
            (
                shorten(schema.subject or "(no subject)", 80),
                f"v{schema.version}" if schema.version is not None else "",
                schema.schema_type or "AVRO",
            )
        )
        for schema in resource.schemas
    ]
    return (
        shorten(resource.display_name or resource.id or "(no name)", 80),
        shorten(resource.organization_name or "-", 80),
        resource.cloud or "-",
        "not told" if networks is None else ", ".join(networks) or "public",
        "\n".join(schemas) or "none",
    )
