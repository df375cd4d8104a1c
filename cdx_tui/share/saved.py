"""An answer that was saved: by `cdx-tui export`, by `validate --output json`, or with curl."""

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
from cdx_tui.share.export import ANSWER
from cdx_tui.text import clean, shorten

__all__ = ["load_saved"]

_LARGEST: Final = 4 * 2**30
"""Bytes; `max_answer_bytes` allows no larger answer either."""

_RESOURCES: Final = "consumer_shared_resources"


def load_saved(path: Path, limit: int = _LARGEST) -> Preview:
    """Return the share in a saved answer.

    Args:
        path: The answer of the API, the document that `validate --output json` prints, or the
            folder of an export.
        limit: The most bytes to read.

    Raises:
        RefusedInput: It can't be read, or is none of these; the message says why.
    """
    file = path / ANSWER if os.path.isdir(path) else path
    try:
        body, _ = read_limited(file, limit)
    except FileNotFoundError:
        if os.path.isdir(path):
            why = f"There is no {ANSWER} in {_shown(path)}"
            raise _refused(f"{why}, so it is no export.") from None
        raise _refused(f"There is no file {_shown(path)}.") from None
    except (OSError, ValueError) as error:  # ValueError: NUL in the name
        reason = error.strerror if isinstance(error, OSError) else None
        raise _refused(f"Reading {_shown(file)} failed: {clean(reason or str(error))}.") from None
    try:
        return _decoded(body)
    except NotAPreview as error:
        said = str(error).removeprefix("the answer ")
        what = f"{_shown(file)} holds no answer about a shared token"
        raise _refused(f"{what}: {'it ' * (said != str(error))}{said}.") from None


def _decoded(body: bytes) -> Preview:
    """Decode an answer, or the document of `validate`, which has its resources elsewhere.

    Raises:
        NotAPreview: It is neither.
    """
    try:
        resources, problems = decode_preview(body)
    except NotAPreview:
        document = load_json(body, _unheard)
        if not isinstance(document, dict) or _RESOURCES in document:
            raise
        if isinstance(document.get("error"), dict):
            raise NotAPreview(f"the answer is an error{_title(document['error'])}") from None
        if not isinstance(document.get("resources"), list):
            raise
        body = json.dumps({_RESOURCES: document["resources"]}).encode()
        resources, problems = decode_preview(body)
    return Preview(resources=resources, problems=problems, compressed_body=zlib.compress(body, 1))


def _title(error: dict[str, Any]) -> str:
    title = error.get("title")
    return f", {shorten(clean(title), 100)}" if isinstance(title, str) else ""


def _unheard(path: str, message: str) -> None:
    """Remove a document's recorded problems; decoding reports them again."""


def _refused(cause: str) -> RefusedInput:
    return RefusedInput(
        "The saved answer can't be opened",
        cause,
        "Give the folder of an export, or a file with the API's answer or the output of"
        " validate --output json.",
    )


def _shown(path: Path) -> str:
    return shorten(clean(str(path)), 200)
