from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cdx_tui.api.errors import RefusedInput
from cdx_tui.config.base_url import RefusedUrl, check_base_url, check_proxy, without_user_info


@pytest.mark.parametrize(
    ("given_url", "normalised"),
    [
        ("https://api.confluent.cloud", "https://api.confluent.cloud"),
        ("https://api.confluent.cloud/", "https://api.confluent.cloud"),
        ("  HTTPS://API.Confluent.Cloud:443//\n", "https://api.confluent.cloud:443"),
        ("https://gateway.example/confluent/", "https://gateway.example/confluent"),
        ("https://[2001:DB8::1]:8443/", "https://[2001:db8::1]:8443"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("http://LocalHost.:8080/", "http://localhost.:8080"),
        ("http://127.0.0.1:1", "http://127.0.0.1:1"),
        ("http://127.255.255.254", "http://127.255.255.254"),
        ("http://[::1]:8080/", "http://[::1]:8080"),
    ],
)
def test_good_addresses_are_normalised(given_url: str, normalised: str) -> None:
    assert check_base_url(given_url) == normalised


@pytest.mark.parametrize(
    "url",
    [
        "http://api.confluent.cloud",
        "http://localhost.example.com",
        "http://localhost..",
        "http://128.0.0.1",
        "http://127.1",
        "http://2130706433",
        "http://0x7f.0.0.1",
        "http://0.0.0.0",
        "http://[::2]",
        "http://[::ffff:127.0.0.1]",
        "http://127.0.0.1.example.com",
        "http://127.0.0.1@example.com",
    ],
)
def test_plain_http_is_for_loopback_only(url: str) -> None:
    with pytest.raises(RefusedUrl):
        check_base_url(url)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "https://",
        "https:///path",
        "https://:443",
        "api.confluent.cloud",
        "//api.confluent.cloud",
        "ftp://api.confluent.cloud",
        "file:///etc/passwd",
        "https://key:hunter2@api.confluent.cloud",
        "https://@api.confluent.cloud",
        "https://api.confluent.cloud?x=hunter2",
        "https://api.confluent.cloud?",
        "https://api.confluent.cloud/#hunter2",
        "https://api.confluent.cloud:0",
        "https://api.confluent.cloud:99999",
        "https://api.confluent.cloud:port",
        "https://api.confluent.cloud\\@hunter2.example",
        "https://api.conflu\tent.cloud",
        "https://api.conflu ent.cloud",
        "https://api.confluent.cloud\x1b[2J",
        "https://аpi.confluent.cloud",
        "https://[::1",
        "https://[fe80::1%25eth0]",
        "https://[v1.hunter2]",
        "https://api%2econfluent.cloud",
    ],
)
def test_other_addresses_are_refused_without_being_repeated(url: str) -> None:
    with pytest.raises(RefusedInput) as caught:
        check_base_url(url)

    words = " ".join((caught.value.title, caught.value.cause, caught.value.next_step))
    assert "hunter2" not in words
    assert "https://api.confluent.cloud" in caught.value.next_step
    assert words.isprintable()


@settings(deadline=None)
@given(st.text() | st.text().map(lambda rest: f"https://{rest}"))
def test_any_text_is_refused_or_normalised_once(text: str) -> None:
    try:
        url = check_base_url(text)
    except RefusedUrl:
        return
    assert check_base_url(url) == url
    assert url.isascii()
    assert url.startswith(("https://", "http://"))


@pytest.mark.parametrize(
    "url",
    [
        "http://proxy.example:3128",
        "https://proxy.example",
        "socks5://127.0.0.1:1080",
        "socks5h://user:pass@[::1]:1080",
    ],
)
def test_proxies_are_kept_as_they_are(url: str) -> None:
    assert check_proxy(url) == url


def test_a_proxy_without_a_scheme_is_an_http_proxy() -> None:
    assert check_proxy(" proxy.example:3128 ") == "http://proxy.example:3128"
    assert check_proxy("user:hunter2@proxy.example") == "http://user:hunter2@proxy.example"


@pytest.mark.parametrize(
    "url", ["", "proxy.example:port", "socks4://hunter2", "http://", "http://a b"]
)
def test_an_invalid_proxy_is_refused(url: str) -> None:
    with pytest.raises(RefusedUrl) as caught:
        check_proxy(url)

    assert "hunter2" not in caught.value.cause


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://user:hunter2@proxy.example:3128", "http://proxy.example:3128"),
        ("http://user:hun://ter2@proxy.example", "http://proxy.example"),
        ("http://user:hun@ter2@proxy.example", "http://proxy.example"),
        ("user:hunter2@proxy.example", "proxy.example"),
        ("http://proxy.example\x1b", "http://proxy.example␛"),
    ],
)
def test_an_address_is_shown_without_its_password(url: str, shown: str) -> None:
    assert without_user_info(url) == shown
