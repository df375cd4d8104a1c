"""What `validate` says of a token that was found in a longer text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from cdx_tui.cli import main
from cdx_tui.demo.catalogue import demo_token


def test_what_was_left_out_is_printed_to_standard_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    token = demo_token("orders")
    mail = tmp_path / "mail.txt"
    mail.write_text(f"Dear Ann,\n\nhere it is: \n\n{token}\n\nBob\n")
    assert main(["validate", "--demo", "--output", "json", "--token-file", str(mail)]) == 0
    printed = capsys.readouterr()
    assert json.loads(printed.out)["resources"]
    assert f"found a {len(token)}-character token" in printed.err
    assert token not in printed.err


def test_a_mail_without_a_token_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mail = tmp_path / "mail.txt"
    mail.write_text("Dear Ann,\n\nthe token follows tomorrow.\n\nBob\n")
    assert main(["validate", "--demo", "--token-file", str(mail)]) == 2
    printed = capsys.readouterr()
    assert "No token in this text" in printed.err
    assert "tomorrow" not in printed.err
