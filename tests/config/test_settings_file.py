"""Problems of a configuration file are reported, and its valid settings are still used."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.config.settings import Settings, load_settings
from cdx_tui.text import clean
from tests.config.loading import load


@pytest.mark.parametrize(
    ("content", "line", "column"),
    [
        ('timeout = 5\nproxy = "http\n', 2, 14),
        ("timeout = 5\r\nmouse = yes\r\n", 2, 9),
        ("x = [1,", 1, 8),
        ("x = 1\ny = {", 2, 6),
        (b"timeout = 5\ntheme = 'caf\xe9'", 2, 13),
        ("a\x00 = 1", 1, 2),
        ("a = 1\na = 2", 2, 6),
    ],
)
def test_a_syntax_error_is_reported_with_line_and_column(
    content: str | bytes, line: int, column: int, settings_path: Path
) -> None:
    found, problems = load(settings_path, content)

    assert found == Settings(invalid={"": str(problems[0])})
    assert [(each.file, each.line, each.column) for each in problems] == [
        (settings_path, line, column)
    ]
    assert str(problems[0]).startswith(
        f"{settings_path}, line {line}, column {column}: The configuration file"
    )
    assert settings_path.read_bytes() == (content.encode() if isinstance(content, str) else content)


def test_byte_order_marks_and_windows_line_ends_are_accepted(settings_path: Path) -> None:
    found, problems = load(settings_path, b"\xef\xbb\xbftimeout = 5\r\nmouse = false\r\n")

    assert problems == ()
    assert (found.timeout, found.mouse) == (5.0, False)


@pytest.mark.parametrize("content", [f"x = {'9' * 5000}", "x = " + "[" * 5000])
def test_input_that_breaks_parsers_is_reported(content: str, settings_path: Path) -> None:
    found, problems = load(settings_path, content)

    assert found == Settings(invalid={"": str(problems[0])})
    assert len(problems) == 1


def test_a_file_that_is_too_large_is_not_read(settings_path: Path) -> None:
    found, problems = load(settings_path, "timeout = 5\n" + "#" * 1024 * 1024)

    assert found == Settings(invalid={"": str(problems[0])})
    assert "larger than 1,048,576 bytes" in problems[0].message


def test_a_folder_or_a_pipe_is_reported(settings_path: Path) -> None:
    settings_path.mkdir()
    assert "can't be read" in load_settings(file=settings_path)[1][0].message

    pipe = settings_path.parent / "pipe"
    os.mkfifo(pipe)
    assert "not a regular file" in load_settings(file=pipe)[1][0].message


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ('timeout = "5"', "timeout must be a number of seconds."),
        ("timeout = true", "timeout must be a number of seconds."),
        ("timeout = -1", "timeout must be more than 0 and at most 3600 seconds."),
        ("timeout = nan", "timeout must be more than 0 and at most 3600 seconds."),
        ("timeout = inf", "timeout must be more than 0 and at most 3600 seconds."),
        ("max_answer_bytes = 1.5", "max_answer_bytes must be a whole number of bytes."),
        ("max_answer_bytes = 0", "max_answer_bytes must be from 1 to 4294967296 bytes."),
        ("mouse = 1", "mouse must be true or false, without quotes."),
        ('ascii = "yes"', "ascii must be true or false, without quotes."),
        ("theme = 5", "theme must be one of cdx-dark, cdx-light, cdx-contrast, terminal."),
        (
            "theme = 'cdx-drak'",
            "theme must be one of cdx-dark, cdx-light, cdx-contrast, terminal."
            ' Did you mean "cdx-dark"?',
        ),
        (
            'clipboard = "OSC-52"',
            'clipboard must be one of auto, native, tmux, osc52, off. Did you mean "osc52"?',
        ),
        ("clipboard = []", "clipboard must be one of auto, native, tmux, osc52, off."),
        (
            'keys = "q"',
            'keys must be a table of action IDs and keys, such as "main.again" = "f5".',
        ),
        (
            'keys = {"main.quit" = 1}',
            'keys."main.quit" must be a key in quotes, such as "f5" or "ctrl+o".',
        ),
        (
            'keys = {"main.quit" = "ctrl+nothing"}',
            'keys."main.quit" must be a key in quotes, such as "f5" or "ctrl+o".',
        ),
        (
            'keys = {"main.quit" = "crtl+o"}',
            'keys."main.quit" must be a key in quotes, such as "f5" or "ctrl+o".'
            ' Did you mean "ctrl+o"?',
        ),
        (
            'keys = {"main.quti" = "x"}',
            'keys: unknown action "main.quti". Did you mean "main.quit"?',
        ),
        (
            'keys = {"main.quit" = "y"}',
            'keys."main.quit" conflicts with main.copy (y).',
        ),
        (
            'keys = {"sample.back" = "x"}',
            'keys."sample.back" is ignored: this key binding was removed.',
        ),
        ("profiles = 1", "profiles must be tables, such as [profiles.prod]."),
        ("profiles = {a = 1}", "profiles.a must be a table: [profiles.a]."),
        ("tiemout = 1", 'Unknown setting "tiemout". Did you mean "timeout"?'),
        (
            "profiles = {a = {tiemout = 1}}",
            'Unknown setting "profiles.a.tiemout". Did you mean "timeout"?',
        ),
        (
            "profiles = {a = {keys = {'main.Quit' = 'x'}}}",
            'profiles.a.keys: unknown action "main.Quit". Did you mean "main.quit"?',
        ),
        (
            "profile = {prod = {timeout = 1}}",
            "profile must be the name of a profile; its table is [profiles.NAME].",
        ),
        ("qqqqqqq = 1", 'Unknown setting "qqqqqqq".'),
        ('"a\\u001b[2J" = 1', 'Unknown setting "a␛[2J".'),
        ('api_key = "A"', "api_key belongs to a profile: put it under [profiles.NAME]."),
        (
            "profiles = {a = {profile = 'b'}}",
            "profiles.a.profile belongs at the top of the file, before the first table.",
        ),
        (
            "profiles = {a = {secret_comand = 'b'}}",
            'Unknown setting "profiles.a.secret_comand". Did you mean "secret_command"?',
        ),
    ],
)
def test_one_problem_is_reported_and_the_rest_is_used(
    line: str, message: str, settings_path: Path
) -> None:
    found, problems = load(settings_path, f'{line}\nbase_url = "https://rest.example"\n')

    assert [each.message for each in problems] == [message]
    assert found == Settings(base_url="https://rest.example", profiles=found.profiles)


@pytest.mark.parametrize("value", ["", "nor\x1bd", "nor\u202ed"])
def test_invisible_text_is_refused(value: str, settings_path: Path) -> None:
    found, problems = load(settings_path, tomli_w.dumps({"profile": value}))

    assert found.profile is None
    assert "visible characters" in problems[0].message


def test_a_profile_with_an_invisible_name_is_skipped(settings_path: Path) -> None:
    found, problems = load(settings_path, '[profiles."a\\u001b]2;x"]\ntimeout = 1\n[profiles.b]\n')

    assert list(found.profiles) == ["b"]
    assert "profiles.a␛]2;x is ignored" in problems[0].message


@pytest.mark.parametrize(
    "value", ["5", "[]", "[1]", '["a", 1]', '[""]', '""', '"a \'b"', '["a\\u0000"]']
)
def test_an_invalid_command_is_refused(value: str, settings_path: Path) -> None:
    found, problems = load(settings_path, f"[profiles.a]\nsecret_command = {value}\n")

    assert found.profiles["a"].secret_command == ()
    assert problems[0].message.startswith("profiles.a.secret_command ")


@pytest.mark.parametrize(
    "value", ['["~/bin/a", "~", "~/b c", "--x=~/d"]', "\"~/bin/a ~ '~/b c' --x=~/d\""]
)
def test_a_command_may_begin_words_with_the_home_directory(
    value: str, settings_path: Path, own_home: Path
) -> None:
    found, _ = load(settings_path, f"[profiles.a]\nsecret_command = {value}\n")

    assert found.profiles["a"].secret_command == (
        f"{own_home}/bin/a",
        "~",
        f"{own_home}/b c",
        "--x=~/d",
    )


def test_the_list_of_problems_is_bounded(settings_path: Path) -> None:
    _, problems = load(settings_path, "".join(f"timeuot{number} = 1\n" for number in range(5000)))

    assert len(problems) == 51
    assert "Only the first 50 problems" in problems[-1].message


VALUES = st.recursive(
    st.text() | st.integers(-(2**63), 2**63) | st.booleans() | st.floats(),
    lambda below: st.lists(below, max_size=3) | st.dictionaries(st.text(), below, max_size=3),
    max_leaves=8,
)


NAMES = st.text() | st.sampled_from(
    [
        "base_url",
        "ca_bundle",
        "proxy",
        "timeout",
        "max_answer_bytes",
        "theme",
        "mouse",
        "ascii",
        "clipboard",
        "keys",
        "profile",
        "profiles",
        "api_key",
        "secret_command",
        "secret",
    ]
)


@settings(deadline=None, max_examples=150)
@given(
    st.dictionaries(NAMES, VALUES | st.dictionaries(NAMES, VALUES, max_size=4), max_size=6),
    st.dictionaries(NAMES, st.dictionaries(NAMES, VALUES, max_size=4), max_size=3),
)
def test_any_document_gives_settings_and_clean_problems(
    tmp_path_factory: pytest.TempPathFactory,
    document: dict[str, Any],
    profiles: dict[str, Any],
) -> None:
    settings_path = tmp_path_factory.getbasetemp() / "any.toml"
    found, problems = load(settings_path, tomli_w.dumps({"profiles": profiles, **document}))

    assert all(each.message == clean(each.message) and len(each.message) < 500 for each in problems)
    assert all(name == clean(name) for name in found.profiles)
    assert 0 < found.timeout <= 3600
    assert found.base_url.startswith("http")


@settings(deadline=None, max_examples=100)
@given(st.binary(max_size=200))
def test_any_bytes_give_settings(tmp_path_factory: pytest.TempPathFactory, content: bytes) -> None:
    found, problems = load(tmp_path_factory.getbasetemp() / "any.toml", content)

    assert isinstance(found, Settings)
    assert all(each.message == clean(each.message) for each in problems)
