"""The demo over loopback HTTP: the server and its program."""

from __future__ import annotations

import http.client
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import IO

import httpx
import pytest

from cdx_tui.api.client import CdxClient
from cdx_tui.api.connection import Connection
from cdx_tui.demo.__main__ import main
from cdx_tui.demo.catalogue import CATALOGUE
from cdx_tui.demo.server import MAX_REQUEST_BYTES, DemoServer
from cdx_tui.demo.service import OPERATION
from cdx_tui.demo.share_files import share_body
from cdx_tui.secret import Secret

PROGRAM = [sys.executable, "-m", "cdx_tui.demo"]
SLOW = next(entry for entry in CATALOGUE if entry.delay)


@pytest.fixture
def server() -> Iterator[DemoServer]:
    with DemoServer(0) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def http_client(server: DemoServer) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=server.base_url, auth=("key", "secret")) as client:
        yield client


def raw_response(server: DemoServer, request: bytes) -> http.client.HTTPResponse:
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=10) as connection:
        connection.sendall(request)
        answer = http.client.HTTPResponse(connection)
        answer.begin()
        answer.read()
        return answer


def test_a_share_comes_over_http(http_client: httpx.Client) -> None:
    for entry in CATALOGUE[:3]:  # over one kept-alive connection
        answer = http_client.post(OPERATION, json={"token": entry.token})
        assert (answer.status_code, answer.content) == (200, share_body(entry.share))
    assert answer.http_version == "HTTP/1.1"


LARGE = next(entry for entry in CATALOGUE if entry.name == "whole platform")


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("gzip, deflate", "gzip"),
        ("deflate;q=0.5, X-GZIP; q=0.1", "gzip"),
        ("identity", None),
        ("gzip;q=0, identity", None),
        ("gzip; q=0.000", None),
        ("", None),
    ],
)
def test_a_large_response_is_compressed_on_request(
    http_client: httpx.Client, accepted: str, coding: str | None
) -> None:
    headers = {"Accept-Encoding": accepted}
    answer = http_client.post(OPERATION, json={"token": LARGE.token}, headers=headers)
    assert answer.headers.get("content-encoding") == coding
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.content == share_body(LARGE.share)
    assert (answer.num_bytes_downloaded * 5 < len(answer.content)) == (coding is not None)
    small = http_client.post(OPERATION, json={"token": "nonsense"}, headers=headers)
    assert "content-encoding" not in small.headers


async def test_the_client_receives_a_large_share_compressed(server: DemoServer) -> None:
    connection = Connection(server.base_url)
    async with CdxClient(connection, "key", Secret("secret")) as client:
        preview = await client.shared_resources(Secret(LARGE.token))
    assert preview.body == share_body(LARGE.share)
    assert preview.wire_bytes * 5 < preview.body_bytes == len(preview.body)


def test_it_listens_on_loopback_only(server: DemoServer) -> None:
    assert server.socket.getsockname()[0] == "127.0.0.1"
    assert server.base_url == f"http://127.0.0.1:{server.socket.getsockname()[1]}"


def test_other_methods_and_paths(http_client: httpx.Client) -> None:
    refused = http_client.get(OPERATION)
    assert (refused.status_code, refused.headers["allow"]) == (405, "POST")
    assert http_client.head(OPERATION).content == b""
    assert http_client.delete("/").status_code == 404


def test_a_long_body_is_refused_unread(server: DemoServer) -> None:
    head = f"POST {OPERATION} HTTP/1.1\r\nContent-Length: {MAX_REQUEST_BYTES + 1}\r\n\r\n"
    answer = raw_response(server, head.encode())
    assert answer.status == 413
    assert answer.getheader("Connection") == "close"


@pytest.mark.parametrize(
    ("header", "status"),
    [
        (b"Transfer-Encoding: chunked", 411),
        (b"Content-Length: -1", 400),
        (b"Content-Length: 1e3", 400),
        (b"Content-Length: " + b"9" * 5000, 413),
    ],
)
def test_a_body_of_unknown_length_is_refused(
    server: DemoServer, header: bytes, status: int
) -> None:
    request = b"POST " + OPERATION.encode() + b" HTTP/1.1\r\n" + header + b"\r\n\r\n"
    assert raw_response(server, request).status == status


