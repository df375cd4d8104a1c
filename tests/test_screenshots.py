"""The README's pictures match the current app."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final
from xml.etree import ElementTree

import pytest

from screenshots import make

_ROOT = Path(__file__).parent.parent
_ADVICE = "run `PYTHONPATH=. python screenshots/make.py`, and look at what it made"
_MAX_ANIMATION_BYTES = 400_000
_CELL = 12

_SENTENCES: Final[Mapping[str, tuple[str, ...]]] = {
    "start": (
        "See what a Stream Sharing token shares, before you redeem it.",
        "✓ API key AB…78 from CONFLUENT_CLOUD_API_KEY",
        "One read-only request. Nothing is redeemed. The token is kept in",
    ),
    "main": (
        "✗     instrument   string                     ISO 6166; was called isin",
        "✗ renamed from isin  The older schema requires the field, and has no default for it.",
        "Every trade executed on the",
    ),
    "changes": (
        "✗ Not FORWARD compatible: consumers on v2 can't read all v3 data",
        "The older schema requires the field, and has no default for it.",
    ),
    "source": ('"$schema": "https://json-schema.org/draft/2020-12/schema",',),
    "checks": (
        '! patient.email — possible PII: email address (matched "email")',
        "! Private link only: you need an Azure subscription and a private",
    ),
    "find": ("❯ !    email       string required", "field email"),
    "failure": (
        "✗ You are not a recipient of this share",
        "Use an API key of the invited user, or ask the provider to invite your address.",
        "HTTP 403 · request ID c122c65392327e35aa5b33c4f5041e9c",
    ),
    "small": (
        "!      home_address      string nullable          null",
        "A patient came, moved or left. Version 2 drops the social security number and",
    ),
    "light": ("An order and where it has got to.", "total              decimal(12,2)"),
}
"""What each picture has to show, wrapped or not."""


@pytest.mark.parametrize("picture", make.PICTURES, ids=lambda picture: picture.name)
async def test_a_picture_is_current(picture: make.Picture) -> None:
    made = await make.make(picture)
    assert made == _kept(picture.name), _ADVICE
    rows = "\n".join(_rows(made))
    assert not [sentence for sentence in _SENTENCES[picture.name] if sentence not in rows], rows


async def test_the_animation_is_current_and_small_enough() -> None:
    made = await make.animate()
    assert made == _kept(make.ANIMATION), _ADVICE
    assert len(made.encode()) < _MAX_ANIMATION_BYTES
    svg = ElementTree.fromstring(made)
    ids = {each.get("id") for each in svg.iter() if each.get("id")}
    used = {each.get("href", "")[1:] for each in svg.iter("{http://www.w3.org/2000/svg}use")}
    assert used == ids
    assert not list(svg.iter("{http://www.w3.org/2000/svg}script"))


def test_no_picture_loads_anything() -> None:
    for file in (_ROOT / "screenshots").glob("*.svg"):
        text = file.read_text(encoding="utf-8")
        assert re.findall(r"url\(|@import|(?:href|src)=\"[^#]", text) == [], file.name


def test_the_readme_shows_every_picture() -> None:
    readme = (_ROOT / "README.md").read_text(encoding="utf-8")
    shown = set(re.findall(r"\(screenshots/([^)]+)\)", readme))
    assert shown == {file.name for file in (_ROOT / "screenshots").glob("*.svg")}
    assert {f"{each.name}.svg" for each in make.PICTURES} < shown


def _kept(name: str) -> str:
    return (_ROOT / "screenshots" / f"{name}.svg").read_text(encoding="utf-8")


def _rows(picture: str) -> list[str]:
    """Return the rows of a still picture as text, each word at its column."""
    svg = ElementTree.fromstring(picture)
    space = "{http://www.w3.org/2000/svg}"
    groups = {each.get("id"): each for each in svg.iter(f"{space}g") if each.get("id")}
    found = []
    for use in svg.iter(f"{space}use"):
        row = ""
        texts = groups[use.get("href", "")[1:]].iter(f"{space}text")
        for text in sorted(texts, key=lambda text: float(text.get("x", 0))):
            row = row.ljust(round(float(text.get("x", 0)) / _CELL)) + (text.text or "")
        found.append((float(use.get("y", 0)), row))
    return [row for _, row in sorted(found)]
