"""The parser of Protobuf source: text in, `model.ProtoFile` and problems out.

`file.parse` is the entry point. `tokens` splits the text, `cursor` walks the tokens, and each
kind of declaration has a module that reads it. After a syntax error the parser skips to the next
statement.
"""
