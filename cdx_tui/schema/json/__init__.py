"""JSON text of any size and any shape (RFC 8259), read without recursion in linear time.

`reader.JsonReader` yields pretty-printed lines block by block; `reader.read_json` also builds a
`tree.JsonNode`, which remembers how each value was written and on which line it is shown.
`values` compares JSON values as JSON Schema does.

Data flow: `tokens` splits the text, `layout` indents it, `recovery` takes over where the text is
not well-formed, and `tree` collects nodes as the layout passes them.
"""
