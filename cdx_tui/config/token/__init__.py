"""Shared tokens: where they are read from, and how they are found in what people paste.

`source.read_token` reads a file, standard input or the environment; `finder.find_token` returns the
token in a text, with a note of what was left out, or raises `RefusedInput`.

Data flow: `pasted_text` undoes what terminals and mail programs did, `search` splits the text
into runs of token characters (`pieces`), joins wrapped ones and selects by label and `shape`, and
`check` decides whether the result can be sent.
"""
