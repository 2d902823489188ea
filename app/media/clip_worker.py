"""The decoder process of video and audio: `python -m app.media.clip_worker`, frozen `--clip-worker`.

A process of its own beside that of images (`worker`): looking through a video takes long, and the window's
pictures must not wait for it. Sound is never decoded; only containers are read.
"""

from __future__ import annotations

from dataclasses import asdict

from app.media import iso_media, video_frames
from app.media.container import Container, read
from app.media.formats import CLIPS
from app.media.limits import confine
from app.media.serving import Answer, serve
from app.media.types import ImageFacts


def main() -> int:
    """Answer requests about clips until there are no more; returns the exit status."""
    return serve(_prepare, _do, "media.clip.damaged")


def _prepare() -> list[str]:
    video_frames.ready()
    confine()
    return list(CLIPS)


def _do(header: dict[str, object], data: bytes) -> Answer:
    container = read(str(header["format"]), data)
    longest = int(str(header.get("longest", 0)))
    match header["do"]:
        case "watch":
            return _watch(container, data, longest)
        case "probe":
            return _watch(container, data, longest, only_first=True)
        case "picture":
            picture = video_frames.picture_at(data, int(str(header["at"])), longest)
            return {"width": picture.width, "height": picture.height}, picture.rgb
        case "bare_copy":
            return {}, iso_media.bare(data) if container.format.family == "iso" else data
        case unknown:
            raise ValueError(f"no such request: {unknown}")


def _watch(container: Container, data: bytes, longest: int, *, only_first: bool = False) -> Answer:
    container_facts = container.facts
    seen = None
    if container_facts.pictures:
        seen = video_frames.extract(data, container_facts.duration, longest, only_first=only_first)
    facts = ImageFacts(
        format=container.format.name,
        media_type=container.format.media_type,
        width=seen.width if seen else 0,
        height=seen.height if seen else 0,
        frames=seen.frames if seen else 1,
        camera=container_facts.camera,
        taken_at=container_facts.taken_at,
        has_gps=container_facts.has_gps,
        duration=container_facts.duration or (seen.duration if seen else 0),
        sound=container_facts.sound,
        camera_track=container_facts.camera_track,
    )
    pictures = seen.pictures if seen else ()
    answer: dict[str, object] = {
        "facts": asdict(facts),
        "width": pictures[0].small.width if pictures else 0,
        "height": pictures[0].small.height if pictures else 0,
        "pictures": [[frame.number, frame.at] for frame in pictures],
        "until": seen.until if seen else 0,
        "every": seen.every if seen else 0,
    }
    return answer, b"".join(frame.small.rgb for frame in pictures)


if __name__ == "__main__":
    raise SystemExit(main())
