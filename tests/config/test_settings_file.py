"""What is wrong with a settings file is told, and what is right with it still counts."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import tomli_w
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.config.problems import ConfigProblem
from cdx_tui.config.settings import Settings, load_settings
from cdx_tui.text import clean


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config.toml"


def load(file: Path, content: str | bytes) -> tuple[Settings, tuple[ConfigProblem, ...]]:
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    file.chmod(0o600)
    return load_settings(file=file)


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
def test_a_broken_file_is_named_with_line_and_column(
    content: str | bytes, line: int, column: int, file: Path
) -> None:
    found, problems = load(file, content)

    assert found == Settings()
    assert [(each.file, each.line, each.column) for each in problems] == [(file, line, column)]
    assert str(problems[0]).startswith(f"{file}, line {line}, column {column}: The settings file")
    assert file.read_bytes() == (content.encode() if isinstance(content, str) else content)


def test_byte_order_marks_and_windows_line_ends_are_fine(file: Path) -> None:
    found, problems = load(file, b"\xef\xbb\xbftimeout = 5\r\nmouse = false\r\n")

    assert problems == ()
    assert (found.timeout, found.mouse) == (5.0, False)


@pytest.mark.parametrize("content", [f"x = {'9' * 5000}", "x = " + "[" * 5000])
def test_what_breaks_parsers_is_told(content: str, file: Path) -> None:
    found, problems = load(file, content)

    assert found == Settings()
    assert len(problems) == 1


def test_a_file_that_is_too_large_is_not_read(file: Path) -> None:
    found, problems = load(file, "timeout = 5\n" + "#" * 1024 * 1024)

    assert found == Settings()
    assert "more than 1,048,576 bytes" in problems[0].message


def test_a_folder_or_a_pipe_in_its_place_is_told(file: Path) -> None:
    file.mkdir()
    assert "can't be read" in load_settings(file=file)[1][0].message

    pipe = file.parent / "pipe"
    os.mkfifo(pipe)
    assert "not a regular file" in load_settings(file=pipe)[1][0].message


@pytest.mark.parametrize(
    ("mode", "told"), [(0o600, 0), (0o400, 0), (0o640, 1), (0o604, 1), (0o620, 1)]
)
def test_a_file_that_others_may_read_or_write_is_told(mode: int, told: int, file: Path) -> None:
    file.write_text("timeout = 5")
    file.chmod(mode)

    found, problems = load_settings(file=file)

    assert found.timeout == 5.0
    assert ["chmod 600" in each.message for each in problems] == [True] * told


@pytest.mark.parametrize(
    ("line", "said"),
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
            'keys must be a table of binding ids and keys, such as "main.again" = "f5".',
        ),
        (
            'keys = {"main.quit" = 1}',
            'keys."main.quit" must be a key as text, such as "f5" or "ctrl+o".',
        ),
        (
            'keys = {"main.quit" = "ctrl+nothing"}',
            'keys."main.quit" must be a key as text, such as "f5" or "ctrl+o".',
        ),
        (
            'keys = {"main.quti" = "x"}',
            'keys: nothing is called "main.quti". Did you mean "main.quit"?',
        ),
        (
            'keys = {"main.quit" = "y"}',
            'keys."main.quit" takes y, which is the key of main.copy in the same place.',
        ),
        ("profiles = 1", "profiles must be tables of their own, such as [profiles.prod]."),
        ("profiles = {a = 1}", "profiles.a must be a table, begun with [profiles.a]."),
        ("tiemout = 1", 'There is no setting "tiemout". Did you mean "timeout"?'),
        ("qqqqqqq = 1", 'There is no setting "qqqqqqq".'),
        ('"a\\u001b[2J" = 1', 'There is no setting "a␛[2J".'),
        ('api_key = "A"', "api_key belongs to a profile: put it under [profiles.NAME]."),
        (
            "profiles = {a = {profile = 'b'}}",
            "profiles.a.profile belongs at the top of the file, before the first table.",
        ),
        (
            "profiles = {a = {secret_comand = 'b'}}",
            'There is no setting "profiles.a.secret_comand". Did you mean "secret_command"?',
        ),
    ],
)
def test_one_problem_is_told_and_the_rest_counts(line: str, said: str, file: Path) -> None:
    found, problems = load(file, f'{line}\nbase_url = "https://rest.example"\n')

    assert [each.message for each in problems] == [said]
    assert found == Settings(base_url="https://rest.example", profiles=found.profiles)


@pytest.mark.parametrize("value", ["", "nor\x1bd", "nor\u202ed"])
def test_text_that_can_not_be_shown_is_refused(value: str, file: Path) -> None:
    found, problems = load(file, tomli_w.dumps({"profile": value}))

    assert found.profile is None
    assert "visible characters" in problems[0].message


def test_a_profile_that_can_not_be_shown_is_left_out(file: Path) -> None:
    found, problems = load(file, '[profiles."a\\u001b]2;x"]\ntimeout = 1\n[profiles.b]\n')

    assert list(found.profiles) == ["b"]
    assert "profiles.a␛]2;x is left out" in problems[0].message


@pytest.mark.parametrize(
    "value", ["5", "[]", "[1]", '["a", 1]', '[""]', '""', '"a \'b"', '["a\\u0000"]']
)
def test_a_command_that_is_none_is_refused(value: str, file: Path) -> None:
    found, problems = load(file, f"[profiles.a]\nsecret_command = {value}\n")

    assert found.profiles["a"].secret_command == ()
    assert problems[0].message.startswith("profiles.a.secret_command ")


def test_an_address_with_a_password_is_not_repeated(file: Path) -> None:
    found, problems = load(file, 'base_url = "https://key:hunter2@api.confluent.cloud"')

    assert found.base_url == "https://api.confluent.cloud"
    assert problems[0].message.startswith("base_url can't be used. The base URL holds a user name")
    assert "hunter2" not in str(problems)


@pytest.mark.parametrize(
    "name",
    ["api_secret", "secret", "password", "token", "API-Secret", "cloud_api_secret", "passwd"],
)
@pytest.mark.parametrize(
    "place",
    [
        "{name} = {value}",
        "[profiles.a]\n{name} = {value}",
        "[profiles]\n{name} = {value}",
        "[other.table]\n{name} = {value}",
        "[[other]]\n{name} = {value}",
    ],
)
def test_a_secret_in_the_file_is_refused_and_not_kept(name: str, place: str, file: Path) -> None:
    found, problems = load(file, place.format(name=name, value='"hunter2-cfltXYZ"'))

    assert len(problems) == 1
    assert "secret_command" in problems[0].message
    assert "keyring" in problems[0].message
    assert "CONFLUENT_CLOUD_API_SECRET" in problems[0].message
    assert "hunter2" not in repr((dataclasses_of(found), problems))


def test_a_secret_in_the_keys_place_is_refused(file: Path) -> None:
    found, problems = load(file, '[profiles.a]\napi_key = "cfltXYZ"')

    assert found.profiles["a"].api_key is None
    assert "the key's secret" in problems[0].message
    assert "XYZ" not in problems[0].message


def test_bindings_may_be_called_as_secrets_are(file: Path) -> None:
    found, problems = load(file, '[keys]\n"main.token" = "f6"')

    assert problems == ()
    assert found.keys == {"main.token": "f6"}


def test_a_secret_below_a_thousand_tables_is_found(file: Path) -> None:
    _, problems = load(file, ".".join(["a"] * 3000) + '.password = "hunter2"')

    assert "a secret does not belong in a file" in problems[0].message
    assert len(problems[0].message) < 500


def test_the_list_of_problems_has_an_end(file: Path) -> None:
    _, problems = load(file, "".join(f"timeuot{number} = 1\n" for number in range(5000)))

    assert len(problems) == 51
    assert "more problems" in problems[-1].message


def dataclasses_of(found: Settings) -> list[object]:
    """Return every value, those that `repr` leaves out as well."""
    profiles = [(each.name, each.api_key, each.secret_command) for each in found.profiles.values()]
    return [found, found.proxy, found.keys, profiles]


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
    file = tmp_path_factory.getbasetemp() / "any.toml"
    found, problems = load(file, tomli_w.dumps({"profiles": profiles, **document}))

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
