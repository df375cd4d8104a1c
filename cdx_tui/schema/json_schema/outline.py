"""Build the outline of a JSON Schema, draft-03 to 2020-12, including Confluent's extensions.

The outline covers the keywords of all drafts regardless of `$schema`; violations of the declared
draft are reported as problems. Every `$ref` is a link: its node has a `target`, and the referenced
schema is not expanded below it.
"""

from __future__ import annotations

from cdx_tui.schema.external import External
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema.drafts import NEWEST, declared_draft
from cdx_tui.schema.json_schema.layers import SCHEMAS
from cdx_tui.schema.json_schema.metaschema import metaschema_errors
from cdx_tui.schema.json_schema.refs import local_name
from cdx_tui.schema.json_schema.walk import Walk
from cdx_tui.schema.outline import Outline, SchemaProblem
from cdx_tui.text import clean, shorten

__all__ = ["outline_json_schema"]

_MAX_PROBLEMS = 100


def outline_json_schema(root: JsonNode, external: External | None = None) -> Outline:
    """Build the outline of a JSON Schema.

    `records` counts the object schemas in the document: those with `properties` or with "object"
    in their `type`, at any position of a schema (a property, items, a branch of oneOf, a
    definition). `fields` counts the names in their `properties`. References are not counted;
    definitions are, even if nothing refers to them.

    Args:
        root: The document.
        external: The other documents that it may refer to, if any are known.
    """
    outline = Outline(name=_name(root))
    problems = _Problems()
    _check(root, problems)
    if root.kind in SCHEMAS:
        Walk(root, outline, external, problems.report).run()
    outline.problems = problems.sorted()
    return outline


def _name(root: JsonNode) -> str:
    """Return a schema's name, cleaned: its `title`, as in Confluent, or the last part of `$id`."""
    title = root.get("title")
    name = (title.text() if title is not None else None) or ""
    if not name.strip():
        written = root.get("$id") or root.get("id")
        uri = written.text() if written is not None else None
        name = local_name(uri) if uri else ""
    return clean(name)


def _check(root: JsonNode, problems: _Problems) -> None:
    draft, exact = declared_draft(root)
    for error in metaschema_errors(root, draft):
        problems.report(error.message, error.source, fatal=error.fatal)
    declared = root.get("$schema")
    if declared is not None and not exact and declared.kind is JsonKind.STRING:
        shown = shorten(clean(declared.text() or ""), 80)
        message = f"unknown '$schema' {shown}; checked against {NEWEST}"
        if draft:
            message = f"'$schema' {shown} is not exactly the URI of {draft}"
        problems.report(message, declared, fatal=False)


class _Problems:
    """The first `_MAX_PROBLEMS` problems of a document, and the number of the others."""

    def __init__(self) -> None:
        self._reported: list[SchemaProblem] = []
        self._more = {True: 0, False: 0}

    def report(self, message: str, source: JsonNode, *, fatal: bool) -> None:
        """Record a problem of the document (see `Report`)."""
        if len(self._reported) < _MAX_PROBLEMS:
            problem = SchemaProblem(message, None, None, fatal, source.line, source.offset)
            self._reported.append(problem)
        else:
            self._more[fatal] += 1

    def sorted(self) -> tuple[SchemaProblem, ...]:
        """Return the problems in document order; the last one gives the number of those omitted."""
        reported = sorted(self._reported, key=lambda problem: problem.offset or 0)
        more = sum(self._more.values())
        if more:
            message = f"{more:,} more problems of this schema are not listed"
            reported.append(SchemaProblem(message, fatal=self._more[True] > 0))
        return tuple(reported)
