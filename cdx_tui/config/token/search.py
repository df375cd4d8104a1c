"""Search a text of several words for the shared token in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from cdx_tui.config.credential_shape import is_complete_key
from cdx_tui.config.token.pieces import LONG, Label, Piece, find_pieces
from cdx_tui.config.token.shape import (
    TOKEN_CHARACTERS,
    is_closing_word,
    is_random,
    is_text_in_base64,
    is_word,
    join_pieces,
    repeats_start,
)
from cdx_tui.config.values import SECRET_PREFIX

__all__ = ["SearchResult", "search_tokens"]

_SHORTEST = 40
_LONGEST_REST = 4
"""Characters that may look like a word by chance."""

_DELIMITED = re.compile(f"(?<=[\"'`“„«<(\\[])[{TOKEN_CHARACTERS}\\s]++(?=[\"'`“”»>)\\]])")
_ONLY_RUNS = re.compile(f"[{TOKEN_CHARACTERS}\\s]*+")


@dataclass(frozen=True, slots=True)
class SearchResult:
    """The tokens that a text may hold. They are secrets, and no part of the `repr`."""

    tokens: frozenset[str] = field(repr=False)
    """The most probable tokens, which is one if the search succeeded."""

    is_cut: bool
    """Whether it is unknown where the one token ends."""

    has_secret: bool
    """Whether the text holds an API secret."""

    is_labelled: bool
    """Whether the text calls the tokens so, as in `Token: …`."""


@dataclass(slots=True)
class _Chain:
    """Pieces of one token, on consecutive lines or next to each other."""

    pieces: list[Piece]
    is_cut: bool = False

    @property
    def value(self) -> str:
        return "".join(piece.value for piece in self.pieces)


def search_tokens(text: str, *, bare_url_parts: bool = False) -> SearchResult:
    """Return the tokens in `text`, which is unquoted and decoded.

    A token is a run of 40 characters and more that looks random, or of 16 and more with a label
    such as `Token:`, in one piece or wrapped. If there are runs with such a label, only these
    count. What is labelled as something else, or is an API key or secret, is not a token.
    """
    lines = _join_blocks(text).split("\n")
    pieces = list(find_pieces(lines, bare_url_parts=bare_url_parts))
    best = Label.FOREIGN
    values: set[str] = set()
    uncertain: set[str] = set()
    for chain in _chains(pieces):
        label, value = chain.pieces[0].label, chain.value
        if label < best or not _is_candidate(value, label):
            continue
        if label is Label.BEARER:
            label = Label.NONE  # of the same standing, but may be shorter
        if label > best:
            best = label
            values, uncertain = set(), set()
        (uncertain if chain.is_cut else values).add(value)
    return SearchResult(
        frozenset(values | uncertain),
        bool(uncertain - values),
        any(piece.value.lower().startswith(SECRET_PREFIX) for piece in pieces),
        best is Label.TOKEN,
    )


def _is_candidate(value: str, label: Label) -> bool:
    shortest = _SHORTEST if label is Label.NONE else LONG
    return (
        label is not Label.FOREIGN
        and len(value) >= shortest
        and "=" not in value.rstrip("=")
        and is_random(value)
        and not value.lower().startswith(SECRET_PREFIX)
        and not is_complete_key(value)
        and not is_text_in_base64(value)
    )


def _join_blocks(text: str) -> str:
    """Join the lines of each token that is alone in its paragraph or between quotation marks."""
    text = _DELIMITED.sub(lambda match: _joined(match[0]), text)
    if _ONLY_RUNS.fullmatch(text):
        text = _joined(text)
    return "\n\n".join(
        _joined(paragraph) if _ONLY_RUNS.fullmatch(paragraph) else paragraph
        for paragraph in text.split("\n\n")
    )


def _joined(text: str) -> str:
    pieces = text.split()
    if len(pieces) < 2:
        return text
    return join_pieces(pieces) or text


def _chains(pieces: list[Piece]) -> list[_Chain]:
    chains: list[_Chain] = []
    for index, piece in enumerate(pieces):
        if chains and _is_long(chains[-1].pieces[0]):
            chain = chains[-1]
            follower = pieces[index + 1] if index + 1 < len(pieces) else None
            continues = _continues(chain.pieces, piece, follower)
            if continues and _is_ended(chain.pieces):
                continues = None if _is_long(piece) else False
            if continues:
                chain.pieces.append(piece)
                continue
            chain.is_cut = continues is None
        chains.append(_Chain([piece]))
    return chains


def _is_long(piece: Piece) -> bool:
    return len(piece.value) >= LONG and not is_word(piece.value)


def _is_ended(chain: list[Piece]) -> bool:
    """Return True if the last piece of `chain` or its line is shorter than the one before.

    A line that ends with a hyphen may be shorter: some programs wrap there.
    """
    if len(chain) < 2 or chain[-1].value.endswith("-"):
        return False
    if chain[-1].line == chain[-2].line:
        return len(chain[-1].value) < len(chain[-2].value)
    return chain[-1].width < chain[-2].width


def _continues(chain: list[Piece], piece: Piece, follower: Piece | None) -> bool | None:
    """Return True if `piece` belongs to the token that begins with `chain`; None if unknown."""
    last = chain[-1]
    if not (last.ends_word and piece.follows) or piece.label not in (Label.NONE, last.label):
        return False
    if last.value.endswith("="):
        # The padding itself may be broken; base64 with padding has a multiple of four characters.
        length = sum(len(piece.value) for piece in chain)
        return piece.value == "=" and last.value[-2:] != "==" and length % 4 == 3
    if repeats_start([chain[0].value, piece.value]):
        return False
    if piece.line == last.line:
        return _continues_in_line(chain, piece)
    if piece.line == last.line + 1 and last.ends_line and piece.begins_line:
        return _continues_in_next_line(chain, piece, follower)
    return False


def _continues_in_next_line(
    chain: list[Piece], piece: Piece, follower: Piece | None
) -> bool | None:
    last = chain[-1]
    if _is_long(piece) and piece.ends_line:
        if piece.width <= last.width or last.value.endswith("-"):
            return True
        # Copied from the middle of the first line: the next ones are longer, and alike.
        alike = follower is not None and follower.width == piece.width and follower.ends_line
        return True if len(chain) == 1 and alike else None
    return _is_rest(chain, piece, was_wrapped=len(chain) > 1)


def _continues_in_line(chain: list[Piece], piece: Piece) -> bool | None:
    last = chain[-1]
    if len(piece.value) == len(last.value) and not is_word(piece.value):
        return True
    if len(chain) == 1 and is_word(piece.value) and len(piece.value) > _LONGEST_REST:
        return False
    return _is_rest(chain, piece, was_wrapped=len(chain) > 1)


def _is_rest(chain: list[Piece], piece: Piece, *, was_wrapped: bool) -> bool | None:
    """Return whether `piece`, which is short, is the end of a token, and no word after it."""
    if len(piece.value) > len(chain[-1].value):
        return None
    if piece.value.endswith("="):
        return True
    if not is_word(piece.value):
        return True if was_wrapped else None
    if is_closing_word(piece.value) or not piece.ends_line:
        return False
    return None
