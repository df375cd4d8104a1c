"""Syntax highlighting of schemas, line by line: `languages.highlighter` is the entry point."""
