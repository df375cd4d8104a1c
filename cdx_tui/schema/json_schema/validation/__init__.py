"""Validation of small values against a JSON Schema: the keywords of all drafts, formats left out.

`Validator` is the entry point; `scalars` and `containers` hold a check for each keyword.
"""

from __future__ import annotations

from cdx_tui.schema.json_schema.validation.validator import Exhausted, Validator

__all__ = ["Exhausted", "Validator"]
