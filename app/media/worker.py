"""The decoder process: `python -m app.media.worker`, or `anumodon --decoder-worker` in a frozen build.

The only place where bytes from outside are decoded. It confines itself, says it is ready, and answers
one request after another until its input ends. If a hostile image breaks it, only that image is lost.
"""

from __future__ import annotations

import os
from dataclasses import asdict
from typing import cast

from app.errors import Refusal
from app.media import copying, decoding, protocol
from app.media.formats import HEIC
from app.media.limits import confine
from app.media.opening import prepare_pillow, readable
from app.media.types import CopyLimits

Answer = tuple[dict[str, object], bytes]


def main() -> int:
    """Serve requests from descriptor 0 on descriptor 1; returns the exit status."""
    # sys.stdin and sys.stdout are None in a windowed build on Windows: use the descriptors themselves.
    requests = os.fdopen(0, "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # nothing a library may print can disturb the talk
    prepare_pillow()
    reads = readable()
    confine(threads=HEIC.name in reads)  # libde265 decodes in a thread of its own
    protocol.send(answers, {"ready": True, "reads": reads})
    while True:
        try:
            header, data = protocol.receive(requests)
        except EOFError:
            return 0
        protocol.send(answers, *_answer(header, data))


def _answer(header: dict[str, object], data: bytes) -> Answer:
    try:
        return _do(header, data)
    except Refusal as refusal:
        return {"refused": refusal.key, "params": refusal.params}, b""
    except MemoryError:
        return {"refused": "media.bomb", "params": {}}, b""


def _do(header: dict[str, object], data: bytes) -> Answer:
    format_name, longest = str(header["format"]), int(str(header.get("longest", 0)))
    match header["do"]:
        case "inspect":
            inspection = decoding.inspect(data, format_name, longest)
            small, later = inspection.small, inspection.later
            told: dict[str, object] = {
                "facts": asdict(inspection.facts),
                "width": small.width,
                "height": small.height,
                "later": [[frame.number, frame.at] for frame in later],
                "complete": inspection.complete,
            }
            return told, b"".join((small.rgb, *(frame.small.rgb for frame in later)))
        case "preview":
            small = decoding.preview(data, format_name, longest)
            return {"width": small.width, "height": small.height}, small.rgb
        case "clean_copy":
            limits = CopyLimits(longest or None, int(str(header.get("most_bytes", 0))) or None)
            copy = copying.clean_copy(data, format_name, limits)
            return {"width": copy.width, "height": copy.height}, copy.data
        case "film":
            first, count = int(str(header["first"])), int(str(header["count"]))
            part = decoding.film(data, format_name, longest, first, count)
            picture = part.shown[0].picture
            frames: dict[str, object] = {
                "frames": part.frames,
                "width": picture.width,
                "height": picture.height,
                "shown": [[frame.number, frame.duration] for frame in part.shown],
            }
            return frames, b"".join(frame.picture.rgb for frame in part.shown)
        case "blurred":
            boxes = [(x, y, w, h) for x, y, w, h in cast("list[list[int]]", header["boxes"])]
            copy = copying.blurred(data, format_name, boxes)
            return {"width": copy.width, "height": copy.height}, copy.data
        case unknown:
            raise ValueError(f"no such request: {unknown}")


if __name__ == "__main__":
    raise SystemExit(main())
