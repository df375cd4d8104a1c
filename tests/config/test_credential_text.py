from __future__ import annotations

import base64
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.config.credential_shape import looks_like_key, looks_like_secret
from cdx_tui.config.credential_text import split_credentials
from tests.config.token.pasted_forms import CURL, KEY, MAIL, OLD_SECRET, SECRET, TOKEN

BASIC = base64.b64encode(f"{KEY}:{SECRET}".encode()).decode()
CONSOLE = """\
=== Confluent Cloud API key: 2026-11-01 ===

API key:
{}

API secret:
{}

Resource:
lkc-123456

Bootstrap server:
pkc-12345.us-west-2.aws.confluent.cloud:9092
"""

PAIRS = [
    ("two lines", "{}\n{}\n"),
    ("two lines of Windows", "{}\r\n{}\r\n"),
    ("two lines as keys of kitty", "{}\x1b[106;5u{}"),
    ("two words", "{} {}"),
    ("a tab", "{}\t{}"),
    ("a no-break space", "{}\u00a0{}"),
    ("a colon", "{}:{}"),
    ("a comma", "{},{}"),
    ("a line of CSV", '"{}","{}"'),
    ("a byte order mark and white space", "\ufeff  {} {}\u200b \n"),
    ("quoted by a mail program", "> {}\n> {}"),
    ("the console's file", CONSOLE),
    ("the console's file of Windows", "\ufeff" + CONSOLE.replace("\n", "\r\n")),
    ("labels", "API Key: {}\nAPI Secret: {}"),
    ("export", "export CONFLUENT_CLOUD_API_KEY={}\nexport CONFLUENT_CLOUD_API_SECRET={}"),
    ("export, quoted", "CONFLUENT_CLOUD_API_KEY='{}' CONFLUENT_CLOUD_API_SECRET='{}' cdx-tui"),
    ("PowerShell", '$env:CONFLUENT_CLOUD_API_KEY = "{}"\n$env:CONFLUENT_CLOUD_API_SECRET="{}"'),
    ("KEY=", "KEY={}\nSECRET={}"),
    ("Terraform", 'cloud_api_key    = "{}"\ncloud_api_secret = "{}"'),
    ("Kafka", "sasl.username={}\nsasl.password={}"),
    ("a table of Confluent's CLI", "| API Key    | {} |\n| API Secret | {} |"),
    ("JSON", '{{"api_key": "{}", "api_secret": "{}"}}'),
    ("JSON, key and secret", '{{"key":"{}","secret":"{}"}}'),
    ("JSON of the API", '{{"id": "{}", "owner": {{"id": "u-1"}}, "spec": {{"secret": "{}"}}}}'),
    ("curl", "curl -u {}:{} https://api.confluent.cloud/org/v2/environments"),
    ("curl, quoted", "curl --user '{}:{}' https://api.confluent.cloud"),
    ("a mail", MAIL.replace("{}", "The key is {} and the secret is {}.")),
]


@pytest.mark.parametrize("secret", [SECRET, OLD_SECRET], ids=["new secret", "old secret"])
@pytest.mark.parametrize("text", [text for _, text in PAIRS], ids=[name for name, _ in PAIRS])
def test_a_key_and_its_secret_in_one_paste(text: str, secret: str) -> None:
    assert split_credentials(text.format(KEY, secret)) == (KEY, secret)


@pytest.mark.parametrize("text", [f"{SECRET} {KEY}", f"{OLD_SECRET}\n{KEY}\n"])
def test_the_order_does_not_matter(text: str) -> None:
    assert split_credentials(text) in ((KEY, SECRET), (KEY, OLD_SECRET))


@pytest.mark.parametrize(
    "text", [f"Authorization: Basic {BASIC}", f"-H 'authorization:basic  {BASIC.rstrip('=')}'"]
)
def test_an_authorization_header(text: str) -> None:
    assert split_credentials(text) == (KEY, SECRET)


def test_labels_suffice_for_a_key_and_secret_of_other_shapes() -> None:
    text = json.dumps({"api_key": "CLOUDKEY", "api_secret": "cloud-secret-mark"})

    assert split_credentials(text) == ("CLOUDKEY", "cloud-secret-mark")


def test_a_token_is_not_taken_for_a_secret() -> None:
    assert split_credentials(CURL.format(KEY, OLD_SECRET, TOKEN)) == (KEY, OLD_SECRET)
    assert split_credentials(f"API key {KEY} for the token {TOKEN}") is None


@pytest.mark.parametrize(
    "text",
    [
        "",
        KEY,
        SECRET,
        TOKEN,
        f"{KEY} {KEY}",
        f"{KEY} secret",
        f"{KEY} {SECRET} {KEY} {OLD_SECRET}",
        f"{KEY}\n{KEY[::-1]}\n{SECRET}",
        "PLEASE use the new key",
        "Basic ====",
        f"Basic {base64.b64encode(b'caf' + bytes([233])).decode() * 4}",
        f"Basic {base64.b64encode(b'no colon in here').decode()}",
        "{" * 100_000,
        f"{KEY} {SECRET}" + " " * 100_000,
    ],
    ids=lambda text: text[:30],
)
def test_what_is_no_pair(text: str) -> None:
    assert split_credentials(text) is None


@settings(deadline=None)
@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    pair = split_credentials(text)

    assert pair is None or all(part in text for part in pair)


@pytest.mark.parametrize("pattern", ["a=", "Basic a", "key: ", "a", "\n", "K1 ", "'a':", "\x1b["])
def test_the_longest_text_is_no_obstacle(pattern: str) -> None:
    assert split_credentials(pattern * (65_536 // len(pattern))) is None


@pytest.mark.parametrize("text", [KEY, "CLOUDKEY", "A" * 24, "12345678", "CLOUDKEY23456789"])
def test_keys(text: str) -> None:
    assert looks_like_key(text)
    assert not looks_like_secret(text)


@pytest.mark.parametrize(
    "text", [SECRET, OLD_SECRET, "CFLTABCD", "A" * 25, "ABCDEFGh", "AB+CD", "ä"]
)
def test_secrets(text: str) -> None:
    assert looks_like_secret(text)
    assert looks_like_secret(f" {text}\n")
    assert not looks_like_key(text) or text.startswith("CFLT")


@pytest.mark.parametrize("text", ["", " ", "ABC"])
def test_what_is_neither(text: str) -> None:
    assert not looks_like_key(text)
    assert not looks_like_secret(text)
