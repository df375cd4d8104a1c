"""Guess plausible values for fields from their names: `billing_email`, `unitPrice`."""

from __future__ import annotations

import re

__all__ = ["SAMPLE_TIME_MS", "number_for", "text_for"]

SAMPLE_TIME_MS = 1_768_469_400_000
"""The time of all samples, 2026-01-15T09:30:00Z, in milliseconds since 1970."""

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_LONGEST_NAME = 200

# The last known word of a name decides: `customer_email_domain` is a domain.
_TEXTS = {
    **dict.fromkeys(("email", "mail"), "ada@example.com"),
    **dict.fromkeys(("firstname", "forename", "given"), "Ada"),
    **dict.fromkeys(("lastname", "surname", "family"), "Lovelace"),
    **dict.fromkeys(("name", "customer", "owner", "author", "contact"), "Ada Lovelace"),
    **dict.fromkeys(("user", "username", "login", "nickname"), "ada"),
    **dict.fromkeys(("company", "organization", "organisation", "vendor"), "Example Ltd"),
    **dict.fromkeys(("street", "address"), "1 Main Street"),
    **dict.fromkeys(("city", "town"), "Zurich"),
    **dict.fromkeys(("zip", "zipcode", "postcode", "postal"), "8001"),
    **dict.fromkeys(("country", "nationality"), "CH"),
    **dict.fromkeys(("region", "state", "province"), "ZH"),
    "currency": "EUR",
    **dict.fromkeys(("language", "lang", "locale"), "en"),
    **dict.fromkeys(("timezone", "tz"), "Europe/Zurich"),
    **dict.fromkeys(("url", "uri", "link", "href", "website", "homepage"), "https://example.com/a"),
    **dict.fromkeys(("host", "hostname", "server", "domain"), "host.example.com"),
    **dict.fromkeys(("ip", "ipaddress", "ipv4"), "192.0.2.1"),
    "ipv6": "2001:db8::1",
    "mac": "00:00:5e:00:53:01",
    **dict.fromkeys(("phone", "telephone", "mobile", "fax", "msisdn"), "+1 202 555 0147"),
    **dict.fromkeys(("uuid", "guid"), "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
    **dict.fromkeys(("id", "key", "identifier", "ref", "reference"), "a1b2c3"),
    **dict.fromkeys(("sku", "article", "product"), "SKU-1001"),
    **dict.fromkeys(("symbol", "ticker"), "ACME"),
    "isin": "CH0012032048",
    "iban": "CH9300762011623852957",
    "status": "active",
    **dict.fromkeys(("type", "kind", "category"), "standard"),
    **dict.fromkeys(("color", "colour"), "blue"),
    **dict.fromkeys(("description", "comment", "note", "message", "text"), "An example"),
    "title": "An example",
    "version": "1.0.0",
    **dict.fromkeys(("date", "birthday", "day"), "2026-01-15"),
    **dict.fromkeys(("timestamp", "datetime", "time", "at"), "2026-01-15T09:30:00Z"),
    **dict.fromkeys(("path", "file", "filename"), "data/example.txt"),
    **dict.fromkeys(("price", "amount", "total", "cost"), "19.95"),
}
_NUMBERS: dict[str, float] = {
    **dict.fromkeys(("price", "amount", "total", "cost", "fee", "balance", "value"), 19.95),
    **dict.fromkeys(("quantity", "qty", "count", "number", "items", "stock"), 3),
    **dict.fromkeys(("id", "key", "identifier"), 1001),
    "age": 42,
    "year": 2026,
    "month": 1,
    "day": 15,
    **dict.fromkeys(("hour", "minute", "second"), 9),
    **dict.fromkeys(("latitude", "lat"), 47.3769),
    **dict.fromkeys(("longitude", "lon", "lng"), 8.5417),
    **dict.fromkeys(("temperature", "temp"), 21.5),
    **dict.fromkeys(("percent", "percentage"), 12.5),
    **dict.fromkeys(("rate", "ratio", "score", "probability"), 0.75),
    **dict.fromkeys(("discount", "tax", "vat"), 7.7),
    "port": 443,
    **dict.fromkeys(
        ("timestamp", "time", "at", "ts", "created", "updated", "datetime"), SAMPLE_TIME_MS
    ),
    **dict.fromkeys(("duration", "millis", "ms", "latency", "timeout", "elapsed"), 1500),
    **dict.fromkeys(("weight", "height", "length", "width", "size"), 180),
}


def text_for(name: str) -> str:
    """Return a plausible text for a field of this name; `text` if the name suggests none."""
    words = _words(name)
    return next((_TEXTS[word] for word in words if word in _TEXTS), "text")


def number_for(name: str) -> float | None:
    """Return a plausible number for a field of this name; None if the name suggests none."""
    words = _words(name)
    return next((_NUMBERS[word] for word in words if word in _NUMBERS), None)


def _words(name: str) -> list[str]:
    """Return the lower-case words of a name, last first, each pair of words before its parts."""
    words = [word.lower() for word in _WORD.findall(name[-_LONGEST_NAME:])]
    found: list[str] = []
    for place in range(len(words) - 1, -1, -1):
        if place:
            found.append(words[place - 1] + words[place])
        found.append(words[place])
    return found
