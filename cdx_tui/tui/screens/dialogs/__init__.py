"""Modal screens: a question, a menu, or a text above another screen.

`menu`, `path_prompt` and `text_screen` are the base classes.
"""
