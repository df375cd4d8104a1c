"""Key bindings for the help, the palette and the key hints.

`active` has those that work now, `declared` all of them; `places` says what each belongs to, and
`synonyms` what else people call it.
"""
