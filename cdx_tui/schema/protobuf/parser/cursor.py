"""The parser's position among the tokens: peek, consume, expect, skip."""

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

_MOST_RECOVERIES = 5_000
"""Number of bad statements after which a text is not taken for Protobuf any more."""


class Unexpected(Exception):
    """A statement that is not as the grammar has it.

    Attributes:
        at: Offset in the source of the token that doesn't fit.
        ended: Whether the statement is whole but for its end, so that the next one may follow.
    """

    def __init__(self, message: str, at: int, *, ended: bool = False) -> None:
        super().__init__(message)
        self.at = at
        self.ended = ended


class Cursor:
    """Reads tokens one after the other. `at` is the index of the token that comes next."""

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

    @property
    def text(self) -> str:
        """The next token; empty at the end of the text."""
        return self.texts[self.at]

    @property
    def start(self) -> int:
        """Where the next token begins in the source."""
        return self.starts[self.at]

    def unexpected(self, expected: str, *, ended: bool = False) -> Unexpected:
        """Return the error to raise when the next token is unexpected."""
        lexeme = self.texts[self.at]
        found = shorten(clean(lexeme[:40]), 40) if lexeme else ""
        found = f'"{found}"' if found and found[0] not in "\"'" else found
        message = f"expected {expected}, found {found or 'the end of the text'}"
        return Unexpected(message, self.starts[self.at], ended=ended)

    def take(self, lexeme: str) -> bool:
        """Step over the next token if it is `lexeme`."""
        if self.texts[self.at] == lexeme:
            self.at += 1
            return True
        return False

    def expect(self, lexeme: str, expected: str = "") -> None:
        """Step over `lexeme`; raise `Unexpected` where something else comes."""
        if self.texts[self.at] != lexeme:
            raise self.unexpected(expected or f'"{lexeme}"')
        self.at += 1

    def end_statement(self) -> None:
        """Step over the semicolon that ends a statement."""
        if self.texts[self.at] != ";":
            raise self.unexpected('";"', ended=True)
        self.at += 1

    def word(self, expected: str) -> str:
        """Return the next token, which must be an identifier; keywords are identifiers too."""
        lexeme = self.texts[self.at]
        if not lexeme.isidentifier():
            raise self.unexpected(expected)
        self.at += 1
        return lexeme

    def is_string(self) -> bool:
        """Whether the next token is a string."""
        return self.texts[self.at][:1] in ('"', "'")

    def strings(self, expected: str) -> str:
        """Return the next string token, joined with adjacent ones."""
        if not self.is_string():
            raise self.unexpected(expected)
        begin = self.at
        while self.is_string():
            self.at += 1
        return " ".join(self.texts[begin : self.at])

    def integer(self, expected: str, *, most: int, least: int = 0) -> int:
        """Return the next integer, which may be signed where `least` is below 0."""
        begin = self.starts[self.at]
        negative = least < 0 and self.take("-")
        lexeme = self.texts[self.at]
        if lexeme.isdigit() and lexeme.isascii() and (lexeme[0] != "0" or lexeme == "0"):
            value = int(lexeme) if len(lexeme) < 25 else most + 1
        else:
            value = _other_integer(lexeme)
            if value < 0:
                raise self.unexpected(expected)
        self.at += 1
        if negative:
            value = -value
        if not least <= value <= most:
            self.problems.add(f"expected a number from {least} to {most}, found more digits", begin)
            return most if value > 0 else least
        return value

    def doc(self, begin: int, last: int | None = None) -> str:
        """Return the documentation of a declaration: comments before it, and on its last line.

        Args:
            begin: Index of its first token.
            last: Index of its last token, or of its block's brace; None for the one taken last.
        """
        before = self._gap(begin)
        after = self._gap(self.at if last is None else last + 1)
        if not before and not after:
            return ""
        leading = leading_comment(before, first=not begin) if before else ""
        trailing = trailing_comment(after) if after else ""
        return f"{leading}\n{trailing}" if leading and trailing else leading or trailing

    def _gap(self, index: int) -> str:
        """Return the text between token `index` and the one before, if it may contain a comment."""
        begin = self.starts[index - 1] + len(self.texts[index - 1]) if index else 0
        end = self.starts[min(index, len(self.starts) - 1)]
        return self.source[begin:end] if self.source.find("/", begin, end) >= 0 else ""

    def report_end(self, what: str) -> None:
        """Tell, once, that the text ended inside `what`."""
        if not self._end_reported:
            self._end_reported = True
            message = f'expected "}}" to close this {what}, found the end of the text'
            self.problems.add(message, self.start)

    def recover(self, error: Unexpected, begin: int) -> None:
        """Report `error` and continue after the statement that began with token `begin`."""
        self.problems.add(str(error), error.at)
        self._recoveries += 1
        if self._recoveries == _MOST_RECOVERIES:
            remark = f"after {_MOST_RECOVERIES:,} faults the rest was not read"
            self.problems.add(remark, self.start, fatal=False)
            self.at = len(self.texts) - 2
            self._end_reported = True
            return
        if not (error.ended and self.at > begin and self._first_on_its_line()):
            self._skip_statement(begin)

    def skip_block(self) -> int:
        """Skip a block whose `{` comes next, whatever it contains; return its depth."""
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


def _other_integer(lexeme: str) -> int:
    """Read a hexadecimal or octal integer; -1 for anything else."""
    try:
        if lexeme[:2] in ("0x", "0X"):
            return int(lexeme, 16)
        return int(lexeme, 8) if lexeme[:1] == "0" else -1
    except ValueError:
        return -1
