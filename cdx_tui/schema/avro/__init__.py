"""Avro schemas (Avro 1.12): the outline for people, and the resolved schema for programs.

`outline_avro` builds the outline of a parsed JSON document; whatever can be understood is shown,
and what Avro's own readers would refuse is a problem. `AvroSchema` is the strict counterpart,
with every name resolved, for code that makes or compares values.

Data flow: `outline` finds the root types, `reader` walks them without recursion and keeps its
`state` (scopes, `names`, problems), `types` says how a type is written, and `defaults` checks
default values.
"""

from __future__ import annotations

from cdx_tui.schema.avro.outline import outline_avro
from cdx_tui.schema.avro.resolved import NAMED, AvroField, AvroNode, AvroSchema
from cdx_tui.schema.avro.types import AVRO_PRIMITIVES

__all__ = [
    "AVRO_PRIMITIVES",
    "NAMED",
    "AvroField",
    "AvroNode",
    "AvroSchema",
    "outline_avro",
]
