"""The redeem commands: they fit the share, and shells run them as single commands."""

from __future__ import annotations

import os
import shlex
import shutil
import stat
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdx_tui.api.models import ConsumerSharedResource
from cdx_tui.share.redeem_command import OUTPUT_FILE, redeem_command, redeem_commands

BEGIN = 'umask 077; confluent stream-share consumer redeem "$CDX_TUI_TOKEN"'
END = f"-o json > {OUTPUT_FILE}"


def resource(cloud: str | None, *networks: str) -> ConsumerSharedResource:
    return ConsumerSharedResource(cloud=cloud, network_connection_types=networks)


@pytest.mark.parametrize(
    ("cloud", "v4", "v3"),
    [
        ("AWS", "--aws-account YOUR_AWS_ACCOUNT_ID", "--aws-account-id YOUR_AWS_ACCOUNT_ID"),
        (
            "AZURE",
            "--azure-subscription YOUR_AZURE_SUBSCRIPTION_ID",
            "--azure-subscription-id YOUR_AZURE_SUBSCRIPTION_ID",
        ),
        ("GCP", "--gcp-project YOUR_GCP_PROJECT_ID", "--gcp-project-id YOUR_GCP_PROJECT_ID"),
    ],
)
def test_a_private_link_needs_the_account_of_its_cloud(cloud: str, v4: str, v3: str) -> None:
    private = redeem_commands([resource(cloud, "PRIVATELINK")])
    assert (private.v4, private.v3) == (f"{BEGIN} {v4} {END}", f"{BEGIN} {v3} {END}")
    assert "private link" in private.warnings[0]
    public = redeem_commands([resource(cloud)])
    assert public.v4 == public.v3 == f"{BEGIN} {END}"
    assert public.warnings == private.warnings[1:]


def test_each_cloud_is_asked_for_once() -> None:
    share = [resource("AWS", "PRIVATELINK")] * 2 + [resource("GCP", "PRIVATELINK")]
    assert redeem_command(share).count("--") == 2


def test_the_warnings_name_the_consequences() -> None:
    words = " ".join(redeem_commands([]).warnings)
    for consequence in ("only once", "Only the organization", OUTPUT_FILE, "process list"):
        assert consequence in words


@given(st.text())
def test_provider_text_is_never_part_of_it(cloud: str) -> None:
    commands = redeem_commands([resource(cloud, "PRIVATELINK")])
    for command in (commands.v4, commands.v3):
        words = shlex.split(command)
        assert words[2:7] == ["confluent", "stream-share", "consumer", "redeem", "$CDX_TUI_TOKEN"]
        assert words[-4:] == ["-o", "json", ">", OUTPUT_FILE]
        assert len(words) in (11, 13)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shells_pass_the_token_and_keep_the_output_private(shell: str, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    fake = tmp_path / "confluent"
    fake.write_text('#!/bin/sh\nprintf "%s|" "$@"\n')
    fake.chmod(0o700)
    commands = redeem_commands([resource("AWS", "PRIVATELINK")])
    done = subprocess.run(
        [program, "-c", f"{commands.read_token}\n{commands.v4}"],
        input="tok en-_=\n",
        text=True,
        capture_output=True,
        cwd=tmp_path,
        env={"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}", "HOME": str(tmp_path)},
        check=True,
        timeout=60,
    )
    output = tmp_path / OUTPUT_FILE
    assert "tok" not in done.stdout + done.stderr
    assert output.read_text().split("|")[:4] == ["stream-share", "consumer", "redeem", "tok en-_="]
    assert stat.S_IMODE(output.stat().st_mode) == 0o600
