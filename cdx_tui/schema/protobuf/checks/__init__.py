"""The rules that `protoc` applies to a parsed file, beyond its grammar.

`file.check` is the entry point; it visits every declaration once.
"""
