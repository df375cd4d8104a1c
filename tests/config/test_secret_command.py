from __future__ import annotations

import os
import select
import sys
import time
from pathlib import Path

import pytest

from cdx_tui.config.problems import ConfigError
from cdx_tui.config.secret_command import run_secret_command
from tests.config.messages import message_of

ENVIRONMENT = {"PATH": os.environ["PATH"]}


def python(code: str) -> tuple[str, ...]:
    return (sys.executable, "-c", code)


def shell(script: str) -> tuple[str, ...]:
    return ("/bin/sh", "-c", script)


@pytest.mark.parametrize("end", ["", "\\n", "\\r\\n"])
def test_its_output_is_the_secret(end: str) -> None:
    secret = run_secret_command(("printf", f"cflt/+S3cret=={end}"), ENVIRONMENT)

    assert secret.reveal() == "cflt/+S3cret=="


@pytest.mark.parametrize(
    "output",
    [
        r"cfltHunter2Hunter2\n\n",
        r"\n \ncfltHunter2Hunter2\n",
        r"cfltHunter2Hunter2\nuser: jane\nurl: https://confluent.cloud\n",
        r" cfltHunter2Hunter2 \r\nother\r\n",
    ],
)
def test_of_several_lines_the_first_is_the_secret(output: str) -> None:
    secret = run_secret_command(("printf", output), ENVIRONMENT)

    assert secret.reveal() == "cfltHunter2Hunter2"


@pytest.mark.parametrize(
    ("program", "output", "hint"),
    [
        ("aws", '{"SecretString": "hunter2"}', "--query SecretString --output text"),
        ("op", '{\n  "value": "hunter2"\n}\n', "op read"),
        ("vault", '[{"data": "hunter2"}]', "-field=NAME"),
        ("az", '"hunter2"', "--output tsv"),
        ("secrets", ' {"hunter2": ' + "[" * 99 + "1" + "]" * 99 + "}", "jq -r"),
    ],
)
def test_json_is_refused_with_what_to_add(
    program: str, output: str, hint: str, tmp_path: Path
) -> None:
    script = tmp_path / program
    (tmp_path / "output").write_text(output)
    script.write_text(f"#!/bin/sh\ncat '{tmp_path}/output'\n")
    script.chmod(0o700)

    with pytest.raises(ConfigError) as caught:
        run_secret_command((str(script), "get"), ENVIRONMENT)

    assert caught.value.cause == "It printed JSON instead of only the secret."
    assert hint in caught.value.next_step
    assert "hunter2" not in message_of(caught.value)


def test_the_command_is_not_run_by_a_shell() -> None:
    secret = run_secret_command(("printf", "%s", "$HOME;`id`*"), ENVIRONMENT)

    assert secret.reveal() == "$HOME;`id`*"


def test_it_gets_no_input_no_terminal_and_no_secrets() -> None:
    code = (
        "import os, sys; print(sys.stdin.read() == '', os.getsid(0) == os.getpid(), "
        "sorted(set(os.environ) & {'A', 'CDX_TUI_TOKEN', 'CONFLUENT_CLOUD_API_SECRET'}))"
    )
    environ = {"A": "1", "CDX_TUI_TOKEN": "t", "CONFLUENT_CLOUD_API_SECRET": "s", **ENVIRONMENT}

    assert run_secret_command(python(code), environ).reveal() == "True True ['A']"


@pytest.mark.parametrize(
    ("script", "message"),
    [
        ("", "It printed nothing."),
        ("echo", "It printed nothing."),
        ("echo '  '", "It printed nothing."),
        (r"printf 'hunter2\nhunter2'", "It printed 2 lines, and the first is not an API secret."),
        (r"printf 'hunter2\r\n\nhunter2\n'", "It printed 2 lines"),
        (r"printf 'A new hunter2 is out\ncfltHunter2Hunter2\n'", "It printed 2 lines"),
        (r"printf 'ABCDEFGH12345678\ncfltHunter2Hunter2\n'", "It printed 2 lines"),
        (r"printf 'protocol=hunter2hunter2\npassword=hunter2\n'", "It printed 2 lines"),
        (r"printf 'hunter2\377'", "not valid UTF-8"),
        ("printf hunter2; exit 3", "Its exit status is 3."),
        ("printf hunter2; kill -TERM $$", "It was killed by signal SIGTERM."),
        ("yes hunter2", "It printed more than 65,536 bytes."),
        ("yes hunter2 | head -c 70000", "It printed more than 65,536 bytes."),
    ],
)
def test_invalid_output_is_reported_and_never_shown(script: str, message: str) -> None:
    with pytest.raises(ConfigError, match="The secret command sh failed") as caught:
        run_secret_command(shell(script), ENVIRONMENT)

    assert message in caught.value.cause
    assert "hunter2" not in message_of(caught.value)


@pytest.mark.parametrize(
    ("command", "message"),
    [
        (("/no/such/pro\x1bgram",), "Program not found."),
        (("/",), "It could not be started: Permission denied."),
        (("printf", "a\0b"), "It could not be started"),
    ],
)
def test_a_command_that_cannot_start_is_reported(command: tuple[str, ...], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        run_secret_command(command, ENVIRONMENT)

    assert message in caught.value.cause
    assert message_of(caught.value).isprintable()


def test_the_end_of_its_standard_error_is_quoted_cleaned_and_bounded() -> None:
    script = r"printf 'one\ntwo\n\033[2Jthree\nfour\n'; seq 9999; printf 'a\n\033]0;b\n%0500d' 0"

    with pytest.raises(ConfigError) as caught:
        run_secret_command(shell(f"({script}) >&2; exit 1"), ENVIRONMENT)

    *before, last = caught.value.details
    assert before == ["a", "␛]0;b"]
    assert last == "0" * 159 + "…"


def test_output_on_both_streams_is_not_shown() -> None:
    with pytest.raises(ConfigError) as caught:
        run_secret_command(shell("set -x; echo hunter2; exit 1"), ENVIRONMENT)

    assert "hunter2" not in message_of(caught.value)
    assert "+ echo …" in caught.value.details


def test_on_timeout_it_is_killed_with_its_children(tmp_path: Path) -> None:
    pipe = tmp_path / "alive"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    script = f"(echo up; exec sleep 60) > '{pipe}' & echo hunter2; wait"

    with pytest.raises(ConfigError) as caught:
        run_secret_command(shell(script), ENVIRONMENT, deadline=1.5)

    assert "after 1.5 seconds" in caught.value.cause
    assert "hunter2" not in message_of(caught.value)
    assert os.read(reader, 100) == b"up\n"
    # The pipe is closed when the last process that holds it has ended.
    assert select.select([reader], [], [], 10)[0] == [reader]
    assert os.read(reader, 100) == b""
    os.close(reader)


def test_ignoring_signals_and_closing_output_gives_no_more_time() -> None:
    script = "trap '' TERM INT HUP; exec >&- 2>&-; sleep 60; true"
    began = time.monotonic()

    with pytest.raises(ConfigError, match="failed"):
        run_secret_command(shell(script), ENVIRONMENT, deadline=0.3)

    assert time.monotonic() - began < 10


def test_a_background_helper_with_open_pipes_does_not_block() -> None:
    began = time.monotonic()

    secret = run_secret_command(shell("sleep 20 & echo s3cret"), ENVIRONMENT, deadline=15)

    assert secret.reveal() == "s3cret"
    assert time.monotonic() - began < 10
