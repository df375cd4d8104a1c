"""Strangers' text in Markdown is read by a CommonMark parser as the text that it is."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import Final

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cdx_tui.api.decoding import decode_preview
from cdx_tui.api.models import ConsumerSharedResource, Preview, Schema
from cdx_tui.demo.share_files import share_body
from cdx_tui.share import readme
from cdx_tui.share.dictionary import FieldIndex
from cdx_tui.share.markdown import code, prose
from cdx_tui.share.readme import share_page
from cdx_tui.text import clean

HOSTILE: Final = (
    *("[x](http://evil.example)", "![](http://evil.example/x.png)", "<script>alert(1)</script>"),
    *(
        "http://evil.example",
        "www.evil.example",
        "evil.example",
        "//evil.example",
        "a@evil.example",
    ),
    *(
        "<http://evil.example>",
        "javascript:alert(1)",
        "*b* _i_ ~~s~~ `c`",
        "a | b",
        "a\\|b",
        "|",
        "\\",
    ),
    *(
        "# h",
        "1. one",
        "- item",
        "> quote",
        "---",
        "===",
        "    code",
        "&lt;b&gt;",
        "&#124;",
        "[^1]",
    ),
    *("``", "`", "` `", "a`b``c", "$x$", "snake_case __init__ _x_", "@someone", ":smile:", "#12"),
    *("| --- | --- |", "x\n\n# y", "[a]: http://evil.example", "<!-- -->", "株*式*会社", "\\`x`"),
)
_KEPT: Final = frozenset(("td", "th", "h1", "h2", "h3", "li"))
_PARSER: Final = MarkdownIt("gfm-like")


class _Page(HTMLParser):
    """The tags, cells and headings of rendered Markdown."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.texts: list[str] = []
        self._within = False
        self.feed(_PARSER.render(markdown))

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag in _KEPT:
            self.texts.append("")
            self._within = True

    def handle_endtag(self, tag: str) -> None:
        if tag in _KEPT:
            self._within = False

    def handle_data(self, data: str) -> None:
        if self._within:
            self.texts[-1] += data


hostile_texts = st.text(max_size=30).map(clean) | st.text("|\\`*_[]<>#~$&@.:/ab1 -!", max_size=12)


@given(hostile_texts)
@example("a`\\|`b")
@settings(deadline=None, max_examples=300)
def test_drawn_texts_are_read_as_text(text: str) -> None:
    check(text)


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_are_read_as_text(text: str) -> None:
    check(text)


def check(text: str) -> None:
    cells = (prose(text), code(text, in_table=True), "end")
    page = _Page(f"| a | b | c |\n| --- | --- | --- |\n| {' | '.join(cells)} |\n")
    assert page.tags <= {"table", "thead", "tbody", "tr", "th", "td", "code"}
    words, verbatim, end = (each.strip("\n") for each in page.texts[3:6])
    assert words.split() == text.split()
    assert verbatim.split() == text.split()
    assert end.strip() == "end"
    page = _Page(f"# {code(text) or '-'}\n\n- x: {prose(text)}\n")
    assert page.tags <= {"h1", "ul", "li", "code"}
    assert page.texts[0].split() == (text.split() if text else ["-"])


def page_of(preview: Preview) -> str:
    return "".join(share_page(preview, FieldIndex(preview).rows(), "fields.csv"))


@pytest.mark.parametrize("share", ["stock_trades", "tokyo_transit", "odd_schemas"])
def test_a_page_has_the_fields_of_every_subject(share: str) -> None:
    preview = Preview(*decode_preview(share_body(share)))
    page = _Page(page_of(preview))
    texts = {" ".join(text.split()) for text in page.texts}
    for row in FieldIndex(preview).rows():
        assert " ".join(row.path.split()) in texts
        assert any(text.startswith(row.origin.subject) for text in texts)
    assert "a" not in page.tags


def test_nothing_of_a_hostile_share_is_more_than_text() -> None:
    for text in map(clean, HOSTILE):
        schema = Schema(text, 1, 1, text, f'{{"type": "record", "name": "R", "doc": "{text}"}}')
        resource = ConsumerSharedResource(
            display_name=text,
            description=text,
            cloud=text,
            organization_name=text,
            organization_contact=text,
            tags=(text, text),
            schemas=(schema, replace(schema, schema='"string"', schema_type="AVRO")),
        )
        page = _Page(page_of(Preview((resource,))))
        assert page.tags <= {
            *("h1", "h2", "h3", "p", "ul", "li", "code"),
            *("table", "thead", "tbody", "tr", "th", "td"),
        }
        assert page.texts[0].split() == text.split()


def test_what_a_page_leaves_out_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readme, "_MAX_FIELDS", 3)
    monkeypatch.setattr(readme, "_MAX_SUBJECTS", 2)
    page = page_of(Preview(*decode_preview(share_body("stock_trades"))))
    assert "This subject has 7 more fields in `fields.csv`." in page
    assert "The fields of 1 more subject are in `fields.csv`." in page
