"""Pairing of branches: as many as possible, and as people would expect."""

from __future__ import annotations

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from cdx_tui.schema.compatibility.json_schema.matching import match
from cdx_tui.schema.trampoline import Steps, run
from tests.schema.compatibility.json_schemas import found

_Graph = list[list[bool]]


@given(
    st.integers(1, 5).flatmap(
        lambda news: st.lists(st.lists(st.booleans(), min_size=news, max_size=news), max_size=5)
    ),
    st.booleans(),
)
def test_matching_is_a_maximum(graph: _Graph, likely: bool) -> None:
    news = len(graph[0]) if graph else 0

    def edge(old: int, new: int) -> Steps[bool]:
        yield None
        return graph[old][new]

    pairs = [(index, index) for index in range(min(len(graph), news))] if likely else []
    matching: dict[int, int] = run(match(len(graph), news, edge, pairs, best=True))
    assert all(graph[old][new] for old, new in matching.items())
    assert len(set(matching.values())) == len(matching)
    assert len(matching) == _most(graph, news)


def _most(graph: _Graph, news: int) -> int:
    """Return the size of a maximum matching, by trying everything."""
    choices: list[int | None] = [*range(news), *[None] * len(graph)]
    sizes = (
        sum(new is not None and row[new] for row, new in zip(graph, order, strict=False))
        for order in permutations(choices, len(graph))
    )
    return max(sizes)


def test_branches_are_paired_by_an_augmenting_path() -> None:
    # Each first choice is taken already; only moving it along makes room for all.
    old = {"oneOf": [{"minLength": 3}, {"minLength": 2}, {"minLength": 1}]}
    new = {"oneOf": [{"minLength": 1, "title": "x"}, {"minLength": 2}, {"minLength": 3}]}
    assert found(old, new) == ["TITLE_CHANGED #/oneOf/2"]


def test_equal_branches_are_paired_first() -> None:
    old = {"anyOf": [{"type": "number"}, {"type": "integer"}]}
    new = {"anyOf": [{"type": "integer"}, {"type": "number"}, {"type": "string"}]}
    assert found(old, new) == ["SUM_TYPE_EXTENDED #/"]


def test_duplicate_branches_count_once() -> None:
    a, b = {"type": "string", "maxLength": 3}, {"maxLength": 3.0, "type": "string"}
    assert found({"oneOf": [a, b, {"type": "null"}]}, {"oneOf": [{"type": "null"}, a]}) == []
