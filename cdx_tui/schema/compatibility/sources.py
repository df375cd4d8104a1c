"""Parsed sources of documents, cached as long as the document is in use."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar
from weakref import WeakKeyDictionary

from cdx_tui.schema.document import SchemaDocument

__all__ = ["per_document"]

_Result = TypeVar("_Result")


def per_document(
    function: Callable[[SchemaDocument], _Result],
) -> Callable[[SchemaDocument], _Result]:
    """Cache the results of a function of a document; many versions are compared in many pairs."""
    results: WeakKeyDictionary[SchemaDocument, _Result] = WeakKeyDictionary()

    def cached(document: SchemaDocument) -> _Result:
        if document not in results:
            results[document] = function(document)
        return results[document]

    return cached
