"""Bytes of an answer in, a preview's parts out: what fits is taken, what does not is told.

The API says of itself that `schemas` is "work in progress and subject to changes", and every
property is optional. So one odd schema never hides the others, nor one odd resource the rest.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from cdx_tui.api.models import ConsumerSharedResource, ObjectMeta, Problem, Schema
from cdx_tui.text import clean, clean_lines, shorten

__all__ = ["NotAPreview", "decode_preview", "load_json"]

_CLOUDS = ("AWS", "AZURE", "GCP")
_NETWORKS = ("PRIVATELINK",)
_MOST_PROBLEMS = 1_000
_LONGEST_INTEGER = 300  # digits; Python itself refuses more than 4,300
_INT32 = 2**31

Item = TypeVar("Item")


class NotAPreview(ValueError):
    """The body is no answer to the operation at all; its text says why, for the user."""


def decode_preview(
    body: bytes,
) -> tuple[tuple[ConsumerSharedResource, ...], tuple[Problem, ...]]:
    """Decode the body of a 200 into its resources and what was odd about it.

    Raises:
        NotAPreview: It is not JSON, not an object, or has no list of resources.
    """
    decoder = _Decoder()
    answer = load_json(body, decoder.problem)
    if not isinstance(answer, dict):
        raise NotAPreview(f"the answer is {_article(answer)}, not an object")
    resources = answer.get("consumer_shared_resources")
    if not isinstance(resources, list):
        found = (
            f"is {_article(resources)}" if "consumer_shared_resources" in answer else "is missing"
        )
        raise NotAPreview(f"the list consumer_shared_resources {found}")
    path = "/consumer_shared_resources"
    decoded = tuple(
        decoder.resource(item, f"{path}/{index}") for index, item in enumerate(resources)
    )
    return decoded, decoder.told()


def load_json(body: bytes, problem: Callable[[str, str], None]) -> Any:
    """Parse `body` as JSON and report oddities that do not matter to `problem(path, message)`.

    A byte order mark, broken UTF-8, NaN, endless integers and duplicate keys are such oddities.

    Raises:
        NotAPreview: It is not JSON.
    """
    text = body.decode("utf-8", "replace")
    if text.startswith("\ufeff"):
        text = text[1:]
        problem("", "the answer begins with a byte order mark")
    if "\ufffd" in text and not _is_utf8(body):
        problem("", "the answer is not valid UTF-8; bytes that could not be read show as \ufffd")
    if not text.strip():
        raise NotAPreview("the answer is empty")

    def constant(name: str) -> None:
        problem("", f"{name} is not JSON; read as null")

    def integer(digits: str) -> int | None:
        if len(digits) <= _LONGEST_INTEGER:
            return int(digits)
        problem("", f"a number of {len(digits):,} digits; read as null")
        return None

    def members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) != len(pairs):
            problem("", "an object names a property twice; the last one counts")
        return found

    try:
        return json.loads(
            text, parse_constant=constant, parse_int=integer, object_pairs_hook=members
        )
    except RecursionError:
        raise NotAPreview("the answer is nested too deeply to be read") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno:,}, column {error.colno:,}"
        raise NotAPreview(f"the answer is not JSON ({error.msg}, {where})") from None


class _Decoder:
    """Takes values out of parsed JSON and notes what did not fit, with where it was."""

    def __init__(self) -> None:
        self._problems: list[Problem] = []
        self._left_out = 0

    def problem(self, path: str, message: str) -> None:
        if len(self._problems) < _MOST_PROBLEMS:
            self._problems.append(Problem(clean(path), clean(message)))
        else:
            self._left_out += 1

    def told(self) -> tuple[Problem, ...]:
        if self._left_out:
            more = Problem("", f"{self._left_out:,} more problems are not listed")
            return (*self._problems, more)
        return tuple(self._problems)

    def resource(self, value: object, path: str) -> ConsumerSharedResource:
        if not isinstance(value, dict):
            self.problem(path, f"expected a resource, found {_article(value)}")
            return ConsumerSharedResource()
        networks = "network_connection_types"
        return ConsumerSharedResource(
            api_version=self._one_of(value, "api_version", path, ("cdx/v1",)),
            kind=self._one_of(value, "kind", path, ("ConsumerSharedResource",)),
            id=self._text(value, "id", path),
            metadata=self._metadata(value.get("metadata"), f"{path}/metadata"),
            cloud=self._one_of(value, "cloud", path, _CLOUDS),
            network_connection_types=self._networks(value, networks, path),
            display_name=self._text(value, "display_name", path),
            description=self._text(value, "description", path, clean_lines),
            tags=self._list(value, "tags", path, self._item_text) or (),
            schemas=self._schemas(value, path),
            organization_name=self._text(value, "organization_name", path),
            organization_description=self._text(
                value, "organization_description", path, clean_lines
            ),
            organization_contact=self._text(value, "organization_contact", path),
            logo_url=self._text(value, "logo_url", path),
        )

    def _networks(self, value: dict[str, Any], name: str, path: str) -> tuple[str, ...] | None:
        found = self._list(value, name, path, self._item_text)
        if found is None and value.get(name) is None:
            self.problem(f"{path}/{name}", "missing; whether a private link is needed is not told")
        for kind in found or ():
            if kind.upper() not in _NETWORKS:
                self.problem(f"{path}/{name}", f"unknown value “{shorten(kind, 60)}”")
        return found

    def _schemas(self, value: dict[str, Any], path: str) -> tuple[Schema, ...]:
        found = self._list(value, "schemas", path, self._schema)
        if found is None and value.get("schemas") is None:
            self.problem(f"{path}/schemas", "missing; shown as a resource without schemas")
        return found or ()

    def _metadata(self, value: object, path: str) -> ObjectMeta | None:
        if value is None:
            return None
        if not isinstance(value, dict):
            self.problem(path, f"expected an object, found {_article(value)}")
            return None
        return ObjectMeta(
            *(
                self._text(value, name, path)
                for name in ("self", "resource_name", "created_at", "updated_at", "deleted_at")
            )
        )

    def _schema(self, value: object, path: str) -> Schema:
        if not isinstance(value, dict):
            self.problem(path, f"expected a schema, found {_article(value)}")
            return Schema()
        schema_type = self._text(value, "schema_type", path)
        return Schema(
            subject=self._text(value, "subject", path),
            version=self._integer(value, "version", path),
            id=self._integer(value, "id", path),
            schema_type=schema_type.upper() if schema_type else None,
            schema=self._text(value, "schema", path, str),
        )

    def _text(
        self,
        value: dict[str, Any],
        name: str,
        path: str,
        cleaned: Callable[[str], str] = clean,
    ) -> str | None:
        found = value.get(name)
        if found is None or isinstance(found, str):
            return None if found is None else cleaned(found)
        self.problem(f"{path}/{name}", f"expected a string, found {_article(found)}")
        return None

    def _item_text(self, value: object, path: str) -> str | None:
        if isinstance(value, str):
            return clean(value)
        self.problem(path, f"expected a string, found {_article(value)}")
        return None

    def _one_of(
        self, value: dict[str, Any], name: str, path: str, known: tuple[str, ...]
    ) -> str | None:
        found = self._text(value, name, path)
        if found is not None and found not in known:
            self.problem(f"{path}/{name}", f"unknown value “{shorten(found, 60)}”")
        return found

    def _integer(self, value: dict[str, Any], name: str, path: str) -> int | None:
        found = value.get(name)
        if found is None:
            return None
        if not isinstance(found, int) or isinstance(found, bool):
            self.problem(f"{path}/{name}", f"expected an integer, found {_article(found)}")
            return None
        if not -_INT32 <= found < _INT32:
            self.problem(f"{path}/{name}", "larger than the 32 bits that the API promises")
        return found

    def _list(
        self,
        value: dict[str, Any],
        name: str,
        path: str,
        decode: Callable[[object, str], Item | None],
    ) -> tuple[Item, ...] | None:
        found = value.get(name)
        if found is None:
            return None
        if not isinstance(found, list):
            self.problem(f"{path}/{name}", f"expected a list, found {_article(found)}")
            return None
        items = (decode(item, f"{path}/{name}/{index}") for index, item in enumerate(found))
        return tuple(item for item in items if item is not None)


def _article(value: object) -> str:
    """Name the JSON type of a parsed value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    names = {dict: "an object", list: "a list", str: "a string", int: "a number", float: "a number"}
    return names[type(value)]


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode()
    except UnicodeDecodeError:
        return False
    return True
