"""What a proxy says when it refuses: its page and its login methods are reported, safely."""

from __future__ import annotations

import base64
from typing import Final

import pytest

from cdx_tui.api import tunnel
from cdx_tui.api.connection import Connection
from cdx_tui.api.errors import CdxError, ProxyFailure
from cdx_tui.api.proxy_refusal import ProxyRefusal
from tests.api.responses import ask, failure
from tests.servers.certificates import Authority
from tests.servers.contract_server import ContractServer
from tests.servers.proxy_server import HttpProxy

_HTML: Final = ("Content-Type: text/html",)
_PAGE: Final = b"""<!DOCTYPE html><HTML><head><meta charset="utf-8"><Title> Blocked &amp;
logged </Title><style>p { color: red }</style><script>if (a < b) alert("<p>no</p>")</script></head>
<body><h1>Blocked</h1><!-- <p>not this</p> --><p>Category <b>Cloud</b>: not allowed.</p>
<p>Ask the &quot;help desk&quot;.</body></html>"""
_TITLE_AND_TEXT: Final = ("Blocked & logged", 'Category Cloud: not allowed. Ask the "help desk".')


def _response(status: str, body: bytes = b"", *headers: str, chunked: bool = False) -> bytes:
    if chunked:
        headers = (*headers, "Transfer-Encoding: chunked")
        parts = [body[:40], body[40:]]
        body = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
    else:
        headers = (*headers, f"Content-Length: {len(body)}")
    return "\r\n".join([f"HTTP/1.1 {status}", *headers, "", ""]).encode() + body


async def _refusal(answer: bytes, user: str = "") -> CdxError:
    with HttpProxy(answer) as proxy:
        url = f"http://{user}{proxy.netloc}"
        error = await failure(Connection("https://api.example", proxy=url))
    assert isinstance(error, ProxyFailure)
    assert error.exit_code == 11
    return error


@pytest.mark.parametrize(
    ("answer", "details"),
    [
        (_response("403 Forbidden", _PAGE, *_HTML), _TITLE_AND_TEXT),
        (_response("403 Forbidden", _PAGE, *_HTML, chunked=True), _TITLE_AND_TEXT),
        (_response("403 Forbidden", _PAGE), _TITLE_AND_TEXT),
        (
            _response("403 Forbidden", _PAGE, *_HTML).partition(b": not")[0],
            (_TITLE_AND_TEXT[0], "Category Cloud"),
        ),
        (
            _response("403 No", b"Not\n allowed \xff\x1b[2J", "Content-Type: text/plain"),
            ("Not allowed \ufffd␛[2J",),
        ),
        (
            _response("403 No", b'{"error": "no"}', "Content-Type: application/json"),
            ('{"error": "no"}',),
        ),
        (_response("403 No", b"GIF89a", "Content-Type: image/gif"), ()),
        (_response("403 No", b"\x1f\x8b", *_HTML, "Content-Encoding: gzip"), ()),
        (_response("403 No"), ()),
        (b"HTTP/1.1 403 No\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", ()),
    ],
)
async def test_its_page_is_quoted(answer: bytes, details: tuple[str, ...]) -> None:
    error = await _refusal(answer)
    assert error.details == details
    assert error.cause.endswith((": 403 Forbidden.", ": 403 No."))


@pytest.mark.parametrize(
    "piece", [b"x", b"<p>x", b"<", b"<!--", b"<a ", b"<title>", b"<title>a<", b"&"]
)
async def test_a_hostile_page_is_bounded(piece: bytes) -> None:
    refused = ProxyRefusal.of(
        403, b"x" * 9999, [(b"Content-Type", b"text/html")], piece * 100_000, None
    )
    assert len(refused.reason) <= 100
    assert len(refused.messages) <= 2
    assert all(len(message) <= 300 for message in refused.messages)


async def test_no_more_than_the_beginning_of_a_page_is_read() -> None:
    error = await _refusal(_response("403 Forbidden", b"<title>No</title>" + b"x" * 10**6, *_HTML))
    assert error.details[0] == "No"


async def test_a_page_that_does_not_end_delays_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tunnel, "_PAGE_TIMEOUT", 0.1)

    class Stalling(HttpProxy):
        def send(self, connection: object, data: bytes) -> None:
            super().send(connection, data)  # type: ignore[arg-type]
            self.stopped.wait()

    with Stalling(_response("403 Forbidden", _PAGE, *_HTML)[:-20]) as proxy:
        error = await failure(Connection("https://api.example", proxy=proxy.url, timeout=20))
    assert error.kind == "ProxyFailure"
    assert error.details[0] == _TITLE_AND_TEXT[0]


