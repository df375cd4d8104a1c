"""Error recovery: read a JSON text token by token when it is not well-formed.

Every token is displayed, errors are reported, and the layout continues as if the nearest valid
token had been found: no text is lost, and each error is reported once.
"""

from __future__ import annotations

from cdx_tui.schema.json.layout import AFTER, COLON, FIRST, NEXT, VALUE, Layout
from cdx_tui.schema.json.tokens import FLAT, TOKEN, describe, scalar_error, string_error

__all__ = ["step"]

_EXPECTED_NAME = "a property name in double quotes"


def step(layout: Layout) -> bool:
    """Read one token, well-formed or not; return False at the end of the text."""
    found = TOKEN.match(layout.text, layout.pos)
    kind = found and found.lastgroup
    if found is None or kind is None:
        layout.pos = len(layout.text)
        _end(layout)
        return False
    raw, offset = found[kind], found.start(kind)
    layout.pos = found.end()
    if kind == "mark":
        _mark(layout, raw, offset)
    elif kind == "comment":
        _comment(layout, raw, offset)
    elif kind == "stray":
        _unexpected(layout, raw, offset)
        _show_unparsed(layout, raw)
    else:
        _scalar(layout, raw, offset, kind)
    return True


def _end(layout: Layout) -> None:
    expected, partial = _expected(layout), layout.opened or layout.pending or layout.want == FIRST
    if not partial:
        return
    message = f"expected {expected}, found the end of the text"
    if len(layout.opened) > 1:
        message += f"; {len(layout.opened):,} containers are not closed"
    if not layout.pending and layout.out:
        # There is no next line to report the problem on: report it on the last one.
        last = layout.out.pop()
        layout.report(message, len(layout.text))
        layout.out.append(last)
    else:
        layout.report(message, len(layout.text))
    layout.flush()


def _expected(layout: Layout) -> str:
    """Return the description of the expected token, for error messages."""
    closer = layout.closer
    if layout.want == COLON:
        return "':'"
    if layout.want == AFTER:
        return f"',' or '{closer}'" if closer else "the end of the text"
    if layout.want == VALUE or not closer:
        return "a value"
    member = _EXPECTED_NAME if closer == "}" else "a value"
    return f"{member} or '{closer}'" if layout.want == FIRST else member


def _mark(layout: Layout, raw: str, offset: int) -> None:
    if raw in "{[":
        _open(layout, raw, offset)
    elif raw in "}]":
        _close(layout, raw, offset)
    elif raw == ",":
        _comma(layout, offset)
    elif layout.want == COLON:
        layout.pending += ": "
        layout.want = VALUE
    else:
        _unexpected(layout, raw, offset)
        layout.flush()
        layout.put(":")
        layout.want = NEXT if layout.closer else layout.want


def _open(layout: Layout, raw: str, offset: int) -> None:
    _expect_value(layout, raw, offset)
    flat = FLAT.match(layout.text, offset)
    if flat and layout.flat(flat[0], offset):
        layout.pos = flat.end()
    else:
        layout.open(raw, offset)


def _expect_value(layout: Layout, raw: str, offset: int) -> None:
    """Report a value that is not allowed here, and separate it from a pending name."""
    in_object = layout.closer == "}"
    if layout.want == VALUE or (layout.want < AFTER and not in_object):
        return
    _unexpected(layout, raw, offset)
    if layout.pending:
        layout.pending += " "


def _unexpected(layout: Layout, raw: str, offset: int, hint: str = "") -> None:
    if layout.full or layout.muted:
        layout.report("", offset)
    else:
        layout.report(f"expected {_expected(layout)}, found {describe(raw)}{hint}", offset)
    if not layout.closer and layout.want == AFTER:
        layout.trailing = True


def _close(layout: Layout, raw: str, offset: int) -> None:
    open_count = layout.arrays if raw == "]" else len(layout.opened) - layout.arrays
    matches = layout.closer == raw
    if layout.want in (NEXT, COLON, VALUE) or not matches:
        trailing = matches and layout.want == NEXT
        hint = "; remove the comma before it" if trailing else ""
        _unexpected(layout, raw, offset, hint)
    layout.flush()
    if open_count:
        while layout.closer != raw:
            layout.close()
        layout.close()
    layout.put(raw)


def _comma(layout: Layout, offset: int) -> None:
    if layout.want == AFTER and layout.closer:
        if layout.comment_line == layout.line:
            layout.put(",")
        else:
            layout.out[-1] += ","
    else:
        _unexpected(layout, ",", offset)
        layout.pending = layout.pending.rstrip(" ")
        layout.put(",")
    layout.want = NEXT if layout.closer else layout.want


def _comment(layout: Layout, raw: str, offset: int) -> None:
    if layout.comment_line < 0:
        layout.report(f"expected no comment, which JSON has not, found {describe(raw[:2])}", offset)
    _show_unparsed(layout, raw)


def _show_unparsed(layout: Layout, raw: str) -> None:
    """Display text that is not a JSON token, on lines of its own, without a change of state."""
    layout.flush()
    for line in raw.split("\n"):
        layout.put(line.strip(" \t\r"))
    layout.comment_line = layout.line


def _scalar(layout: Layout, raw: str, offset: int, kind: str) -> None:
    if layout.closer == "}" and layout.want in (FIRST, NEXT, AFTER):
        _name(layout, raw, offset, kind)
        return
    _expect_value(layout, raw, offset)
    error = None
    if kind == "string":
        _check_string(layout, raw, offset)
    elif kind == "quoted":
        layout.report(f"expected a string in double quotes, found {describe(raw)}", offset)
    else:
        error = scalar_error(raw)
        if error:
            layout.report(error, offset)
    layout.scalar(raw, offset, valid=error is None)


def _name(layout: Layout, raw: str, offset: int, kind: str) -> None:
    if layout.want == AFTER:
        layout.report(f"expected ',' or '}}', found {describe(raw)}", offset)
    if kind == "string":
        _check_string(layout, raw, offset)
    else:
        layout.report(f"expected {_EXPECTED_NAME}, found {describe(raw)}", offset)
    layout.name(raw, offset)


def _check_string(layout: Layout, raw: str, offset: int) -> None:
    error = string_error(raw)
    if error:
        layout.report(error[1], offset + error[0])
