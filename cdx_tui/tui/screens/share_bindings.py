"""Key bindings of screens that show a share."""

from __future__ import annotations

from typing import Final

from textual.binding import Binding, BindingType

from cdx_tui.tui.widgets.schema.views import VIEW_TITLES, View

__all__ = ["SHARE_BINDINGS"]


def _bind(key: str, action: str, name: str, description: str, tooltip: str = "") -> Binding:
    identity, tooltip = f"main.{name}", tooltip or description
    return Binding(key, action, description, id=identity, show=False, tooltip=tooltip)


def _view(view: View) -> Binding:
    title = VIEW_TITLES[view]
    shown = "resource details" if view is View.ABOUT else title.lower()
    action = f"view('{view.value}')"
    return _bind(str(view.number), action, f"view-{view.number}", title, f"Show {shown}")


SHARE_BINDINGS: Final[tuple[BindingType, ...]] = (
    *map(_view, View),
    _bind("o", "toggle_source", "source", "Fields / source", "Toggle fields / source"),
    _bind("v", "view('changes')", "versions", "Changes", "Compare with the previous version"),
    _bind("s", "view('sample')", "sample", "Sample", "Show a sample record"),
    _bind(
        "a", "next_format", "next-format", "Format", "Sample: JSON, Avro JSON, SQL, Python, Java"
    ),
    _bind("i", "view('checks')", "readiness", "Checks", "Show readiness checks"),
    _bind("left_square_bracket", "version(-1)", "previous-version", "Previous version"),
    _bind("right_square_bracket", "version(1)", "next-version", "Next version"),
    _bind("left_parenthesis", "subject(-1)", "previous-subject", "Previous subject"),
    _bind("right_parenthesis", "subject(1)", "next-subject", "Next subject"),
    _bind("b", "list", "list", "List", "Show or hide the list of resources"),
    _bind("slash", "find", "find", "Find", "Find in the share"),
    _bind("f", "dictionary", "dictionary", "All fields", "Show all fields of the share"),
    _bind("y", "copy", "copy", "Copy", "Copy what is under the cursor"),
    _bind("Y", "copy_menu", "copy-menu", "Copy…", "Choose what to copy"),
    _bind("D", "changes", "changes", "Compare…", "Compare with a saved share"),
    _bind("e", "export(False)", "export", "Export", "Export this view"),
    _bind("E", "export(True)", "export-all", "Export share", "Export the whole share"),
    _bind("R", "redeem", "redeem", "Redeem", "Show the redeem command"),
    _bind("less_than_sign", "resize(-1)", "list-smaller", "Shrink list"),
    _bind("greater_than_sign", "resize(1)", "list-larger", "Widen list"),
    _bind("p", "present", "present", "Present", "Presentation mode (hide contacts and IDs)"),
    _bind("z", "zoom", "zoom", "Zoom", "Zoom pane"),
)
"""The bindings, in the order in which help lists them."""
