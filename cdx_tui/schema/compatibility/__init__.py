"""Compatibility of two versions of a schema, by the rules of its format.

`avro.incompatibilities` lists why a reader with one Avro schema cannot read some of what was
written with another.
"""
