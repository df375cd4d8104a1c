"""The clipboard method: native tool, tmux, OSC 52, or none; and where a copy goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from cdx_tui.clipboard import CopyMethod, CopyResult, CopyTransport, choose_copy_method, pipe

SSH = {"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22"}
XTERM = {"TERM": "xterm-256color"}
ALL = ("wl-copy", "xclip", "xsel", "tmux")


def having(*programs: str) -> Callable[[str], str | None]:
    return lambda name: f"/usr/bin/{name}" if name in programs else None


@pytest.mark.parametrize(
    ("setting", "environ", "programs", "means", "program"),
    [
        ("auto", {"WAYLAND_DISPLAY": "wayland-0", "DISPLAY": ":0"}, ALL, "native", "wl-copy"),
        ("auto", {"DISPLAY": ":0"}, ALL, "native", "xclip"),
        ("auto", {"DISPLAY": ":0"}, ("xsel",), "native", "xsel"),
        ("auto", XTERM, ("pbcopy",), "native", "pbcopy"),
        ("auto", XTERM, ALL, "osc52", None),
        ("auto", {**SSH, **XTERM, "DISPLAY": ":0"}, ALL, "osc52", None),
        ("auto", {**SSH, "TMUX": "/run/t,1,0", "TERM": "tmux-256color"}, ALL, "tmux", "tmux"),
        ("auto", {"TMUX": "/run/t,1,0", "DISPLAY": ":0"}, ALL, "native", "xclip"),
        ("auto", {"STY": "1.pts-0", "TERM": "screen"}, ALL, "none", None),
        ("auto", {**SSH, "TERM": "screen.xterm-256color"}, ALL, "none", None),
        ("auto", {**SSH, "TMUX": "/run/t,1,0", "TERM": "screen"}, (), "osc52", None),
        ("auto", {"TERM": "dumb"}, (), "none", None),
        ("native", {**SSH, "DISPLAY": ":0"}, ALL, "native", "xclip"),
        ("native", XTERM, ALL, "none", None),
        ("tmux", XTERM, ALL, "none", None),
        ("tmux", {"TMUX": "/run/t,1,0"}, ALL, "tmux", "tmux"),
        ("osc52", {"DISPLAY": ":0", **XTERM}, ALL, "osc52", None),
        ("osc52", {"STY": "1.pts-0"}, ALL, "none", None),
        ("off", {"DISPLAY": ":0", **XTERM}, ALL, "none", None),
    ],
)
def test_the_way_of_a_copy(
    setting: str,
    environ: dict[str, str],
    programs: tuple[str, ...],
    means: str,
    program: str | None,
) -> None:
    method = choose_copy_method(setting, environ, having(*programs))
    assert method.means is CopyTransport(means), method
    assert method.command[:1] == ((program,) if program else ())
    assert method.why


@pytest.mark.parametrize(
    ("answer", "destination"),
    [
        ("echo 'xterm-256color '", "tmux buffer"),
        ("echo 'tmux-256color tmux 3.3a'", "buffer of the inner tmux; the outer one needs"),
        ("echo 'screen-256color tmux 3.2'", "buffer of the inner tmux; the outer one needs"),
        ("echo 'tmux-256color '", "buffer of the inner tmux; the outer one needs"),
        ("echo 'screen '", "tmux buffer; the outer tmux or GNU screen may not pass it on"),
        ("exit 1", "tmux buffer"),
    ],
)
def test_a_copy_names_the_tmux_that_has_it(tmp_path: Path, answer: str, destination: str) -> None:
    tmux = tmp_path / "tmux"
    tmux.write_text(
        f"#!/bin/sh\nif [ $1 = load-buffer ]; then cat > {tmp_path}/copied; else {answer}; fi\n"
    )
    tmux.chmod(0o700)
    method = CopyMethod(CopyTransport.TMUX, (str(tmux), "load-buffer", "-w", "-"), "")
    assert pipe(method, "text").destination.startswith(destination)
    assert (tmp_path / "copied").read_text() == "text"


def test_a_copy_by_another_program_names_the_program() -> None:
    assert pipe(CopyMethod(CopyTransport.NATIVE, ("true",), ""), "text") == CopyResult("true")
