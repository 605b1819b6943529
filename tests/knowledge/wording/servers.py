"""Real HTTP servers on loopback that speak the protocols of the three providers."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.knowledge.wording.event_stream import converse_frames, frame

PATIENCE_S = 600.0
"""Only against hanging: a loaded machine is slow, not wrong."""

PROVIDERS = ("ollama", "openai", "bedrock")
_TYPES = {
    "ollama": "application/x-ndjson",
    "openai": "text/event-stream",
    "bedrock": "application/vnd.amazon.eventstream",
}
_PATHS = {
    "ollama": "/api/chat",
    "openai": "/v1/chat/completions",
    "bedrock": "/model/tiny/converse-stream",
}


@dataclass
class Call:
    """One request that arrived."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]


@dataclass
class ModelServer:
    """What a server is told to do, and what it saw.

    Attributes:
        provider: Whose protocol.
        reply: Text of the model.
        status: HTTP status; above 299 the body is an error.
        location: Target of a redirect.
        raw: Bytes that are sent instead of a well-formed reply.
        first_wait_s: Longest silence before the first byte; it ends with the server.
        piece_wait_s: Silence between the pieces.
        piece_characters: Length of a piece.
        endless: Repeat the reply until the client goes.
        fail_midway: End the reply with the provider's way of failing.
    """

    provider: str
    reply: str = ""
    status: int = 200
    location: str = ""
    raw: bytes | None = None
    first_wait_s: float = 0.0
    piece_wait_s: float = 0.0
    piece_characters: int = 5
    endless: bool = False
    fail_midway: bool = False
    port: int = 0
    calls: list[Call] = field(default_factory=list)
    left: threading.Event = field(default_factory=threading.Event)
    arrived: threading.Event = field(default_factory=threading.Event)
    spoke: threading.Event = field(default_factory=threading.Event)
    over: threading.Event = field(default_factory=threading.Event)

    @property
    def url(self) -> str:
        """Address as it is written in the settings."""
        base = f"http://127.0.0.1:{self.port}"
        return f"{base}/v1" if self.provider == "openai" else base

    def chunks(self) -> Iterator[bytes]:
        """The reply as the provider would send it, piece by piece."""
        if self.raw is not None:
            yield self.raw
            return
        size = self.piece_characters
        pieces = [self.reply[start : start + size] for start in range(0, len(self.reply), size)]
        while self.endless:
            yield from self._encode(pieces, end=False)
        yield from self._encode(pieces, end=not self.fail_midway)
        if self.fail_midway:
            yield self._failure()

    def error(self) -> bytes:
        """Body of an error."""
        message = "the model fell over, your key was sk-secret-123"
        bodies: dict[str, object] = {
            "ollama": {"error": message},
            "openai": {"error": {"message": message, "type": "server_error"}},
            "bedrock": {"message": message},
        }
        return json.dumps(bodies[self.provider]).encode()

    def _encode(self, pieces: list[str], *, end: bool) -> Iterator[bytes]:
        if self.provider == "bedrock":
            frames = converse_frames(pieces)
            yield from frames if end else frames[: len(pieces) + 1]
            return
        for piece in pieces:
            yield self._line(piece, done=False)
        if end:
            yield self._line("", done=True)
            if self.provider == "openai":
                yield b"data: [DONE]\n\n"

    def _line(self, piece: str, *, done: bool) -> bytes:
        if self.provider == "ollama":
            item: dict[str, Any] = {
                "model": "tiny",
                "created_at": "2026-01-01T00:00:00Z",
                "message": {"role": "assistant", "content": piece},
                "done": done,
            }
            return json.dumps(item).encode() + b"\n"
        delta = {} if done else {"role": "assistant", "content": piece}
        choice = {"index": 0, "delta": delta, "finish_reason": "stop" if done else None}
        item = {
            "id": "c",
            "object": "chat.completion.chunk",
            "created": 1,
            "model": "tiny",
            "choices": [choice],
        }
        return b"data: " + json.dumps(item).encode() + b"\n\n"

    def _failure(self) -> bytes:
        if self.provider == "bedrock":
            return frame(
                "modelStreamErrorException", {"message": "out of memory"}, kind="exception"
            )
        if self.provider == "ollama":
            return json.dumps({"error": "out of memory"}).encode() + b"\n"
        return b'data: {"error": {"message": "out of memory", "type": "server_error"}}\n\n'


def _handler(server: ModelServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            length = int(self.headers.get("Content-Length", "0"))
            body = json.loads(self.rfile.read(length) or b"{}")
            headers = {name.lower(): value for name, value in self.headers.items()}
            server.calls.append(Call(self.path, headers, body))
            server.arrived.set()
            server.over.wait(server.first_wait_s)
            server.spoke.set()
            try:
                self._answer()
            except OSError:
                server.left.set()

        def _answer(self) -> None:
            known = self.path == _PATHS[server.provider]
            status = server.status if known else 404
            if status != 200:
                content = server.error()
                self.send_response(status)
                if server.location:
                    self.send_header("Location", server.location)
                if server.provider == "bedrock":
                    self.send_header("x-amzn-ErrorType", "InternalServerException")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
                return
            self.send_response(200)
            self.send_header("Content-Type", _TYPES[server.provider])
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for chunk in server.chunks():
                self.wfile.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
                self.wfile.flush()
                time.sleep(server.piece_wait_s)
            self.wfile.write(b"0\r\n\r\n")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing on the test's output."""

    return Handler


class _Quiet(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients that leave are part of the tests."""


@contextmanager
def running(server: ModelServer) -> Iterator[ModelServer]:
    """Serve on a free port of loopback until the block ends."""
    http = _Quiet(("127.0.0.1", 0), _handler(server))
    server.port = http.server_address[1]
    thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        server.over.set()
        http.shutdown()
        http.server_close()
        thread.join()
