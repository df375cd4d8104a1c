"""List the fields of an outline with their full paths, such as `items[].sku`.

The fields of a type are listed wherever the type is used, so those of a record that is used twice
are listed twice. A recursive type ends at its second occurrence on a path. In a path, `[]` stands
for the elements of an array, `{}` for the values of a map, `[0]` for the first element of a tuple
and `(A)` for the branch A of a union. The paths in types that nothing refers to begin with the name
of the type.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from cdx_tui.schema.outline import NodeKind, Outline, OutlineNode
from cdx_tui.schema.outline_text import has_branches, type_text

__all__ = ["ROOT", "SchemaField", "schema_fields"]

ROOT: Final = "(root)"
"""What is displayed for the empty path of a schema without fields."""

_MAX_REPEATED: Final = 10_000
"""Nodes visited for further uses of types that have been listed: types can multiply."""

_MAX_NESTED: Final = 32
"""References followed on a path; a chain of 10,000 types would have paths of 10,000 names."""

_TYPES: Final = frozenset((NodeKind.RECORD, NodeKind.OBJECT, NodeKind.MESSAGE, NodeKind.DEFINITION))
_DEFINED_APART: Final = frozenset((NodeKind.MESSAGE, NodeKind.DEFINITION))
_BRANCHES: Final = _TYPES - _DEFINED_APART
_MERGED: Final = _TYPES | {NodeKind.ENUM, NodeKind.FIXED}
_WITHOUT_FIELDS: Final = frozenset(
    (NodeKind.SERVICE, NodeKind.METHOD, NodeKind.IMPORT, NodeKind.NOTE, NodeKind.ENUM)
)
_UNREADABLE: Final = ("?", "union of nothing")
_CHOICES: Final = ("anyOf", "oneOf", "type", "extends")
_NOT_IN_DATA: Final = ("not", "propertyNames", "disallow")


class SchemaField(NamedTuple):
    r"""A field of a schema.

    Attributes:
        path: Its path from the root; empty for a schema without fields, such as `"string"`.
        type: Its type for display, with what a value means if the schema tells it.
        nullable: Whether null is among its types.
        required: JSON Schema's `required` or proto2's label; None if the format has none.
        default: Its default as JSON text, or None.
        tags: Its tags.
        doc: Its documentation; lines separated by `\n`.
        line: Line of its definition in the schema's text as shown, from 0.
        annotations: Further properties, as pairs of name and value.
    """

    path: str
    type: str
    nullable: bool
    required: bool | None
    default: str | None
    tags: tuple[str, ...]
    doc: str
    line: int
    annotations: tuple[tuple[str, str], ...] = ()


class _Step(NamedTuple):
    """A node to visit.

    Attributes:
        node: The node.
        path: The path before it.
        types: The types that it is within, by the ids of their nodes.
        repeated: Whether it belongs to a type that was listed before.
    """

    node: OutlineNode
    path: str
    types: tuple[int, ...] = ()
    repeated: bool = False


def schema_fields(outline: Outline) -> Iterator[SchemaField]:
    """Yield the fields of a schema: those of its root, then those of unused types."""
    return _Walk(outline).fields()


class _Walk:
    """One traversal, without recursion, since schemas may nest deeply."""

    def __init__(self, outline: Outline) -> None:
        self._outline = outline
        self._listed: set[int] = set()
        self._apart: deque[OutlineNode] = deque()
        self._repeated = 0

    def fields(self) -> Iterator[SchemaField]:
        """Yield all fields."""
        found = False
        roots = [root for root in self._outline.roots if root.kind not in _WITHOUT_FIELDS]
        for field in self._of_roots(roots):
            found = True
            yield field
        if not found:
            yield from (_field(root, "") for root in roots[:1] if _is_data(root))

    def _of_roots(self, roots: list[OutlineNode]) -> Iterator[SchemaField]:
        is_union = sum(root.kind in _BRANCHES for root in roots) > 1
        self._apart.extend(roots)
        is_first = True
        while self._apart:
            root = self._apart.popleft()
            if id(root) in self._listed:
                continue
            name = "" if is_first and not is_union else _short_name(root)
            is_first = False
            yield from self._below(_Step(root, name + _suffix(root.type)))

    def _below(self, start: _Step) -> Iterator[SchemaField]:
        pending = [start]
        while pending:
            step = pending.pop()
            node = step.node
            self._repeated += step.repeated
            if node.kind in _WITHOUT_FIELDS:
                continue
            if node.kind in _DEFINED_APART and step is not start:
                self._apart.append(node)
                continue
            path = step.path
            if node.kind is NodeKind.FIELD:
                path = f"{path}.{node.name}" if path else node.name
                yield _field(node, path)
                path += _suffix(node.type)
            elif node.kind is NodeKind.BRANCH:
                if node.name.startswith(_NOT_IN_DATA):
                    continue
                path += _branch_suffix(node.name, path)
            pending += self._steps_below(step, path)[::-1]

    def _steps_below(self, step: _Step, path: str) -> list[_Step]:
        """Return the steps to the children of a node, then to those of the types it refers to."""
        node, types, repeated = step.node, step.types, step.repeated
        if node.kind in _TYPES:
            types = self._enter(node, types)
        steps = self._steps(node.children, _Step(node, path, types, repeated))
        if node.type.startswith("tuple<"):
            path += "[]"  # a tuple refers to the type of the elements behind its own
        while (target := self._target(node)) is not None:
            repeated = repeated or id(target) in self._listed
            is_beyond = repeated and self._repeated >= _MAX_REPEATED
            if is_beyond or id(target) in types or len(types) >= _MAX_NESTED:
                break
            node, types = target, self._enter(target, types)
            steps += self._steps(node.children, _Step(node, path, types, repeated))
        return steps

    def _steps(self, children: Sequence[OutlineNode], parent: _Step) -> list[_Step]:
        branches = [self._branch_name(child) for child in children]
        is_union = sum(map(bool, branches)) > 1
        path = parent.path
        return [
            parent._replace(node=child, path=f"{path}({name})" if is_union and name else path)
            for child, name in zip(children, branches, strict=True)
        ]

    def _target(self, node: OutlineNode) -> OutlineNode | None:
        """Return the definition of the type that a node refers to, if that may have fields."""
        if node.target is None or node.kind is NodeKind.EXTENSION:
            return None
        target = self._outline.definitions.get(node.target)
        return target if target is not None and target.kind in _TYPES else None

    def _branch_name(self, node: OutlineNode) -> str:
        """Return the name of the record that a node is or refers to as a branch; else nothing."""
        if node.kind is NodeKind.TYPE and node.target is not None:
            node = self._outline.definitions.get(node.target, node)
        return _short_name(node) if node.kind in _BRANCHES else ""

    def _enter(self, type_: OutlineNode, types: tuple[int, ...]) -> tuple[int, ...]:
        self._listed.add(id(type_))
        return (*types, id(type_))


def _is_data(root: OutlineNode) -> bool:
    """Return whether a root without fields describes data, and is not what could not be read."""
    return root.kind not in _DEFINED_APART and root.type not in _UNREADABLE


def _field(node: OutlineNode, path: str) -> SchemaField:
    """Return the field of a node, together with the type that it defines, if that is its own."""
    doc, tags, annotations = node.doc, node.tags, node.annotations
    if len(node.children) == 1 and node.children[0].kind in _MERGED:
        doc = doc or node.children[0].doc
        tags = tuple(dict.fromkeys((*tags, *node.children[0].tags)))
        annotations += node.children[0].annotations
    type_, required = type_text(node), node.required
    return SchemaField(
        path, type_, node.nullable, required, node.default, tags, doc, node.line, annotations
    )


def _short_name(node: OutlineNode) -> str:
    """Return the name of a type without its namespace."""
    if node.kind is NodeKind.TYPE:
        return ""
    return node.name.rpartition(".")[2] or node.name


def _suffix(type_: str) -> str:
    """Return what a path has after a field of a type: `[]` for an array, `{}` for a map."""
    if type_.startswith("repeated "):
        return "[]"
    suffix = ""
    while type_.endswith((">", " | null")):
        type_ = type_.removeprefix("null | ").removesuffix(" | null")
        if has_branches(type_):
            break
        if type_.startswith("array<"):
            suffix += "[]"
        elif type_.startswith("map<"):
            suffix += "{}"
        else:
            break
        type_ = type_[type_.index("<") + 1 : -1]
    return suffix


def _branch_suffix(name: str, path: str) -> str:
    """Return what a path has for a branch of a JSON Schema, such as `anyOf 1`, `prefixItems 1`."""
    keyword, _, rest = name.partition(" ")
    if keyword in _CHOICES:
        return f"({name})"
    if keyword in ("items", "prefixItems") and rest.isdecimal():
        return f"[{int(rest) - 1}]"
    if keyword == "patternProperties":
        return f"{{{rest}}}"
    if keyword in ("additionalProperties", "unevaluatedProperties"):
        return "" if path.endswith("{}") else "{}"
    if keyword in ("additionalItems", "unevaluatedItems", "contains"):
        return "" if path.endswith("[]") else "[]"
    return ""
