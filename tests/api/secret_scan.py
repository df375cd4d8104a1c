"""Validate a token on a connection that is kept, and look for secrets in all objects.

Standard input is the base URL, the path of a CA file (may be empty), the token and the API secret,
a line each. Standard output is how many strings hold token, API secret and Basic credentials:
before the first request, while its response is awaited, and while the connection is kept.
"""

from __future__ import annotations

import asyncio
import base64
import gc
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from cdx_tui.api.client import CdxClient
from cdx_tui.api.connection import Connection
from cdx_tui.secret import Secret

_KEY = "CLOUDKEY"


def count(needles: Iterable[bytes]) -> list[int]:
    """Return how many strings of all objects hold each needle, in one encoding or another."""
    gc.collect()
    texts = list({id(text): text for text in _texts()}.values())
    return [sum(needle in _bytes(text) for text in texts) for needle in needles]


def _texts() -> Iterator[object]:
    stack: list[object] = [each for each in gc.get_objects() if each is not sys.modules]
    seen: set[int] = set()
    while stack:
        for referent in gc.get_referents(stack.pop()):
            if isinstance(referent, str | bytes | bytearray | memoryview):
                yield referent
            elif not gc.is_tracked(referent) and id(referent) not in seen:
                seen.add(id(referent))
                stack.append(referent)


def _bytes(text: object) -> bytes:
    if isinstance(text, str):
        return text.encode("utf-8", "surrogatepass")
    return bytes(text)  # type: ignore[call-overload, no-any-return]  # one of the bytes-like types


async def main() -> None:
    """Print the counts before, during and after the first request, then send another one."""
    url, bundle, token, secret = (Secret(line.rstrip("\n")) for line in sys.stdin)
    basic = base64.b64encode(f"{_KEY}:{secret.reveal()}".encode())
    needles = (token.reveal().encode(), secret.reveal().encode(), basic)
    bundle_file = Path(bundle.reveal()) if bundle else None
    connection = Connection(url.reveal(), ca_bundle=bundle_file, timeout=20)
    async with CdxClient(connection, _KEY, secret, idle_limit=30) as client:
        print(before := count(needles))
        request = asyncio.create_task(client.shared_resources(token))
        while (found := count(needles))[2] == before[2] and not request.done():
            await asyncio.wait([request], timeout=0.01)
        print(found, flush=True)
        await request
        del request
        print(count(needles))
        await client.shared_resources(token)


if __name__ == "__main__":
    asyncio.run(main())
