"""Key bindings of all screens and widgets, whether they are in use or not."""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Final

from textual.binding import Binding
from textual.dom import DOMNode

__all__ = ["declared_bindings"]

_PACKAGES: Final = ("cdx_tui.tui.screens", "cdx_tui.tui.widgets")


def declared_bindings() -> Iterator[tuple[type[DOMNode], Binding]]:
    """Yield the bindings of every class of the interface, and the class; it imports them all."""
    names = ["cdx_tui.tui.app", "cdx_tui.tui.frugal"]
    for package in _PACKAGES:
        path = import_module(package).__path__
        names += [module.name for module in pkgutil.walk_packages(path, f"{package}.")]
    for name in names:
        for kind in vars(import_module(name)).values():
            if isinstance(kind, type) and issubclass(kind, DOMNode) and kind.__module__ == name:
                for binding in vars(kind).get("BINDINGS", ()):
                    yield kind, binding
