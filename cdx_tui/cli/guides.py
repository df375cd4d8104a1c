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
        "the settings; only `cdx-tui config init` writes it, and never over an existing one."
        " CDX_TUI_CONFIG_DIR or XDG_CONFIG_HOME names another folder; macOS has its own default."
        " `cdx-tui config path` prints the path.",
    )
    yield Entry(
        "~/.local/state/cdx-tui/",
        "what the app remembers (theme, width of the list, last view, paths of recent shares) and"
        " crash reports, which contain none of your data. XDG_STATE_HOME names another folder."
        " `cdx-tui config clear-recent` forgets the shares. Never a token or secret.",
    )
    yield Entry("~/.cache/cdx-tui/", "the one-file build unpacks itself there; nothing else does")
    yield Entry(
        "exports",
        "`export`, and `e` and `E` in the app, write where you say: readable by you alone, and"
        " never over an existing file unless you agree",
    )
    yield Entry(
        "debug log", "the file that --debug-log names, and only then; readable by you alone"
    )


def formats() -> Iterator[Entry]:
    """Yield what is read and written for programs and spreadsheets."""
    yield Entry(
        "-o json",
        "one document; of `schema` and `sample` one line for each schema (JSON Lines). Without a"
        " result it has the property `error`, and standard error says the same.",
    )
    yield Entry(
        "error",
        "`kind`, `title`, `detail`, `next_step`, `status` of HTTP, `request_id`, and `retry_after`:"
        " the seconds to wait if the rate limit is reached. What is not known is null.",
    )
    yield Entry(
        "format_version",
        f"{FORMAT_VERSION}; it grows when a property goes or changes its meaning. New properties"
        " may come at any time.",
    )
    yield Entry(
        "JSON Schema", f"`cdx-tui output-schema COMMAND`, where COMMAND is {', '.join(OUTPUTS)}"
    )
    yield Entry(
        "saved share",
        "what `open`, `check`, `diff` and `sample` take: a response of the API, the output of"
        " `validate -o json`, or the folder of an export; - is standard input",
    )
    yield Entry(
        "export",
        "a folder with the response as it was sent (preview.json), a file for each schema with its"
        " text unchanged (.avsc, .json, .proto), which schema is in which file (index.json), the"
        " fields (fields.csv), and a page to read (README.md)",
    )
    yield Entry(
        "CSV",
        "`fields.csv` has every field of the newest version of each subject, `schema --view csv`"
        " those of files. An apostrophe precedes what a spreadsheet would run as a formula.",
    )
    yield Entry(
        "code",
        "`schema --view flink`, `python` or `java`, and `a` at a sample in the app: a table of"
        " Flink SQL, dataclasses, or records; a starting point to edit",
    )


def credentials() -> Iterator[Entry]:
    """Yield the sources of the API key, in the order in which they are tried."""
    yield Entry(
        "which key",
        "a Confluent Cloud API key of the user whom the share was sent to, made in the organization"
        " that is to receive it: `confluent api-key create --resource cloud`. Keys of a Kafka"
        " cluster or of Schema Registry do not work.",
    )
    yield Entry(
        "1. environment", "CONFLUENT_CLOUD_API_KEY and CONFLUENT_CLOUD_API_SECRET, if both are set"
    )
    yield Entry(
        "2. profile",
        "`api_key` and `secret_command` of the profile. The command runs without a shell; the"
        " secret is its output, of several lines the first. JSON is refused: let the program"
        " print one field (`op read`, `vault … -field=`, `jq -r .field`).",
    )
    yield Entry("3. keyring", "the system's keyring, if the package `keyring` is installed")
    yield Entry("4. the app", "asks, and keeps the key in memory; commands end with status 2")
    yield Entry("never", "as an argument or in the settings file, where others could read it")


def proxy() -> Iterator[Entry]:
    """Yield how the proxy and the certificate authorities are chosen."""
    yield Entry(
        "--proxy URL, proxy = URL",
        "http, https or socks5; used even if NO_PROXY names the host. Write special characters of"
        " a password percent-encoded: %23 for #. If the setting is invalid, nothing is sent.",
    )
    yield Entry("HTTPS_PROXY, ALL_PROXY", "the proxy, if neither option nor setting is given")
    yield Entry(
        "NO_PROXY",
        "hosts to reach without the variables' proxy, separated by commas or blanks: names with"
        " their subdomains (`example.com` or `.example.com`; `*.example.com` is the subdomains"
        " only), addresses (`10.1.2.3`, `fd00::7`), networks (`10.0.0.0/8`), each also with a port"
        " (`example.com:8443`, `[fd00::7]:443`), or `*` for all. Loopback never uses a proxy.",
    )
    yield Entry("--ca-bundle PEM, ca_bundle", "authorities to trust beside the system's own")
    yield Entry(
        "SSL_CERT_FILE, SSL_CERT_DIR",
        "authorities to trust, in place of the system's file or folder",
    )
    yield Entry(
        "NTLM, Negotiate", "are not supported: run px-proxy or cntlm, and use that as the proxy"
    )
    yield Entry("cdx-tui doctor --connect", "tries a TLS handshake and shows what answers")


def bastion() -> Iterator[Entry]:
    """Yield what somebody has to know who allows the program on a shared host."""
    yield Entry(
        "network",
        f"one HTTPS request per validation, POST {OPERATION} to api.confluent.cloud or the"
        " `base_url` of the settings, by the proxy if there is one. No other host, no redirect, no"
        " telemetry, no check for updates.",
    )
    yield Entry("ports", "none is opened; `python -m cdx_tui.demo` serves the demo on loopback")
    yield Entry(
        "effect",
        "none: the request only reads. Nothing in the package can redeem a share; the key `R`"
        " shows the command of Confluent's CLI, and does not run it.",
    )
    yield Entry(
        "secrets",
        "tokens and API secrets stay in memory: in no file, log, crash report or argument. Core"
        " dumps are off, where the system allows it.",
    )
    yield Entry("programs", "`secret_command` and a clipboard program, without a shell; no others")
    yield Entry("files", "see `cdx-tui help files`; private folders have mode 0700, files 0600")
    yield Entry(
        "privileges",
        "those of the user; none are needed, and the one-file build needs no installation",
    )
    yield Entry(
        "limits",
        f"files and standard input are read up to {MAX_INPUT_BYTES >> 20} MiB, a response up to"
        " `max_answer_bytes`",
    )
    yield Entry(
        "verify",
        "the one-file build of a commit is the same to the byte on every host: build it from a"
        " clone with `python .ci/build_pyz.py cdx-tui.pyz`, and compare `sha256sum`",
    )


def ssh() -> Iterator[Entry]:
    """Yield what to do where a terminal is reached through others."""
    yield Entry(
        "y says it sent the copy, and nothing arrives",
        "the terminal does not take OSC 52: use `P` and select, or `e`",
    )
    yield Entry(
        "tmux",
        "3.2 or newer takes copies by itself; older ones need `set -g set-clipboard on`. In tmux"
        " inside tmux the copy is in the inner buffer (`prefix ]`), unless the outer one has"
        " `set -g set-clipboard on`.",
    )
    yield Entry("GNU screen", "would print the copy, so nothing is sent: use `P` or `e`")
    yield Entry("wrong colours", "`--theme terminal`, or set TERM to what the terminal is")
    yield Entry("boxes or question marks for lines", "`--ascii`")
    yield Entry(
        "text can't be selected by the mouse", "`m`, or hold Shift; `--no-mouse` from the start"
    )
    yield Entry("cdx-tui doctor", "shows what it found out about terminal, colours and clipboard")
