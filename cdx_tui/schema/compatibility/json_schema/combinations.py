"""Compare `allOf`, `anyOf` and `oneOf`.

An `allOf` is a product, the others are sums. The branches are paired so that as many as possible
are compatible; the smaller combination must be paired completely.
"""

from __future__ import annotations

from collections.abc import Iterator

from cdx_tui.schema.compatibility.json_schema.comparison import Comparison
from cdx_tui.schema.compatibility.json_schema.matching import match
from cdx_tui.schema.compatibility.json_schema.results import Result
from cdx_tui.schema.compatibility.json_schema.shapes import ALL, ANY, ONE, Shape
from cdx_tui.schema.json.tree import JsonNode
from cdx_tui.schema.trampoline import Steps

__all__ = ["compare_combined"]

_MAX_NAMES_SHOWN = 5


def compare_combined(comparison: Comparison, result: Result, old: Shape, new: Shape) -> Steps[None]:
    """Compare combinations."""
    if not _compare_criteria(result, old, new):
        return
    olds, news = _distinct(old), _distinct(new)
    _compare_sizes(result, old, len(olds), new, len(news))
    if result.settled:
        return
    old_shapes, new_shapes = list(olds.values()), list(news.values())

    def edge(i: int, j: int) -> Steps[bool]:
        found: Result = yield comparison.compare(old_shapes[i], new_shapes[j], probe=True)
        return found.compatible

    likely = _likely_pairs(list(olds), list(news))
    matching = yield match(len(olds), len(news), edge, likely, best=not result.probe)
    for i, j in sorted(matching.items()):
        found = yield comparison.compare(old_shapes[i], new_shapes[j])
        result.include(found, old.criterion, str(i))
    if len(matching) < min(len(olds), len(news)):
        left = [shape for i, shape in enumerate(old_shapes) if i not in matching]
        taken = set(matching.values())
        right = [shape for j, shape in enumerate(new_shapes) if j not in taken]
        result.add("COMBINED_TYPE_SUBSCHEMAS_CHANGED", old=_names(left), new=_names(right))


def _compare_criteria(result: Result, old: Shape, new: Shape) -> bool:
    """Compare how branches are combined; return whether the branches can be compared."""
    if old.criterion == new.criterion:
        return True
    old_single, new_single = (len(each.document.branches(each)) == 1 for each in (old, new))
    extended = (
        new.criterion == ANY
        or (old_single and (new_single or new.criterion == ONE))
        or (new_single and old.criterion == ALL)
    )
    kind = "COMBINED_TYPE_EXTENDED" if extended else "COMBINED_TYPE_CHANGED"
    result.add(kind, old=old.criterion, new=new.criterion)
    return extended


def _compare_sizes(result: Result, old: Shape, olds: int, new: Shape, news: int) -> None:
    if olds < news:
        kind = "PRODUCT_TYPE_EXTENDED" if new.criterion == ALL else "SUM_TYPE_EXTENDED"
    elif olds > news:
        kind = "PRODUCT_TYPE_NARROWED" if old.criterion == ALL else "SUM_TYPE_NARROWED"
    else:
        return
    result.add(kind, old=_count(olds), new=_count(news))


def _count(branches: int) -> str:
    return f"{branches} {'branch' if branches == 1 else 'branches'}"


def _distinct(combined: Shape) -> dict[bytes, Shape]:
    """Return the branches by what is written there, without duplicates."""
    document = combined.document
    distinct: dict[bytes, Shape] = {}
    for branch in document.branches(combined):
        if isinstance(branch, JsonNode):
            key = document.digest(branch)
        elif combined.generated:  # parts of one schema differ by their keywords
            key = f"{branch.name} {' '.join(branch.keywords)}".encode("utf-8", "surrogatepass")
        else:
            key = _part_key(branch)
        distinct.setdefault(key, document.shape(branch))
    return distinct


def _part_key(part: Shape) -> bytes:
    """Return what is the same for equal parts of different schemas."""
    key = [part.name.encode("utf-8", "surrogatepass")]
    for shape in part.branches if part.generated else (part,):
        if isinstance(shape, Shape):
            for name, node in sorted(shape.keywords.items()):
                key += (name.encode(), shape.document.digest(node))
    return b" ".join(key)


def _likely_pairs(olds: list[bytes], news: list[bytes]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of equal branches, and then those at the same place."""
    index_of = {key: j for j, key in enumerate(news)}
    for i, key in enumerate(olds):
        if key in index_of:
            yield i, index_of[key]
    for i in range(min(len(olds), len(news))):
        yield i, i


def _names(shapes: list[Shape]) -> str:
    shown = ", ".join(_name(shape) for shape in shapes[:_MAX_NAMES_SHOWN])
    return f"{shown}, …" if len(shapes) > _MAX_NAMES_SHOWN else shown


def _name(shape: Shape) -> str:
    title = shape.schema.get("title") if shape.schema is not None else None
    return (title.text() if title is not None else None) or shape.name
