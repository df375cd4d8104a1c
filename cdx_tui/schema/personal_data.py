"""Find fields that are personal or secret by the provider's tags, or look so. Pure.

A tag says what the data is. Without one, name, format and documentation are only hints: the data
itself is unknown. Names are split into words, so that `hostName` does not match "name", nor
`tokenizer` "token".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import lru_cache
from itertools import count
from typing import Final, NamedTuple

from cdx_tui.schema.outline import NodeKind, Outline, OutlineNode

__all__ = ["Category", "PersonalField", "personal_fields"]


class Category(StrEnum):
    """Category of personal data; the value is its display name."""

    NAME = "person's name"
    EMAIL = "email address"
    PHONE = "phone number"
    ADDRESS = "postal address"
    NETWORK = "network address"
    BIRTH = "birth date"
    GOVERNMENT = "official ID"
    BANK = "card or bank data"
    HEALTH = "health data"
    SECRET = "secret"  # noqa: S105 - display text
    MENTIONED = "personal data"


class PersonalField(NamedTuple):
    """A field that is tagged as personal or secret, or looks so.

    Attributes:
        path: Names of the fields from the root to this one, joined by dots.
        category: Category of the data.
        why: The reason, for display: `matched "email"`, `format email`, `tagged PII`.
        line: Line of the field in the document's `lines`, from 0.
        tag: The tag by which the provider says so; empty if the field only looks so.
    """

    path: str
    category: Category
    why: str
    line: int = 0
    tag: str = ""

    @property
    def summary(self) -> str:
        """What the field is, or may be, and why."""
        what = "secret" if self.category is Category.SECRET else f"PII: {self.category.value}"
        if not self.tag:
            return f"possible {what} ({self.why})"
        known = "" if self.category is Category.MENTIONED else f": {self.category.value}"
        return f"{self.why} by the provider{known}"


_TAGGED: Final = {
    **dict.fromkeys(
        ("pii", "personal", "gdpr", "ccpa", "private", "sensitive"), Category.MENTIONED
    ),
    **dict.fromkeys(("phi", "hipaa", "health", "medical"), Category.HEALTH),
    **dict.fromkeys(("pci", "pan", "cardholder"), Category.BANK),
    **dict.fromkeys(("secret", "credential", "password"), Category.SECRET),
}
"""Words of tags that say that a field is personal or secret.

