"""A megabyte of anything is searched in about a second, which fails if anything is quadratic.

The time limit is that of the test run: quadratic time for a megabyte is hours.
"""

from __future__ import annotations

import pytest

from tests.config.token.pasted_forms import JWT, KEY, REFUSED, SECRET, TOKEN
from tests.config.token.test_finder import outcome

MEGABYTE = 1_000_000
PATTERNS = [
    *"aA0=-._/<>&%\\\"'\x1b[({$|:#~?@ \n\0\u200bé令",
    *(
        "\x1b[",
        "\x1b]",
        "\x1b[1;",
        "=\n",
        "a=",
        "=3D",
        "&#",
        "&#x41;",
        "&amp;",
        "%3D",
        "%\n",
        "://",
    ),
    *(
        "a://",
        "https://a?b=",
        "?a=",
        "<a ",
        "</",
        '"a',
        "\\u003d",
        '\\"',
        "> ",
        ">",
        "| ",
        "$ ",
        "a b ",
    ),
    *(
        "aB3 ",
        "aB3dE6gH9jK2mN5p\n",
        "aB3dE6gH9jK2mN5p ",
        "token=",
        "token: ",
        "-u a:",
        "Basic a",
        "a@",
    ),
    *(
        "-----BEGIN ",
        "-----BEGIN KEY\n",
        "---",
        "Received:\n",
        "Received:a",
        "a.",
        "a-",
        "...",
        "…a",
    ),
    *(f"{TOKEN}\n", f"{TOKEN[:-1]} ", f"{JWT}\n", f"{TOKEN[:75]}=\n", f"{KEY}:{SECRET} ", "cflt"),
]


@pytest.mark.parametrize("pattern", PATTERNS, ids=ascii)
def test_a_megabyte_is_no_obstacle(pattern: str) -> None:
    result = outcome(pattern * (MEGABYTE // len(pattern)))

    assert result in (*REFUSED, TOKEN, TOKEN[:-1], JWT)


@pytest.mark.parametrize("pattern", PATTERNS, ids=ascii)
def test_a_token_after_much_else_is_found_or_refused(pattern: str) -> None:
    text = f"{pattern * (100_000 // len(pattern))}\n\n{TOKEN}\n"

    assert outcome(text) in (*REFUSED, TOKEN)
