"""What people paste, through the real program: the token is found, or nothing is sent."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

import pytest

from tests.config.token.pasted_forms import FORMS, TOKEN, Form
from tests.terminal.conftest import Run
from tests.terminal.emulator import Terminal

pytestmark = pytest.mark.forked

BEGIN, END = "\x1b[200~", "\x1b[201~"
CLEAR = "\x15"
LARGEST = 20_000


def forms() -> Iterator[Form]:
    """Yield the forms that a terminal can send as they are."""
    for form in FORMS:
        if form.text.strip() and END not in form.text and len(form.text) < LARGEST:
            yield form


@pytest.mark.parametrize("split", [False, True], ids=["in one write", "split"])
def test_each_form_of_a_paste(run: Run, api: str, split: bool) -> None:
    terminal = run("--base-url", api, columns=120, rows=30)
    terminal.wait_for("Nothing is redeemed")
    tried = 0
    for form in forms():
        pasted = f"{BEGIN}{form.text}{END}"
        for part in (pasted[:4], pasted[4:-3], pasted[-3:]) if split else (pasted,):
            terminal.send(part)
            terminal.read(0.01)
        wait_for_result(terminal, form)
        terminal.send(CLEAR)
        terminal.wait_for("Paste it here")
        tried += 1
    assert tried > 120


def wait_for_result(terminal: Terminal, form: Form) -> None:
    if " " in form.expected:
        terminal.wait_for(form.expected)
    else:
        fingerprint = hashlib.sha256(form.expected.encode()).hexdigest()[:12]
        terminal.wait_for(f"{len(form.expected):,} characters · sha {fingerprint}")


def test_the_note_says_what_was_left_out(run: Run, api: str) -> None:
    terminal = run("--base-url", api, columns=120, rows=30)
    terminal.wait_for("Nothing is redeemed")
    mail = f"Dear Ann,\r\n\r\nhere is the token:\r\n\r\n{TOKEN}\r\n\r\nBest,\r\nBob\r\n"
    terminal.send(f"{BEGIN}{mail}{END}")
    terminal.wait_for(f"Found a {len(TOKEN)}-character token in {len(mail)} characters")
    terminal.send("\r")
    terminal.wait_for("Closing Prices")


def test_nothing_of_a_mail_without_a_token_is_sent(run: Run, api: str) -> None:
    terminal = run("--base-url", api, columns=120, rows=30)
    terminal.wait_for("Nothing is redeemed")
    terminal.send(f"{BEGIN}Dear Ann,\r\n\r\nthe token follows tomorrow.\r\n\r\nBob{END}\r")
    terminal.wait_for("No token in this text")
    terminal.settle()
    assert "Nothing was sent" in terminal.text or "not sent" in terminal.text
    assert b"Dear Ann" not in terminal.raw


@pytest.mark.parametrize("begun", [f"{BEGIN}some text", f"{BEGIN}some text\x1b[2", "\x1b[200"])
def test_a_paste_without_its_end_leaves_the_keys_alone(run: Run, begun: str) -> None:
    terminal = run("--demo", columns=100, rows=30)
    terminal.wait_for("Sample shares")
    terminal.send(begun)
    assert terminal.wait_for(lambda _: True) < 1
    terminal.settle(1.5)
    terminal.send("?")
    assert terminal.wait_for("Esc") < 2
    terminal.send("\x03")
    assert terminal.wait(2) == 0


def test_control_c_ends_a_paste_without_its_end_at_once(run: Run) -> None:
    terminal = run("--demo", columns=100, rows=30)
    terminal.wait_for("Sample shares")
    terminal.send(f"{BEGIN}some text")
    terminal.settle(0.1)
    terminal.send("\x03")
    assert terminal.wait(2) == 0


REPLIES = {
    "OSC 4": "\x1b]4;1;rgb:cdcd/0000/0000\x07",
    "OSC 10": "\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
    "OSC 11": "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
    "OSC 52": "\x1b]52;c;c2VjcmV0IHE=\x07",
    "XTVERSION": "\x1bP>|XTerm(370)\x1b\\",
    "DECRQSS": "\x1bP1$r0m\x1b\\",
    "XTGETTCAP": "\x1bP1+r544e=787465726d\x1b\\",
    "DA1": "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c",
    "DA2": "\x1b[>41;370;0c",
    "DA3": "\x1bP!|00000000\x1b\\",
    "kitty graphics": "\x1b_Gi=31;OK\x1b\\",
    "privacy message": "\x1b^quit\x1b\\",
    "size in cells": "\x1b[8;24;80t",
    "cursor position": "\x1b[24;80R",
    "colour scheme": "\x1b[?997;1n",
    "key release": "\x1b[1;1:3B",
    "no character": "\x1b[99999999u",
    "no number": "\x1b[4294967296~",
}


@pytest.mark.parametrize("cut", [False, True], ids=["whole", "cut"])
def test_late_replies_change_nothing(run: Run, cut: bool) -> None:
    terminal = run("--demo", columns=100, rows=30)
    terminal.wait_for("Sample shares")
    terminal.send(f"\x1b{BEGIN}{TOKEN}{END}\r")
    terminal.wait_for("Closing Prices")
    terminal.settle()
    before = terminal.text
    for reply in REPLIES.values():
        for part in (reply[:3], reply[3:]) if cut else (reply,):
            terminal.send(part)
            terminal.settle(0.15)
        assert terminal.text == before, reply
