"""Load a schema of draft-04, draft-06 or draft-07 as a shape.

The kinds of its keywords are looked for in a fixed order: `enum`, combinations, `not`, `const`,
`type`, and then the keywords that no `type` has claimed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cdx_tui.schema.compatibility.json_schema.shapes import ALL, ANY, ONE, Kind, Shape
from cdx_tui.schema.json.tree import JsonKind, JsonNode
from cdx_tui.schema.json_schema import Draft

if TYPE_CHECKING:
    from cdx_tui.schema.compatibility.json_schema.loading import LoadedSchema

__all__ = ["TYPE_KINDS", "load"]

TYPE_KINDS = {
    "string": Kind.STRING,
    "integer": Kind.NUMBER,
    "number": Kind.NUMBER,
    "boolean": Kind.BOOLEAN,
    "null": Kind.NULL,
    "array": Kind.ARRAY,
    "object": Kind.OBJECT,
}
"""The kinds of shapes that the names in `type` stand for."""

_KEYWORDS = {
    Kind.ARRAY: ("items", "additionalItems", "minItems", "maxItems", "uniqueItems", "contains"),
    Kind.OBJECT: (
        "properties",
        "required",
        "minProperties",
        "maxProperties",
        "dependencies",
        "patternProperties",
        "additionalProperties",
        "propertyNames",
    ),
    Kind.NUMBER: ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    Kind.STRING: ("minLength", "maxLength", "pattern", "format"),
    Kind.CONDITION: ("if", "then", "else"),
}
_KIND_OF = {name: kind for kind, names in _KEYWORDS.items() for name in names}
_SINCE_6 = ("contains", "propertyNames", "const")

_Keywords = dict[str, JsonNode]
_Groups = dict[Kind, _Keywords]


def load(schema: JsonNode, document: LoadedSchema) -> Shape:
    """Return the shape of an object schema; keywords next to a `$ref` are ignored."""
    keywords = {member.name: member.value for member in schema.members}
    reference = keywords.get("$ref")
    if reference is not None and reference.kind is JsonKind.STRING:
        return Shape(Kind.REFERENCE, document, {"$ref": reference}, branches=[schema])
    if document.draft is Draft.D4:
        for keyword in _SINCE_6:
            keywords.pop(keyword, None)
    groups: _Groups = {}
    for name, node in keywords.items():
        if name in _KIND_OF:
            groups.setdefault(_KIND_OF[name], {})[name] = node
    parts = [*_assertions(keywords, document), *_typed(keywords, groups, document)]
    for kind in _KEYWORDS:
        if kind in groups and (kind is not Kind.CONDITION or document.draft is Draft.D7):
            parts.append(Shape(kind, document, groups[kind]))
    if len(parts) == 1:
        return parts[0]
    if not parts:
        return Shape(Kind.UNCONSTRAINED, document, {})
    return Shape(Kind.COMBINED, document, {}, criterion=ALL, branches=parts, generated=True)


def _assertions(keywords: _Keywords, document: LoadedSchema) -> list[Shape]:
    """Return the shapes of the keywords that hold for values of all types."""
    shapes = []
    enum = keywords.get("enum")
    if enum is not None and enum.kind is JsonKind.ARRAY:
        shapes.append(Shape(Kind.ENUM, document, {"enum": enum}))
    for criterion in (ALL, ANY, ONE):
        listed = keywords.get(criterion)
        if listed is not None and listed.kind is JsonKind.ARRAY:
            branches = listed.items
            shapes.append(
                Shape(Kind.COMBINED, document, {}, criterion=criterion, branches=branches)
            )
    for keyword, kind in (("not", Kind.NOT), ("const", Kind.CONST)):
        if keyword in keywords:
            shapes.append(Shape(kind, document, {keyword: keywords[keyword]}))
    return shapes


def _typed(keywords: _Keywords, groups: _Groups, document: LoadedSchema) -> list[Shape]:
    """Return the shape of `type`, if any, and remove the groups of keywords of its types."""
    type_ = keywords.get("type")
    if type_ is None:
        return []
    named = [type_] if type_.kind is JsonKind.STRING else type_.items
    names = [name for name in (item.text() for item in named) if name in TYPE_KINDS]
    kinds = [TYPE_KINDS[name or ""] for name in names]
    shapes = [
        Shape(kind, document, groups.get(kind, {}), integer=name == "integer")
        for kind, name in zip(kinds, names, strict=True)
    ]
    for kind in kinds:
        groups.pop(kind, None)
    if type_.kind is JsonKind.STRING or not shapes:
        return shapes
    return [Shape(Kind.COMBINED, document, {}, criterion=ANY, branches=shapes, generated=True)]
