"""A key writes what changed on the screen and nothing else: limits in bytes, at 120x40."""

from __future__ import annotations

import pytest

from tests.bench import keys

CURSOR, LETTER, FOCUS, PAGE, VIEW = 500, 700, 1_700, 4_000, 8_000

LIMITS = {
    "cursor down in 1,000 resources": CURSOR,
    "page down in 1,000 resources": PAGE,
    "`/` in the list": FOCUS,
    "a letter of a filter": FOCUS,
    "another resource": PAGE,
    "back to the first resource": PAGE,
    "the palette": VIEW,
    "closing the palette": VIEW,
    "Tab": FOCUS,
    "cursor down in the fields": FOCUS,
    "page down in the source": PAGE,
    "`/` in the fields": FOCUS,
    "a letter of a search": LETTER,
    "fields to source": VIEW,
    "fields to changes": VIEW,
    "fields to sample": VIEW,
    "fields to checks": VIEW,
    "fields to about": VIEW,
    "another version": VIEW,
    "back to the newest version": VIEW,
    "help": VIEW,
    "back from help": VIEW,
    "three idle seconds": 0,
}


def test_each_key_keeps_to_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(keys, "QUIET", 0.3)
    measured = dict(keys.measure(120, 40))
    assert {name: size for name, size in measured.items() if size > LIMITS.get(name, VIEW)} == {}
    assert measured.keys() >= LIMITS.keys()
