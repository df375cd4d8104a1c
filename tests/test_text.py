"""Text cleaning: cleaned text never moves the cursor, hides or reorders text, for any input."""

from __future__ import annotations

import sys
import tracemalloc
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.text import clean, clean_lines, shorten

_HOSTILE = {"Cc", "Cf", "Cs", "Co"}
_INVISIBLE = "\u034f\u115f\u1160\u17b4\u17b5\u180b\u180e\u200b\u2028\u2029\u3164\ufe0f\uffa0"
_BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"

# Hypothesis draws surrogates and control characters too rarely unless asked to.
_characters = st.one_of(
    st.characters(),
    st.characters(min_codepoint=0, max_codepoint=0xA0),
    st.characters(categories=["Cc", "Cf", "Cs", "Co", "Mn", "Me", "Zl", "Zp"]),
    st.sampled_from(_INVISIBLE + _BIDI + "\r\n\t e\u0301\ufe0f\u200d"),
)
_texts = st.text(_characters, max_size=60)


def _is_hostile(character: str) -> bool:
    return unicodedata.category(character) in _HOSTILE or character in _INVISIBLE + _BIDI


def test_no_hostile_unicode_character_passes() -> None:
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    hostile = {character for character in everything if _is_hostile(character)}
    assert not hostile & set(clean(everything))
    assert hostile & set(clean_lines(everything)) == {"\n"}


def test_letters_digits_and_symbols_are_unchanged() -> None:
    for code in range(sys.maxunicode + 1):
        character = chr(code)
        if unicodedata.category(character)[0] in "LNPSZ" and not _is_hostile(character):
            assert clean(character) == character


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Stock Trades", "Stock Trades"),
        ("\x1b]2;title\x07", "␛]2;title␇"),
        ("a\nb\tc\r", "a␊b␉c␍"),
        ("\x7f", "␡"),
        ("\x9b31m", "\\x9b31m"),
        ("abc\u202edef", "abc\\u202edef"),
        ("in\u200bvisible", "in\\u200bvisible"),
        ("\ufeffBOM", "\\ufeffBOM"),
        ("tag\U000e0041", "tag\\U000e0041"),
        ("\ud800", "\ufffd"),
        ("❤\ufe0f", "❤"),
        ("株式 取引", "株式 取引"),
        ("أسعار السوق", "أسعار السوق"),
        ("e\u0301", "e\u0301"),
        ("e" + "\u0301" * 500, "e" + "\u0301" * 4),
        ("[b]bold[/]", "[b]bold[/]"),
    ],
)
def test_what_is_replaced_stays_visible(text: str, shown: str) -> None:
    assert clean(text) == shown


def test_lines_keep_their_breaks_and_widen_their_tabs() -> None:
    assert clean_lines("a\r\n\tb\rc\n") == "a\n    b␍c\n"


def test_a_long_run_of_symbols_costs_a_few_times_its_size() -> None:
    text = "→" * 200_000
    tracemalloc.start()
    try:
        assert clean(text) == text
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < 10 * sys.getsizeof(text)


@settings(deadline=None, max_examples=200)
@given(_texts)
def test_cleaned_text_is_harmless_and_cleaning_is_idempotent(text: str) -> None:
    for cleaned in (clean, clean_lines):
        shown = cleaned(text)
        assert not any(_is_hostile(character) for character in shown.replace("\n", ""))
        assert cleaned(shown) == shown
    assert "\n" not in clean(text)


@settings(deadline=None, max_examples=200)
@given(_texts.filter(lambda text: "\r" not in text))
def test_the_number_of_lines_stays_the_same(text: str) -> None:
    assert clean_lines(text).count("\n") == text.count("\n")


@settings(deadline=None, max_examples=200)
@given(st.text(st.sampled_from("e\u0301\u20dd\u200d\ufe0f \n→"), max_size=80))
def test_at_most_four_combining_marks_follow_each_other(text: str) -> None:
    marks = 0
    for character in clean(text):
        marks = marks + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        assert marks <= 4


@settings(deadline=None, max_examples=100)
@given(_texts, st.integers(1, 80))
def test_shortened_text_is_marked_as_shortened(text: str, limit: int) -> None:
    short = shorten(text, limit)
    assert len(short) <= limit
    assert short == text or short.endswith("…")
