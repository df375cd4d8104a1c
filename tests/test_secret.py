"""`Secret` does not leak through formatting, copying, pickling or tracebacks."""

from __future__ import annotations

import copy
import dataclasses
import json
import pickle
import traceback

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.secret import Secret

_MARK = "cflt-secret-mark"


@dataclasses.dataclass
class _Holder:
    secret: Secret


def test_it_is_revealed_only_by_reveal() -> None:
    assert Secret(_MARK).reveal() == _MARK


@pytest.mark.parametrize(
    "shown",
    [
        repr(Secret(_MARK)),
        str(Secret(_MARK)),
        f"{Secret(_MARK)}",
        f"{Secret(_MARK)!s:>40}",
        "%s" % Secret(_MARK),  # noqa: UP031 - one of the ways in which people format
        repr(_Holder(Secret(_MARK))),
        repr([Secret(_MARK)]),
        ascii(Secret(_MARK)),
        Secret(_MARK).fingerprint(),
        str(dir(Secret(_MARK))),
    ],
)
def test_formatting_does_not_reveal_it(shown: str) -> None:
    assert _MARK not in shown


@pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy, pickle.dumps, lambda s: dataclasses.asdict(_Holder(s)), json.dumps],
)
def test_it_cannot_be_copied_or_stored(copied: object) -> None:
    assert callable(copied)
    with pytest.raises(TypeError) as caught:
        copied(Secret(_MARK))
    assert _MARK not in str(caught.value)


def test_a_traceback_with_locals_does_not_show_it() -> None:
    def fails(token: Secret) -> None:
        raise ValueError(f"{token} of {len(token)} characters")

    with pytest.raises(ValueError, match="16 characters") as caught:
        fails(Secret(_MARK))
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert "token = Secret(…)" in "".join(told.format())
    assert _MARK not in "".join(told.format())


def test_its_fingerprint_can_be_computed_independently() -> None:
    assert Secret("abc").fingerprint() == "ba7816bf8f01"
    assert Secret("\ud800").fingerprint()


@settings(deadline=None, max_examples=100)
@given(st.text(), st.text())
def test_secrets_are_equal_as_their_strings_are(one: str, other: str) -> None:
    assert (Secret(one) == Secret(other)) == (one == other)
    assert Secret(one) != one
    assert hash(Secret(one)) == hash(Secret(one))
    assert bool(Secret(one)) == bool(one)
    assert len(Secret(one)) == len(one)
