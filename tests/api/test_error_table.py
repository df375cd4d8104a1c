"""Whose verdict a status is, by its body: the API's, or that of something in between."""

from __future__ import annotations

import pytest

from cdx_tui.api.errors import RateLimited
from cdx_tui.api.response import RedactedResponse
from cdx_tui.api.response_errors import error_for

_BODIES = {
    "API JSON": ("application/json", b'{"errors": [{"title": "The API says no"}]}'),
    "problem+json": (
        "application/problem+json; charset=utf-8",
        b'{"type": "https://docs.example/no", "title": "The API says no", "status": 400,'
        b' "detail": "It really does", "instance": "/req/7"}',
    ),
    "HTML": (
        "text/html",
        b"<html><head><title>Access denied</title></head><body><h1>Access denied</h1>"
        b"<p>Your request was blocked.</p><p>Incident number: INC-0042</p></body></html>",
    ),
    "text": ("text/plain", b"upstream connect error or disconnect/reset before headers"),
    "other JSON": ("application/json", b'{"blocked": true}'),
    "empty": ("", b""),
}
_QUOTED = {
    "API JSON": ("The API says no",),
    "problem+json": (
        "The API says no: It really does (type https://docs.example/no, instance /req/7)",
    ),
    "HTML": (
        "HTTP {} Reason, text/html",
        "Page title: Access denied",
        "It says: Your request was blocked.",
        "Incident number: INC-0042",
    ),
    "text": (
        "HTTP {} Reason, text/plain",
        "It begins: upstream connect error or disconnect/reset before headers",
    ),
    "other JSON": ("HTTP {} Reason, application/json", 'It begins: {"blocked": true}'),
    "empty": ("HTTP {} Reason, no content type",),
}

_API = {
    400: ("Invalid token", 3, "Copy the whole token again"),
    401: ("Invalid API key", 4, "--resource global"),
    403: ("You are not a recipient of this share", 5, "Use an API key of the invited user"),
    404: ("Share not found", 6, "Ask the provider for a new invitation"),
    409: ("Token probably redeemed already", 7, "consumer share list"),
    429: ("Too many requests", 8, "Wait a moment, then try again."),
    500: ("Server error", 9, "contact Confluent support with the request ID"),
    502: ("Server error", 9, "contact Confluent support with the request ID"),
    503: ("Server error", 9, "contact Confluent support with the request ID"),
    504: ("Server error", 9, "contact Confluent support with the request ID"),
    511: ("Network login required", 9, "log in to the network"),
}
_PAGE = "Got a web page instead of an API response"
_UNEXPECTED = "Unexpected response"
_LOG_IN = "Log in to the network in a browser"
_TRY_AGAIN = "Try again in a moment"

_Row = tuple[int, str, str, int, str]


def _rows() -> list[_Row]:
    rows: list[_Row] = []
    for status, verdict in _API.items():
        rows += [(status, body, *verdict) for body in ("API JSON", "problem+json", "empty")]
        step = _LOG_IN if status < 500 or status == 511 else _TRY_AGAIN
        rows.append((status, "HTML", _PAGE, 10, step))
        rows += [(status, body, _UNEXPECTED, 10, step) for body in ("text", "other JSON")]
    for status in (402, 405, 407, 413, 451):
        rows += [
            (status, body, _UNEXPECTED, 10, "--base-url and the proxy settings")
            for body in ("API JSON", "problem+json", "text", "other JSON", "empty")
        ]
        rows.append((status, "HTML", _PAGE, 10, "Open the network's login page"))
    for status in (302, 308):
        rows += [
            (status, body, "Unexpected redirect (not followed)", 10, "Check --base-url")
            for body in _BODIES
        ]
    return rows


@pytest.mark.parametrize(("status", "body", "title", "exit_code", "next_step"), _rows())
def test_a_status_counts_only_with_the_body_of_the_api(
    status: int, body: str, title: str, exit_code: int, next_step: str
) -> None:
    content_type, content = _BODIES[body]
    headers = {"content-type": content_type} if content_type else {}
    error = error_for(RedactedResponse(status, "Reason", headers, content))
    assert (error.title, error.exit_code, error.status) == (title, exit_code, status)
    assert next_step in error.next_step
    quoted = tuple(line.replace("{}", str(status)) for line in _QUOTED[body])
    assert error.details[-len(quoted) :] == quoted
    hedged = body == "empty" and 400 <= status < 500 and status in _API and status != 429
    assert ("The response has no body" in error.cause) == hedged
    from_elsewhere = "This is not an error message of the API" in error.cause
    assert from_elsewhere == (status in _API and exit_code == 10)


@pytest.mark.parametrize(
    ("headers", "retry_after", "wait"),
    [
        ({}, None, 30),
        ({"retry-after": "7", "x-ratelimit-reset": "40"}, 7, 7),
        ({"x-ratelimit-reset": "40"}, 40, 40),
        ({"retry-after": "7200"}, 7200, 3600),
        ({"retry-after": "0"}, 0, 0),
        ({"retry-after": "1" + "0" * 90}, 2**31 - 1, 3600),
        ({"retry-after": "soon"}, None, 30),
    ],
)
def test_a_429_carries_what_the_server_asked_for(
    headers: dict[str, str], retry_after: int | None, wait: int
) -> None:
    error = error_for(RedactedResponse(429, "Reason", headers, b""))
    assert isinstance(error, RateLimited)
    assert (error.retry_after, error.wait) == (retry_after, wait)
    assert ("Wait 7 seconds" in error.next_step) == (retry_after == 7)
    assert "automatically" not in error.next_step  # `validate` does not retry


