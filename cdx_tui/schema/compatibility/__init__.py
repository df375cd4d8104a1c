"""Compatibility of two versions of a schema, by the rules of its format.

`avro.obstacles` lists what keeps a reader with one Avro schema from reading what was written with
another.
"""
