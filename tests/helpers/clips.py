"""Video and audio files as offices get them: pictures by OpenCV's own encoders, sound by `wave`.

OpenCV brings no encoder for H.264, which phones write: `phone_video` is a file kept with the tests.
"""

from __future__ import annotations

import io
import math
import struct
import tempfile
import wave
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np

RATE = 8_000
FPS = 10
ENCODERS = {".avi": "MJPG", ".mp4": "mp4v", ".mov": "mp4v", ".mkv": "mp4v", ".webm": "VP80"}
_PHONE = Path(__file__).parents[1] / "data" / "clips" / "phone.mp4"


def colours(count: int, seconds: float = 1.0, size: tuple[int, int] = (96, 64)) -> list[np.ndarray]:
    """Pictures of `count` scenes, each of one colour with a bar in a place of its own."""
    pictures = []
    for scene in range(count):
        colour = (40 + scene * 60 % 200, 120, 200 - scene * 70 % 180)
        picture = np.full((size[1], size[0], 3), colour, np.uint8)
        left = scene * 17 % (size[0] - 16)
        picture[8:-8, left : left + 12] = (255, 255, 255)
        pictures += [picture] * round(seconds * FPS)
    return pictures


def video(ending: str = ".mp4", pictures: Sequence[np.ndarray] | None = None, fps: int = FPS) -> bytes:
    """A video without sound. `pictures` are height * width * 3 bytes of BGR."""
    shown = colours(3) if pictures is None else pictures
    height, width = shown[0].shape[:2]
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"video{ending}"
        writer = cv2.VideoWriter(str(file), cv2.VideoWriter.fourcc(*ENCODERS[ending]), fps, (width, height))
        assert writer.isOpened()
        for picture in shown:
            writer.write(picture)
        writer.release()
        return file.read_bytes()


def phone_video() -> bytes:
    """2 seconds of H.264 with sound, 96 x 64, and a position as 3GPP has it written."""
    return _PHONE.read_bytes()


def turned(data: bytes) -> bytes:
    """An MP4 held on its side: its track's matrix says to turn it by 90 degrees."""
    matrix = data.index(b"tkhd") + 4 + 40
    quarter = struct.pack(">9i", 0, 1 << 16, 0, -(1 << 16), 0, 0, 0, 0, 1 << 30)
    return data[:matrix] + quarter + data[matrix + 36 :]


def with_unknown_codec() -> bytes:
    """A sound AVI whose pictures are in a codec nobody has."""
    return video(".avi").replace(b"MJPG", b"ZZZZ")


def wav(seconds: float = 2.0) -> bytes:
    """A tone."""
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        samples = (round(8_000 * math.sin(n / 6)) for n in range(round(seconds * RATE)))
        sound.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return file.getvalue()


def mp3(frames: int = 50, *, tagged: bool = True) -> bytes:
    """MPEG-1 layer III of 128 kbit/s and 44.1 kHz, every frame silent: 26.12 ms each."""
    frame = b"\xff\xfb\x90\x00" + bytes(417 - 4)
    tag = b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10)
    return (tag if tagged else b"") + frame * frames


def aac(frames: int = 40) -> bytes:
    """ADTS frames of 48 kHz: 21.33 ms each."""
    length = 64
    head = bytes((0xFF, 0xF1, 0x4C, 0x80 | length >> 11, length >> 3 & 0xFF, (length & 7) << 5 | 0x1F, 0xFC))
    return (head + bytes(length - len(head))) * frames


def flac(seconds: int = 3) -> bytes:
    """A stream's first block alone: 8 kHz, one channel, 16 bits."""
    packed = RATE << 44 | 0 << 41 | 15 << 36 | seconds * RATE
    info = struct.pack(">HH", 4096, 4096) + bytes(6) + packed.to_bytes(8) + bytes(16)
    return b"fLaC" + bytes((0x80, 0, 0, len(info))) + info


def opus(seconds: int = 3) -> bytes:
    """Ogg pages as a messenger's voice message has them: the head, the comments, sound up to its end."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, 312, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"test" + struct.pack("<I", 0)
    return b"".join(
        _page(flags, place, number, body)
        for number, (flags, place, body) in enumerate(
            ((2, 0, head), (0, 0, tags), (4, seconds * 48_000 + 312, bytes(200)))
        )
    )


def _page(flags: int, place: int, number: int, body: bytes) -> bytes:
    return b"OggS" + struct.pack("<BBqIIIBB", 0, flags, place, 7, number, 0, 1, len(body)) + body


def m4a() -> bytes:
    """An MP4 with sound alone: the phone's, its track of pictures renamed into one of hints."""
    return phone_video().replace(b"vide", b"hint")


def box(kind: bytes, content: bytes) -> bytes:
    """One box of an ISO media file."""
    return struct.pack(">I", 8 + len(content)) + kind + content


def with_boxes(data: bytes, *boxes: bytes) -> bytes:
    """An MP4 whose table of contents (moov, the last box of the file) says more."""
    at = data.rindex(b"moov") - 4
    length = int.from_bytes(data[at : at + 4])
    assert at + length == len(data), "moov must be last, or what it points to would move"
    more = b"".join(boxes)
    return data[:at] + (length + len(more)).to_bytes(4) + data[at + 4 :] + more


def apple_keys(said: dict[str, str]) -> bytes:
    """What an iPhone tells: names in one list, values in another."""
    names = b"".join(box(b"mdta", name.encode()) for name in said)
    keys = box(b"keys", struct.pack(">II", 0, len(said)) + names)
    values = b"".join(
        box(number.to_bytes(4), box(b"data", struct.pack(">II", 1, 0) + value.encode()))
        for number, value in enumerate(said.values(), start=1)
    )
    return box(b"meta", keys + box(b"ilst", values))


def camera_track() -> bytes:
    """A track of a camera's own notes, without any of them."""
    handler = box(b"hdlr", bytes(8) + b"meta" + bytes(12) + b"\0")
    return box(b"trak", box(b"mdia", handler))
