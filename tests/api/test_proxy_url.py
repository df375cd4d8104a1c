"""User names and passwords in the URL of a proxy, encoded or not."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

import pytest

from cdx_tui.api.client import CdxClient
from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import RefusedInput
from cdx_tui.api.proxy_url import proxy_name
from cdx_tui.cli import main
from cdx_tui.config.base_url import check_proxy
from cdx_tui.secret import Secret
from tests.api.responses import API_SECRET, KEY, ask, failure
from tests.servers.certificates import Authority
from tests.servers.contract_server import ContractServer
from tests.servers.proxy_server import HttpProxy, SocksProxy

_UNENCODED = [
    ("hun#ter2", "#", "%23 for #"),
    ("hun/ter2", "/", "%2F for /"),
    ("hun?ter2", "?", "%3F for ?"),
    ("8#hunter2", "#", "%23 for #"),
    ("8/hunter2", "/", "%2F for /"),
    ("8?hunter2", "?", "%3F for ?"),
    ("h#@:un/ter2", "# and /", "%23 for # and %2F for /"),
]


def _refusals(url: str) -> list[RefusedInput]:
    """Return the errors for a URL of the environment, and of the settings or an option."""
    with pytest.raises(RefusedInput) as environment:
        CdxClient(Connection(proxy=url), KEY, Secret(API_SECRET))
    with pytest.raises(RefusedInput) as settings:
        check_proxy(url)
    return [environment.value, settings.value]


@pytest.mark.parametrize("scheme", ["http://", "socks5://", "https://", ""])
@pytest.mark.parametrize(("password", "characters", "advice"), _UNENCODED)
def test_a_character_that_needs_encoding_is_named(
    scheme: str, password: str, characters: str, advice: str
) -> None:
    for error in _refusals(f"{scheme}muster:{password}@proxy.example:3128"):
        assert f"contains {characters}, which" in error.cause
        assert f"Write {advice} in" in error.next_step
        text = f"{error.title}{error.cause}{error.next_step}{error.__context__}{error.__cause__}"
        assert "muster" not in text
        assert "hun" not in text
        assert "ter2" not in text


@pytest.mark.parametrize(
    ("password", "advice"),
    [("a b", "%20 for a space"), ("a\\b", "%5C for \\"), ("ä", "%C3%A4 for ä"), ("[", "%5B for [")],
)
def test_the_settings_name_characters_that_only_some_parsers_accept(
    password: str, advice: str
) -> None:
    with pytest.raises(RefusedInput) as caught:
        check_proxy(f"http://muster:{password}@proxy.example:3128")
    assert f"Write {advice} in" in caught.value.next_step


def test_every_way_to_give_the_proxy_says_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], own_home: Path
) -> None:
    url = "http://muster:8#hunter2@proxy.example:3128"
    folder = own_home / "settings"
    folder.mkdir()
    (folder / "config.toml").write_text(f'proxy = "{url}"\n')
    token = own_home / "token"
    token.write_text("some-token")
    outputs = []
    for name, value, arguments in (
        ("HTTPS_PROXY", url, []),
        ("ALL_PROXY", url, []),
        ("NO_PROXY", "*", ["--proxy", url]),
        ("CDX_TUI_CONFIG_DIR", str(folder), ["--base-url", "http://127.0.0.1:1"]),
    ):
        with monkeypatch.context() as patch:
            patch.setenv("CONFLUENT_CLOUD_API_KEY", KEY)
            patch.setenv("CONFLUENT_CLOUD_API_SECRET", API_SECRET)
            patch.setenv(name, value)
            assert main(["doctor", *arguments[:2]]) == 2
            status = main(["validate", "--token-file", str(token), *arguments])
        captured = capsys.readouterr()
        outputs.append(captured.out + captured.err)
        assert outputs[-1].count("%23 for #") == 2, "by doctor and validate"
        assert status == 2
    assert not any(mark in "".join(outputs) for mark in ("muster", "hunter2", "DNS"))


@pytest.mark.parametrize("password", ["p@ss", "p:ss", "50%off", "%", "p%zz", "p@:%", "e%41"])
async def test_what_curl_reads_as_it_is_needs_no_encoding(
    tls_server: ContractServer, ca: Authority, password: str
) -> None:
    with HttpProxy(password=f"me:{password.replace('%41', 'A')}") as proxy:
        url = check_proxy(f"http://me:{password}@{proxy.netloc}")
        await ask(Connection(tls_server.url, ca.pem, proxy=url))
    assert len(tls_server.requests) == 1


@pytest.mark.parametrize("kind", [HttpProxy, SocksProxy])
async def test_the_advice_works(
    tls_server: ContractServer, ca: Authority, kind: type[HttpProxy | SocksProxy]
) -> None:
    password = "#/?@%:[]\\ ä"
    with kind(password=f"m@e:{password}") as proxy:
        url = proxy.url.replace("://", f"://m%40e:{quote(password, safe='')}@")
        await ask(Connection(tls_server.url, ca.pem, proxy=check_proxy(url)))
    assert len(tls_server.requests) == 1


async def test_a_rejected_password_may_hold_an_encoded_character() -> None:
    with HttpProxy(password="me:50%41") as proxy:
        error = await failure(
            Connection("https://api.example", proxy=f"http://me:50%41@{proxy.netloc}")
        )
    assert error.title == "The proxy rejected the user name or password"
    assert "%25 for %" in error.next_step


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("http://proxy.example:3128", "http://proxy.example:3128"),
        ("http://me:secret@proxy.example:3128/path?x#y", "http://proxy.example:3128"),
        ("http://me:8#s@[::1]:3128", "http://[::1]:3128"),
        ("me:a://b@proxy.example", "://proxy.example"),
        ("socks5://a\x1bb", "socks5://a␛b"),
    ],
)
def test_a_proxy_is_shown_by_scheme_host_and_port(url: str, name: str) -> None:
    assert proxy_name(url) == name
