"""Help topics that explain: files, formats, credentials, proxies, bastion hosts, SSH."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from cdx_tui.api.connection import OPERATION
from cdx_tui.output_schemas import FORMAT_VERSION, OUTPUTS
from cdx_tui.share.bounded_input import MAX_INPUT_BYTES

__all__ = ["Entry", "bastion", "credentials", "files", "formats", "proxy", "ssh"]


class Entry(NamedTuple):
    """A term and its meaning."""

    term: str
    meaning: str


def files() -> Iterator[Entry]:
    """Yield the files that are read and written, and when."""
    yield Entry(
        "~/.config/cdx-tui/config.toml",
        "the settings. Only `cdx-tui config init` writes it, and it never overwrites one."
        " CDX_TUI_CONFIG_DIR or XDG_CONFIG_HOME sets another folder; macOS has its own default."
        " `cdx-tui config path` prints the path.",
    )
    yield Entry(
        "~/.local/state/cdx-tui/",
        "the theme, the width of the list, the last view and the paths of recent shares, and crash"
        " reports without your data; never a token or secret. XDG_STATE_HOME sets another folder."
        " `cdx-tui config clear-recent` forgets the shares.",
    )
    yield Entry("~/.cache/cdx-tui/", "the unpacked one-file build, if you use it; nothing else")
    yield Entry(
        "exports",
        "written where you say, by `export` and, in the app, by `e` and `E`. Only you can read"
        " them; existing files are overwritten only if you agree.",
    )
    yield Entry("debug log", "the file that --debug-log names; only you can read it")


def formats() -> Iterator[Entry]:
    """Yield what is read and written for programs and spreadsheets."""
    yield Entry(
        "-o json",
        "one document; `schema` and `sample` print one line per schema (JSON Lines). If a command"
        " fails, the document has the property `error`, and standard error says the same.",
    )
    yield Entry(
        "error",
        "`kind`, `title`, `detail`, `next_step`, `status` (HTTP), `request_id`, and `retry_after`:"
        " the seconds to wait if the rate limit is reached. Unknown values are null.",
    )
    yield Entry(
        "format_version",
        f"{FORMAT_VERSION}; increased when a property is removed or changes its meaning."
        " Properties may be added at any time.",
    )
    yield Entry(
        "JSON Schema", f"`cdx-tui output-schema COMMAND`, where COMMAND is {', '.join(OUTPUTS)}"
    )
    yield Entry(
        "saved share",
        "the input of `open`, `check`, `diff` and `sample`: a response of the API, the output of"
        " `validate -o json`, or the folder of an export; - is standard input",
    )
    yield Entry(
        "export",
        "a folder with the unchanged response (preview.json), a file with the unchanged text of"
        " each schema (.avsc, .json, .proto), an index of these files (index.json), all fields"
        " (fields.csv) and a summary to read (README.md)",
    )
    yield Entry(
        "CSV",
        "`fields.csv` lists every field of the newest version of each subject, `schema --view csv`"
        " those of files. Text that a spreadsheet would run as a formula begins with an"
        " apostrophe.",
    )
    yield Entry(
        "code",
        "`schema --view flink`, `python` or `java`; in the app, `a` in Sample. It is a Flink SQL"
        " table, Python dataclasses or Java records, as a starting point.",
    )


def credentials() -> Iterator[Entry]:
    """Yield the sources of the API key, in the order in which they are tried."""
    yield Entry(
        "which key",
        "a Confluent Cloud API key of the invited user, created in the organization that is to"
        " receive the share: `confluent api-key create --resource cloud`. Kafka and Schema"
        " Registry API keys do not work.",
    )
    yield Entry(
        "1. environment", "CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET, if both are set"
    )
    yield Entry(
        "2. profile",
        "`api_key` and `secret_command` of the profile. The command runs without a shell; the"
        " first line of its output is the secret. JSON is refused: print a single field (`op"
        " read`, `vault … -field=`, `jq -r .field`).",
    )
    yield Entry("3. keyring", "the system's keyring, if the package `keyring` is installed")
    yield Entry(
        "4. prompt", "in the app, which keeps the key in memory; commands exit with status 2"
    )
    yield Entry("never", "arguments or the configuration file, where others could read the secret")


def proxy() -> Iterator[Entry]:
    """Yield how the proxy and the certificate authorities are chosen."""
    yield Entry(
        "--proxy URL, proxy = URL",
        "http, https or socks5; used even if NO_PROXY names the host. Percent-encode special"
        " characters in a password: %23 for #. If the setting is invalid, nothing is sent.",
    )
    yield Entry("HTTPS_PROXY, ALL_PROXY", "the proxy, unless --proxy or the setting names one")
    yield Entry(
        "NO_PROXY",
        "hosts that are reached without the proxy of these variables, separated by commas or"
        " spaces: names with their subdomains (`example.com` or `.example.com`; `*.example.com`"
        " for the subdomains only), addresses (`10.1.2.3`, `fd00::7`), networks (`10.0.0.0/8`),"
        " each optionally with a port (`example.com:8443`, `[fd00::7]:443`), or `*` for all hosts."
        " These variables never apply to loopback addresses.",
    )
    yield Entry(
        "--ca-bundle PEM, ca_bundle", "CA certificates to trust in addition to the system's"
    )
    yield Entry(
        "SSL_CERT_FILE, SSL_CERT_DIR",
        "CA certificates to trust instead of the system's file or folder",
    )
    yield Entry(
        "NTLM, Negotiate", "not supported: run px-proxy or cntlm, and use that as the proxy"
    )
    yield Entry("cdx-tui doctor --connect", "tries a TLS handshake and prints the result")


def bastion() -> Iterator[Entry]:
    """Yield what somebody has to know who allows the program on a shared host."""
    yield Entry(
        "network",
        f"one HTTPS request per validation, POST {OPERATION} to api.confluent.cloud or the"
        " `base_url` of the settings, through the proxy if one is set. No other host, no"
        " redirects, no telemetry, no check for updates.",
    )
    yield Entry("ports", "none; only `python -m cdx_tui.demo` listens, on loopback")
    yield Entry(
        "effect",
        "none: the request only reads. Nothing in the package can redeem a share; the key `R`"
        " shows the command of Confluent's CLI that does, and never runs it.",
    )
    yield Entry(
        "secrets",
        "tokens and API secrets stay in memory: they are in no file, log, crash report or"
        " argument. Core dumps are off where the system allows it.",
    )
    yield Entry(
        "programs", "`secret_command` and a clipboard program, run without a shell; no others"
    )
    yield Entry("files", "see `cdx-tui help files`; private folders have mode 0700, files 0600")
    yield Entry("privileges", "no special ones; the one-file build needs no installation")
    yield Entry(
        "limits",
        f"{MAX_INPUT_BYTES >> 20} MiB for files and standard input, `max_answer_bytes` for a"
        " response",
    )
    yield Entry(
        "verify",
        "the one-file builds of a commit are identical on every host: build it from a clone with"
        " `python .ci/build_pyz.py cdx-tui.pyz`, and compare `sha256sum`",
    )


def ssh() -> Iterator[Entry]:
    """Yield what to do where a terminal is reached through others."""
    yield Entry(
        "`y` reports a copy, but the clipboard is unchanged",
        "the terminal does not support OSC 52: press `P` and select the text, or `e` to export it",
    )
    yield Entry(
        "tmux",
        "copies work in 3.2 or newer; older versions need `set -g set-clipboard on`. In nested"
        " tmux the copy is in the inner buffer (`prefix ]`), unless the outer tmux has `set -g"
        " set-clipboard on`.",
    )
    yield Entry(
        "GNU screen", "no copy is sent, since screen would print it: press `P` or `e` instead"
    )
    yield Entry("wrong colours", "use `--theme terminal`, or set TERM to the terminal's type")
    yield Entry("boxes or question marks instead of lines", "use `--ascii`")
    yield Entry(
        "the mouse does not select text",
        "press `m`, hold Shift while selecting, or start with `--no-mouse`",
    )
    yield Entry("cdx-tui doctor", "shows the terminal, its colours and how text is copied")
