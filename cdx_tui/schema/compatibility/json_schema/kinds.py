"""Schema Registry's kinds of differences between JSON Schemas: which break, and why.

A difference is harmless if every value that the old schema accepts is accepted by the new one.
"""

from __future__ import annotations

__all__ = ["HARMLESS", "NOT_COMPARED", "RULES", "bound_kind"]

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
            accepts = f"The {keyword} of the reader's schema also accepts {values}."
            refuses = f"The {keyword} of the reader's schema refuses {values}."
            harmless[bound_kind(keyword, "REMOVED")] = f"The reader's schema has no {keyword}."
            harmless[bound_kind(keyword, wider)] = accepts
            breaking[bound_kind(keyword, "ADDED")] = refuses
            breaking[bound_kind(keyword, narrower)] = refuses
    return harmless, breaking


_HARMLESS_BOUNDS, _BREAKING_BOUNDS = _bound_rules()

_ANNOTATION = "Annotations do not decide which values are accepted."
_NOT_REQUIRED = "The reader's schema does not require the property."
_HAS_DEFAULT = "The reader's schema has a default for the property that it requires."
_FEWER_DEPENDENCIES = "The reader's schema requires fewer other properties with this one."
_MORE_DEPENDENCIES = "The reader's schema requires other properties with this one."
_MULTIPLE = "Not every such number is a multiple of the number in the reader's schema."
_ANY_VALUE = "The writer's schema accepts any value for {}, as an additional {}."

