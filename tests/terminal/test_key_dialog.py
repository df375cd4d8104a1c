"""The dialog for an API key: no byte of the secret reaches the terminal, however it is entered."""

from __future__ import annotations

import pytest

from cdx_tui.demo.catalogue import demo_token
from tests.terminal.conftest import Run
from tests.terminal.emulator import Terminal

pytestmark = pytest.mark.forked

KEY = "ABCDEFGH12345678"
SECRET = "cfltQx7Wm4Vz" + "Zy9+" * 13
UNSET = ("CONFLUENT_CLOUD_API_KEY", "CONFLUENT_CLOUD_API_SECRET")


def paste(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


VALID = {
    "typed, Tab": (KEY, "\t", SECRET, "\r"),
    "typed, Enter": (KEY, "\r", SECRET, "\r"),
    "pasted, Tab": (paste(KEY), "\t", paste(SECRET), "\r"),
    "pasted, Enter": (paste(KEY), "\r", paste(SECRET), "\r"),
    "both, two lines": (paste(f"{KEY}\n{SECRET}\n"), "\r"),
    "both, one line": (paste(f"{KEY} {SECRET}"), "\r"),
    "both, colon": (paste(f"{KEY}:{SECRET}"), "\r"),
    "both, typed on one line": (f"{KEY} {SECRET}", "\r", "\r"),
    "both, typed with a colon, Tab": (f"{KEY}:{SECRET}", "\t", "\r"),
    "both, JSON": (paste(f'{{"api_key": "{KEY}", "api_secret": "{SECRET}"}}'), "\r"),
    "both, the console's file": (
        paste(f"=== Confluent Cloud API key ===\n\nAPI key:\n{KEY}\n\nAPI secret:\n{SECRET}\n"),
        "\r",
    ),
    "white space and a mark around": (paste(f" {KEY}\n"), "\t", paste(f"\ufeff{SECRET} \n"), "\r"),
    "secret first, corrected": (paste(SECRET), "\x15", KEY, "\t", SECRET, "\r"),
}
REFUSED = {
    "secret in the first field": (SECRET, "\t", KEY, "\r"),
    "secret pasted into the first field": (paste(SECRET), "\r", paste(KEY), "\r"),
    "secret in both": (SECRET, "\t", SECRET, "\r"),
}


def open_dialog(run: Run, api: str) -> Terminal:
    terminal = run("--base-url", api, unset=UNSET, columns=100, rows=30)
    terminal.wait_for("Nothing is redeemed")
    terminal.send(f"{paste(demo_token('stock trades'))}\r")
    terminal.wait_for("API secret")
    return terminal


def assert_secret_is_hidden(terminal: Terminal) -> None:
    raw = bytes(terminal.raw).decode("utf-8", "replace")
    assert not any(SECRET[at : at + 4] in raw for at in range(0, 12, 2))
    assert "Zy9" not in raw


@pytest.mark.parametrize("pause", [0.0, 0.05], ids=["one write", "key by key"])
@pytest.mark.parametrize("name", VALID)
def test_what_is_entered_validates(run: Run, api: str, name: str, pause: float) -> None:
    terminal = open_dialog(run, api)
    if pause:
        for key in VALID[name]:
            terminal.send(key)
            terminal.settle(0.2)
    else:
        terminal.send("".join(VALID[name]))
    terminal.wait_for("Closing Prices")
    assert_secret_is_hidden(terminal)


@pytest.mark.parametrize("name", REFUSED)
def test_a_secret_in_the_wrong_field_is_refused_unseen(run: Run, api: str, name: str) -> None:
    terminal = open_dialog(run, api)
    terminal.send("".join(REFUSED[name]))
    terminal.wait_for(lambda text: "swapped" in text or "given as the API key" in text)
    terminal.settle()
    assert_secret_is_hidden(terminal)


def test_the_key_is_shown_once_it_is_complete(run: Run, api: str) -> None:
    terminal = open_dialog(run, api)
    terminal.send(KEY)
    terminal.wait_for("16 characters")
    assert KEY not in terminal.text
    terminal.send("\t")
    terminal.wait_for(KEY)


def test_swapped_variables_are_told_before_anything_is_sent(run: Run, api: str) -> None:
    swapped = dict(zip(UNSET, (SECRET, KEY), strict=True))
    terminal = run("--base-url", api, env=swapped, columns=100, rows=30)
    terminal.wait_for("Nothing is redeemed")
    terminal.send(f"{paste(demo_token('stock trades'))}\r")
    terminal.wait_for("swapped")
    assert_secret_is_hidden(terminal)
