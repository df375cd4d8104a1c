"""`validate` lists resources and subjects in lines that fit 80 columns and are never cut."""

from __future__ import annotations

import pytest

from cdx_tui.api.models import ConsumerSharedResource, Preview, Problem, Schema
from cdx_tui.cli import main
from cdx_tui.cli.share_text import share_lines

RECORD = '{"type":"record","name":"R","fields":[{"name":"a","type":"long"}]}'


def test_a_share() -> None:
    orders = ConsumerSharedResource(
        kind="ConsumerSharedResource",
        display_name="Orders",
        cloud="AWS",
        network_connection_types=("PRIVATELINK",),
        organization_name="Acme",
        schemas=(
            Schema("orders-value", 3, 103, "AVRO", RECORD),
            Schema("orders-key", 1, 7, None, '"long"'),
            Schema("orders-value", 1, 101, "AVRO", RECORD),
            Schema("orders-value", 2, 102, "AVRO", RECORD),
            Schema("orders-value", 7, 109, "AVRO", RECORD),
        ),
    )
    odd = ConsumerSharedResource(
        schemas=(Schema(None, None, None, "JSON", "%"), Schema("empty", 1, 2, "PROTOBUF", None))
    )
    preview = Preview(
        (orders, odd, ConsumerSharedResource(id="csr-1")), (Problem("/a", "expected a list"),), "r"
    )
    assert (
        "\n".join(share_lines(preview))
        == """\
Orders
  Type:      ConsumerSharedResource
  Cloud:     AWS
  Network:   private link
  Provider:  Acme
  Subjects:
    orders-value
      AVRO, versions 1-3, 7, ID 109, 1 field, compatibility FULL
    orders-key
      AVRO, version 1, ID 7, 0 fields

(no name)
  Type:      not reported
  Cloud:     not reported
  Network:   not reported
  Provider:  not reported
  Subjects:
    (no subject)
      JSON, can't be parsed
    empty
      PROTOBUF, version 1, ID 2, no schema text

csr-1
  Type:      not reported
  Cloud:     not reported
  Network:   not reported
  Provider:  not reported
  Subjects:  none

Warnings in this response:
  /a: expected a list

Valid: 3 resources, 4 subjects. Nothing was redeemed.
Request ID: r"""
    )


def test_nothing_is_cut() -> None:
    name = "n" * 300
    lines = list(share_lines(Preview((ConsumerSharedResource(display_name=name),))))
    assert lines[0] == name


def test_the_demo_fits_80_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["validate", "--demo"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "    stock-trades-value" in lines
    assert max(map(len, lines)) <= 80
