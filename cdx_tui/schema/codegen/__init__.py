"""Generated starting points for a consumer: source text made from a schema's outline.

`generate.generate` is the entry point. `builder` turns the outline of any format into one `model`
of records, enums and types (`type_text` parses the types, `scalars` knows their words), and each
language renders it: `flink_sql` (with `flink_options`), `python_dataclass` (with
`python_defaults`), `java_record`. `names` makes identifiers and `comments` tells what a language
can't express. The text is for reading and copying; nothing of it is ever run here.
"""
