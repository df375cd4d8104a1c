"""Assign full names to declarations, report duplicates, and build the symbol table."""

from __future__ import annotations

from dataclasses import dataclass, field

from cdx_tui.schema.protobuf.model import (
    Enum,
    Extend,
    Field,
    Message,
    Oneof,
    ProtoFile,
    Service,
    TypeKind,
)
from cdx_tui.schema.protobuf.problems import Problems
from cdx_tui.schema.protobuf.well_known import WELL_KNOWN_FILES, is_well_known

__all__ = ["Symbols", "collect_symbols", "map_entry_name"]

_LONGEST_FULL_NAME = 1_500


@dataclass(slots=True)
class Symbols:
    """The symbol table.

    Attributes:
        types: Kinds by full name of the messages and enums of this document and its well-known
            imports.
        packages: All packages and their enclosing packages.
        others: Full names of services, methods, and top-level extension fields and enum values.
        closed: Whether every import is well-known, so that a missing name is certainly undefined.
    """

    types: dict[str, TypeKind] = field(default_factory=dict)
    packages: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    closed: bool = True


def collect_symbols(file: ProtoFile, problems: Problems) -> Symbols:
    """Set the full names of the declarations in `file`, report duplicates, and return the table."""
    symbols = Symbols()
    for imported in file.imports:
        symbols.types |= WELL_KNOWN_FILES.get(imported.path, {})
        symbols.closed = symbols.closed and is_well_known(imported.path)
    _add_package(symbols, file.package)
    for name in symbols.types:
        _add_package(symbols, name.rpartition(".")[0])
    prefix = f"{file.package}." if file.package else ""
    scope = _Scope(symbols, problems, prefix, {})
    stack: list[Message] = []
    for member in file.members:
        if isinstance(member, Service):
            _declare_service(scope, member)
        else:
            stack += _declare(scope, member)
    while stack:
        message = stack.pop()
        scope = _Scope(symbols, problems, f"{message.full_name}.", {}, message.full_name)
        for declared in message.members:
            stack += _declare(scope, declared)
    return symbols


@dataclass(slots=True)
class _Scope:
    """Namespace of a package, message or service while its names are collected."""

    symbols: Symbols
    problems: Problems
    prefix: str
    names: dict[str, int]
    message: str = ""

    def add(self, name: str, at: int, what: str = "") -> None:
        if name in self.names:
            where = f' in "{self.message}"' if self.message else ""
            self.problems.add(f'"{name}" is already defined{where}{what}', at)
        self.names[name] = at

    def add_type(self, name: str, at: int, kind: TypeKind) -> str:
        self.add(name, at)
        full_name = join_name(self.prefix, name)
        self.symbols.types[full_name] = kind
        return full_name


_Declaration = Message | Enum | Extend | Field | Oneof


def _declare(scope: _Scope, member: _Declaration) -> list[Message]:
    """Add a declaration's names to `scope`; return the messages whose members are to be visited."""
    if isinstance(member, Field):
        scope.add(member.name, member.at)
        _declare_map_entry(scope, member)
    elif isinstance(member, Message):
        member.full_name = scope.add_type(member.name, member.at, TypeKind.MESSAGE)
        return [member]
    elif isinstance(member, Enum):
        _declare_enum(scope, member)
    elif isinstance(member, Oneof):
        scope.add(member.name, member.at)
        for field_ in member.fields:
            scope.add(field_.name, field_.at)
            _declare_map_entry(scope, field_)
    else:
        for field_ in member.fields:
            scope.add(field_.name, field_.at)
            if not scope.message:
                scope.symbols.others.add(scope.prefix + field_.name)
        return [found for group in member.groups for found in _declare(scope, group)]
    return []


def _declare_map_entry(scope: _Scope, field_: Field) -> None:
    if field_.key:
        name = map_entry_name(field_.name)
        what = f', as the entries of the map "{field_.name}"'
        scope.add(name, field_.at, what)


def _declare_enum(scope: _Scope, enum: Enum) -> None:
    enum.full_name = scope.add_type(enum.name, enum.at, TypeKind.ENUM)
    what = f': an enum\'s values are names beside "{enum.name}", not in it'
    for value in enum.values:
        scope.add(value.name, value.at, what)
        if not scope.message:
            scope.symbols.others.add(scope.prefix + value.name)


def _declare_service(scope: _Scope, service: Service) -> None:
    scope.add(service.name, service.at)
    service.full_name = scope.prefix + service.name
    scope.symbols.others.add(service.full_name)
    inner = _Scope(scope.symbols, scope.problems, f"{service.full_name}.", {}, service.full_name)
    for method in service.methods:
        inner.add(method.name, method.at)
        scope.symbols.others.add(inner.prefix + method.name)


def _add_package(symbols: Symbols, package: str) -> None:
    while package and package not in symbols.packages:
        symbols.packages.add(package)
        package = package.rpartition(".")[0]


def join_name(prefix: str, name: str) -> str:
    """Return a full name, truncated at its start if too long, since every nested type stores it."""
    full_name = prefix + name
    if len(full_name) <= _LONGEST_FULL_NAME:
        return full_name
    return f"…{full_name[-_LONGEST_FULL_NAME:]}"


def map_entry_name(field_name: str) -> str:
    """Return the name of the message that Protobuf generates for the entries of a map field."""
    return "".join(part[:1].upper() + part[1:] for part in field_name.split("_")) + "Entry"
