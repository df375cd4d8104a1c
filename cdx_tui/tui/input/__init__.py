"""From the terminal's bytes to the app's events.

`splitter` cuts the text that was read into characters, escape sequences and pastes, however a slow
line packed them; `key_codes` rewrites the spellings of keys that Textual's parser does not know;
`parser` makes Textual's events of both; and `gate` hands these to the app one at a time.
"""
