"""Schema Registry's kinds of differences between JSON Schemas: which break, and why.

A difference is harmless if every value that the old schema accepts is accepted by the new one.
"""

from __future__ import annotations

__all__ = ["LENIENT", "NOT_COMPARED", "RULES", "STRICT", "bound_kind"]

NOT_COMPARED = "NOT_COMPARED"
"""Our own kind: the schemas have too many combinations of branches to compare them all."""

_UPPER = {
    "maxLength": "longer strings",
    "maximum": "larger numbers",
    "exclusiveMaximum": "larger numbers",
    "maxProperties": "objects with more properties",
    "maxItems": "arrays with more items",
    "maxContains": "arrays with more such items",
}
_LOWER = {
    "minLength": "shorter strings",
    "minimum": "smaller numbers",
    "exclusiveMinimum": "smaller numbers",
    "minProperties": "objects with fewer properties",
    "minItems": "arrays with fewer items",
    "minContains": "arrays with fewer such items",
}


def bound_kind(keyword: str, change: str) -> str:
    """Return the kind of a change of a bound: `maxLength` and `ADDED` make `MAX_LENGTH_ADDED`."""
    name = "".join(f"_{letter}" if letter.isupper() else letter for letter in keyword)
    return f"{name.upper()}_{change}"


def _bound_rules() -> tuple[dict[str, str], dict[str, str]]:
    """Return the rules of harmless and of breaking changes of bounds."""
    harmless, breaking = {}, {}
    for bounds, wider, narrower in (
        (_UPPER, "INCREASED", "DECREASED"),
        (_LOWER, "DECREASED", "INCREASED"),
    ):
        for keyword, values in bounds.items():
            harmless[bound_kind(keyword, "REMOVED")] = f"All values are within no {keyword}."
            harmless[bound_kind(keyword, wider)] = f"The new {keyword} also accepts {values}."
            breaking[bound_kind(keyword, "ADDED")] = f"The new {keyword} refuses {values}."
            breaking[bound_kind(keyword, narrower)] = f"The new {keyword} refuses {values}."
    return harmless, breaking


_HARMLESS_BOUNDS, _BREAKING_BOUNDS = _bound_rules()

_ANNOTATION = "Annotations accept and refuse no values."

