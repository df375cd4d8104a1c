"""Compare the types, labels and oneofs of the fields of two Protobuf messages."""

from __future__ import annotations

from collections.abc import Iterator

from cdx_tui.schema.compatibility.model import Difference
from cdx_tui.schema.compatibility.protobuf_rules import difference
from cdx_tui.schema.compatibility.protobuf_types import Declared, FieldType
from cdx_tui.schema.protobuf.model import Field, Message

__all__ = ["compare_field_types", "compare_oneofs", "describe_field"]


def compare_oneofs(old: Message, new: Message, path: str) -> Iterator[Difference]:
    """Yield what has changed about the oneofs themselves, not about their fields.

    Fields that the data may have together must not exclude each other: a oneof may take its fields
    from one oneof, or be made of one field, and of new ones.
    """
    were_in = {one.number: one.oneof for one in old.fields}
    for oneof in new.oneofs():
        origins: set[str | int] = set()
        moved = 0
        for each in oneof.fields:
            if each.number is not None and each.number in were_in:
                origins.add(were_in[each.number] or each.number)
                moved += not were_in[each.number]
        if len(origins) > 1:
            several = "MULTIPLE_FIELDS_MOVED_TO_ONEOF"
            kind = several if moved > 1 else "FIELD_MOVED_TO_EXISTING_ONEOF"
            yield difference(kind, f"{path}/{oneof.name}", "", oneof.name)
    before, after = ({one.name for one in each.oneofs()} for each in (old, new))
    for name in sorted(before ^ after):
        if name in before:
            yield difference("ONEOF_REMOVED", f"{path}/{name}", name)
        else:
            yield difference("ONEOF_ADDED", f"{path}/{name}", "", name)


def compare_field_types(
    old: tuple[Field, FieldType],
    new: tuple[Field, FieldType],
    at: str,
    messages: list[tuple[Declared, Declared]],
) -> Iterator[Difference]:
    """Yield what has changed about the type and the label of a field.

    Args:
        old: The older field and its type.
        new: The newer field and its type.
        at: The path of the field.
        messages: Receives the messages of the same name that are the types of the two.
    """
    values = describe_field(old[0]), describe_field(new[0])
    pending = [(old[1], new[1])]
    while pending:
        before, after = pending.pop(0)
        if before.kind != after.kind:
            yield difference("FIELD_KIND_CHANGED", at, *values)
        elif before.kind == "scalar":
            if before.group != after.group:
                yield difference("FIELD_SCALAR_KIND_CHANGED", at, *values)
            elif before is old[1] and _differ(old[0].label, new[0].label):
                string = before.group == "string or bytes"
                what = "STRING_OR_BYTES" if string else "NUMERIC"
                yield difference(f"FIELD_{what}_LABEL_CHANGED", at, *values)
        elif before.kind == "map":
            pending += zip(before.inner, after.inner, strict=False)
        elif before.kind == "message":
            if not _same_message(before, after):
                yield difference("FIELD_NAMED_TYPE_CHANGED", at, *values)
            elif before.declared is not None and after.declared is not None:
                messages.append((before.declared, after.declared))


def describe_field(field: Field) -> str:
    """Return the declaration of a field, without its number."""
    kind = f"map<{field.key}, {field.type}>" if field.key else field.type
    return " ".join(filter(None, (field.label, kind, field.name)))


def _differ(old: str, new: str) -> bool:
    """Return whether two labels differ; a field without a label fits any."""
    return bool(old and new and old != new)


def _same_message(old: FieldType, new: FieldType) -> bool:
    """Return whether the names of two messages are equal, without their packages if known."""
    if old.declared is None or new.declared is None:
        return old.name.lstrip(".") == new.name.lstrip(".")
    if old.declared.local_name != new.declared.local_name:
        return False
    # A type whose fields are not known here is only equal to itself.
    known = old.declared.message is not None, new.declared.message is not None
    return known[0] == known[1] and (known[0] or old.declared == new.declared)
