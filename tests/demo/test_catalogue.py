"""The catalogue's tokens: shape, labels, and no cost at import."""

from __future__ import annotations

import base64
import subprocess
import sys

import pytest

from cdx_tui.demo.catalogue import CATALOGUE, DemoToken, Wait, demo_token, find


@pytest.mark.parametrize("entry", CATALOGUE, ids=lambda entry: entry.name)
def test_a_token_has_the_shape_of_a_real_one_and_names_its_entry(entry: DemoToken) -> None:
    assert len(entry.token) == 308
    assert entry.token.endswith("=")
    decoded = base64.urlsafe_b64decode(entry.token)
    assert decoded.startswith(f"cdx-tui demo: {entry.name}\0".encode())
    assert entry.token == demo_token(entry.name)


def test_names_and_tokens_are_unique_and_labels_fit_a_line() -> None:
    assert len({entry.name for entry in CATALOGUE}) == len(CATALOGUE)
    assert len({entry.token for entry in CATALOGUE}) == len(CATALOGUE)
    for entry in CATALOGUE:
        assert len(entry.name) <= 24
        assert 0 < len(entry.summary) <= 72
        assert (entry.name + entry.summary).isascii()


def test_tokens_are_stable() -> None:
    assert demo_token("stock trades").startswith("Y2R4LXR1aSBkZW1vOiBzdG9jayB0cmFkZXMA")
    assert demo_token("stock trades") != demo_token("stock trade")


def test_there_are_enough_shares_and_every_error() -> None:
    shares = {entry.share for entry in CATALOGUE if entry.status == 200}
    assert len(shares) >= 8
    assert {entry.status for entry in CATALOGUE} == {200, 400, 401, 403, 404, 409, 429, 500}
    assert {entry.wait for entry in CATALOGUE if entry.status == 429} == set(Wait)
    assert [entry.name for entry in CATALOGUE if entry.delay] == ["slow response"]


def test_a_token_is_found_by_exact_match_only() -> None:
    entry = CATALOGUE[3]
    assert find(entry.token) is entry
    assert find(entry.token[:-1]) is None
    assert find("") is None


def test_labels_are_available_without_reading_any_share() -> None:
    program = (
        "import sys; from cdx_tui.demo.catalogue import CATALOGUE;"
        "print(len(CATALOGUE), sorted({'json', 'tomllib', 'httpx', 'textual', 'http.server',"
        "'cdx_tui.demo.share_files'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)
    assert done.stdout.strip() == f"{len(CATALOGUE)} []", done.stderr
