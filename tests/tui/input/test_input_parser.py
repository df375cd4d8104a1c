"""Terminal input sequences and the events parsed from them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual import events, messages
from textual.message import Message

from cdx_tui.tui.input.input_parser import InputParser
from cdx_tui.tui.input.splitter import ESCAPE_DELAY, SEQUENCE_DELAY

BEGIN, END = "\x1b[200~", "\x1b[201~"


def _name(event: Message) -> str:
    if isinstance(event, events.Key):
        return event.key
    return f"paste {event.text}" if isinstance(event, events.Paste) else type(event).__name__


def parse(*reads: str, pause: float = 0.0) -> list[str]:
    """Return the event names of reads `pause` seconds apart, including those emitted at the end."""
    parser, now, parsed = InputParser(), 0.0, []
    for data in reads:
        parsed += parser.feed(data, now)
        now += pause
        parsed += parser.tick(now)
    parsed += parser.tick(now + SEQUENCE_DELAY)
    assert parser.due is None
    return [_name(event) for event in parsed]


KEYS = {
    "a": "a",
    "\r": "enter",
    "\n": "enter",
    "\r\n": "enter",
    "\x7f": "backspace",
    "\x03": "ctrl+c",
    "\x15": "ctrl+u",
    "é": "é",
    "\x1b": "escape",
    "\x1b[A": "up",
    "\x1b[1;5A": "ctrl+up",
    "\x1b[Z": "shift+tab",
    "\x1b[3~": "delete",
    "\x1bOP": "f1",
    "\x1bOA": "up",
    "\x1b[[A": "f1",
    # kitty's protocol
    "\x1b[97;;97u": "a",
    "\x1b[0;;229u": "å",
    "\x1b[13u": "enter",
    "\x1b[9u": "tab",
    "\x1b[27u": "escape",
    "\x1b[127u": "backspace",
    "\x1b[57414u": "enter",
    "\x1b[32u": "space",
    "\x1b[47u": "slash",
    "\x1b[91;5u": "escape",
    "\x1b[99;5u": "ctrl+c",
    "\x1b[1;1:1B": "down",
    "\x1b[1;1:2B": "down",
    "\x1b[1089::99;5u": "ctrl+c",
    "\x1b[1089;;1089u": "с",
    "\x1b[59:58;2u": "colon",
    "\x1b[97:65;2u": "A",
    # locks: NumLock is 128, CapsLock 64
    "\x1b[1;129A": "up",
    "\x1b[1;65A": "up",
    "\x1b[99;133u": "ctrl+c",
    "\x1b[99;69u": "ctrl+c",
    "\x1b[97;129u": "a",
    # xterm's modifyOtherKeys
    "\x1b[27;5;99~": "ctrl+c",
    "\x1b[27;2;63~": "question_mark",
}

NO_INPUT = {
    "key release": "\x1b[1;1:3B",
    "release of a letter": "\x1b[97;1:3u",
    "no character": "\x1b[99999999u",
    "beyond any number": "\x1b[4294967296~",
    "surrogate": "\x1b[55296u",
    "DA1": "\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c",
    "DA2": "\x1b[>41;370;0c",
    "DA3": "\x1bP!|00000000\x1b\\",
    "XTVERSION": "\x1bP>|XTerm(370)\x1b\\",
    "DECRQSS": "\x1bP1$r0m\x1b\\",
    "XTGETTCAP": "\x1bP1+r544e=787465726d\x1b\\",
    "OSC 4": "\x1b]4;1;rgb:cdcd/0000/0000\x07",
    "OSC 10": "\x1b]10;rgb:ffff/ffff/ffff\x1b\\",
    "OSC 11": "\x1b]11;rgb:1e1e/1e1e/1e1e\x1b\\",
    "OSC 52": "\x1b]52;c;c2VjcmV0IHE=\x07",
    "kitty graphics": "\x1b_Gi=31;OK\x1b\\",
    "privacy message": "\x1b^quit\x1b\\",
    "cursor position": "\x1b[24;80R",
    "status": "\x1b[0n",
    "size in cells": "\x1b[8;24;80t",
    "size in pixels": "\x1b[4;600;800t",
    "colour scheme": "\x1b[?997;1n",
    "keyboard flags": "\x1b[?1u",
    "a size of the terminal's": "\x1b[48;99999;99999;1;1t",
    "in-band resizing": "\x1b[?2048;2$y",
    "unknown mode": "\x1b[?2031;0$y",
    "urxvt mouse": "\x1b[32;10;10M",
    "unknown": "\x1b[12;34z",
}


@pytest.mark.parametrize("sequence", KEYS, ids=repr)
def test_each_spelling_of_a_key(sequence: str) -> None:
    assert parse(sequence) == [KEYS[sequence]]


@pytest.mark.parametrize("name", NO_INPUT)
def test_replies_are_not_keys_even_if_split(name: str) -> None:
    reply = NO_INPUT[name]
    assert parse(f"{reply}j") == ["j"]
    for place in range(1, len(reply)):
        cut = parse(reply[:place], reply[place:], "j", pause=0.3)
        # After the pause a lone ESC has become a key.
        assert cut == (["escape", "j"] if place == 1 else ["j"]), place


def test_unsolicited_sequences_are_not_keys() -> None:
    assert parse("\x1b[M !!j") == ["j"]  # mouse report of the X10 protocol
    assert parse("\x1b\\j") == ["j"]


def test_a_letter_after_escape_in_one_read_is_a_separate_key() -> None:
    for letter in "abcdefghijklmnopqrstuvwxyzYEDRCGN:?/<>":
        key = parse(letter)
        assert parse(f"\x1b{letter}") == ["escape", *key]
    assert parse("\x1bq") == ["escape", "q"]
    assert parse("\x1b\x1b") == ["escape", "escape"]
    assert parse("\x1b\x1b[A") == ["escape", "up"]


def test_an_escape_is_a_key_after_a_tenth_of_a_second() -> None:
    parser = InputParser()
    assert parser.feed("\x1b", 5.0) == []
    assert parser.due == 5.0 + ESCAPE_DELAY
    assert [_name(event) for event in parser.tick(5.0 + ESCAPE_DELAY)] == ["escape"]
    assert [_name(event) for event in parser.feed("[", 6.0)] == ["left_square_bracket"]


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("tok-en", "tok-en"),
        ("two\rlines\n", "two\rlines\n"),
        ("a\tb", "a\tb"),
        ("a\x00b", "ab"),
        ("tok-\x1b[106;5uok", "tok-\nok"),
        ("tok-\x1b[13;1uok\x1b[9u", "tok-\nok\t"),
        ("a\x1b[31mb\x1b]0;title\x07c\x1bOPd", "abcd"),
        ("a\x1b[Ab\x1b[200~c", "abc"),
        ("a\x1bb\x1b(Bc", "a\x1bbc"),
        ("\x03\x04", "\x03\x04"),
    ],
    ids=repr,
)
def test_sequences_in_a_paste_do_not_end_it(pasted: str, text: str) -> None:
    assert parse(f"{BEGIN}{pasted}{END}j") == [f"paste {text}", "j"]


def test_paste_markers_may_be_split_anywhere() -> None:
    whole = f"{BEGIN}some text{END}"
    for place in range(1, len(whole)):
        reads = whole[:place], whole[place:], "j"
        expected = ["paste some text", "j"]
        assert parse(*reads) == expected
        slow = parse(*reads, pause=1.0)
        assert slow == (["escape", *expected] if place == 1 else expected), place


def test_a_paste_without_an_end_ends_after_a_silence() -> None:
    parser = InputParser()
    assert parser.feed(f"{BEGIN}tok", 0.0) == []
    assert parser.feed("en", 1.0) == []
    assert parser.tick(1.0 + SEQUENCE_DELAY / 2) == []
    assert [_name(event) for event in parser.tick(1.0 + SEQUENCE_DELAY)] == ["paste token"]
    assert [_name(event) for event in parser.feed("?", 3.0)] == ["question_mark"]
    assert SEQUENCE_DELAY < 2


@pytest.mark.parametrize("interrupt", ["\x03", "\x1b[99;5u", "\x1b[99::99;5:1u"])
def test_control_c_ends_a_paste_without_an_end(interrupt: str) -> None:
    assert parse(f"{BEGIN}token", interrupt) == ["paste token", "ctrl+c"]
    assert parse("\x1b]11;rgb", interrupt) == ["ctrl+c"]
    assert parse("\x1b[20", "\x03") == ["ctrl+c"]


def test_a_paste_without_a_start_is_not_keys() -> None:
    assert parse(f"quit{END}j") == ["paste quit", "j"]


def test_mouse_focus_and_mode_reports_are_events() -> None:
    assert parse("\x1b[<0;10;5M\x1b[<0;10;5m") == ["MouseDown", "MouseUp"]
    assert parse("\x1b[I\x1b[O") == ["AppFocus", "AppBlur"]
    (report,) = InputParser().feed("\x1b[?2026;2$y", 0.0)
    assert isinstance(report, messages.TerminalSupportsSynchronizedOutput)


_PIECES = (
    *(
        "\x1b",
        "\x1b[",
        "\x1b]",
        "\x1bP",
        "\x1b_",
        "\x1bO",
        "\x1b\\",
        "\x07",
        "\x9c",
        "\x03",
        "\x00",
    ),
    *(
        "?",
        "<",
        ">",
        "=",
        ";",
        ":",
        "$",
        "!",
        "+",
        "|",
        " ",
        "~",
        "u",
        "M",
        "m",
        "R",
        "y",
        "t",
        "c",
    ),
    *("0", "1", "9", "27", "200~", "201~", "57399", "99999", "1114112", "55296", "1089::99;5u"),
    *("a", "é", "漢", "\ud7ff", "\ufffd", "\u200d", "\U0001f600", BEGIN, END),
)


@pytest.mark.parametrize("seed", range(4))
def test_the_parser_recovers_from_noise(seed: int) -> None:
    """Parse 40,000 random sequences; after each pause, keys are parsed again."""
    rng = random.Random(seed)
    parser, now = InputParser(), 0.0
    for _ in range(5_000):
        for data in ("".join(rng.choices(_PIECES, k=rng.randint(1, 8))) for _ in range(2)):
            parser.feed(data, now)
            now += rng.choice((0.0, 0.01, 0.2))
            parser.tick(now)
        now += SEQUENCE_DELAY
        parser.tick(now)
        now += SEQUENCE_DELAY
        assert [_name(event) for event in parser.feed("?", now)] == ["question_mark"]


_TOKENS = (*KEYS, *NO_INPUT.values(), "j", "漢", f"{BEGIN}a paste{END}", "\x1b[<0;3;4M")


@given(st.lists(st.sampled_from(_TOKENS), max_size=6), st.data())
def test_splitting_input_makes_no_difference(tokens: Sequence[str], data: st.DataObject) -> None:
    text = "".join(tokens)
    places = [place for place in range(len(text) + 1) if text[place - 1 : place + 1] != "\r\n"]
    cuts = data.draw(st.lists(st.sampled_from(places), max_size=4).map(sorted))
    reads = [text[start:end] for start, end in pairwise([0, *cuts, len(text)])]
    assert parse(*reads) == parse(text)
