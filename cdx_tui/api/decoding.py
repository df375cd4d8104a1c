"""Decode a response body into resources; malformed values become `Problem`s.

The API documents `schemas` as "work in progress and subject to changes", and every property is
optional. A malformed schema or resource therefore never hides the others.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any, Final, TypeAlias, TypeVar

from cdx_tui.api.json_body import NotAPreview, load_json
from cdx_tui.api.models import ConsumerSharedResource, ObjectMeta, Problem, Schema
from cdx_tui.text import clean, clean_lines, shorten

__all__ = ["RESOURCES", "PreviewDecoder", "decode_preview"]

RESOURCES: Final = "consumer_shared_resources"
"""The property of a response that lists the resources."""

_CLOUDS: Final = ("AWS", "AZURE", "GCP")
_NETWORKS: Final = ("PRIVATELINK",)
_INT32: Final = 2**31

_MOST_PROBLEMS: Final = 1_000
_MOST_ITEMS: Final = 100_000  # of one list
_LONGEST_TEXT: Final = 200_000
"""Limit of a property's text in characters; longer text is truncated.

Cleaning takes 30 ms per megabyte, during which no other thread runs. A schema's text is not
truncated: `cdx_tui.schema` cleans it block by block.
"""

Item = TypeVar("Item")


_Decoded: TypeAlias = tuple[tuple[ConsumerSharedResource, ...], tuple[Problem, ...]]


def decode_preview(body: bytes) -> _Decoded:
    """Decode the body of a 200 response.

    Returns:
        The resources, and the problems found in the body.

    Raises:
        NotAPreview: The body is not JSON, not an object, or has no list of resources.
    """
    decoder = PreviewDecoder()
    return decoder.decode(load_json(body, decoder.problem))


class PreviewDecoder:
    """Converter of parsed JSON into models, which records each malformed value with its path."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}
        self._left_out = 0

    def problem(self, path: str, message: str) -> None:
        """Record a problem once; after the first 1,000 they are only counted."""
        problem = Problem(clean(path), clean(message))
        if problem in self._problems:
            return
        if len(self._problems) < _MOST_PROBLEMS:
            self._problems[problem] = None
        else:
            self._left_out += 1

    def decode(self, document: object) -> _Decoded:
        """Return the resources in the parsed body of a response, and all problems recorded.

        Raises:
            NotAPreview: It is not an object, or has no list of resources.
        """
        if not isinstance(document, dict):
            raise NotAPreview(f"the response is {_json_type(document)}, not an object")
        resources = document.get(RESOURCES)
        if not isinstance(resources, list):
            found = f"is {_json_type(resources)}" if RESOURCES in document else "is missing"
            raise NotAPreview(f"the list {RESOURCES} {found}")
        decoded = self._items(resources, f"/{RESOURCES}", self._resource)
        return decoded, self._all_problems()

    def _all_problems(self) -> tuple[Problem, ...]:
        if self._left_out:
            more = Problem("", f"{self._left_out:,} more problems are not listed")
            return (*self._problems, more)
        return tuple(self._problems)

    def _items(
        self, values: list[Any], path: str, decode: Callable[[object, str], Item | None]
    ) -> tuple[Item, ...]:
        if len(values) > _MOST_ITEMS:
            self.problem(path, f"{len(values):,} entries; only {_MOST_ITEMS:,} are read")
        found = (
            decode(value, f"{path}/{index}")
            for index, value in enumerate(islice(values, _MOST_ITEMS))
        )
        return tuple(item for item in found if item is not None)

    def _resource(self, value: object, path: str) -> ConsumerSharedResource:
        if not isinstance(value, dict):
            self.problem(path, f"expected a resource, found {_json_type(value)}")
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
            self.problem(f"{path}/{name}", "missing; the network type is unknown")
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
            self.problem(path, f"expected an object, found {_json_type(value)}")
            return None
        return ObjectMeta(
            *(
                self._text(value, name, path)
                for name in ("self", "resource_name", "created_at", "updated_at", "deleted_at")
            )
        )

    def _schema(self, value: object, path: str) -> Schema:
        if not isinstance(value, dict):
            self.problem(path, f"expected a schema, found {_json_type(value)}")
            return Schema()
        return Schema(
            subject=self._text(value, "subject", path),
            version=self._integer(value, "version", path),
            id=self._integer(value, "id", path),
            schema_type=self._text(value, "schema_type", path, _clean_upper) or None,
            schema=self._exact(value, "schema", path),
        )

    def _text(
        self,
        value: dict[str, Any],
        name: str,
        path: str,
        cleaned: Callable[[str], str] = clean,
    ) -> str | None:
        found = self._exact(value, name, path)
        return None if found is None else self._shown(found, f"{path}/{name}", cleaned)

    def _exact(self, value: dict[str, Any], name: str, path: str) -> str | None:
        found = value.get(name)
        if found is None or isinstance(found, str):
            return found
        self.problem(f"{path}/{name}", f"expected a string, found {_json_type(found)}")
        return None

    def _item_text(self, value: object, path: str) -> str | None:
        if isinstance(value, str):
            return self._shown(value, path, clean)
        self.problem(path, f"expected a string, found {_json_type(value)}")
        return None

    def _shown(self, text: str, path: str, cleaned: Callable[[str], str]) -> str:
        if len(text) > _LONGEST_TEXT:
            self.problem(path, f"{len(text):,} characters; truncated to {_LONGEST_TEXT:,}")
        return cleaned(shorten(text, _LONGEST_TEXT))

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
            self.problem(f"{path}/{name}", f"expected an integer, found {_json_type(found)}")
            return None
        if not -_INT32 <= found < _INT32:
            self.problem(f"{path}/{name}", "larger than 32 bits, the API's limit")
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
            self.problem(f"{path}/{name}", f"expected a list, found {_json_type(found)}")
            return None
        return self._items(found, f"{path}/{name}", decode)


def _clean_upper(text: str) -> str:
    return clean(text.upper())


def _json_type(value: object) -> str:
    """Return the JSON type of a parsed value, with its article."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "a boolean"
    names = {dict: "an object", list: "a list", str: "a string", int: "a number", float: "a number"}
    return names[type(value)]
