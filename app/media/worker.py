"""The decoder process of images: `python -m app.media.worker`, in a frozen build `--decoder-worker`.

Beside it there is one for video and audio (`clip_worker`); nowhere else are bytes from outside decoded.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import cast

from app.media import copying, decoding
from app.media.formats import HEIC
from app.media.limits import confine
from app.media.opening import prepare_pillow, readable
from app.media.serving import Answer, serve
from app.media.types import Box, CopyLimits


def main() -> int:
    """Answer requests about images until there are no more; returns the exit status."""
    return serve(_prepare, _do, "media.no_memory")


def _prepare() -> list[str]:
    prepare_pillow()
    reads = readable()
    confine(threads=HEIC.name in reads)  # libde265 decodes in a thread of its own
    return reads


def _do(header: dict[str, object], data: bytes) -> Answer:
    format_name, longest = str(header["format"]), int(str(header.get("longest", 0)))
    match header["do"]:
        case "inspect":
            inspection = decoding.inspect(data, format_name, longest)
            small, later, near = inspection.small, inspection.later, inspection.near
            reply: dict[str, object] = {
                "facts": asdict(inspection.facts),
                "width": small.width,
                "height": small.height,
                "later": [[frame.number, frame.at] for frame in later],
                "complete": inspection.complete,
                "near": [near.width, near.height] if near else None,
            }
            pictures = (small.rgb, *(frame.small.rgb for frame in later), near.rgb if near else b"")
            return reply, b"".join(pictures)
        case "preview":
            small = decoding.preview(data, format_name, longest, _boxes(header))
            return {"width": small.width, "height": small.height}, small.rgb
        case "clean_copy":
            limits = CopyLimits(longest or None, int(str(header.get("most_bytes", 0))) or None)
            copy = copying.clean_copy(data, format_name, limits, int(str(header.get("shorter", 0))))
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
            copy = copying.blurred(data, format_name, _boxes(header))
            return {"width": copy.width, "height": copy.height}, copy.data
        case unknown:
            raise ValueError(f"no such request: {unknown}")


def _boxes(header: dict[str, object]) -> list[Box]:
    return [(x, y, w, h) for x, y, w, h in cast("list[list[int]]", header.get("boxes", []))]


if __name__ == "__main__":
    raise SystemExit(main())
