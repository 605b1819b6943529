"""Frames of `application/vnd.amazon.eventstream`, as Bedrock sends them.

A frame is: total length, headers length, CRC of these eight bytes (prelude), headers, payload, CRC
of all that. A header is: length of name, name, type 7 (text), length of value, value.
"""

import json
import struct
import zlib


def frame(event: str, payload: dict[str, object], *, kind: str = "event") -> bytes:
    """One frame with a JSON payload; `kind` is `event` or `exception`."""
    body = json.dumps(payload).encode()
    headers = b"".join(
        _header(name, value)
        for name, value in (
            (f":{kind}-type", event),
            (":content-type", "application/json"),
            (":message-type", kind),
        )
    )
    prelude = struct.pack("!II", 4 + 4 + 4 + len(headers) + len(body) + 4, len(headers))
    start = prelude + struct.pack("!I", zlib.crc32(prelude))
    content = start + headers + body
    return content + struct.pack("!I", zlib.crc32(content))


def converse_frames(pieces: list[str]) -> list[bytes]:
    """The frames of a whole ConverseStream reply."""
    deltas = [
        frame("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": piece}})
        for piece in pieces
    ]
    usage = {"inputTokens": 5, "outputTokens": 7, "totalTokens": 12}
    return [
        frame("messageStart", {"role": "assistant"}),
        *deltas,
        frame("contentBlockStop", {"contentBlockIndex": 0}),
        frame("messageStop", {"stopReason": "end_turn"}),
        frame("metadata", {"usage": usage, "metrics": {"latencyMs": 3}}),
    ]


def _header(name: str, value: str) -> bytes:
    return (
        struct.pack("!B", len(name))
        + name.encode()
        + struct.pack("!BH", 7, len(value))
        + value.encode()
    )