@pytest.mark.parametrize(
    ("page", "messages"),
    [
        (
            "<html><head><title>Request Rejected</title></head><body>The requested URL was"
            " rejected. Please consult with your administrator.<br><br>Your support ID is:"
            " 1046753298541<br><a href='javascript:history.back();'>[Go Back]</a></body></html>",
            [
                "Page title: Request Rejected",
                "It says: The requested URL was rejected.",
                "Support ID: 1046753298541",
            ],
        ),
        (
            "<HTML><HEAD>\n<TITLE>Access Denied</TITLE>\n</HEAD><BODY>\n<H1>Access Denied</H1>\n \n"
            'You don\'t have permission to access "http&#58;&#47;&#47;x&#47;" on this server.<P>\n'
            "Reference&#32;&#35;18&#46;2d351ab8&#46;1557333295\n</BODY>",
            [
                "Page title: Access Denied",
                'It says: You don\'t have permission to access "http://x/" on this server.',
                "Reference: 18.2d351ab8.1557333295",
            ],
        ),
        (
            "<!doctype html><title>Blocked &amp; logged</title><style>p{x:'Ticket: 9999'}</style>"
            "<script>var a = 'It was script.';</script><!-- It was a comment. --><table><tr>"
            "<td>Incident ID</td><td><b>4711-A</b></td></tr><tr><td>Ticket No.: INC0012345</td>"
            "</tr></table><p>Your company\n does not allow\tthis. Sorry!</p>",
            [
                "Page title: Blocked & logged",
                "It says: Your company does not allow this.",
                "Incident ID: 4711-A",
                "Ticket No: INC0012345",
            ],
        ),
        (
            "<html><head><title>Just a moment...</title></head><body><noscript>Enable"
            " JavaScript and cookies to continue</noscript><span>Ray ID: 7f3c1a2b3c4d5e6f</span>"
            "</body></html>",
            [
                "Page title: Just a moment...",
                "It says: Enable JavaScript and cookies to continue",
                "Ray ID: 7f3c1a2b3c4d5e6f",
            ],
        ),
        (
            "<html><body><img src=x></body></html>",
            ["It begins: <html><body><img src=x></body></html>"],
        ),
        ("<title>\x1b[2J\u202eX", ["Page title: ␛[2J\\u202eX"]),
    ],
    ids=["F5", "Akamai", "table", "challenge", "no text", "hostile"],
)
def test_a_page_is_quoted_by_title_first_sentence_and_number(
    page: str, messages: list[str]
) -> None:
    headers = {"content-type": "text/html"}
    error = error_for(RedactedResponse(403, "Reason", headers, page.encode()))
    assert list(error.details[1:]) == messages


_LONG_PAGES = {
    "open tags": "<p" * 60_000,
    "titles": "<title>" * 20_000,
    "comments": "<!--" * 30_000,
    "scripts": "<script>" * 20_000,
    "labels": "support id " * 12_000,
    "brackets": "<" * 120_000,
    "entities": "&#1114112;&" * 11_000,
    "value": "request id: " + "a." * 60_000,
    "white space": " " * 120_000,
}


@pytest.mark.parametrize("name", list(_LONG_PAGES))
def test_a_hostile_page_gives_bounded_details(name: str) -> None:
    page = _LONG_PAGES[name].encode()
    error = error_for(RedactedResponse(403, "Reason", {"content-type": "text/html"}, page))
    assert 0 < len(error.details) <= 20
    assert all(len(line) <= 600 for line in error.details)


@pytest.mark.parametrize(
    ("body", "title"),
    [
        (b'{"message": "half of', "Invalid token"),
        (b"<html><body>half of", "Got a web page instead of an API response"),
        (b"half of", "Unexpected response"),
        (b"  ", "Invalid token"),
    ],
)
def test_a_truncated_body_counts_as_what_it_begins_with(body: bytes, title: str) -> None:
    headers = {"content-type": "application/json"}
    assert error_for(RedactedResponse(400, "R", headers, body, truncated=True)).title == title
    whole = error_for(RedactedResponse(400, "R", headers, b'{"message": "half of'))
    assert whole.title == "Unexpected response"


def test_a_page_that_is_not_utf_8_is_readable() -> None:
    page = "<html><title>Zugriff</title><body>Zugriff nicht möglich für Sie.</body>".encode(
        "cp1252"
    )
    error = error_for(RedactedResponse(403, "R", {"content-type": "text/html"}, page))
    assert "It says: Zugriff nicht möglich für Sie." in error.details


def test_xml_is_no_web_page_unless_it_is_xhtml() -> None:
    xml = b'<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code></Error>'
    assert error_for(RedactedResponse(403, "R", {}, xml)).title == "Unexpected response"
    xhtml = b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body>x</body></html>'
    assert "web page" in error_for(RedactedResponse(403, "R", {}, xhtml)).title
