"""The redeem command: it fits the share, and a shell runs it as a single command."""

from __future__ import annotations

import shlex

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cdx_tui.api.models import ConsumerSharedResource
from cdx_tui.share.redeem_command import redeem_command

PLAIN = 'confluent stream-share consumer redeem "$CDX_TUI_TOKEN"'


def resource(cloud: str | None, *networks: str) -> ConsumerSharedResource:
    return ConsumerSharedResource(cloud=cloud, network_connection_types=networks)


@pytest.mark.parametrize(
    ("cloud", "flag"),
    [
        ("AWS", "--aws-account YOUR_AWS_ACCOUNT_ID"),
        ("AZURE", "--azure-subscription YOUR_AZURE_SUBSCRIPTION_ID"),
        ("GCP", "--gcp-project YOUR_GCP_PROJECT_ID"),
    ],
)
def test_a_private_link_needs_the_account_of_its_cloud(cloud: str, flag: str) -> None:
    assert redeem_command([resource(cloud, "PRIVATELINK")]) == f"{PLAIN} {flag}"
    assert redeem_command([resource(cloud)]) == PLAIN


def test_each_cloud_is_asked_for_once() -> None:
    share = [resource("AWS", "PRIVATELINK")] * 2 + [resource("GCP", "PRIVATELINK")]
    assert redeem_command(share).count("--") == 2


@given(st.text())
def test_provider_text_is_never_part_of_it(cloud: str) -> None:
    words = shlex.split(redeem_command([resource(cloud, "PRIVATELINK")]))
    assert words[:5] == ["confluent", "stream-share", "consumer", "redeem", "$CDX_TUI_TOKEN"]
    assert len(words) in (5, 7)
