from __future__ import annotations

import io
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.token.check import check_token
from cdx_tui.config.token.finder import find_token
from cdx_tui.config.token.source import read_token
from tests.config.messages import message_of

TOKEN = "eyJhbGciOiJub25lIn0.ZG9uJ3QgbG9vayBhdCBtZQ_-=="


@pytest.mark.parametrize(
    "text",
    [
        TOKEN,
        f"\n\n  {TOKEN}\r\n",
        "\r\n".join(TOKEN[start : start + 10] for start in range(0, len(TOKEN), 10)),
        f"\ufeff{TOKEN[:9]}\u200b{TOKEN[9:]}\u00a0",
        f"{TOKEN[:9]}\u00ad{TOKEN[9:]}\u2028",
        f'"{TOKEN}"',
        f"“{TOKEN}”\n",
        f"  «\u202f{TOKEN}\u202f»",
        f"`{TOKEN}`",
    ],
)
def test_text_added_by_mail_clients_is_removed(text: str) -> None:
    assert find_token(text).token.reveal() == TOKEN


@settings(deadline=None)
@given(st.text())
def test_any_text_is_refused_or_sendable(text: str) -> None:
    refusal = ""
    try:
        token = find_token(text).token.reveal()
    except RefusedInput as error:
        refusal = message_of(error)
    if refusal:
        assert refusal.isprintable()
        return
    check_token(token)
    assert token.isascii()
    assert token.isprintable()
    assert " " not in token


@pytest.mark.parametrize("text", ["", " \n", "\ufeff", '""', "“ ”"])
def test_empty_text_is_refused(text: str) -> None:
    with pytest.raises(RefusedInput, match="No token given"):
        find_token(text)


def test_an_api_secret_is_not_a_token() -> None:
    with pytest.raises(RefusedInput, match="API secret, not a shared token") as caught:
        find_token(" cfltAbCdEfGh123456")

    assert "AbCdEf" not in message_of(caught.value)
    assert find_token("CFLTAbCdEfGh").token.reveal() == "CFLTAbCdEfGh"


@pytest.mark.parametrize(
    ("invalid", "named"),
    [
        ("\x1b", "U+001B"),
        ("\x7f", "U+007F"),
        ("é", "U+00E9"),
        ("😀", "U+1F600"),
        ("\udc80", "U+DC80"),
    ],
)
def test_an_invalid_character_is_named_but_not_the_token(invalid: str, named: str) -> None:
    with pytest.raises(RefusedInput) as caught:
        find_token(f"{TOKEN[:7]}{invalid}{TOKEN[7:]}")

    words = message_of(caught.value)
    assert f"Character 8 (not counting white space) is {named}" in words
    assert invalid not in words
    assert TOKEN[:5] not in words


def test_the_longest_token_is_64_kib() -> None:
    longest = "a" * 64 * 1024

    assert len(find_token(longest).token) == 65_536
    with pytest.raises(RefusedInput, match="Too long"):
        find_token(longest + "a")


def test_without_a_source_there_is_no_token() -> None:
    assert read_token(None, {}, io.BytesIO(TOKEN.encode())) is None
    assert read_token(None, {"CDX_TUI_TOKEN": " \n"}, None) is None


def test_the_token_is_removed_from_the_environment() -> None:
    environ = {"CDX_TUI_TOKEN": f" {TOKEN}\n", "OTHER": "x"}

    token = read_token(None, environ, None)

    assert token is not None
    assert token.token.reveal() == TOKEN
    assert environ == {"OTHER": "x"}


def test_a_file_wins_and_the_environment_is_cleared_too(tmp_path: Path) -> None:
    (tmp_path / "token").write_text(TOKEN)
    environ = {"CDX_TUI_TOKEN": "other"}

    token = read_token(str(tmp_path / "token"), environ, None)

    assert token is not None
    assert token.token.reveal() == TOKEN
    assert environ == {}


def test_a_dash_is_standard_input() -> None:
    token = read_token(
        "-", {"CDX_TUI_TOKEN": "other"}, io.BytesIO(b"\xef\xbb\xbf" + TOKEN.encode())
    )

    assert token is not None
    assert token.token.reveal() == TOKEN


def test_standard_input_is_read_up_to_its_end_or_the_limit() -> None:
    endless = io.BytesIO(b"a" * (3 * 1024 * 1024))

    with pytest.raises(RefusedInput, match=r"Can.t read") as caught:
        read_token("-", {}, endless)

    assert "1,048,576 bytes" in caught.value.cause
    assert endless.tell() == 1024 * 1024 + 1


def test_closed_standard_input_is_refused() -> None:
    with pytest.raises(RefusedInput) as caught:
        read_token("-", {}, None)

    assert "it is closed" in caught.value.cause


def test_a_pipe_is_accepted_as_a_file(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_text, args=(TOKEN,))
    writer.start()

    token = read_token(str(pipe), {}, None)
    writer.join()

    assert token is not None
    assert token.token.reveal() == TOKEN


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (None, "No such file"),
        (b"\xff\xfee\x00y\x00", "not valid UTF-8"),
        (b"hunter2\x80hunter2", "not valid UTF-8"),
        (b"a" * (1024 * 1024 + 1), "larger than 1,048,576 bytes"),
    ],
)
def test_an_unreadable_file_is_named(
    content: bytes | None, reason: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "tok\x1ben"
    if content is not None:
        file.write_bytes(content)
    monkeypatch.chdir(tmp_path)

    with pytest.raises(RefusedInput) as caught:
        read_token("tok\x1ben", {}, None)

    assert "tok␛en" in caught.value.cause
    assert reason in caught.value.cause
    assert "hunter2" not in message_of(caught.value)


def test_a_folder_and_an_impossible_name_are_refused(tmp_path: Path) -> None:
    for path in (str(tmp_path), "a\0b"):
        with pytest.raises(RefusedInput, match=r"Can.t read"):
            read_token(path, {}, None)


def test_a_forbidden_file_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forbid(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", forbid)

    with pytest.raises(RefusedInput) as caught:
        read_token("token", {}, None)

    assert "Permission denied" in caught.value.cause


MAIL = f"Dear Ann,\n\n> here is the token:\n> {TOKEN}\n\nBest, Bob\n"


@pytest.mark.parametrize("source", ["file", "standard input", "environment"])
def test_a_mail_holds_a_token_wherever_it_is_read_from(source: str, tmp_path: Path) -> None:
    file = tmp_path / "mail.txt"
    file.write_text(MAIL)
    environ = {"CDX_TUI_TOKEN": MAIL} if source == "environment" else {}
    path = {"file": str(file), "standard input": "-"}.get(source)
    found = read_token(path, environ, io.BytesIO(MAIL.encode()))
    assert found is not None
    assert found.token.reveal() == TOKEN
    assert found.note == f"found a {len(TOKEN)}-character token in {len(MAIL)} characters"
