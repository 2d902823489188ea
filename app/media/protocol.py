"""The protocol of the program and its decoder processes: frames of JSON and raw bytes over two pipes.

A frame is two big-endian 32-bit lengths, the header in UTF-8 JSON (an object), then the payload.
No pickle: either side may have been taken over by a hostile image, so nothing read here can run.
"""

from __future__ import annotations

import json
import struct
from typing import IO

_LENGTHS = struct.Struct(">II")
MAX_HEADER = 64 * 1024
# The largest honest answer is a 50-megapixel clean PNG of noise: 150 MB.
MAX_PAYLOAD = 256 * 1024 * 1024


class ProtocolError(Exception):
    """The other side closed the pipe in the middle of a frame, or sent what is no frame."""


def send(stream: IO[bytes], header: dict[str, object], payload: bytes = b"") -> None:
    """Write one frame and flush it. Raises OSError if the other side is gone."""
    written = json.dumps(header).encode()
    stream.write(_LENGTHS.pack(len(written), len(payload)))
    stream.write(written)
    stream.write(payload)
    stream.flush()


def receive(stream: IO[bytes]) -> tuple[dict[str, object], bytes]:
    """Read one frame. Raises EOFError at a clean end of the stream, else ProtocolError."""
    lengths = stream.read(_LENGTHS.size)
    if not lengths:
        raise EOFError
    if len(lengths) < _LENGTHS.size:
        raise ProtocolError("cut off")
    header_length, payload_length = _LENGTHS.unpack(lengths)
    if header_length > MAX_HEADER or payload_length > MAX_PAYLOAD:
        raise ProtocolError("longer than any honest frame")
    written = _exactly(stream, header_length)
    payload = _exactly(stream, payload_length)
    try:
        header = json.loads(written)
    except ValueError as error:
        raise ProtocolError("header is not JSON") from error
    if not isinstance(header, dict):
        raise ProtocolError("header is not an object")
    return header, payload


def _exactly(stream: IO[bytes], length: int) -> bytes:
    data = stream.read(length)
    if len(data) < length:
        raise ProtocolError("cut off")
    return data