_HARMLESS = {
    "ID_CHANGED": _ANNOTATION,
    "TITLE_CHANGED": _ANNOTATION,
    "DESCRIPTION_CHANGED": _ANNOTATION,
    "DEFAULT_CHANGED": _ANNOTATION,
    "SCHEMA_REMOVED": "Without a schema, all values are accepted.",
    "TYPE_EXTENDED": "Every integer is a number.",
    "PATTERN_REMOVED": "Without a pattern, all strings are accepted.",
    "MULTIPLE_OF_REMOVED": "Without a multipleOf, all numbers are accepted.",
    "MULTIPLE_OF_REDUCED": "Multiples of the old number are multiples of the new one.",
    "REQUIRED_ATTRIBUTE_REMOVED": "Objects with a property that is now optional are accepted.",
    "REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED": (
        "A reader can use the default of a property that is now required."
    ),
    "DEPENDENCY_ARRAY_REMOVED": "Without a dependency, more objects are accepted.",
    "DEPENDENCY_ARRAY_NARROWED": "A dependency on fewer properties accepts more objects.",
    "DEPENDENCY_SCHEMA_REMOVED": "Without a dependency, more objects are accepted.",
    "ADDITIONAL_PROPERTIES_ADDED": "Properties that were refused are accepted.",
    "ADDITIONAL_PROPERTIES_EXTENDED": "Additional properties may have any value.",
    "UNEVALUATED_PROPERTIES_ADDED": "Properties that were refused are accepted.",
    "UNEVALUATED_PROPERTIES_EXTENDED": "Unevaluated properties may have any value.",
    "PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL": (
        "The new property may have any value, as it could as an additional property."
    ),
    "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL": (
        "A reader can use the default of the new required property."
    ),
    "OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL": (
        "Objects without the new optional property are accepted."
    ),
    "PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL": (
        "The property was refused and still is."
    ),
    "PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL": (
        "The property is accepted as an additional property."
    ),
    "PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "The new property accepts all that it could be as an additional property."
    ),
    "PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "The property is accepted as an additional property."
    ),
    "UNIQUE_ITEMS_REMOVED": "Arrays without duplicates are accepted.",
    "ADDITIONAL_ITEMS_ADDED": "Items that were refused are accepted.",
    "ADDITIONAL_ITEMS_EXTENDED": "Additional items may have any value.",
    "UNEVALUATED_ITEMS_ADDED": "Items that were refused are accepted.",
    "UNEVALUATED_ITEMS_EXTENDED": "Unevaluated items may have any value.",
    "ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL": (
        "The new item may have any value, as it could as an additional item."
    ),
    "ITEM_ADDED_TO_CLOSED_CONTENT_MODEL": "Arrays without the new item are accepted.",
    "ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL": "The item was refused and still is.",
    "ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL": "The item is accepted as an additional item.",
    "ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "The new item accepts all that it could be as an additional item."
    ),
    "ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "The item is accepted as an additional item."
    ),
    "ENUM_ARRAY_EXTENDED": "All old values are still in the enum.",
    "COMBINED_TYPE_EXTENDED": "The new combination accepts what the old one did.",
    "PRODUCT_TYPE_NARROWED": "With fewer schemas in an allOf, more values are accepted.",
    "SUM_TYPE_EXTENDED": "A value of an old branch is accepted by a new one.",
    "NOT_TYPE_NARROWED": "The new not refuses no more than the old one.",
}
_BREAKING = {
    "SCHEMA_ADDED": "The new schema refuses values that were accepted without one.",
    "TYPE_NARROWED": "Not every number is an integer.",
    "TYPE_CHANGED": "A schema of another type may refuse what the old one accepted.",
    "PATTERN_ADDED": "The new pattern refuses strings that do not match it.",
    "PATTERN_CHANGED": "A string may match the old pattern and not the new one.",
    "MULTIPLE_OF_ADDED": "The new multipleOf refuses numbers that are no multiples of it.",
    "MULTIPLE_OF_EXPANDED": "Not every multiple of the old number is one of the new one.",
    "MULTIPLE_OF_CHANGED": "Not every multiple of the old number is one of the new one.",
    "REQUIRED_ATTRIBUTE_ADDED": "Objects without the property are refused.",
    "DEPENDENCY_ARRAY_ADDED": "Objects without what the property depends on are refused.",
    "DEPENDENCY_ARRAY_EXTENDED": "Objects without what the property depends on are refused.",
    "DEPENDENCY_ARRAY_CHANGED": "Objects without what the property depends on are refused.",
    "DEPENDENCY_SCHEMA_ADDED": "Objects with the property may be refused by its new dependency.",
    "ADDITIONAL_PROPERTIES_REMOVED": "Properties that are not listed are refused.",
    "ADDITIONAL_PROPERTIES_NARROWED": "Additional properties of other types are refused.",
    "UNEVALUATED_PROPERTIES_REMOVED": "Unevaluated properties are refused.",
    "UNEVALUATED_PROPERTIES_NARROWED": "Unevaluated properties of other types are refused.",
    "REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL": (
        "Objects without the new property, or with it as an additional property, are refused."
    ),
    "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL": (
        "The property may have had any value as an additional property."
    ),
    "OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL": (
        "The property may have had any value as an additional property."
    ),
    "REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL": (
        "Objects without the new required property are refused."
    ),
    "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL": "Objects with the property are refused.",
    "PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "Additional properties of the old type are refused."
    ),
    "PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "The property may have had another type as an additional property."
    ),
    "UNIQUE_ITEMS_ADDED": "Arrays with duplicates are refused.",
    "ADDITIONAL_ITEMS_REMOVED": "Items that are not listed are refused.",
    "ADDITIONAL_ITEMS_NARROWED": "Additional items of other types are refused.",
    "UNEVALUATED_ITEMS_REMOVED": "Unevaluated items are refused.",
    "UNEVALUATED_ITEMS_NARROWED": "Unevaluated items of other types are refused.",
    "ITEM_ADDED_TO_OPEN_CONTENT_MODEL": "The item may have had any value as an additional item.",
    "ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL": "Arrays with the item are refused.",
    "ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "Additional items of the old type are refused."
    ),
    "ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "The item may have had another type as an additional item."
    ),
    "ENUM_ARRAY_NARROWED": "Values that are no longer in the enum are refused.",
    "ENUM_ARRAY_CHANGED": "Values that are no longer permitted are refused.",
    "COMBINED_TYPE_CHANGED": "The new combination may refuse what the old one accepted.",
    "COMBINED_TYPE_SUBSCHEMAS_CHANGED": "Some branches accept nothing like their counterparts.",
    "PRODUCT_TYPE_EXTENDED": "With more schemas in an allOf, fewer values are accepted.",
    "SUM_TYPE_NARROWED": "Values of the branches that were removed are refused.",
    "NOT_TYPE_EXTENDED": "The new not refuses more than the old one.",
    NOT_COMPARED: "There are too many combinations to compare, so it may break.",
}

RULES = {**_HARMLESS, **_HARMLESS_BOUNDS, **_BREAKING, **_BREAKING_BOUNDS}
"""The rule behind each kind, in one sentence."""

STRICT = frozenset({*_HARMLESS, *_HARMLESS_BOUNDS})
"""The kinds that break nothing under Schema Registry's default policy."""

LENIENT = STRICT | {
    "ADDITIONAL_PROPERTIES_NARROWED",
    "ADDITIONAL_PROPERTIES_REMOVED",
    "UNEVALUATED_PROPERTIES_NARROWED",
    "UNEVALUATED_PROPERTIES_REMOVED",
    "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL",
    "OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL",
    "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL",
    "PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
    "PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL",
}
"""The kinds that break nothing under its lenient policy for additional properties."""
