"""Whether a reader's Avro type can read all data of a writer's, decided without recursion.

Source: "Schema Resolution" in the Avro 1.12 specification, as Java's `SchemaCompatibility`, which
Schema Registry calls, implements it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final, Literal, TypeAlias

from cdx_tui.schema.compatibility.avro_model import NAMED, AvroField, AvroType

__all__ = ["Matching", "find_field", "is_alike", "same_name"]

_PROMOTIONS: Final[Mapping[str, frozenset[str]]] = {
    "int": frozenset(("long", "float", "double")),
    "long": frozenset(("float", "double")),
    "float": frozenset(("double",)),
    "string": frozenset(("bytes",)),
    "bytes": frozenset(("string",)),
}
_MAX_COMPARED: Final = 2_000_000
"""Maximum number of pairs that are compared; only contrived unions have as many."""

_Pair: TypeAlias = tuple[AvroType, AvroType]
_Needs: TypeAlias = bool | tuple[Literal["all", "any"], list[_Pair]]
"""The verdict about a pair, or the pairs of which all, or any, must be compatible."""


class Matching:
    """Compatibility of pairs of one writer's and one reader's types.

    A pair is compatible unless shown otherwise, so that recursive types need no special case: a
    failure spreads from the pairs that fail by themselves to those that need them.
    """

    def __init__(self) -> None:
        self._verdicts: dict[_Pair, bool] = {}
        self._compared = 0

    @property
    def exhausted(self) -> bool:
        """Whether there were too many pairs; those left out count as incompatible."""
        return self._compared > _MAX_COMPARED

    def compatible(self, writer: AvroType, reader: AvroType) -> bool:
        """Return whether all data of `writer` can be read with `reader`."""
        self._compared += 1
        verdict = _at_once(writer, reader)
        if verdict is None:
            pair = (writer, reader)
            if pair not in self._verdicts:
                self._decide(pair)
            verdict = self._verdicts[pair]
        return verdict

    def _decide(self, root: _Pair) -> None:
        found: dict[_Pair, int] = {}
        needed_by: defaultdict[_Pair, list[_Pair]] = defaultdict(list)
        failed: list[_Pair] = []
        waiting = [root]
        while waiting:
            pair = waiting.pop()
            if pair in found or pair in self._verdicts:
                continue
            needs = _needs(*pair) if not self.exhausted else False
            self._compared += _cost(*pair)
            if isinstance(needs, bool):
                found[pair] = 1
                if not needs:
                    failed.append(pair)
                continue
            how, inner = needs
            found[pair] = len(inner) if how == "any" else 1
            for each in inner:
                needed_by[each].append(pair)
                if self._verdicts.get(each) is False:
                    failed.append(each)
            waiting += inner
        self._spread(failed, found, needed_by)

    def _spread(
        self,
        failed: list[_Pair],
        found: dict[_Pair, int],
        needed_by: Mapping[_Pair, list[_Pair]],
    ) -> None:
        """Record the verdicts; the numbers in `found` are failures that a pair still bears."""
        lost: set[_Pair] = set()
        while failed:
            pair = failed.pop()
            if pair in lost:
                continue
            lost.add(pair)
            for outer in needed_by.get(pair, ()):
                found[outer] -= 1
                if found[outer] <= 0:
                    failed.append(outer)
        for pair in found:
            self._verdicts[pair] = pair not in lost


def _cost(writer: AvroType, reader: AvroType) -> int:
    return len(writer.branches) + len(reader.branches) + len(reader.fields)


def find_field(writer: AvroType, field: AvroField) -> tuple[AvroField, ...]:
    """Return the writer's fields that a reader's field denotes by its name or an alias."""
    names = dict.fromkeys((field.name, *field.aliases)) if field.aliases else (field.name,)
    return tuple(writer.by_name[name] for name in names if name in writer.by_name)


def same_name(writer: AvroType, reader: AvroType) -> bool:
    """Return whether two named types match: by unqualified name or by an alias of the reader's."""
    return writer.short_name == reader.short_name or writer.name in reader.aliases


def is_alike(writer: AvroType, reader: AvroType) -> bool:
    """Return whether two types have the same kind and, if they are named types, matching names."""
    if writer.kind != reader.kind:
        return False
    return same_name(writer, reader) if writer.kind in NAMED else True


def _at_once(writer: AvroType, reader: AvroType) -> bool | None:
    """Return the verdict about types that take no time to compare; None for others."""
    kind = writer.kind
    if kind == "union" or reader.kind == "union":
        return None
    if kind != reader.kind:
        return reader.kind in _PROMOTIONS.get(kind, ())
    if kind in ("array", "map"):
        return None
    if kind in NAMED and not same_name(writer, reader):
        return False
    if kind in ("record", "enum"):
        return None
    if kind == "fixed":
        return writer.size == reader.size
    return kind != "" or (writer.name == reader.name != "")


def _needs(writer: AvroType, reader: AvroType) -> _Needs:
    if writer.kind == "union":
        return _all((branch, reader) for branch in writer.branches)
    if reader.kind == "union":
        return _any((writer, branch) for branch in reader.branches)
    if writer.kind in ("array", "map"):
        return _all([(writer.branches[0], reader.branches[0])])
    if writer.kind == "enum":
        return reader.default is not None or set(writer.symbols) <= set(reader.symbols)
    pairs: list[_Pair] = []
    for field in reader.fields:
        found = find_field(writer, field)
        if len(found) > 1 or (not found and field.default is None):
            return False
        if found:
            pairs.append((found[0].type, field.type))
    return _all(pairs)


def _all(pairs: Iterable[_Pair]) -> _Needs:
    rest = []
    for pair in pairs:
        verdict = _at_once(*pair)
        if verdict is False:
            return False
        if verdict is None:
            rest.append(pair)
    return ("all", rest) if rest else True


def _any(pairs: Iterable[_Pair]) -> _Needs:
    rest = []
    for pair in pairs:
        verdict = _at_once(*pair)
        if verdict:
            return True
        if verdict is None:
            rest.append(pair)
    return ("any", rest) if rest else False
