"""Resolve references by Protobuf's scoping rules.

A name is looked up in the innermost scope first, then in the enclosing ones up to the outermost;
one with a leading dot only there. Of a qualified name only the first part is searched like that:
the scope in which it is found must contain the rest.

Source: the Protocol Buffers language guide, "Packages and Name Resolution", and `protoc`.
"""

from __future__ import annotations

from cdx_tui.schema.protobuf.model import Field, ProtoFile, Reference, TypeKind
from cdx_tui.schema.protobuf.problems import Problems
from cdx_tui.schema.protobuf.symbols import Symbols
from cdx_tui.schema.protobuf.well_known import WELL_KNOWN_PACKAGES, WELL_KNOWN_TYPES

__all__ = ["candidates", "resolve_references"]


def resolve_references(
    file: ProtoFile, symbols: Symbols, problems: Problems, *, complete: bool
) -> frozenset[str]:
    """Resolve the type of every field, method and extension in `file`.

    Args:
        file: The parsed file.
        symbols: The symbol table.
        problems: Receives errors about undefined names.
        complete: Whether the source was parsed without errors; if not, a missing name may be
            defined in a part that could not be parsed, and is not reported.

    Returns:
        The names that were reported as undefined.
    """
    resolver = _Resolver(symbols, problems, complete=complete)
    for message in file.messages:
        for field in message.fields:
            if field.kind is TypeKind.UNKNOWN:
                resolver.resolve(field, message.full_name)
    for scope, extend in file.extends:
        resolver.resolve_message(extend.extendee, scope)
        for field in extend.fields:
            if field.kind is TypeKind.UNKNOWN:
                resolver.resolve(field, scope)
    for service in file.services:
        for method in service.methods:
            resolver.resolve_message(method.request, service.full_name)
            resolver.resolve_message(method.response, service.full_name)
    return frozenset(resolver.undefined)


def candidates(name: str, scope: str) -> list[str]:
    """Return the full names that `name` may denote in `scope`, the innermost first."""
    if name.startswith("."):
        return [name[1:]]
    names: list[str] = []
    while scope:
        names.append(f"{scope}.{name}")
        scope = scope.rpartition(".")[0]
    return [*names, name]


class _Resolver:
    """Resolves names, and caches the results, since most names are used repeatedly."""

    def __init__(self, symbols: Symbols, problems: Problems, *, complete: bool) -> None:
        self._symbols = symbols
        self._problems = problems
        self._complete = complete
        self.undefined: set[str] = set()
        self._cache: dict[tuple[str, str], tuple[str, TypeKind, str]] = {}

    def resolve(self, reference: Field | Reference, scope: str) -> None:
        """Set the target and kind of a reference; report its type if it is undefined."""
        key = (scope, reference.type)
        if key not in self._cache:
            self._cache[key] = self._look_up(reference.type, scope)
        reference.target, reference.kind, fault = self._cache[key]
        if fault and self._complete:
            self.undefined.add(reference.target)
            self._problems.add(fault, reference.type_at)

    def resolve_message(self, reference: Reference, scope: str) -> None:
        """Set the target and kind of a reference that must name a message.

        Unlike for a field, the innermost declaration of the name is used whatever its kind, so a
        method hides a message of the same name.
        """
        self.resolve(reference, scope)
        if reference.kind is TypeKind.ENUM or self._is_shadowed(reference, scope):
            fault = f'expected a message, but "{reference.type}" is something else here'
            self._problems.add(fault, reference.type_at)

    def _is_shadowed(self, reference: Reference, scope: str) -> bool:
        for full_name in candidates(reference.type, scope):
            if full_name in self._symbols.others:
                return True
            if full_name in self._symbols.types:
                return False
        return False

    def _look_up(self, name: str, scope: str) -> tuple[str, TypeKind, str]:
        """Return the target, its kind, and an error message or an empty string."""
        types = self._symbols.types
        first, dot, rest = name.partition(".")
        if not first:
            return self._look_up_full_name(rest, name)
        if not dot:
            for full_name in candidates(name, scope):
                if full_name in types:
                    return full_name, types[full_name], ""
            return self._undefined_result(name, name)
        for outer in candidates(first, scope):
            if outer in types or outer in self._symbols.packages:
                return self._look_up_full_name(f"{outer}.{rest}", name)
        return self._undefined_result(name, name)

    def _look_up_full_name(self, full_name: str, name: str) -> tuple[str, TypeKind, str]:
        kind = self._symbols.types.get(full_name)
        return (
            (full_name, kind, "") if kind is not None else self._undefined_result(full_name, name)
        )

    def _undefined_result(self, full_name: str, name: str) -> tuple[str, TypeKind, str]:
        outer = full_name.rpartition(".")[0]
        in_own_type = outer in self._symbols.types
        if full_name in WELL_KNOWN_TYPES and not in_own_type:
            path = WELL_KNOWN_TYPES[full_name]
            fault = f'"{name}" is not defined: expected an import of "{path}"'
            return full_name, TypeKind.MESSAGE, fault if self._symbols.closed else ""
        certain = self._symbols.closed and not full_name.startswith(_OPEN_PREFIXES)
        fault = f'"{name}" is not defined' if certain or in_own_type else ""
        return full_name, TypeKind.UNKNOWN, fault


# Not reported as undefined: later Protobuf versions may add types to their own packages.
_OPEN_PREFIXES = tuple(f"{package}." for package in WELL_KNOWN_PACKAGES)
