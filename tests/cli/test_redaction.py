"""Secrets given as arguments are reported, and never repeated."""

from __future__ import annotations

import pytest

from cdx_tui.cli import main
from cdx_tui.cli.redaction import find_secrets, redact, remember_arguments
from cdx_tui.demo.catalogue import demo_token

TOKEN = demo_token("orders")
SECRET = "cfltQx7Wm4VzZy9+Zy9+Zy9+"
KEY = "ABCDEFGH12345678"

COMMAND_LINES = [
    [TOKEN],
    ["validate", TOKEN],
    ["validate", "--token", TOKEN],
    ["validate", f"--token={TOKEN}"],
    ["export", "out", TOKEN],
    ["open", "out", TOKEN],
    ["doctor", SECRET],
    ["validate", "--api-secret", SECRET],
    ["validate", "--api-key", KEY, "--api-secret", SECRET],
    [f"--token={TOKEN[:40]}"],
    ["--secret", "short"],
]


@pytest.mark.parametrize("arguments", COMMAND_LINES, ids=lambda each: " ".join(each)[:30])
def test_a_secret_argument_is_not_echoed(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as caught:
        main(arguments)
    printed = "".join(capsys.readouterr())
    assert caught.value.code == 2
    assert "given as an argument" in printed
    assert "--token-file -" in printed
    for secret in (TOKEN[:12], SECRET[:8], KEY, "short"):
        assert secret not in printed


@pytest.mark.parametrize(
    "arguments",
    [
        ["validate", "--token-file", TOKEN],
        ["validate", "--profile", SECRET, "--demo"],
        ["validate", "--base-url", SECRET],
        ["validate", "--timeout", "1", "--ca-bundle", TOKEN],
    ],
    ids=lambda each: each[1],
)
def test_no_error_repeats_one(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    main(arguments)
    printed = "".join(capsys.readouterr())
    assert TOKEN[:20] not in printed
    assert SECRET[:10] not in printed


@pytest.mark.parametrize(
    "arguments",
    [
        ["--profile", "production-eu-west-1"],
        ["diff", "stock-trades-2026-11", "new-answer.json"],
        ["--base-url=https://api.confluent.cloud"],
        ["--token-file", "my-token.txt"],
        ["schema", "OrderCreatedEvent.avsc"],
    ],
    ids=lambda each: " ".join(each),
)
def test_names_are_no_secrets(arguments: list[str]) -> None:
    assert not list(find_secrets(arguments))
    remember_arguments(arguments)
    assert redact(f"can't read {arguments[-1]}") == f"can't read {arguments[-1]}"


def test_a_mistyped_command_is_still_named(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["valdate"])
    assert "valdate" in capsys.readouterr().err
