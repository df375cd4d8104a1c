"""A loopback API with a share of a benchmark's own."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self

__all__ = ["Api", "thousand"]


def thousand() -> list[dict[str, object]]:
    """Return 1,000 resources."""
    fields = [{"name": f"field_{number}", "type": "long"} for number in range(40)]
    schema = {"type": "record", "name": "Trade", "fields": fields}
    return [
        {
            "id": f"csr-{number}",
            "display_name": f"Topic {number}",
            "organization_name": "Northgate Exchange",
            "cloud": "AWS",
            "network_connection_types": [],
            "schemas": [
                {
                    "subject": f"topic-{number}-value",
                    "version": 1,
                    "id": 100_000 + number,
                    "schema_type": "AVRO",
                    "schema": json.dumps(schema),
                }
            ],
        }
        for number in range(1_000)
    ]


class Api:
    """A loopback API that sends the same resources for every token."""

    def __init__(self, resources: Sequence[Mapping[str, object]]) -> None:
        body = json.dumps({"consumer_shared_resources": resources}).encode()

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                self.rfile.read(int(self.headers["Content-Length"]))
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *arguments: object) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *exception: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