async def test_credentials_that_it_echoes_are_redacted() -> None:
    encoded = base64.b64encode(b"muster:p#ss wort").decode()
    page = f"<title>muster may not</title><p>p#ss wort, p%23ss%20wort, {encoded}; mustered</p>"
    answer = _response(f"403 muster {encoded}", page.encode(), *_HTML)
    error = await _refusal(answer, "muster:p%23ss%20wort@")
    assert error.cause.endswith(": 403 [secret] [secret].")
    assert error.details == ("[secret] may not", "[secret], [secret], [secret]; mustered")
    page = "<p>p&lt;&#x24;&amp;long_x, p<b>&lt;</b>$&long, <i>a  b</i>, u=p&lt;$&long"
    error = await _refusal(_response("403 No", page.encode(), *_HTML), "a%20%20b:p%3C$%26long@")
    assert error.details == ("[secret]_x, [secret], [secret], u=[secret]",)


@pytest.mark.parametrize(
    ("challenges", "schemes"),
    [
        (["NTLM"], "NTLM"),
        (["Negotiate", "NTLM"], "Negotiate and NTLM"),
        (["Negotiate, NTLM"], "Negotiate and NTLM"),
        (["NTLM TlRMTVNTUAACAAAA, negotiate"], "NTLM and negotiate"),
        (['Digest realm="Basic, x", nonce = "a", qop="auth,auth-int"'], "Digest"),
    ],
)
@pytest.mark.parametrize("user", ["", "me:proxy-password-mark@"])
async def test_a_login_for_which_a_password_is_no_help_is_named(
    challenges: list[str], schemes: str, user: str
) -> None:
    headers = [f"Proxy-Authenticate: {challenge}" for challenge in challenges]
    error = await _refusal(_response("407 Proxy Authentication Required", _PAGE, *headers), user)
    assert error.title == f"The proxy requires {schemes} authentication"
    assert f"offers only {schemes}, so a password in the proxy's URL cannot help." in error.cause
    assert "px-proxy or cntlm" in error.next_step
    assert error.details == _TITLE_AND_TEXT


@pytest.mark.parametrize(
    "challenges",
    [
        ["Basic"],
        ["NTLM", 'basic realm="a"'],
        ['NTLM, Basic realm="NTLM, x"'],
        [],
        ['"', ",,=", "\x80"],
    ],
)
async def test_a_password_is_asked_for_where_it_helps(challenges: list[str]) -> None:
    headers = [f"Proxy-Authenticate: {challenge}" for challenge in challenges]
    answer = _response("407 Proxy Authentication Required", b"", *headers)
    assert (await _refusal(answer)).title == "The proxy requires a password"
    error = await _refusal(answer, "me:proxy-password-mark@")
    assert error.title == "The proxy rejected the user name or password"
    assert "proxy-password-mark" not in f"{error.cause}{error.next_step}"


async def test_ipv6_addresses_are_written_in_brackets(ca: Authority) -> None:
    with ContractServer("::1", tls=ca.server_context()) as server, HttpProxy() as proxy:
        await ask(Connection(server.url, ca.pem, proxy.url))
        assert proxy.asked[0].startswith(f"CONNECT [::1]:{server.port} HTTP/1.1\r\n".encode())


@pytest.mark.parametrize(
    ("context", "step"),
    [
        (None, "The proxy does not speak TLS. Write http:// in its URL, or check the port."),
        ("expired", "The certificate has expired. Check this machine's clock too."),
        ("other.example", "The certificate is for another address. Check --proxy."),
    ],
)
async def test_tls_failures_of_the_proxy_itself_are_its_own(
    ca: Authority, context: str | None, step: str
) -> None:
    with (
        ContractServer()
        if context is None
        else HttpProxy(tls=ca.expired() if context == "expired" else ca.server_context(context))
    ) as proxy:
        url = f"https://{proxy.netloc}"
        error = await failure(Connection("https://api.example", ca.pem, url))
    assert error.kind == "TlsFailure"
    assert error.cause.startswith(f"No secure connection to the proxy {url}: ")
    assert error.next_step == step


async def test_an_https_proxy_that_closes_the_connection_is_named(ca: Authority) -> None:
    with HttpProxy(b"", tls=ca.server_context()) as proxy:
        error = await failure(Connection("https://api.example", ca.pem, proxy.url))
        assert error.title == "Invalid response from the proxy"
        assert proxy.url in error.cause
