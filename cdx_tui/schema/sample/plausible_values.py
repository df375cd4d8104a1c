"""Guess plausible values for fields from their names: `billing_email`, `unitPrice`.

Each kind of value comes in variants, so that several samples of a schema differ.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from cdx_tui.schema.sample.moments import DATE, INSTANT, Moment
from cdx_tui.schema.sample.place import Place

__all__ = ["PlausibleValues", "fitted"]

_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+")
_LONGEST_NAME = 200
_MOST_VARIANTS = 997
"""Variants of a number with a limit, after which they repeat."""


def _by_word(*rows: tuple[str, str]) -> dict[str, tuple[str, ...]]:
    """Return the variants of values, which `|` separates, by each of the words in a row."""
    return {word: tuple(values.split("|")) for words, values in rows for word in words.split()}


# The last known word of a name decides: `customer_email_domain` is a domain. `{n}` in the last
# variant is the number of the sample; without it the variants are repeated.
_TEXTS = _by_word(
    ("email mail", "ada@example.com|grace@example.com|alan@example.com|user{n}@example.com"),
    ("firstname forename given givenname", "Ada|Grace|Alan|Edsger|Barbara|Donald"),
    ("lastname surname family familyname", "Lovelace|Hopper|Turing|Dijkstra|Liskov|Knuth"),
    ("name customer owner author contact", "Ada Lovelace|Grace Hopper|Alan Turing|Person {n}"),
    ("user username login nickname", "ada|grace|alan|user{n}"),
    ("company companyname organization organisation vendor", "Example Ltd|Sample AG|Company {n}"),
    ("product productname itemname", "Coffee grinder|Desk lamp|Notebook|Product {n}"),
    ("street address streetname", "1 Main Street|7 Station Road|{n} Park Avenue"),
    ("city town cityname", "Zurich|London|New York|Berlin|Tokyo"),
    ("zip zipcode postcode postal postalcode", "8001|8002|80{n}"),
    ("country nationality countrycode", "CH|GB|US|DE|JP"),
    ("countryname", "Switzerland|United Kingdom|United States|Germany|Japan"),
    ("region state province", "ZH|BE|VD|GE"),
    ("continent", "Europe|Asia|Africa"),
    ("currency currencycode ccy", "EUR|USD|CHF|GBP|JPY"),
    ("language lang locale languagecode", "en|de|fr|it"),
    ("timezone tz", "Europe/Zurich|UTC|America/New_York"),
    (
        "url uri link href website homepage",
        "https://example.com/a|https://example.com/b|https://example.com/{n}",
    ),
    ("host hostname server domain servername", "host.example.com|host{n}.example.com"),
    ("ip ipaddress ipv4 ipaddr", "192.0.2.1|192.0.2.2|198.51.100.7|203.0.113.9"),
    ("ipv6", "2001:db8::1|2001:db8::2|2001:db8::{n}"),
    ("mac macaddress", "00:00:5e:00:53:01|00:00:5e:00:53:02"),
    ("useragent", "Mozilla/5.0 (X11; Linux x86_64) Firefox/147.0|curl/8.18.0"),
    ("phone telephone mobile fax msisdn phonenumber", "+1 202 555 0147|+1 202 555 0148"),
    ("uuid guid", "{uuid}"),
    ("id key identifier ref reference number no", "a1b2c3|a1b2c4|a1b2d{n}"),
    ("code", "A1|B2|C{n}"),
    ("sku article", "SKU-1001|SKU-1002|SKU-1{n}"),
    ("symbol ticker instrument", "ACME|INIT|UMBR"),
    ("isin", "CH0012032048|US0378331005|DE0007164600"),
    ("iban", "CH9300762011623852957|DE89370400440532013000|GB29NWBK60161331926819"),
    ("bic swift swiftcode", "UBSWCHZH80A|DEUTDEFF|NWBKGB2L"),
    ("status", "active|pending|closed"),
    ("type kind category", "standard|express|special"),
    ("gender sex", "female|male|other"),
    ("color colour", "blue|green|red"),
    ("description comment note message text reason remark", "An example|Another example|Note {n}"),
    ("title", "An example|Another example|Title {n}"),
    ("version", "1.0.0|1.1.0|1.{n}.0"),
    ("unit uom", "kg|m|pcs"),
    ("date birthday day birthdate dob", "{date}"),
    ("timestamp datetime time at on created updated modified", "{instant}"),
    ("path file filename", "data/example.txt|data/second.txt|data/{n}.txt"),
    ("cardnumber creditcard pan", "4111111111111111|5555555555554444"),
    ("ssn", "078-05-1120"),
    ("password secret passphrase", "correct horse battery staple"),
    ("hash checksum sha256 digest", "9f86d081884c7d65|60303ae22b998861|fd61a03af4f77d{n}"),
    ("op operation action", "c|u|d|r"),
    ("topic topicname", "orders|payments|shipments"),
    ("table tablename", "orders|payments|customers"),
    ("db database databasename", "inventory|sales"),
    ("price amount total cost", "19.95|24.50|99.{n}"),
)
# A word's number in the first sample, and how much more it is in the next one.
_NUMBERS: dict[str, tuple[float, float]] = {
    **dict.fromkeys(("price", "amount", "total", "cost", "fee", "balance", "value"), (19.95, 5.05)),
    **dict.fromkeys(("quantity", "qty", "count", "number", "items", "stock"), (3, 1)),
    **dict.fromkeys(("id", "key", "identifier", "lsn", "offset"), (1001, 1)),
    "partition": (0, 1),
    **dict.fromkeys(("statuscode", "responsecode", "httpstatus"), (200, 0)),
    "age": (42, 1),
    "year": (2026, -1),
    **dict.fromkeys(("duration", "millis", "ms", "latency", "timeout", "elapsed"), (1500, 25)),
    **dict.fromkeys(("weight", "height", "length", "width", "size"), (180, 1)),
    "port": (443, 1),
    "micros": (250_000, 1),
    "nanos": (250_000_000, 1),
}
# Likewise, and the number of samples after which it begins again, to stay within its range.
_LIMITED: dict[str, tuple[float, float, int]] = {
    "month": (1, 1, 12),
    "day": (15, 1, 14),
    **dict.fromkeys(("hour", "minute", "second"), (9, 1, 14)),
    **dict.fromkeys(("latitude", "lat"), (47.3769, 0.0137, _MOST_VARIANTS)),
    **dict.fromkeys(("longitude", "lon", "lng"), (8.5417, 0.0171, _MOST_VARIANTS)),
    **dict.fromkeys(("temperature", "temp"), (21.5, 0.1, 200)),
    **dict.fromkeys(("percent", "percentage"), (12.5, 0.5, 100)),
    **dict.fromkeys(("rate", "ratio", "score", "probability"), (0.75, 0.002, 100)),
    **dict.fromkeys(("discount", "tax", "vat"), (7.7, 0.1, 100)),
}
_MOMENTS = {
    **dict.fromkeys(
        ("timestamp", "time", "at", "ts", "created", "updated", "datetime", "date", "tsms"),
        "timestamp-millis",
    ),
    **dict.fromkeys(
        ("tsus", "timeus", "tsmicros", "timemicros", "atmicros", "timestampmicros"),
        "timestamp-micros",
    ),
    **dict.fromkeys(
        ("tsns", "timens", "tsnanos", "timenanos", "atnanos", "timestampnanos"), "timestamp-nanos"
    ),
}
_MEANT = {
    "json": ('{"key": "value"}', '{"key": "value {n}"}'),
    "xml": ("<note>An example</note>", "<note>Example {n}</note>"),
    "ltree": ("top.europe.zurich", "top.europe.place{n}"),
    "uuid": ("{uuid}",),
}
_UNSET = re.compile(r"(?:.*_)?(?:UNSPECIFIED|UNKNOWN|UNDEFINED|UNSET|INVALID|NONE|NULL)\Z", re.I)


class PlausibleValues:
    """Plausible values of one sample.

    Args:
        variant: The number of the sample, from 0. The values of different ones differ where
            possible.

    Attributes:
        variant: The same.
        moment: The time of the sample.
    """

    def __init__(self, variant: int = 0) -> None:
        self.variant = variant
        self.moment = Moment(variant)

    def text(self, place: Place) -> str:
        """Return a plausible text for a place; `text` if nothing suggests one."""
        meant = self._meant(place.semantic)
        if meant is not None:
            return meant
        for words in _suggestions(place):
            for word in words:
                if word in _TEXTS:
                    return self._variant_of(_TEXTS[word])
            number = self._number(words)
            if number is not None:
                return str(int(number) if number == int(number) else number)
        return self._variant_of(("text", "text {n}"))

    def number(self, place: Place) -> float | None:
        """Return a plausible number for a place; None if nothing suggests one."""
        meant = self.moment.number(place.semantic)
        if meant is not None:
            return meant
        found = (self._number(words) for words in _suggestions(place))
        return next((number for number in found if number is not None), None)

    def any_number(self, first: float) -> float:
        """Return a number that nothing suggests: `first` in the first sample, then more."""
        return first + self.variant

    def symbol(self, symbols: Sequence[str]) -> str:
        """Return one of an enum's symbols, which must not be empty: rather not an `UNKNOWN`."""
        known = [symbol for symbol in symbols[: self.variant + 1_000] if not _UNSET.match(symbol)]
        return (known or symbols)[self.variant % len(known or symbols)]

    @property
    def flag(self) -> bool:
        """A boolean: true in the first sample."""
        return self.variant % 2 == 0

    @property
    def uuid(self) -> str:
        """A UUID."""
        return f"f81d4fae-7dec-11d0-a765-{0x00A0C91E6BF6 + self.variant:012x}"

    def _meant(self, semantic: str) -> str | None:
        """Return a text with a meaning of Connect or Debezium; None if it is not known."""
        if semantic.startswith("enum("):
            listed = semantic.removeprefix("enum(").removesuffix(")").split(", ")
            whole = [value for value in listed if value and not value.endswith("…")]
            return self.symbol(whole) if whole else None
        if semantic in _MEANT:
            return self._variant_of(_MEANT[semantic])
        return self.moment.text(semantic)

    def _number(self, words: Sequence[str]) -> float | None:
        for word in words:
            if word in _MOMENTS:
                return self.moment.number(_MOMENTS[word])
            if word in _NUMBERS:
                first, step = _NUMBERS[word]
                return round(first + step * self.variant, 6)
            if word in _LIMITED:
                first, step, most = _LIMITED[word]
                return round(first + step * (self.variant % most), 6)
        return None

    def _variant_of(self, texts: Sequence[str]) -> str:
        endless = "{n}" in texts[-1]
        place = min(self.variant, len(texts) - 1) if endless else self.variant % len(texts)
        text = texts[place].replace("{n}", str(self.variant + 1)).replace("{uuid}", self.uuid)
        for mark, semantic in (("{date}", DATE), ("{instant}", INSTANT)):
            if mark in text:
                text = text.replace(mark, self.moment.text(semantic) or "")
        return text


def fitted(number: int, bound: int) -> int:
    """Return a number, divided by 1,000 until it is less than `bound`: ms exceed an int, s fit."""
    while number >= bound:
        number //= 1_000
    return number


def _suggestions(place: Place) -> list[tuple[str, ...]]:
    """Return lists of words that suggest a value, the most telling first."""
    found = [_words(place.semantic)] if place.semantic else []
    own = _words(place.name)
    if place.owner and len(own) == 1:
        # `name` of a `Product` is a product name.
        own = _words(f"{place.owner[-_LONGEST_NAME:]}_{place.name}")[:2]
    found.append(own)
    found += [_words(tag) for tag in place.tags[:10]]
    return found


@lru_cache(maxsize=1_000)
def _words(name: str) -> tuple[str, ...]:
    """Return the lower-case words of a name, last first, each pair of words before its parts."""
    parts = [word.lower() for word in _WORD.findall(name[-_LONGEST_NAME:])]
    found: list[str] = []
    for place in range(len(parts) - 1, -1, -1):
        if place:
            found.append(parts[place - 1] + parts[place])
        found.append(parts[place])
    return tuple(found)