def test_a_client_that_disconnects_is_harmless(
    server: DemoServer, http_client: httpx.Client, capfd: pytest.CaptureFixture[str]
) -> None:
    with socket.create_connection(("127.0.0.1", server.server_port)) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        connection.sendall(b"POST / HTTP/1.1\r\nContent-Length: 10\r\n\r\nhalf")
    assert http_client.post(OPERATION, json={"token": CATALOGUE[0].token}).status_code == 200
    assert capfd.readouterr() == ("", "")


def test_stopping_does_not_wait_for_a_slow_response(server: DemoServer) -> None:
    body = json.dumps({"token": SLOW.token}).encode()
    head = (
        f"POST {OPERATION} HTTP/1.1\r\nAuthorization: Basic azpz\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    with socket.create_connection(("127.0.0.1", server.server_port), timeout=5) as connection:
        connection.sendall(head.encode() + body)
        server.stopping.set()
        assert connection.recv(1) == b""


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [*PROGRAM, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def read_until(stream: IO[str], ending: str) -> str:
    read = ""
    while not read.endswith(ending):
        line = stream.readline()
        assert line, read
        read += line
    return read


def test_the_program_serves_until_ctrl_c() -> None:
    with start("--port", "0") as program:
        assert program.stdout is not None
        assert program.stderr is not None
        printed = read_until(program.stdout, OPERATION + "\n")
        for entry in CATALOGUE:
            assert f"{entry.name}: {entry.summary}\n  {entry.token}\n" in printed
        base_url = re.search(r"http://127\.0\.0\.1:\d+", printed)
        assert base_url is not None
        answer = httpx.post(
            base_url[0] + OPERATION, auth=("key", "secret"), json={"token": CATALOGUE[1].token}
        )
        assert answer.content == share_body(CATALOGUE[1].share)
        program.send_signal(signal.SIGINT)
        assert program.wait(timeout=10) == 0
        assert program.stderr.read() == ""


IGNORING = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""


@pytest.mark.parametrize("is_background", [False, True])
def test_sigterm_ends_the_program_and_an_ignored_sigint_does_not(is_background: bool) -> None:
    prefix = [sys.executable, "-c", IGNORING] if is_background else [sys.executable]
    with subprocess.Popen(
        [*prefix, *PROGRAM[1:]], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        base_url = re.search(
            r"http://127\.0\.0\.1:\d+", read_until(program.stdout, OPERATION + "\n")
        )
        assert base_url is not None
        if is_background:
            program.send_signal(signal.SIGINT)
            assert httpx.get(base_url[0]).status_code == 404
        program.send_signal(signal.SIGTERM)
        assert program.wait(timeout=10) == 143
        assert program.stderr.read() == ""


def test_the_printed_curl_command_is_a_working_request(server: DemoServer) -> None:
    with start("--port", "0") as program:
        assert program.stdout is not None
        printed = read_until(program.stdout, OPERATION + "\n")
        program.send_signal(signal.SIGINT)
    data = re.search(r"-d '(.*)' \\\n", printed)
    assert data is not None
    assert json.loads(data[1]) == {"token": CATALOGUE[0].token}
    assert re.search(r"curl -u \S+:\S+ -H 'Content-Type: application/json' \\\n", printed)


def test_list_prints_only_the_tokens(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--list"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("\t") for line in lines] == [
        [entry.name, entry.token] for entry in CATALOGUE
    ]


def test_a_closed_pipe_ends_it_quietly() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*PROGRAM, "--list"], stdout=writing, stderr=subprocess.PIPE, text=True)
    os.close(writing)
    assert (done.returncode, done.stderr) == (1, "")


def test_a_port_in_use_is_reported(server: DemoServer, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--port", str(server.server_port)]) == 1
    assert f"Can't listen on port {server.server_port}: " in capsys.readouterr().err


@pytest.mark.parametrize("port", ["65536", "-1", "http", ""])
def test_an_invalid_port_is_reported(port: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([f"--port={port}"])
    assert ended.value.code == 2
    assert "not a number from 0 to 65535" in capsys.readouterr().err
