"""Load a response saved by `cdx-tui export`, by `validate --output json`, or with curl."""

from __future__ import annotations

import json
import os
import zlib
from pathlib import Path
from typing import Any, Final

from cdx_tui.api.decoding import decode_preview
from cdx_tui.api.errors import RefusedInput
from cdx_tui.api.json_body import NotAPreview, load_json
from cdx_tui.api.models import Preview
from cdx_tui.config.files import read_limited
from cdx_tui.share.export import RESPONSE_FILE
from cdx_tui.text import clean, shorten

__all__ = ["load_saved"]

_MAX_BYTES: Final = 4 * 2**30
"""Maximum size in bytes; it equals the upper limit of the setting `max_answer_bytes`."""

_RESOURCES: Final = "consumer_shared_resources"


def load_saved(path: Path, limit: int = _MAX_BYTES) -> Preview:
    """Load the share in a saved response.

    Args:
        path: A file with a response of the API or with the output of `validate --output json`, or
            the folder of an export.
        limit: Maximum number of bytes to read.

    Raises:
        RefusedInput: It can't be read, or is none of these; the message gives the reason.
    """
    file = path / RESPONSE_FILE if os.path.isdir(path) else path
    try:
        body, _ = read_limited(file, limit)
    except FileNotFoundError:
        if os.path.isdir(path):
            why = f"There is no {RESPONSE_FILE} in {_path_text(path)}"
            raise _refused(f"{why}, so it is no export.") from None
        raise _refused(f"There is no file {_path_text(path)}.") from None
    except (OSError, ValueError) as error:  # ValueError: NUL in the name
        reason = error.strerror if isinstance(error, OSError) else None
        raise _refused(
            f"Reading {_path_text(file)} failed: {clean(reason or str(error))}."
        ) from None
    try:
        return _decode(body)
    except NotAPreview as error:
        cause = str(error).removeprefix("the answer ")
        what = f"{_path_text(file)} holds no answer about a shared token"
        raise _refused(f"{what}: {'it ' * (cause != str(error))}{cause}.") from None


def _decode(body: bytes) -> Preview:
    """Decode a response, or the output of `validate`, whose resources are under `resources`.

    Raises:
        NotAPreview: `body` is neither.
    """
    try:
        resources, problems = decode_preview(body)
    except NotAPreview:
        document = load_json(body, _ignore_problem)
        if not isinstance(document, dict) or _RESOURCES in document:
            raise
        if isinstance(document.get("error"), dict):
            raise NotAPreview(f"the answer is an error{_error_title(document['error'])}") from None
        if not isinstance(document.get("resources"), list):
            raise
        body = json.dumps({_RESOURCES: document["resources"]}).encode()
        resources, problems = decode_preview(body)
    return Preview(resources=resources, problems=problems, compressed_body=zlib.compress(body, 1))


def _error_title(error: dict[str, Any]) -> str:
    title = error.get("title")
    return f", {shorten(clean(title), 100)}" if isinstance(title, str) else ""


def _ignore_problem(path: str, message: str) -> None:
    """Ignore a problem of the document, which decoding reports again."""


def _refused(cause: str) -> RefusedInput:
    return RefusedInput(
        "The saved answer can't be opened",
        cause,
        "Give the folder of an export, or a file with the API's answer or the output of"
        " validate --output json.",
    )


def _path_text(path: Path) -> str:
    return shorten(clean(str(path)), 200)
