"""Compatibility of two versions of a schema, by the rules of its format.

`levels` is the entry point: by Schema Registry's words, BACKWARD, FORWARD, FULL or NONE, for two
versions and for many. Each format has a module with a function `differences`, which says what a
reader with one schema makes of data written with the other: `avro`, `json_schema`, `protobuf`.
"""
