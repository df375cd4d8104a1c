"""Find the shared token in what people paste.

A paste is a token, or holds one: wrapped or quoted by a mail program, with a label, in quotation
marks, in JSON, in a URL, in a curl command, or within a whole mail. Only the token is returned,
and nothing of the text stands in a message.

Data flow: `pasted_text` undoes what terminals and mail programs did, `search` splits the text
into runs of token characters (`pieces`), joins wrapped ones and selects by their labels and
their shape (`shape`), and `check` has the last word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.credential_shape import is_complete_key, is_older_secret
from cdx_tui.config.credential_text import split_credentials
from cdx_tui.config.token.check import COPY_AGAIN, USE_INVITATION, check_token
from cdx_tui.config.token.pasted_text import clean_paste, decode_paste, unquote_lines
from cdx_tui.config.token.pieces import has_url
from cdx_tui.config.token.search import search_tokens
from cdx_tui.config.token.shape import (
    TOKEN_CHARACTERS,
    is_random,
    is_text_in_base64,
    join_pieces,
)
from cdx_tui.config.values import SECRET_PREFIX
from cdx_tui.secret import Secret

__all__ = ["FoundToken", "find_token"]

_QUOTES = "\"'`´“”„‟‘’‚‛«»‹›"
_OPENING = _QUOTES + "<([{ \n"
_CLOSING = _QUOTES + ">)]}.,;%\\ \n"

_ONLY_TOKEN = re.compile(f"[{TOKEN_CHARACTERS}]*+")
_LABELLED = re.compile("-{0,2}[A-Za-z_]{0,40}token[:=]+", re.IGNORECASE)
_VARIABLE = re.compile(
    r"\$[A-Za-z_]\w*|\$\{\w+\}|\$env:\w+|%[A-Za-z_]\w*%|\$\([^)]*+\)|<[A-Za-z_ -]{1,30}>"
    r"|\{\{[^{}]*+\}\}",
    re.IGNORECASE,
)
_VARIABLE_INSIDE = re.compile(r"\$\{?[A-Za-z_]{0,40}TOKEN|%[A-Za-z_]{0,40}TOKEN%", re.IGNORECASE)
_PATH = re.compile(r"(?:~\w*|\.{1,2})?/|~$|file:/|[A-Za-z]:[\\/]|\.{0,2}\\|\\\\")
_FILE_NAME = re.compile(
    r"[^\n]{0,200}\.(?:asc|csv|eml|env|html?|json|key|md|msg|pdf|pem|rtf|toml|txt|ya?ml)",
    re.IGNORECASE,
)
_LONGEST_PATH = 1024
_LONGEST_NAME = 100
_NOT_OPAQUE = re.compile("[\"'<>()\\[\\]{}]|://|@[A-Za-z0-9-]+\\.")

_LONGEST_TEXT = 1024 * 1024

_PASTE_ONLY = "Paste the token alone."
_KEY_LATER = "Paste the token from the invitation. The app asks for the API key afterwards."
_REFUSALS = {
    "path": (
        "This is a file name, not a token",
        "Nothing was sent, and the file was not read.",
        "Use --token-file PATH, or paste the content of the file.",
    ),
    "variable": (
        "This is the name of a variable, not its value",
        "Variables are not expanded in a paste. Nothing was sent.",
        "Paste the value, or set CDX_TUI_TOKEN and restart.",
    ),
    "url": (
        "No token in this URL",
        "None of its parameters looks like a shared token. Nothing was sent.",
        "Open the link, and paste the token from the page.",
    ),
    "none": (
        "No token in this text",
        "Nothing in it looks like a shared token. Nothing was sent.",
        f"{COPY_AGAIN} If this text contains it, paste the token alone.",
    ),
    "long": (
        "This text is too long",
        f"It has {{count:,}} characters; the maximum is {_LONGEST_TEXT:,}. Nothing was sent.",
        _PASTE_ONLY,
    ),
    "key": (
        "This is an API key, not a shared token",
        "API keys are 16 capital letters and digits. It was not sent.",
        _KEY_LATER,
    ),
    "credentials": (
        "This is an API key with its secret, not a shared token",
        "It was not sent.",
        _KEY_LATER,
    ),
    "secret": (
        "This text contains an API secret, but no token",
        f"API secrets begin with {SECRET_PREFIX}. It was not sent.",
        USE_INVITATION,
    ),
    "older secret": (
        "This looks like an API secret, not a shared token",
        "Older API secrets are 64 characters of base64; shared tokens are longer. It was not sent.",
        f"{USE_INVITATION} If this is a token, put token= in front of it.",
    ),
    "several": (
        "Several possible tokens in this text",
        "{count} parts of it look like a shared token. None was sent.",
        _PASTE_ONLY,
    ),
    "cut": (
        "The end of the token is unclear",
        "The word after the token may be the end of a wrapped token. Nothing was sent.",
        f"{_PASTE_ONLY} Leave out the words after it.",
    ),
}


@dataclass(frozen=True, slots=True)
class FoundToken:
    """A shared token that was found in a text, and can be sent."""

    token: Secret
    note: str
    """What was left out, as counts; empty if the text was the token, apart from white space."""


def find_token(text: str) -> FoundToken:
    """Return the shared token in `text`.

    A text without white space in it is the token, whatever its characters, unless it plainly is
    something else or holds one with a label. In other texts the token is searched for.

    64 characters of standard base64 are the shape of older API secrets, and a fifth of the length
    of the known tokens. They are a token only if the text says so, as in `token=…`.

    Raises:
        RefusedInput: There is no token, or several, or `text` is something else: a path, the name
            of a variable, an API key or secret. The message never includes any of the text.
    """
    if len(text) > _LONGEST_TEXT:
        raise _refusal("long", len(text))
    cleaned = clean_paste(text).strip()
    unquoted = unquote_lines(cleaned).strip()
    content = _strip_marks(unquoted)
    if not content:
        check_token("")
    _refuse_other(cleaned, content)
    token = _whole(content, unquoted) if len(content.split()) == 1 else _search(unquoted)
    if is_text_in_base64(token):
        raise _refusal("none")
    check_token(token)
    is_all = token == "".join(cleaned.split())
    note = "" if is_all else f"found a {len(token):,}-character token in {len(text):,} characters"
    return FoundToken(Secret(token), note)


def _strip_marks(text: str) -> str:
    return text.lstrip(_OPENING).rstrip(_CLOSING)


def _refuse_other(text: str, content: str) -> None:
    """Raise an error if the text as a whole is something else than a token."""
    if _VARIABLE.fullmatch(text.strip(_QUOTES)):
        raise _refusal("variable")
    if "\n" not in content and len(content) <= _LONGEST_PATH and _is_path(content):
        raise _refusal("path")
    if is_complete_key(content):
        raise _refusal("key")


def _is_path(text: str) -> bool:
    if _FILE_NAME.fullmatch(text) and len(text) <= _LONGEST_NAME and "://" not in text:
        return True
    if not _PATH.match(text):
        return False
    # A token in standard base64 may begin with a slash.
    return max(map(len, re.split(r"[/\\]", text))) < 40 and not text.endswith("=")


def _whole(content: str, marked: str) -> str:
    """Return the token in a text without white space.

    Args:
        content: The text without quotation marks and brackets around it.
        marked: The text with them.
    """
    label = _LABELLED.match(content)
    value = _strip_marks(content[label.end() :]) if label else content
    if _VARIABLE.fullmatch(value):
        raise _refusal("variable")
    if not value:
        check_token(value)
    if not any(map(str.isalnum, value)):
        raise _refusal("none")
    if _ONLY_TOKEN.fullmatch(value) and "=" not in value.rstrip("="):
        return value if label else _no_secret(value)
    try:
        return _search(marked)
    except RefusedInput as refusal:
        if refusal.title != _REFUSALS["none"][0] or _NOT_OPAQUE.search(value):
            raise
    return value


def _search(text: str) -> str:
    """Return the one token in `text`."""
    credentials = split_credentials(text)
    for part in credentials or ():
        text = text.replace(part, "•")
    decoded = decode_paste(text)
    pieces = decoded.split()
    if len(pieces) > 1 and all(map(_ONLY_TOKEN.fullmatch, pieces)):
        joined = join_pieces(pieces)
        if joined:
            return _no_secret(joined)
    result = search_tokens(decoded)
    is_url = len(text.split()) == 1 and has_url(decoded)
    if not result.tokens and is_url:
        result = search_tokens(decoded, bare_url_parts=True)
    if result.is_cut:
        raise _refusal("cut")
    if len(result.tokens) == 1:
        token = next(iter(result.tokens))
        return token if result.is_labelled else _no_secret(token)
    if result.tokens:
        raise _refusal("several", len(result.tokens))
    if credentials:
        raise _refusal("credentials")
    if result.has_secret:
        raise _refusal("secret")
    if _VARIABLE_INSIDE.search(text):
        raise _refusal("variable")
    raise _refusal("url" if is_url else "none")


def _no_secret(token: str) -> str:
    """Return `token`, which has no label, unless it has the shape of an older API secret."""
    is_prefixed = token.startswith(SECRET_PREFIX)  # has a refusal of its own
    if is_older_secret(token) and is_random(token) and not is_prefixed:
        raise _refusal("older secret")
    return token


def _refusal(kind: str, count: int = 0) -> RefusedInput:
    title, cause, next_step = _REFUSALS[kind]
    return RefusedInput(title, cause.format(count=count), next_step)
