from __future__ import annotations

import base64
import hashlib
import re
import textwrap

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.token.finder import FoundToken, find_token
from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.secret import Secret
from tests.api import responses
from tests.config.token.pasted_forms import (
    CURL,
    FORMS,
    KEY,
    MAIL,
    REFUSED,
    SECRET,
    TOKEN,
    Form,
    wrapped,
)

TITLES = re.compile("|".join(REFUSED))


def outcome(text: str) -> str:
    """Return the token that is found, or the title of the refusal."""
    try:
        return find_token(text).token.reveal()
    except RefusedInput as error:
        return error.title


def words_of(error: RefusedInput) -> str:
    return " ".join((error.title, error.cause, error.next_step, *error.details, repr(error)))


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_the_forms_of_pasted_tokens(form: Form) -> None:
    assert outcome(form.text) == form.expected


def test_each_form_has_a_name_of_its_own() -> None:
    assert len({form.name for form in FORMS}) == len(FORMS) > 100


@pytest.mark.parametrize("token", [entry.token for entry in CATALOGUE])
def test_the_demos_tokens_are_found(token: str) -> None:
    assert find_token(token) == FoundToken(Secret(token), "")
    assert outcome(MAIL.format(wrapped(76, token))) == token


@pytest.mark.parametrize(
    "token",
    [responses.TOKEN, "YSB0b2tlbg==", "j", "token", "CFLTAbCdEfGh", "TOKENMARK" + "dG9rZW4t" * 20],
)
def test_one_run_of_characters_is_the_token(token: str) -> None:
    assert outcome(f" {token}\n") == token


@settings(deadline=None)
@given(st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=60))
def test_one_run_is_a_token_or_refused(text: str) -> None:
    result = outcome(text)

    assert result in text or TITLES.fullmatch(result) or "%" in text or "&" in text


# What is reported


def test_a_note_counts_what_was_left_out() -> None:
    mail = MAIL.format(TOKEN).replace("\n", "\r\n")

    assert find_token(mail).note == f"found a 308-character token in {len(mail)} characters"
    assert find_token(MAIL * 9 + TOKEN).note.endswith(f" in {len(MAIL) * 9 + 308:,} characters")
    assert find_token(f"token={TOKEN}").note == "found a 308-character token in 314 characters"


@pytest.mark.parametrize(
    "text", [TOKEN, f"\n {TOKEN}\r\n", wrapped(76), f"{TOKEN[:9]}\u200b{TOKEN[9:]}"]
)
def test_white_space_alone_is_no_note(text: str) -> None:
    assert find_token(text).note == ""


@pytest.mark.parametrize("form", FORMS, ids=[form.name for form in FORMS])
def test_messages_and_representations_hold_nothing_of_the_text(form: Form) -> None:
    try:
        words = repr(found := find_token(form.text)) + found.note
    except RefusedInput as error:
        words = words_of(error)

    for word in re.findall(r"[\w+/-]{8,}", form.text):
        assert word in ("invitation", "CDX_TUI_TOKEN") or word not in words
    assert words.isprintable()


def test_the_true_length_is_told() -> None:
    with pytest.raises(RefusedInput, match="Too long") as caught:
        find_token("aB3" * 24_000)

    assert "72,000 characters; the maximum is 65,536" in caught.value.cause

    with pytest.raises(RefusedInput, match="text is too long") as caught:
        find_token("word " * 600_000)

    assert "3,000,000 characters; the maximum is 1,048,576" in caught.value.cause


# Properties

LETTERS = "abcdefghijklmnopqrstuvwxyz"
WORDS = st.one_of(
    st.text(LETTERS, min_size=1, max_size=12),
    st.text(LETTERS, min_size=1, max_size=12).map(str.capitalize),
    st.sampled_from(
        [
            "Müller",
            "4711",
            "2026-11-01",
            "API",
            "(GMT+1)",
            "jane.doe@example.com",
            "don't",
            "–",
            "令牌",
            "AWS",
            "S3",
            "v1.2",
            "GitHub",
            "https://example.com/a?b=c&d=e#f",
            "+49-151-234",
            "e.g.",
            "50%",
            "$100",
            "and/or",
            "C:\\Temp",
            "[1]",
            "*",
        ]
    ),
)
SENTENCES = st.lists(WORDS, min_size=1, max_size=12).map(lambda words: " ".join(words) + ".")
PROSE = st.lists(SENTENCES, max_size=4).map("\n".join)


