"""Load a response saved by `cdx-tui export`, by `validate --output json`, or with curl."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path
from typing import Any, BinaryIO

from cdx_tui.api.decoding import RESOURCES, PreviewDecoder
from cdx_tui.api.errors import RefusedInput
from cdx_tui.api.json_body import NotAPreview, load_json
from cdx_tui.api.kept_body import KeptBody
from cdx_tui.api.models import Preview
from cdx_tui.share.bounded_input import MAX_INPUT_BYTES, read_file, read_stream
from cdx_tui.share.file_names import RESPONSE_FILE
from cdx_tui.text import clean, shorten

__all__ = ["load_saved", "load_saved_stream", "saved_share"]


def load_saved(path: Path, limit: int = MAX_INPUT_BYTES) -> Preview:
    """Load the share in a saved response.

    Args:
        path: A file or pipe with a response of the API or with the output of `validate --output
            json`, or the folder of an export.
        limit: Maximum number of bytes to read.

    Raises:
        RefusedInput: It can't be read, or is none of these; the message gives the reason.
    """
    file = path / RESPONSE_FILE if os.path.isdir(path) else path
    try:
        body = read_file(file, limit)
    except FileNotFoundError:
        if os.path.isdir(path):
            why = f"There is no {RESPONSE_FILE} in {_path_text(path)}"
            raise _refused(f"{why}, so it is not an export.") from None
        raise _refused(f"There is no file {_path_text(path)}.") from None
    except (OSError, ValueError) as error:  # ValueError: NUL in the name
        raise _unreadable(_path_text(file), error) from None
    return _parse(body, _path_text(file))


def load_saved_stream(stream: BinaryIO | None) -> Preview:
    """Load the share from standard input, which is None if it was closed; else as `load_saved`."""
    try:
        body = read_stream(stream)
    except OSError as error:
        raise _unreadable("standard input", error) from None
    return _parse(body, "standard input")


def saved_share(body: bytes) -> Preview | None:
    """Return the share in the content of a file; None if that is something else."""
    if b'resources"' not in body:  # both names that it is saved under end so
        return None
    try:
        return _decode(body)
    except NotAPreview:
        return None


def _parse(body: bytes, source: str) -> Preview:
    try:
        return _decode(body)
    except NotAPreview as error:
        cause = re.sub("^the (?:answer|response) ", "it ", str(error))
        raise _refused(f"{source} is not a saved share: {cause}.") from None


def _decode(body: bytes) -> Preview:
    """Decode a response, or the output of `validate`, whose resources are under `resources`.

    Raises:
        NotAPreview: `body` is neither.
    """
    decoder = PreviewDecoder()
    document = load_json(body, decoder.problem)
    if isinstance(document, dict) and RESOURCES not in document:
        if isinstance(document.get("error"), dict):
            raise NotAPreview(f"the response is an error{_error_title(document['error'])}")
        if isinstance(document.get("resources"), list):
            decoder, document = PreviewDecoder(), {RESOURCES: document["resources"]}
            body = json.dumps(document).encode()
    resources, problems = decoder.decode(document)
    return Preview(resources=resources, problems=problems, kept_body=KeptBody(body))


def _error_title(error: dict[str, Any]) -> str:
    title = error.get("title")
    return f", {shorten(clean(title), 100)}" if isinstance(title, str) else ""


def _unreadable(source: str, error: OSError | ValueError) -> RefusedInput:
    reason = error.strerror if isinstance(error, OSError) else None
    return _refused(f"Reading {source} failed: {clean(reason or str(error))}.")


def _refused(cause: str) -> RefusedInput:
    return RefusedInput(
        "Can't open the saved share",
        cause,
        "Give the folder of an export, or a file with the API's response or the output of"
        " `cdx-tui validate --output json`.",
    )


def _path_text(path: Path) -> str:
    return shorten(clean(str(path)), 200)