`PII`, `Private` and `Sensitive` are those that Confluent's Stream Catalog begins with.
"""

_NEGATIONS: Final = frozenset(("no", "non", "not"))

_PHRASES: Final[Mapping[Category, str]] = {
    Category.EMAIL: "email, e mail, mail address",
    Category.NETWORK: "ip address, ip addr, mac address, client ip, remote ip, user ip",
    Category.PHONE: "phone, phone number, telephone, mobile number, cell number, msisdn, fax",
    Category.NAME: "first name, last name, full name, given name, family name, middle name, maiden"
    " name, surname, forename, firstname, lastname, fullname, customer name, contact"
    " name, person name, holder name, cardholder name, patient name, guest name,"
    " passenger name, driver name, employee name, recipient name, buyer name, signatory,"
    " user name, username",
    Category.BIRTH: "birth, birthday, birthdate, birth date, dob",
    Category.GOVERNMENT: "ssn, social security, passport, national id, tax id, tax number, tin,"
    " nin, driver license, driver licence, driving licence, identity card, license plate,"
    " nhs number",
    Category.BANK: "iban, bic, swift code, card number, credit card, debit card, pan, cvv, cvc,"
    " bank account, account number, sort code, routing number, card expiry, cardholder",
    Category.HEALTH: "diagnosis, patient, medication, prescription, allergy, blood type,"
    " blood group, icd code, icd10, symptom, disease, treatment, medical record, mrn",
    Category.SECRET: "password, passwd, pwd, secret, api key, apikey, private key, secret key,"
    " access token, refresh token, auth token, bearer token, session token, id token, credential,"
    " passphrase, pin code, security code",
    Category.ADDRESS: "address, street, postcode, postal code, zip code, zipcode, house number,"
    " ship to, bill to, shipping address, billing address",
}
"""Comma-separated sequences of words to find in a name; of several, the first one counts."""

_NOT_POSTAL: Final = frozenset(
    {"ip", "mac", "email", "mail", "web", "url", "memory", "host", "logical", "configuration"}
)
_FORMATS: Final = {
    "email": Category.EMAIL,
    "idn-email": Category.EMAIL,
    "ipv4": Category.NETWORK,
    "ipv6": Category.NETWORK,
    "password": Category.SECRET,
}
_MENTION: Final = re.compile(
    r"\b(PII|GDPR|personal(?:ly identifiable)? (?:data|information))\b", re.I
)
_WORDS: Final = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[0-9]+|[^\W\d_]+")
_MAX_NAME_LENGTH: Final = 200

_Sequence = tuple[int, tuple[str, ...], Category]


def _by_first_word() -> dict[str, list[_Sequence]]:
    """Return the sequences of words, each with its rank, by their first word."""
    found: dict[str, list[_Sequence]] = {}
    ranks = count()
    for category, phrases in _PHRASES.items():
        for phrase in phrases.split(","):
            words = tuple(phrase.split())
            found.setdefault(words[0], []).append((next(ranks), words, category))
    return found


_SEQUENCES: Final = _by_first_word()


def personal_fields(outline: Outline) -> Iterator[PersonalField]:
    """Yield the fields that are tagged as personal or secret, or look so, in document order."""
    pending = [(node, "") for node in reversed(outline.roots)]
    while pending:
        node, parent_path = pending.pop()
        path = parent_path
        if node.kind in (NodeKind.FIELD, NodeKind.EXTENSION):
            path = f"{parent_path}.{node.name}" if parent_path else node.name
            tag = _decisive_tag(_tags_of(node, outline))
            found = None if tag == "" else _classify(node.name, node.logical, node.doc)
            if tag:
                yield PersonalField(path, *_by_tag(tag, found), node.line, tag)
            elif found:
                yield PersonalField(path, *found, node.line)
        pending += [(child, path) for child in reversed(node.children)]


def _tags_of(node: OutlineNode, outline: Outline) -> tuple[str, ...]:
    """Return the tags of a field, or else those of the type that it names."""
    if node.tags:
        return node.tags
    if len(node.children) == 1 and node.children[0].kind is not NodeKind.FIELD:
        return node.children[0].tags
    named = outline.definitions.get(node.target) if node.target is not None else None
    return () if named is None else named.tags


def _decisive_tag(tags: tuple[str, ...]) -> str | None:
    """Return the tag that says that a field is personal; empty if one says that it is not."""
    denied = None
    for tag in tags:
        words = _split(tag)
        if not _TAGGED.keys().isdisjoint(words):
            if _NEGATIONS.isdisjoint(words):
                return tag
            denied = ""
    return denied


def _by_tag(tag: str, found: tuple[Category, str] | None) -> tuple[Category, str]:
    """Return the category of a tagged field, as far as its tag, name, format or doc tell it."""
    category = next(_TAGGED[word] for word in _split(tag) if word in _TAGGED)
    if category is Category.MENTIONED and found is not None:
        category = found[0]
    return category, f"tagged {tag}"


def _classify(name: str, format_: str, doc: str) -> tuple[Category, str] | None:
    by_name = _by_name(name[:_MAX_NAME_LENGTH])
    if by_name:
        return by_name
    if format_ in _FORMATS:
        return _FORMATS[format_], f"format {format_}"
    mention = _MENTION.search(doc[:4_000])
    return (Category.MENTIONED, f'documented as "{mention[0]}"') if mention else None


@lru_cache(maxsize=2_000)
def _by_name(name: str) -> tuple[Category, str] | None:
    """Return what the words of a name suggest; cached, since versions repeat their names."""
    words = _split(name)
    found = [
        (rank, sequence, category)
        for start, word in enumerate(words)
        for rank, sequence, category in _SEQUENCES.get(word, ())
        if tuple(words[start : start + len(sequence)]) == sequence
        and (sequence != ("address",) or _NOT_POSTAL.isdisjoint(words))
    ]
    if not found:
        return None
    _, sequence, category = min(found)
    return category, f'matched "{" ".join(sequence)}"'


def _split(name: str) -> list[str]:
    """Return the words of a name, in lower case and singular."""
    words = [word.lower() for word in _WORDS.findall(name[:_MAX_NAME_LENGTH])]
    return [_singular(word) for word in words]


def _singular(word: str) -> str:
    if word in ("address", "addresses"):
        return "address"
    if word.endswith("ies") and len(word) > 4:
        return f"{word[:-3]}y"
    plural = word.endswith("s") and not word.endswith(("ss", "is", "us")) and len(word) > 3
    return word[:-1] if plural else word
