"""Find the comments that document a declaration, and extract their text."""

from __future__ import annotations

import re

__all__ = ["leading_comment", "trailing_comment"]

_COMMENT = re.compile(r"//[^\n]*+|/\*[\s\S]*?\*/")
_TRAILING = re.compile(r"[ \t]*+(//[^\n]*+|/\*[\s\S]*?\*/(?=[ \t\r]*+(?:\n|//|\Z)))")
_STARS = re.compile(r"^[ \t]*\*+ ?", re.MULTILINE)


def leading_comment(gap: str, *, first: bool) -> str:
    """Return the text of the comments before a declaration, or an empty string.

    A comment that a blank line separates from the declaration is not part of it.

    Args:
        gap: The source between the preceding token and the declaration's first token.
        first: Whether there is no preceding token. Otherwise a comment on the line of that
            token belongs to it, and is ignored.
    """
    newline = -1 if first else gap.find("\n")
    kept: list[str] = []
    end = len(gap)
    for match in reversed(list(_COMMENT.finditer(gap))):
        if match.start() < newline or gap.count("\n", match.end(), end) > 1:
            break
        kept.append(_comment_text(match[0]))
        end = match.start()
    return "\n".join(reversed(kept)).strip("\n")


def trailing_comment(gap: str) -> str:
    """Return the text of the comment after a declaration, on its last line, or an empty string.

    Args:
        gap: The source between the declaration's last token and the next token.
    """
    match = _TRAILING.match(gap)
    return "" if match is None else _comment_text(match[1]).strip("\n")


def _comment_text(comment: str) -> str:
    if comment.startswith("//"):
        return comment.lstrip("/").removeprefix(" ").rstrip()
    body = _STARS.sub("", comment[2:-2].lstrip("*").rstrip("*"))
    lines = [line.rstrip() for line in body.split("\n")]
    lines[0] = lines[0].lstrip()
    if len(lines) > 1:
        lines[1:] = _without_common_indent(lines[1:])
    return "\n".join(lines).strip("\n")


def _without_common_indent(lines: list[str]) -> list[str]:
    indent = min((len(line) - len(line.lstrip()) for line in lines if line), default=0)
    return [line[indent:] for line in lines]
