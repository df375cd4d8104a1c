"""Print the usage of a command after the settings have refused one of its options."""

from __future__ import annotations

import argparse
import sys

from cdx_tui.api.errors import CdxError
from cdx_tui.config.problems import ConfigError

__all__ = ["print_usage"]


def print_usage(error: CdxError, options: argparse.Namespace) -> None:
    """Print the command's usage to standard error, if an option is invalid, as argparse does."""
    if isinstance(error, ConfigError) and error.is_option:
        print(options.command_parser.format_usage(), end="", file=sys.stderr)
