"""Types defined by the files that need no reference: Protobuf's own, and Schema Registry's.

Schema Registry knows the files of `google/type` and `confluent` as it knows Protobuf's own.

Source: the `google/protobuf` folder of Protocol Buffers 35, and the `google/type` and `confluent`
folders of the Protobuf types of Schema Registry 8.
"""

from __future__ import annotations

from cdx_tui.schema.protobuf.model import TypeKind

__all__ = ["WELL_KNOWN_FILES", "WELL_KNOWN_PACKAGES", "WELL_KNOWN_TYPES", "is_well_known"]

_DEFINED = {
    "any": "Any",
    "api": "Api Method Mixin",
    "compiler/plugin": (
        "compiler.Version compiler.CodeGeneratorRequest compiler.CodeGeneratorResponse "
        "compiler.CodeGeneratorResponse.File #compiler.CodeGeneratorResponse.Feature"
    ),
    "descriptor": (
        "FileDescriptorSet FileDescriptorProto DescriptorProto DescriptorProto.ExtensionRange "
        "DescriptorProto.ReservedRange ExtensionRangeOptions "
        "#ExtensionRangeOptions.VerificationState ExtensionRangeOptions.Declaration "
        "FieldDescriptorProto #FieldDescriptorProto.Type #FieldDescriptorProto.Label "
        "OneofDescriptorProto EnumDescriptorProto EnumDescriptorProto.EnumReservedRange "
        "EnumValueDescriptorProto ServiceDescriptorProto MethodDescriptorProto FileOptions "
        "#FileOptions.OptimizeMode MessageOptions FieldOptions #FieldOptions.CType "
        "#FieldOptions.JSType #FieldOptions.OptionRetention #FieldOptions.OptionTargetType "
        "FieldOptions.EditionDefault FieldOptions.FeatureSupport OneofOptions EnumOptions "
        "EnumValueOptions ServiceOptions MethodOptions #MethodOptions.IdempotencyLevel "
        "UninterpretedOption UninterpretedOption.NamePart FeatureSet #FeatureSet.FieldPresence "
        "#FeatureSet.EnumType #FeatureSet.RepeatedFieldEncoding #FeatureSet.Utf8Validation "
        "#FeatureSet.MessageEncoding #FeatureSet.JsonFormat #FeatureSet.EnforceNamingStyle "
        "FeatureSet.VisibilityFeature #FeatureSet.VisibilityFeature.DefaultSymbolVisibility "
        "FeatureSetDefaults FeatureSetDefaults.FeatureSetEditionDefault SourceCodeInfo "
        "SourceCodeInfo.Location GeneratedCodeInfo GeneratedCodeInfo.Annotation "
        "#GeneratedCodeInfo.Annotation.Semantic #Edition #SymbolVisibility"
    ),
    "duration": "Duration",
    "empty": "Empty",
    "field_mask": "FieldMask",
    "source_context": "SourceContext",
    "struct": "Struct Value ListValue #NullValue",
    "timestamp": "Timestamp",
    "type": "Type Field #Field.Kind #Field.Cardinality Enum EnumValue Option #Syntax",
    "wrappers": (
        "DoubleValue FloatValue Int64Value UInt64Value Int32Value UInt32Value BoolValue "
        "StringValue BytesValue"
    ),
}

_FEATURES = {
    "cpp_features": "CppFeatures #CppFeatures.StringType #CppFeatures.RepeatedType",
    "go_features": (
        "GoFeatures #GoFeatures.APILevel #GoFeatures.StripEnumPrefix "
        "GoFeatures.OptimizeModeFeature #GoFeatures.OptimizeModeFeature.OptimizeMode"
    ),
    "java_features": (
        "JavaFeatures #JavaFeatures.Utf8Validation JavaFeatures.NestInFileClassFeature "
        "#JavaFeatures.NestInFileClassFeature.NestInFileClass"
    ),
}

_GOOGLE_TYPES = {
    "calendar_period": "#CalendarPeriod",
    "color": "Color",
    "date": "Date",
    "datetime": "DateTime TimeZone",
    "dayofweek": "#DayOfWeek",
    "decimal": "Decimal",
    "expr": "Expr",
    "fraction": "Fraction",
    "interval": "Interval",
    "latlng": "LatLng",
    "money": "Money",
    "month": "#Month",
    "phone_number": "PhoneNumber PhoneNumber.ShortCode",
    "postal_address": "PostalAddress",
    "quaternion": "Quaternion",
    "timeofday": "TimeOfDay",
}

_PACKAGES = (
    ("google/protobuf", "google.protobuf", _DEFINED),
    ("google/protobuf", "pb", _FEATURES),
    ("google/type", "google.type", _GOOGLE_TYPES),
    ("confluent/type", "confluent.type", {"decimal": "Decimal", "variant": "Variant"}),
    ("confluent", "confluent", {"meta": "Meta"}),
)
"""Folder, package and types of the files."""


def _types(package: str, names: str) -> dict[str, TypeKind]:
    return {
        f"{package}.{name.lstrip('#')}": TypeKind.ENUM if name[0] == "#" else TypeKind.MESSAGE
        for name in names.split()
    }


WELL_KNOWN_FILES: dict[str, dict[str, TypeKind]] = {
    f"{folder}/{file}.proto": _types(package, names)
    for folder, package, files in _PACKAGES
    for file, names in files.items()
}
"""Kinds of the types that each file defines, by full name, by import path."""

WELL_KNOWN_TYPES: dict[str, str] = {
    name: path for path, types in WELL_KNOWN_FILES.items() for name in types
}
"""Import path of the file that defines each type, by the type's full name."""

WELL_KNOWN_PACKAGES = tuple(package for _, package, _ in _PACKAGES)
"""Packages of the files, inner ones first."""


def is_well_known(path: str) -> bool:
    """Return whether an import path names a file that needs no reference."""
    return path in WELL_KNOWN_FILES
