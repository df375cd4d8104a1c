"""The drafts of JSON Schema and the type that each requires of its keywords' values.

The tables restate the drafts' metaschemas so that a schema can be checked without them. For
draft-06 and draft-07, two metaschemas are in use: the published one and the one bundled with ajv.
Where they differ, the laxer one applies.
"""

from __future__ import annotations

import re
from enum import Enum, StrEnum

from cdx_tui.schema.json.tree import JsonKind, JsonNode

__all__ = ["NEWEST", "Draft", "Shape", "declared_draft", "is_metaschema", "keywords"]


class Draft(StrEnum):
    """A draft of JSON Schema; the value is its common name."""

    D3 = "draft-03"
    D4 = "draft-04"
    D6 = "draft-06"
    D7 = "draft-07"
    D2019 = "draft 2019-09"
    D2020 = "draft 2020-12"


NEWEST = Draft.D2020
"""The draft that validators assume for a schema without `$schema`."""


class Shape(Enum):
    """Type of a keyword's value; the value of each member is its display name."""

    ANCHOR = "a name that begins with a letter or _"
    ANCHOR_2019 = "a name that begins with a letter"
    ARRAY = "an array"
    BOOLEAN = "true or false"
    BOOLEANS = "an object whose values are true or false"
    COUNT = "a whole number of 0 or more"
    DEPENDENCIES = "an object of schemas and arrays of strings"
    DEPENDENCIES_4 = "an object of schemas and non-empty arrays of strings"
    DEPENDENCIES_3 = "an object of schemas, strings and arrays of strings"
    DISTINCT = "a non-empty array without duplicates"
    ID = "a URI without a fragment"
    INTEGER = "a whole number"
    NAMES = "an array of different strings"
    NAMES_BY_NAME = "an object of arrays of different strings"
    NUMBER = "a number"
    POSITIVE = "a number above 0"
    SCHEMA = "a schema"
    SCHEMA_OR_BOOLEAN = "a schema, true or false"
    SCHEMA_OR_SCHEMAS = "a schema, or a non-empty array of schemas"
    SCHEMA_OR_SCHEMAS_3 = "a schema, or an array of schemas"
    SCHEMAS = "a non-empty array of schemas"
    SCHEMAS_BY_NAME = "an object of schemas"
    SOME_NAMES = "a non-empty array of different strings"
    STRING = "a string"
    TYPE = "one of array, boolean, integer, null, number, object and string, or an array of them"
    TYPE_3 = "a string, or an array of strings and schemas"


_URI = re.compile(
    r"(https?)://json-schema\.org/(draft-0[3-7]|draft/2019-09|draft/2020-12)/"
    r"(schema|hyper-schema)#?\Z"
)
_BY_URI = {
    "draft-03": Draft.D3,
    "draft-04": Draft.D4,
    "draft-05": Draft.D4,  # draft-05 uses the metaschema of draft-04
    "draft-06": Draft.D6,
    "draft-07": Draft.D7,
    "draft/2019-09": Draft.D2019,
    "draft/2020-12": Draft.D2020,
}


def declared_draft(root: JsonNode) -> tuple[Draft | None, bool]:
    """Return the draft that `$schema` declares, and whether its URI is the canonical one.

    The draft is None if `$schema` is missing or not the URI of a draft. The flag is True if
    `$schema` is missing.
    """
    declared = root.get("$schema")
    if declared is None:
        return None, True
    found = (
        _URI.match((declared.text() or "").strip()) if declared.kind is JsonKind.STRING else None
    )
    if found is None:
        return None, False
    scheme, name, document = found.groups()
    draft = _BY_URI[name]
    expected_scheme = "https" if draft in (Draft.D2019, Draft.D2020) else "http"
    return draft, scheme == expected_scheme and document == "schema" and name != "draft-05"


def is_metaschema(uri: str) -> bool:
    """Return whether a URI identifies a draft's metaschema, which every validator includes."""
    return _URI.match(uri.partition("#")[0]) is not None


def keywords(draft: Draft) -> dict[str, Shape]:
    """Return the keywords that a draft's metaschema defines, with the shape of each one's value."""
    return _TABLES[draft]


def _table(**named: str) -> dict[str, Shape]:
    return {name: Shape[shape] for shape, names in named.items() for name in names.split()}


_COMMON = _table(
    STRING="$schema title description format pattern",
    NUMBER="minimum maximum",
    COUNT="minLength minItems maxItems",
    BOOLEAN="uniqueItems",
    SCHEMAS_BY_NAME="properties patternProperties",
)
_D3 = _COMMON | _table(
    STRING="id $ref",
    BOOLEAN="exclusiveMinimum exclusiveMaximum required",
    INTEGER="maxLength",
    POSITIVE="divisibleBy",
    DISTINCT="enum",
    SCHEMA_OR_BOOLEAN="additionalItems additionalProperties",
    SCHEMA_OR_SCHEMAS_3="items extends",
    DEPENDENCIES_3="dependencies",
    TYPE_3="type disallow",
)
_SINCE_4 = _COMMON | _table(
    COUNT="maxLength maxProperties minProperties",
    POSITIVE="multipleOf",
    SCHEMA="not",
    SCHEMAS="allOf anyOf oneOf",
    SCHEMA_OR_SCHEMAS="items",
    SCHEMAS_BY_NAME="definitions",
    TYPE="type",
)
_D4 = _SINCE_4 | _table(
    STRING="id",
    BOOLEAN="exclusiveMinimum exclusiveMaximum",
    SOME_NAMES="required",
    DISTINCT="enum",
    DEPENDENCIES_4="dependencies",
    SCHEMA_OR_BOOLEAN="additionalItems additionalProperties",
)
_D6 = _SINCE_4 | _table(
    STRING="$id $ref",
    NUMBER="exclusiveMinimum exclusiveMaximum",
    NAMES="required",
    DEPENDENCIES="dependencies",
    ARRAY="enum examples",
    SCHEMA="additionalItems additionalProperties contains propertyNames",
)
_D7 = _D6 | _table(
    STRING="$comment contentMediaType contentEncoding",
    BOOLEAN="readOnly",
    SCHEMA="if then else",
)
_D2019 = _D7 | _table(
    STRING="$recursiveRef",
    ID="$id",
    ANCHOR_2019="$anchor",
    BOOLEAN="$recursiveAnchor deprecated writeOnly",
    BOOLEANS="$vocabulary",
    COUNT="maxContains minContains",
    NAMES_BY_NAME="dependentRequired",
    SCHEMA="contentSchema unevaluatedItems unevaluatedProperties",
    SCHEMAS_BY_NAME="$defs dependentSchemas",
)
_D2020 = _D2019 | _table(
    STRING="$dynamicRef",
    ANCHOR="$anchor $dynamicAnchor $recursiveAnchor",
    SCHEMA="items",
    SCHEMAS="prefixItems",
)
del _D2020["additionalItems"]

_TABLES = {
    Draft.D3: _D3,
    Draft.D4: _D4,
    Draft.D6: _D6,
    Draft.D7: _D7,
    Draft.D2019: _D2019,
    Draft.D2020: _D2020,
}