@st.composite
def tokens(draw: st.DrawFn, *, padded: bool = False) -> str:
    """Random base64url, longer than any API secret.

    It is drawn as a seed: small bytes would not look random.
    """
    seed, size = draw(st.integers(0)), draw(st.integers(49, 320))
    noise = hashlib.shake_256(str(seed).encode()).digest(size + (padded and size % 3 == 0))
    token = base64.urlsafe_b64encode(noise).decode()
    return token if padded or draw(st.booleans()) else token.rstrip("=")


@settings(deadline=None)
@given(tokens(), PROSE, PROSE)
def test_a_token_in_prose_is_found(token: str, before: str, after: str) -> None:
    assert outcome(f"{before}\n\n{token}\n\n{after}") == token


@settings(deadline=None)
@given(tokens(), PROSE, PROSE, st.sampled_from(["\n", " ", "\n\n", "\r\n", "\t"]))
def test_a_token_among_words_is_found_or_refused(
    token: str, before: str, after: str, gap: str
) -> None:
    result = outcome(f"{before}{gap}{token}{gap}{after}")

    assert result in (token, *REFUSED)


ENDS = ["\n", "\r\n", "\r", "\u2028", "\n    "]


@settings(deadline=None)
@given(tokens(padded=True), st.integers(1, 400), st.sampled_from([*ENDS, " ", "\u00a0", "\n\n"]))
def test_a_padded_token_is_wrapped_at_any_width(token: str, width: int, end: str) -> None:
    assert outcome(wrapped(width, token, end)) == token


@settings(deadline=None)
@given(tokens(), st.integers(1, 400), st.sampled_from(ENDS))
def test_a_token_is_wrapped_at_any_width(token: str, width: int, end: str) -> None:
    result = outcome(wrapped(width, token, end))

    # The last piece may look like a word that follows, such as a name.
    assert result == token or (result in REFUSED and not token.endswith("="))


@settings(deadline=None)
@given(
    tokens(padded=True), st.integers(1, 400), st.integers(0, 9), st.sampled_from([">", "> ", "| "])
)
def test_a_padded_token_is_wrapped_and_quoted_at_any_depth(
    token: str, width: int, depth: int, mark: str
) -> None:
    assert outcome(wrapped(width, token, prefix=mark * depth)) == token


@settings(deadline=None)
@given(tokens(), PROSE, PROSE, st.integers(1, 400), st.sampled_from(["\n", "\n\n"]))
def test_a_wrapped_token_in_a_mail_is_found_or_refused(
    token: str, before: str, after: str, width: int, gap: str
) -> None:
    mail = f"{before}{gap}{wrapped(width, token)}{gap}{after}"

    assert outcome(mail) in (token, *REFUSED)
    assert outcome(textwrap.indent(mail, "> ")) in (token, *REFUSED)


@settings(deadline=None)
@given(PROSE)
def test_prose_is_no_token(prose: str) -> None:
    assume(" " in prose.strip())

    assert outcome(prose) in REFUSED


@settings(deadline=None)
@given(st.text())
def test_any_text_is_refused_or_can_be_sent(text: str) -> None:
    result = outcome(text)

    assert result in REFUSED or re.fullmatch("[!-~]+", result)


@settings(deadline=None)
@given(st.text("<>=&#;%\\\"'/?:@.-_ \n\x1b[]u3D20aB9~$(){}"), st.text('=&\n>%"3D aB\x1b'))
def test_marks_around_a_token_never_add_to_it(before: str, after: str) -> None:
    result = outcome(f"{before}\n\n{TOKEN}\n\n{after}")

    assert result == TOKEN or TITLES.fullmatch(result)


def test_nothing_is_taken_of_what_surrounds_a_curl_command() -> None:
    command = CURL.format(KEY, SECRET, "")

    assert outcome(command) not in (KEY, SECRET)
    assert outcome(CURL.format(KEY, SECRET, TOKEN)) == TOKEN