_HARMLESS = {
    "ID_CHANGED": _ANNOTATION,
    "TITLE_CHANGED": _ANNOTATION,
    "DESCRIPTION_CHANGED": _ANNOTATION,
    "DEFAULT_CHANGED": _ANNOTATION,
    "SCHEMA_REMOVED": "The reader's schema accepts any value here.",
    "TYPE_EXTENDED": "Every integer is a number.",
    "PATTERN_REMOVED": "The reader's schema has no pattern.",
    "MULTIPLE_OF_REMOVED": "The reader's schema has no multipleOf.",
    "MULTIPLE_OF_REDUCED": "Every such number is a multiple of the one in the reader's schema.",
    "REQUIRED_ATTRIBUTE_REMOVED": _NOT_REQUIRED,
    "REQUIRED_ATTRIBUTE_WITH_DEFAULT_ADDED": _HAS_DEFAULT,
    "DEPENDENCY_ARRAY_REMOVED": _FEWER_DEPENDENCIES,
    "DEPENDENCY_ARRAY_NARROWED": _FEWER_DEPENDENCIES,
    "DEPENDENCY_SCHEMA_REMOVED": "The reader's schema requires nothing else with the property.",
    "ADDITIONAL_PROPERTIES_ADDED": "The reader's schema accepts additional properties.",
    "ADDITIONAL_PROPERTIES_EXTENDED": (
        "The reader's schema accepts any value for additional properties."
    ),
    "UNEVALUATED_PROPERTIES_ADDED": "The reader's schema accepts unevaluated properties.",
    "UNEVALUATED_PROPERTIES_EXTENDED": (
        "The reader's schema accepts any value for unevaluated properties."
    ),
    "PROPERTY_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL": (
        "Both schemas accept any value for the property."
    ),
    "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_UNOPEN_CONTENT_MODEL": _HAS_DEFAULT,
    "OPTIONAL_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL": _NOT_REQUIRED,
    "PROPERTY_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL": "Both schemas refuse the property.",
    "PROPERTY_REMOVED_FROM_OPEN_CONTENT_MODEL": (
        "The reader's schema accepts the property as an additional one."
    ),
    "PROPERTY_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "The reader's schema accepts all that the property could be as an additional one."
    ),
    "PROPERTY_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "The reader's schema accepts the property as an additional one."
    ),
    "UNIQUE_ITEMS_REMOVED": "The reader's schema accepts duplicate items.",
    "ADDITIONAL_ITEMS_ADDED": "The reader's schema accepts additional items.",
    "ADDITIONAL_ITEMS_EXTENDED": "The reader's schema accepts any value for additional items.",
    "UNEVALUATED_ITEMS_ADDED": "The reader's schema accepts unevaluated items.",
    "UNEVALUATED_ITEMS_EXTENDED": "The reader's schema accepts any value for unevaluated items.",
    "ITEM_WITH_EMPTY_SCHEMA_ADDED_TO_OPEN_CONTENT_MODEL": (
        "Both schemas accept any value for the item."
    ),
    "ITEM_ADDED_TO_CLOSED_CONTENT_MODEL": "The data has no such item.",
    "ITEM_WITH_FALSE_REMOVED_FROM_CLOSED_CONTENT_MODEL": "Both schemas refuse the item.",
    "ITEM_REMOVED_FROM_OPEN_CONTENT_MODEL": (
        "The reader's schema accepts the item as an additional one."
    ),
    "ITEM_ADDED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "The reader's schema accepts all that the item could be as an additional one."
    ),
    "ITEM_REMOVED_IS_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "The reader's schema accepts the item as an additional one."
    ),
    "ENUM_ARRAY_EXTENDED": "The reader's schema has every value of the enum.",
    "COMBINED_TYPE_EXTENDED": "The combination of the reader's schema accepts the same values.",
    "PRODUCT_TYPE_NARROWED": "The allOf of the reader's schema has fewer branches to satisfy.",
    "SUM_TYPE_EXTENDED": "The reader's schema has a branch for each branch of the writer's schema.",
    "NOT_TYPE_NARROWED": "The not of the reader's schema refuses no more values.",
}
_BREAKING = {
    "SCHEMA_ADDED": "The reader's schema accepts only some values here.",
    "TYPE_NARROWED": "Not every number is an integer.",
    "TYPE_CHANGED": "The reader's schema has another type, which may refuse the values.",
    "PATTERN_ADDED": "The pattern of the reader's schema refuses strings that do not match it.",
    "PATTERN_CHANGED": "A string may not match the pattern of the reader's schema.",
    "MULTIPLE_OF_ADDED": _MULTIPLE,
    "MULTIPLE_OF_EXPANDED": _MULTIPLE,
    "MULTIPLE_OF_CHANGED": _MULTIPLE,
    "REQUIRED_ATTRIBUTE_ADDED": "The reader's schema requires the property without a default.",
    "DEPENDENCY_ARRAY_ADDED": _MORE_DEPENDENCIES,
    "DEPENDENCY_ARRAY_EXTENDED": _MORE_DEPENDENCIES,
    "DEPENDENCY_ARRAY_CHANGED": _MORE_DEPENDENCIES,
    "DEPENDENCY_SCHEMA_ADDED": "The reader's schema may refuse other properties with this one.",
    "ADDITIONAL_PROPERTIES_REMOVED": "The reader's schema refuses additional properties.",
    "ADDITIONAL_PROPERTIES_NARROWED": (
        "The reader's schema refuses additional properties of other types."
    ),
    "UNEVALUATED_PROPERTIES_REMOVED": "The reader's schema refuses unevaluated properties.",
    "UNEVALUATED_PROPERTIES_NARROWED": (
        "The reader's schema refuses unevaluated properties of other types."
    ),
    "REQUIRED_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL": (
        "The reader's schema requires a property that the data may lack."
    ),
    "REQUIRED_PROPERTY_WITH_DEFAULT_ADDED_TO_OPEN_CONTENT_MODEL": (
        _ANY_VALUE.format("the property", "property")
    ),
    "OPTIONAL_PROPERTY_ADDED_TO_OPEN_CONTENT_MODEL": (
        _ANY_VALUE.format("the property", "property")
    ),
    "REQUIRED_PROPERTY_ADDED_TO_UNOPEN_CONTENT_MODEL": (
        "The reader's schema requires a property that the data lacks."
    ),
    "PROPERTY_REMOVED_FROM_CLOSED_CONTENT_MODEL": "The reader's schema refuses the property.",
    "PROPERTY_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "The reader's schema accepts the property only with another type."
    ),
    "PROPERTY_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "The writer's schema accepts other values for the property, as an additional one."
    ),
    "UNIQUE_ITEMS_ADDED": "The reader's schema refuses duplicate items.",
    "ADDITIONAL_ITEMS_REMOVED": "The reader's schema refuses additional items.",
    "ADDITIONAL_ITEMS_NARROWED": "The reader's schema refuses additional items of other types.",
    "UNEVALUATED_ITEMS_REMOVED": "The reader's schema refuses unevaluated items.",
    "UNEVALUATED_ITEMS_NARROWED": "The reader's schema refuses unevaluated items of other types.",
    "ITEM_ADDED_TO_OPEN_CONTENT_MODEL": _ANY_VALUE.format("the item", "item"),
    "ITEM_REMOVED_FROM_CLOSED_CONTENT_MODEL": "The reader's schema refuses the item.",
    "ITEM_REMOVED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "The reader's schema accepts the item only with another type."
    ),
    "ITEM_ADDED_NOT_COVERED_BY_PARTIALLY_OPEN_CONTENT_MODEL": (
        "The writer's schema accepts other values for the item, as an additional one."
    ),
    "ENUM_ARRAY_NARROWED": "The reader's schema does not have every value of the enum.",
    "ENUM_ARRAY_CHANGED": "The reader's schema does not have every listed value.",
    "COMBINED_TYPE_CHANGED": "The combination of the reader's schema may refuse values.",
    "COMBINED_TYPE_SUBSCHEMAS_CHANGED": (
        "The reader's schema has no compatible branch for some branches of the writer's schema."
    ),
    "PRODUCT_TYPE_EXTENDED": "The allOf of the reader's schema has more branches to satisfy.",
    "SUM_TYPE_NARROWED": "The reader's schema has fewer branches.",
    "NOT_TYPE_EXTENDED": "The not of the reader's schema refuses more values.",
    NOT_COMPARED: "There are too many combinations to compare, so readers may fail.",
}

RULES = {**_HARMLESS, **_HARMLESS_BOUNDS, **_BREAKING, **_BREAKING_BOUNDS}
"""The rule behind each kind, in one sentence."""

HARMLESS = frozenset({*_HARMLESS, *_HARMLESS_BOUNDS})
"""The kinds that break nothing under Schema Registry's default policy."""
