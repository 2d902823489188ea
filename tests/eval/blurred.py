"""Whether blurred faces are still taken for faces: every face found on the photographs, blurred.

What a person could recognise is proven by `tests/media/test_blurred.py`: no detail is left. Here is told how
often the checks would mark a blurred face once more.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import Refusal
from app.media.decoder import Decoder
from app.media.types import Box
from app.services.base.detectors import detectors
from app.services.posts.blurring import around
from tests.eval.shared import Photo


def report_blurred(photos: Sequence[Photo]) -> None:
    """Print how many faces were blurred, and how many the detector took for faces again."""
    faces = again = certain = images = 0
    finder = detectors().faces
    with Decoder() as decoder:
        for photo in photos:
            data, name = photo.path.read_bytes(), photo.path.name
            try:
                before = decoder.inspect(data, name)
                found = finder.find(before.small, before.facts.width, before.facts.height)
                if not found:
                    continue
                regions = [around(face.box) for face in found]
                copy = decoder.blurred(data, regions, name)
                after = decoder.inspect(copy.data, "blurred" + copy.extension)
            except Refusal as refusal:
                print(f"refused: {name}: {refusal}")
                continue
            left = finder.find(after.small, after.facts.width, after.facts.height)
            inside = [face for face in left if any(_holds(region, face.box) for region in regions)]
            images += 1
            faces += len(found)
            again += len(inside)
            certain += sum(face.certain for face in inside)
    print(f"\n== Faces blurred: {faces} on {images} photographs ==")
    print(f"  taken for a face again: {again}, for sure: {certain}")


def _holds(region: Box, box: Box) -> bool:
    """Whether the middle of a box is in a region."""
    x, y = box[0] + box[2] / 2, box[1] + box[3] / 2
    return region[0] <= x <= region[0] + region[2] and region[1] <= y <= region[1] + region[3]
