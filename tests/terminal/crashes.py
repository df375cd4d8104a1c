"""Code that makes the app crash in a test; none of it is part of the product."""

from __future__ import annotations

__all__ = ["CRASHES"]

# Each crashes with the token or the secret in local variables, the exception's text or its notes.
CRASHES = {
    "a handler": """
from cdx_tui.tui.screens.main import MainScreen
def crash(self, event):
    event_with_token = event, event.secret.reveal()
    raise ValueError("in a handler: " + event.secret.reveal())
MainScreen._submitted.__code__ = crash.__code__
""",
    "a key": """
from cdx_tui.tui.app import CdxApp
def crash(self):
    token = self.screen.query_one("#token").secret.reveal()
    raise KeyError(token)
CdxApp.action_copy_or_quit = crash
""",
    "a worker": """
from cdx_tui.tui.screens.session import Session
async def crash(self, credentials):
    secret = credentials.secret.reveal()
    raise LookupError("in a worker: " + secret)
Session.client = crash
""",
    "the client": """
from cdx_tui.api.client import CdxClient
async def crash(self, token):
    revealed = token.reveal()
    try:
        raise RuntimeError(revealed)
    except RuntimeError as error:
        error.add_note(revealed)
        raise TypeError(revealed) from error
CdxClient.shared_resources = crash
""",
    "a group": """
from cdx_tui.api.client import CdxClient
async def crash(self, token):
    raise ExceptionGroup(token.reveal(), [ValueError(token.reveal())])
CdxClient.shared_resources = crash
""",
    "a thread": """
import threading
from cdx_tui.api.client import CdxClient
async def crash(self, token):
    def in_thread(revealed=token.reveal()):
        raise ValueError("in a thread: " + revealed)
    threading.Thread(target=in_thread).start()
    while True:
        await __import__("asyncio").sleep(1)
CdxClient.shared_resources = crash
""",
    "a task": """
import asyncio
from cdx_tui.api.client import CdxClient
async def crash(self, token):
    def in_callback(revealed):
        raise ValueError("in a callback: " + revealed)
    asyncio.get_running_loop().call_soon(in_callback, token.reveal())
    await asyncio.sleep(60)
CdxClient.shared_resources = crash
""",
    "the screen's making": """
from cdx_tui.tui.screens.main import MainScreen
def crash(self):
    raise ValueError(self._session.find_credentials().secret.reveal())
MainScreen.compose = crash
""",
    "the end": """
from cdx_tui.tui.app import CdxApp
async def crash(self):
    raise ValueError(self._session._configured_credentials.secret.reveal())
CdxApp.on_unmount = crash
""",
    "before the app": """
from cdx_tui.cli.setup import Setup
def crash(self):
    raise ValueError(self.credentials().secret.reveal())
Setup.label = property(crash)
""",
}
