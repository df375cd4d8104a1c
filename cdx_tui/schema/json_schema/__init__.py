"""JSON Schema, draft-03 to 2020-12, as Confluent and others write it.

`outline_json_schema` builds the outline of a parsed JSON document and reports what the metaschema
of its draft refuses. `ResolvedSchema` follows references for code that makes values, into other
documents too (`IndexedDocument`), and `validation.Validator` checks a value against a schema.

Data flow: `walk` visits the `subschemas` and makes a node of each, with its type (`types`), its
documentation and constraints (`annotations`) and its reference (`refs`, connected by `links`).
"""

from __future__ import annotations

from cdx_tui.schema.json_schema.drafts import Draft, declared_draft
from cdx_tui.schema.json_schema.indexed import IndexedDocument
from cdx_tui.schema.json_schema.layers import SCHEMAS, elements, is_null, types_named
from cdx_tui.schema.json_schema.metaschema import metaschema_errors
from cdx_tui.schema.json_schema.outline import outline_json_schema
from cdx_tui.schema.json_schema.regex import Pattern, UnsupportedPattern
from cdx_tui.schema.json_schema.resolved import ResolvedSchema
from cdx_tui.schema.json_schema.types import is_object

__all__ = [
    "SCHEMAS",
    "Draft",
    "IndexedDocument",
    "Pattern",
    "ResolvedSchema",
    "UnsupportedPattern",
    "declared_draft",
    "elements",
    "is_null",
    "is_object",
    "metaschema_errors",
    "outline_json_schema",
    "types_named",
]
