"""What each kind of response that is not a preview most likely means, and what to do about it."""

from __future__ import annotations

from typing import Final, NamedTuple

from cdx_tui.api.errors import (
    AnsweredError,
    Conflict,
    Forbidden,
    InvalidToken,
    NotFound,
    RateLimited,
    ServerError,
    Unauthenticated,
    UnexpectedAnswer,
)

__all__ = [
    "BY_STATUS",
    "EMPTY_BODY_HEDGE",
    "LOGIN_REQUIRED",
    "NOT_FROM_API",
    "NOT_FROM_API_5XX",
    "PROXY_PASSWORD",
    "REDIRECT",
    "SERVER_ERROR",
    "UNEXPECTED",
    "UNREADABLE",
    "WEB_PAGE",
    "WEB_PAGE_TITLE",
    "Explanation",
]


class Explanation(NamedTuple):
    """The class and the texts of an error."""

    error: type[AnsweredError]
    title: str
    cause: str
    next_step: str


BY_STATUS: Final = {
    400: Explanation(
        InvalidToken,
        "Invalid token",
        "The token is malformed or truncated. Mail and chat apps often break long lines.",
        "Copy the whole token again, from the first character to the last, and paste it.",
    ),
    401: Explanation(
        Unauthenticated,
        "Invalid API key",
        "The API key is wrong or deleted, its secret does not match, or it is a Kafka or Schema"
        " Registry key: a Cloud API key is required.",
        "Create a Cloud API key with `confluent api-key create --resource cloud`. A Global key"
        " (`--resource global`) may work too.",
    ),
    403: Explanation(
        Forbidden,
        "You are not a recipient of this share",
        "An invitation is bound to the email address that it was sent to.",
        "Use an API key of the invited user, or ask the provider to invite your address.",
    ),
    404: Explanation(
        NotFound,
        "Share not found",
        "The provider deleted or revoked the share, or the invitation has expired (default: 7"
        " days).",
        "Ask the provider for a new invitation.",
    ),
    409: Explanation(
        Conflict,
        "Token probably redeemed already",
        "A token can be redeemed only once.",
        "Look under Stream shares in Confluent Cloud, or run"
        " `confluent stream-share consumer share list`.",
    ),
    429: Explanation(
        RateLimited,
        "Too many requests",
        "Rate limit reached for this API key.",
        "Wait a moment, then try again.",
    ),
}
"""Explanations of the API's own errors, by status; 5xx is `SERVER_ERROR`."""

EMPTY_BODY_HEDGE: Final = (
    " The response has no body, so a proxy or gateway may have sent it instead of the API."
)
"""Added to the cause of an error that the API sends with a body, if there is none."""

SERVER_ERROR: Final = Explanation(
    ServerError,
    "Server error",
    "The request was probably fine; the fault is on the server's side.",
    "Try again in a moment. If it persists, contact Confluent support with the request ID.",
)
LOGIN_REQUIRED: Final = Explanation(
    ServerError,
    "Network login required",
    "HTTP 511 is sent by a network's captive portal, not by the API.",
    "Open a web page in a browser, log in to the network, then try again.",
)
UNEXPECTED: Final = Explanation(
    UnexpectedAnswer,
    "Unexpected response",
    "The API does not use this status. A proxy or another program may have responded instead, or"
    " the address is not that of the API.",
    "Check --base-url and the proxy settings with `cdx-tui doctor`.",
)
WEB_PAGE_TITLE: Final = "Got a web page instead of an API response"
WEB_PAGE: Final = Explanation(
    UnexpectedAnswer,
    WEB_PAGE_TITLE,
    "A proxy, a login page or a captive portal responded instead of the API, or the address is that"
    " of a website.",
    "Open the network's login page in a browser, or check --base-url and the proxy settings with"
    " `cdx-tui doctor`.",
)
NOT_FROM_API: Final = Explanation(
    UnexpectedAnswer,
    "Unexpected response",
    "This is not an error message of the API. A proxy, a security gateway or a captive portal"
    " probably responded instead, so it says nothing about the token or the API key.",
    "Log in to the network in a browser if it asks for that, or ask whoever runs the proxy or"
    " gateway. Check --base-url and the proxy settings with `cdx-tui doctor`.",
)
NOT_FROM_API_5XX: Final = Explanation(
    UnexpectedAnswer,
    "Unexpected response",
    "This is not an error message of the API. A proxy on the way, or a gateway in front of the API,"
    " probably responded instead.",
    "Try again in a moment. If it persists, check --base-url and the proxy settings with `cdx-tui"
    " doctor`, or ask whoever runs the proxy.",
)
UNREADABLE: Final = Explanation(
    UnexpectedAnswer,
    "Unexpected response",
    "The server accepted the request, but its response is not in the API's format, or was damaged"
    " on the way.",
    "Try again. If it persists, check --base-url, and contact Confluent support with the request"
    " ID.",
)
REDIRECT: Final = Explanation(
    UnexpectedAnswer,
    "Unexpected redirect (not followed)",
    "The API does not redirect. A login page or a proxy may be in the way. The token was not sent"
    " on.",
    "Check --base-url and the proxy settings.",
)

PROXY_PASSWORD: Final = (
    "Proxy authentication required",
    "The proxy responded with 407: its URL has no user name and password, or the wrong ones.",
    "Put them into the proxy's URL: http://USER:PASSWORD@HOST:PORT.",
)
"""Title, cause and next step of a `ProxyFailure`."""
