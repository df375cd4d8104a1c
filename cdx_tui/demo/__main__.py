"""Serve the demo's API over loopback HTTP, for curl and other clients.

Run it with `python -m cdx_tui.demo`.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from types import FrameType
from typing import Final, NoReturn

from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.demo.server import DemoServer
from cdx_tui.demo.service import OPERATION

__all__ = ["main"]

_LARGEST_PORT: Final = 65535


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the demo until SIGINT or SIGTERM, or list its tokens; return the exit status.

    It is 0 after SIGINT, such as by Ctrl+C, and 143 after SIGTERM. A SIGINT that is ignored at the
    start, as in a background job of a script, stays ignored.
    """
    options = _parser().parse_args(arguments)
    try:
        if options.list:
            _list_tokens()
        else:
            _serve(options.port)
        sys.stdout.flush()
    except KeyboardInterrupt:
        return 0
    except BrokenPipeError:  # e.g. piped into `head`; devnull avoids an error message on exit
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except OSError as error:
        print(f"Can't listen on port {options.port}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m cdx_tui.demo",
        description="Serve sample shares on 127.0.0.1, as the Confluent Cloud CDX API does.",
        epilog=(
            "Exit status: 0 after SIGINT (Ctrl+C), 143 after SIGTERM, 1 if the port is in use. "
            "A background job of a script ignores SIGINT: use SIGTERM."
        ),
    )
    parser.add_argument(
        "--port", type=_port, default=0, help="TCP port (default: 0, any free port)"
    )
    parser.add_argument(
        "--list", action="store_true", help="print the tokens (name, tab, token) and exit"
    )
    return parser


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > _LARGEST_PORT:
        raise argparse.ArgumentTypeError(f"not a number from 0 to {_LARGEST_PORT}: {text!r}")
    return int(text)


def _list_tokens() -> None:
    for entry in CATALOGUE:
        print(entry.name, entry.token, sep="\t")


def _serve(port: int) -> None:
    with DemoServer(port) as server:
        signal.signal(signal.SIGTERM, _exit)
        print(f"The demo API is listening on {server.base_url}. Press Ctrl+C to stop it.")
        print("It accepts any API key and secret. Its tokens:")
        for entry in CATALOGUE:
            print(f"\n{entry.name}: {entry.summary}\n  {entry.token}")
        print("\nTry one:\n")
        print("  curl -u key:secret -H 'Content-Type: application/json' \\")
        print(f'    -d \'{{"token": "{CATALOGUE[0].token}"}}\' \\')
        print(f"    {server.base_url}{OPERATION}\n", flush=True)
        server.serve_forever(poll_interval=0.1)


def _exit(number: int, frame: FrameType | None) -> NoReturn:
    sys.exit(128 + number)


if __name__ == "__main__":
    sys.exit(main())
