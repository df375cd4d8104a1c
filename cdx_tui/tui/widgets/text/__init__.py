"""Views of text of any size, which render only the rows on the screen.

`line_view` scrolls, `selecting` adds selection by mouse, `searchable` adds search; `text_view` is
for texts of a page or two. `cells`, `word_wrap`, `soft_wrap`, `paragraphs` and `painting` measure,
wrap and style rows.
"""
