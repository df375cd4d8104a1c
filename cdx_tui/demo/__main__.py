"""Serve the demo's API over loopback HTTP, for curl and other clients.

Run it with `python -m cdx_tui.demo`.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from typing import Final

from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.demo.server import DemoServer
from cdx_tui.demo.service import OPERATION

__all__ = ["main"]

_LARGEST_PORT: Final = 65535


def main(arguments: Sequence[str] | None = None) -> int:
    """Serve the demo until Ctrl+C, or list its tokens; return the exit status."""
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
        print(f"Cannot listen on port {options.port}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m cdx_tui.demo",
        description="Serves sample shares at 127.0.0.1, as the Confluent Cloud CDX API does.",
    )
    parser.add_argument("--port", type=_port, default=0, help="TCP port; 0, the default: any free")
    parser.add_argument(
        "--list", action="store_true", help="only print the tokens: name, a tab, token"
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
        print(f"The demo API listens at {server.base_url} until Ctrl+C.")
        print("It takes any API key and secret. Its tokens:")
        for entry in CATALOGUE:
            print(f"\n{entry.name}: {entry.summary}\n  {entry.token}")
        print("\nTry one:\n")
        print("  curl -u key:secret -H 'Content-Type: application/json' \\")
        print(f'    -d \'{{"token": "{CATALOGUE[0].token}"}}\' \\')
        print(f"    {server.base_url}{OPERATION}\n", flush=True)
        server.serve_forever(poll_interval=0.1)


if __name__ == "__main__":
    sys.exit(main())
