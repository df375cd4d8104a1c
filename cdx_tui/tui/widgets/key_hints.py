"""Footer line that lists the most useful key bindings of what has focus."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Final, NamedTuple

from rich.cells import cell_len
from textual import events
from textual.binding import ActiveBinding
from textual.content import Content
from textual.dom import DOMNode
from textual.reactive import reactive
from textual.screen import Screen
from textual.widget import Widget

from cdx_tui.tui.bindings.active import active_bindings
from cdx_tui.tui.widgets.split import NARROW_WIDTH

__all__ = [
    "DEFAULT_HINTS",
    "MAX_HINTS",
    "WIDE_HINTS",
    "Hint",
    "KeyHints",
    "KeyTarget",
    "collect_hints",
]

MAX_HINTS: Final = 11
"""Number of hints on the line, help and quit included."""

_VIEWS: Final = tuple(f"main.view-{number}" for number in range(1, 7))

_VERSION: Final = ("main.previous-version", "main.next-version")
_SUBJECT: Final = ("main.previous-subject", "main.next-subject")
_FIRST: Final = ("main.open", "main.find", "list.filter", "view.next_match")
_SAVING: Final = ("main.copy", "main.export")

DEFAULT_HINTS: Final = (
    *(*_FIRST, *_VIEWS, *_VERSION, *_SAVING),
    *("main.list", *_SUBJECT, "main.redeem"),
)
"""Binding ids in the order of use; those of `HINTS` come first, and others after these."""

WIDE_HINTS: Final = (
    *(*_FIRST, "main.dictionary", *_VIEWS, *_VERSION, *_SUBJECT, *_SAVING),
    *("main.redeem", "main.list"),
)
"""The same where the list stands beside the schema, so that its key matters less."""

_GROUPS: Final[Mapping[str, str]] = {
    **dict.fromkeys(_VIEWS, "View"),
    **dict.fromkeys(_VERSION, "Version"),
    **dict.fromkeys(_SUBJECT, "Subject"),
}
"""Labels of bindings that are one hint, by binding id."""

_KEPT: Final = (("app.help", "app.help-anywhere"), ("main.quit", "app.quit"))
"""The last hints, which are never left out: the first that is enabled of each."""


class KeyTarget(NamedTuple):
    """A key as it is shown, and what it runs."""

    key: str
    action: str
    node: DOMNode


class Hint(NamedTuple):
    """One or more keys and their common label.

    Attributes:
        targets: The keys, at least one.
        label: What they do.
        is_kept: Whether the hint is shown at any width.
    """

    targets: tuple[KeyTarget, ...]
    label: str
    is_kept: bool = False

    @property
    def is_range(self) -> bool:
        """Whether the keys are successive digits, which are shown as `1-6`."""
        keys = "".join(target.key for target in self.targets)
        return len(self.targets) > 2 and keys in "0123456789"

    @property
    def keys(self) -> str:
        """The keys as text."""
        keys = [target.key for target in self.targets]
        return f"{keys[0]}-{keys[-1]}" if self.is_range else " ".join(keys)

    @property
    def width(self) -> int:
        """The width in cells."""
        return cell_len(self.keys) + 1 + cell_len(self.label)

    def places(self, column: int) -> Iterator[tuple[int, int, KeyTarget]]:
        """Yield what the cells run, from `column` on: each key, then the label.

        The label of two keys runs the second, since that is the way forward.
        """
        end = column + self.width
        for target in (self.targets[0], self.targets[-1]) if self.is_range else self.targets:
            width = cell_len(target.key)
            yield column, column + width, target
            column += width + 1
        yield column, end, self.targets[1 if len(self.targets) == 2 else 0]


class KeyHints(Widget):
    """Active bindings of the focused widget on one line, each of which can be clicked.

    A screen or a widget may have a class attribute `HINTS`: ids of bindings in the order in which
    they are listed. Those of the focused widget come first. A single widget, where Textual's
    `Footer` mounts one per key: this makes the first paint faster and sends fewer bytes over SSH.
    """

    hints: reactive[tuple[Hint, ...]] = reactive(())
    """The hints in the order of their use, those that are always shown last."""

    pressed: reactive[str] = reactive("")
    """Keys pressed last, shown at the right edge in presentation mode."""

    _clickable: tuple[tuple[int, int, KeyTarget], ...] = ()

    def on_mount(self) -> None:
        """Subscribe to changes of the active bindings."""
        self.screen.bindings_updated_signal.subscribe(self, self._update_hints)

    def on_resize(self) -> None:
        """Order the hints for the new width."""
        if self.hints:
            self._update_hints(self.screen)

    def _update_hints(self, screen: Screen[object]) -> None:
        if screen is self.screen and screen.is_current:
            self.hints = collect_hints(screen)

    def render(self) -> Content:
        """Render the hints that fit without truncating any, then the keys pressed last."""
        pressed = Content.styled(f" {self.pressed} ", "reverse") if self.pressed else Content("")
        room = self.size.width - pressed.cell_length
        hints, gap = _fit(self.hints, room)
        line = Content(" " * gap).join(
            Content.assemble((hint.keys, "bold $text-accent"), " ", hint.label) for hint in hints
        )
        starts = accumulate((hint.width + gap for hint in hints), initial=0)
        self._clickable = tuple(
            place
            for hint, start in zip(hints, starts, strict=False)
            for place in hint.places(start)
        )
        padding = " " * max(0, room - line.cell_length)
        return line + padding + pressed if pressed else line

    async def on_click(self, event: events.Click) -> None:
        """Run the action of the clicked hint."""
        offset = event.get_content_offset(self)
        for start, end, target in self._clickable:
            if offset is not None and start <= offset.x < end:
                await self.app.run_action(target.action, target.node)
                return


def _fit(hints: tuple[Hint, ...], room: int) -> tuple[tuple[Hint, ...], int]:
    """Return the hints that fit, and the cells between them: one if that is what fits them all."""
    for gap in (2, 1):
        if _width(hints, gap) <= room:
            return hints, gap
    kept = tuple(hint for hint in hints if hint.is_kept)
    others = [hint for hint in hints if not hint.is_kept]
    while others and _width((*others, *kept), 1) > room:
        others.pop()
    return (*others, *kept), 1


def _width(hints: Iterable[Hint], gap: int) -> int:
    widths = [hint.width for hint in hints]
    return sum(widths) + gap * (len(widths) - 1)


def collect_hints(screen: Screen[object]) -> tuple[Hint, ...]:
    """Return at most `MAX_HINTS` hints for the focus of `screen`; help and quit are the last."""
    enabled: dict[str, ActiveBinding] = {}
    for active in active_bindings(screen):
        enabled.setdefault(active.binding.id or active.binding.action, active)
    chain = screen.focused.ancestors_with_self if screen.focused else [screen]
    declared = [name for node in chain for name in getattr(node, "HINTS", ())]
    shown = [name for name, active in enabled.items() if active.binding.show]
    groups: dict[str, list[ActiveBinding]] = {}
    order = DEFAULT_HINTS if screen.size.width < NARROW_WIDTH else WIDE_HINTS
    for name in dict.fromkeys((*declared, *order, *shown)):
        if name in enabled and not any(name in alternatives for alternatives in _KEPT):
            groups.setdefault(_GROUPS.get(name, name), []).append(enabled[name])
    hints = [_hint(screen, name, found) for name, found in groups.items()]
    kept = [next((n for n in names if n in enabled), None) for names in _KEPT]
    last = [_hint(screen, name, [enabled[name]], is_kept=True) for name in kept if name]
    return (*hints[: MAX_HINTS - len(last)], *last)


def _hint(
    screen: Screen[object], name: str, found: list[ActiveBinding], *, is_kept: bool = False
) -> Hint:
    """Return a hint for the bindings of a group, whose name is its label, or for one binding."""
    display = screen.app.get_key_display
    targets = [KeyTarget(display(each.binding), each.binding.action, each.node) for each in found]
    label = name if name in _GROUPS.values() else found[0].binding.description
    return Hint(tuple(targets), label, is_kept)
