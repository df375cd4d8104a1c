"""Peek at, consume, expect and skip tokens; recover after syntax errors."""

from __future__ import annotations

from cdx_tui.schema.protobuf.parser.comments import leading_comment, trailing_comment
from cdx_tui.schema.protobuf.parser.tokens import Tokens
from cdx_tui.schema.protobuf.problems import Problems
from cdx_tui.text import clean, shorten

__all__ = ["Cursor", "Unexpected"]

_STATEMENT_STARTS = frozenset(
    (
        *("enum", "extend", "import", "message", "option", "package", "service"),
        *("extensions", "oneof", "optional", "repeated", "required", "reserved", "rpc"),
    )
)

_MAX_RECOVERIES = 5_000
"""Number of invalid statements after which parsing stops: the text is hardly Protobuf."""


class Unexpected(Exception):
    """Syntax error: a statement violates the grammar.

    Attributes:
        at: Character offset of the unexpected token in the source.
        ended: Whether only the semicolon is missing, so that the next statement may follow.
    """

    def __init__(self, message: str, at: int, *, ended: bool = False) -> None:
        super().__init__(message)
        self.at = at
        self.ended = ended


class Cursor:
    """Position of the parser in a list of tokens; `at` is the index of the next token."""

    def __init__(self, tokens: Tokens, problems: Problems) -> None:
        self.source = tokens.source
        self.texts = tokens.texts
        self.starts = tokens.starts
        self.problems = problems
        self.at = 0
        self.syntax = "proto2"
        self.edition = ""
        self._end_reported = False
        self._recoveries = 0
        self._last_gap = (-1, "")

    @property
    def text(self) -> str:
        """The next token; an empty string at the end of the source."""
        return self.texts[self.at]

    @property
    def start(self) -> int:
        """Character offset of the next token in the source."""
        return self.starts[self.at]

    def unexpected(self, expected: str, *, ended: bool = False) -> Unexpected:
        """Return the error for an unexpected next token, for the caller to raise."""
        lexeme = self.texts[self.at]
        found = shorten(clean(lexeme[:40]), 40) if lexeme else ""
        found = f'"{found}"' if found and found[0] not in "\"'" else found
        message = f"expected {expected}, found {found or 'the end of the text'}"
        return Unexpected(message, self.starts[self.at], ended=ended)

    def take(self, lexeme: str) -> bool:
        """Consume the next token if it is `lexeme`; return whether it was."""
        if self.texts[self.at] == lexeme:
            self.at += 1
            return True
        return False

    def expect(self, lexeme: str, expected: str = "") -> None:
        """Consume the next token; raise `Unexpected` if it is not `lexeme`."""
        if self.texts[self.at] != lexeme:
            raise self.unexpected(expected or f'"{lexeme}"')
        self.at += 1

    def end_statement(self) -> None:
        """Consume the semicolon at the end of a statement; raise `Unexpected` if it is missing."""
        if self.texts[self.at] != ";":
            raise self.unexpected('";"', ended=True)
        self.at += 1

    def word(self, expected: str) -> str:
        """Consume and return the next token, which must be an identifier or keyword.

        Raises:
            Unexpected: The next token is neither.
        """
        lexeme = self.texts[self.at]
        if not lexeme.isidentifier():
            raise self.unexpected(expected)
        self.at += 1
        return lexeme

    def is_string(self) -> bool:
        """Whether the next token is a string."""
        return self.texts[self.at][:1] in ('"', "'")

    def strings(self, expected: str) -> str:
        """Consume a string token and the adjacent ones; return them joined by spaces.

        Raises:
            Unexpected: The next token is no string.
        """
        if not self.is_string():
            raise self.unexpected(expected)
        begin = self.at
        while self.is_string():
            self.at += 1
        return " ".join(self.texts[begin : self.at])

    def integer(self, expected: str, *, most: int, least: int = 0) -> int:
        """Consume and return an integer, which may be negative if `least` is below 0.

        An integer out of range is reported, and the nearest limit is returned.

        Raises:
            Unexpected: The next token is no integer.
        """
        begin = self.starts[self.at]
        negative = least < 0 and self.take("-")
        lexeme = self.texts[self.at]
        if lexeme.isdigit() and lexeme.isascii() and (lexeme[0] != "0" or lexeme == "0"):
            value = int(lexeme) if len(lexeme) < 25 else most + 1
        else:
            value = _parse_non_decimal(lexeme)
            if value < 0:
                raise self.unexpected(expected)
        self.at += 1
        if negative:
            value = -value
        if not least <= value <= most:
            found = f"{'-' * negative}{shorten(lexeme, 40)}"
            self.problems.add(f"expected a number from {least} to {most}, found {found}", begin)
            return most if value > 0 else least
        return value

    def doc(self, begin: int, last: int | None = None) -> str:
        """Return the documentation of a declaration: the comments before it and on its last line.

        Args:
            begin: Index of the declaration's first token.
            last: Index of its last token, or of the opening brace of its block; None for the
                last consumed token.
        """
        before = self._gap(begin)
        after = self._gap(self.at if last is None else last + 1)
        if not before and not after:
            return ""
        leading = leading_comment(before, first=not begin) if before else ""
        trailing = trailing_comment(after) if after else ""
        return f"{leading}\n{trailing}" if leading and trailing else leading or trailing

    def _gap(self, index: int) -> str:
        """Return the source between token `index` and the one before it.

        Return an empty string if it has no slash, and so no comment. The gap after a declaration
        is asked for again as the one before the next declaration.
        """
        if index != self._last_gap[0]:
            begin = self.starts[index - 1] + len(self.texts[index - 1]) if index else 0
            end = self.starts[min(index, len(self.starts) - 1)]
            has_comment = self.source.find("/", begin, end) >= 0
            self._last_gap = (index, self.source[begin:end] if has_comment else "")
        return self._last_gap[1]

    def report_end(self, what: str) -> None:
        """Report that the source ends inside `what`; only the first call reports."""
        if not self._end_reported:
            self._end_reported = True
            message = f'expected "}}" to close this {what}, found the end of the text'
            self.problems.add(message, self.start)

    def recover(self, error: Unexpected, begin: int) -> None:
        """Report `error`, and skip the rest of the statement that starts at token `begin`."""
        self.problems.add(str(error), error.at)
        self._recoveries += 1
        if self._recoveries == _MAX_RECOVERIES:
            remark = f"parsing stopped after {_MAX_RECOVERIES:,} errors"
            self.problems.add(remark, self.start, fatal=False)
            self.at = len(self.texts) - 2
            self._end_reported = True
            return
        if not (error.ended and self.at > begin and self._first_on_its_line()):
            self._skip_statement(begin)

    def skip_block(self) -> int:
        """Skip a block, from the `{` that is the next token; return its depth of braces."""
        depth = deepest = 0
        texts, at = self.texts, self.at
        while lexeme := texts[at]:
            at += 1
            if lexeme == "{":
                depth += 1
                deepest = max(deepest, depth)
            elif lexeme == "}":
                depth -= 1
                if depth == 0:
                    break
        self.at = at
        if depth:
            self.report_end("block")
        return deepest

    def _skip_statement(self, begin: int) -> None:
        while lexeme := self.texts[self.at]:
            if lexeme == "{":
                self.skip_block()
                return
            if lexeme == "}" or (self.at > begin and self._starts_statement(lexeme)):
                return
            self.at += 1
            if lexeme == ";":
                return

    def _starts_statement(self, lexeme: str) -> bool:
        return (
            lexeme in _STATEMENT_STARTS
            and self._first_on_its_line()
            and (self.texts[self.at + 1].isidentifier() or lexeme == "import")
        )

    def _first_on_its_line(self) -> bool:
        if not self.at:
            return True
        end = self.starts[self.at - 1] + len(self.texts[self.at - 1])
        return self.source.find("\n", end, self.starts[self.at]) >= 0


def _parse_non_decimal(lexeme: str) -> int:
    """Parse a hexadecimal or octal integer; return -1 for anything else."""
    try:
        if lexeme[:2] in ("0x", "0X"):
            return int(lexeme, 16)
        return int(lexeme, 8) if lexeme[:1] == "0" else -1
    except ValueError:
        return -1
