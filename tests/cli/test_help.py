"""Help of every command: it fits 80 columns and has examples, and every example works."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from cdx_tui.cli import main
from cdx_tui.cli.examples import EXAMPLES
from cdx_tui.cli.help_format import COMMAND_GROUPS
from cdx_tui.cli.parser import all_parsers, parser
from cdx_tui.cli.reference import TOPICS
from cdx_tui.config.key_bindings import BINDINGS
from cdx_tui.config.values import CONVERTERS
from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.demo.server import DemoServer
from cdx_tui.demo.share_files import share_body

_ORDER = '{"type": "record", "name": "Order", "fields": [{"name": "id", "type": "long"}]}'
_MAY_END_WITH = {"diff": 1, "check": 1, "doctor": 2}  # differs, fails, has no clipboard, say
_OPEN_THE_APP = ("cdx-tui open", "cdx-tui --", "cdx-tui\n")


def _commands() -> list[str]:
    return [each.prog for each in all_parsers(parser())]


@pytest.mark.parametrize("command", _commands())
def test_help_fits_80_columns_and_has_examples(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*command.split()[1:], "--help"])
    text = capsys.readouterr().out
    assert ended.value.code == 0
    assert max(map(len, text.splitlines())) <= 80
    assert f"examples:\n  # {EXAMPLES[command][0].purpose}" in text
    assert main(["help", *command.split()[1:]]) == 0
    assert capsys.readouterr().out.startswith(text)


def test_every_command_is_in_a_group_of_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    grouped = [name for _, names in COMMAND_GROUPS for name in names]
    commands = {name.split()[1] for name in _commands() if " " in name}
    assert sorted(grouped) == sorted(commands)
    main(["help"])
    text = capsys.readouterr().out
    for name in commands:
        assert f"\n    {name} " in text


def _may_end_with(example: str) -> int:
    return next((code for name, code in _MAY_END_WITH.items() if f"cdx-tui {name}" in example), 0)


@pytest.fixture
def demo_url() -> Iterator[str]:
    with DemoServer(0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server.base_url
        server.shutdown()
        thread.join()


def _write_files(folder: Path, url: str) -> None:
    (folder / "token.txt").write_text(CATALOGUE[0].token)
    (folder / "share.json").write_bytes(share_body("payments"))
    (folder / "old.json").write_bytes(share_body("payments"))
    for name in ("order-v1.avsc", "order.avsc"):
        (folder / name).write_text(_ORDER)
    (folder / "config").mkdir()
    (folder / "config" / "config.toml").write_text(f'base_url = "{url}"\n[profiles.prod]\n')
    (folder / "bin").mkdir()
    program = folder / "bin" / "cdx-tui"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m cdx_tui "$@"\n')
    program.chmod(0o755)


def test_every_example_works(tmp_path: Path, demo_url: str) -> None:
    _write_files(tmp_path, demo_url)
    examples = [each.command for found in EXAMPLES.values() for each in found]
    run = [each for each in examples if not f"{each}\n".startswith(_OPEN_THE_APP)]
    for each in set(examples) - set(run):
        parser().parse_args(shlex.split(each)[1:])
    config = "CDX_TUI_CONFIG_DIR=$PWD/new"  # its file must not exist
    script = "\n".join(
        f"{{ {config if 'config init' in each else ':;'} {each}; }} >out 2>&1 || "
        f"[ $? = {_may_end_with(each)} ] || {{ echo '{each}' failed; cat out; }}"
        for each in sorted(dict.fromkeys(run), key=lambda each: "export " not in each)
    )
    environment = {
        "PATH": f"{tmp_path / 'bin'}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(Path(__file__).parent.parent.parent),
        "CDX_TUI_CONFIG_DIR": str(tmp_path / "config"),
        "CONFLUENT_CLOUD_API_KEY": "KEY",
        "CONFLUENT_CLOUD_API_SECRET": "secret",
    }
    command = ["sh", "-c", script]
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("", "")
    assert len(run) > 15


@pytest.mark.parametrize("topic", TOPICS)
def test_a_topic_fits_80_columns(topic: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["help", topic]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) > 3
    assert max(map(len, lines)) <= 80
    main(["help", "help"])
    assert re.search(rf"\s{topic}[,.]", capsys.readouterr().out)


def test_the_topics_name_every_setting_and_key(capsys: pytest.CaptureFixture[str]) -> None:
    main(["help", "settings"])
    text = capsys.readouterr().out
    assert [name for name in CONVERTERS if f"\n  {name} = " not in text] == []
    main(["help", "keys"])
    text = capsys.readouterr().out
    assert [name for name in BINDINGS if f"\n  {name} = " not in text] == []


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["vaildate"], "validate"),
        (["exit-satus"], "exit-status"),
        (["env"], "environment"),
        (["exit"], "exit-status"),
        (["config", "shw"], "show"),
    ],
)
def test_the_nearest_command_or_topic_is_suggested(
    words: list[str], meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["help", *words])
    assert ended.value.code == 2
    assert f'Did you mean "{meant}"?' in capsys.readouterr().err
