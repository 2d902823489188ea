"""Faces in an image, by OpenCV's YuNet, with further looks where the first one tells nothing for sure."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.checks.photo.drawn import looks_drawn
from app.checks.photo.islands import islands
from app.checks.photo.yunet import OVERLAP, POSSIBLE, YuNet, blue_green_red, resized
from app.values import dataclass, replace

if TYPE_CHECKING:
    from app.media.types import Pixels

# Our measurement of November 2026, longest side 960: a score of 0.8 found 99.7% of 354 faces with no false
# one on 79 images without people; between 0.6 and 0.8 lie drawings, statues and animals as well as faces.
FOUND = 0.8
# A possible face is looked at again, large, at three sizes and mirrored. The mean of the six scores (0 where
# it is not seen) was .48 and less on images without people, .83 on a face in a crowd, .5 to .75 on drawings.
CONFIRMED = 0.5
_LOOKS = tuple((side, mirrored) for side in (160, 320, 480) for mirrored in (False, True))
_MARGIN = 4  # the side of what is looked at, in sides of the face
_MOST_LOOKED_AT = 8
_MANY, _MOST = 3, 2 / 3  # so many drawn faces, and so great a share, speak for the others

# A smaller picture is enlarged, and the mean score of three sizes counts: it found 104 of 133 faces on
# avatars of 24 pixels, 125 at 32 and 132 at 48 (0, 21 and 89 as they are), and none on 1,440 without people.
AVATAR = 160  # pixels, longest side
_ENLARGED = (160, 240, 320)
_RIM = 4  # a patch on an even ground is looked at with a rim of a quarter of its side
# A picture that lies on its side or upside down is looked at turned. At 640 pixels all of 60 with people are
# told so.
_TURNED = 640

_Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Face:
    """`box` is x, y, w, h in pixels of the upright image, inside it; `score` 0.6 to 1.

    `drawn`: a certain face that looks like a drawing. `confirmed`: certain, or seen again at a second look.
    `on_patch`: seen only on a small picture in the picture, made large: may be an emblem, so never certain.
    """

    box: tuple[int, int, int, int]
    score: float
    drawn: bool = False
    confirmed: bool = True
    on_patch: bool = False

    @property
    def area(self) -> int:
        return self.box[2] * self.box[3]

    @property
    def certain(self) -> bool:
        return self.score >= FOUND and not self.on_patch

    @property
    def counts(self) -> bool:
        """Whether it is taken for a photographed face."""
        return self.certain and not self.drawn


@dataclass(frozen=True, slots=True)
class _Seen:
    """A face as `Face`, its `place` x, y, w, h in shares of the picture's width and height."""

    place: _Place
    score: float
    drawn: bool = False
    confirmed: bool = True
    on_patch: bool = False


class FaceFinder:
    """Finds faces; loads the model at `model` once, at the first call. Safe to call from several threads."""

    def __init__(self, model: Path) -> None:
        self._model = model
        self._lock = threading.Lock()
        self._loaded: YuNet | None = None

    def find(
        self,
        small: Pixels,
        width: int,
        height: int,
        near: Pixels | None = None,
        *,
        patches: bool = False,
        turned: bool = False,
    ) -> tuple[Face, ...]:
        """Faces of score 0.6 or more in an upright picture, largest first.

        `small`: the picture made small for checks, as measured. `width`, `height`: the full size, in
        whose pixels the boxes are. Only where no photographed face is found: `near`, the same picture less
        small, is searched for people far off; with `patches` small pictures on an even ground are searched
        made large; with `turned` the picture is searched lying on its side and upside down, for what is
        certain there. Raises MissingEnvironment as `YuNet` does.
        """
        with self._lock:
            if self._loaded is None:
                self._loaded = YuNet(self._model)
            yunet = self._loaded
            picture = blue_green_red(small)
            tiny = max(picture.shape[:2]) < AVATAR
            seen = _enlarged(yunet, picture) if tiny else _look(yunet, picture)
            if near is not None and not _people(seen):
                seen = _joined(_look(yunet, blue_green_red(near)), seen)
            if patches and not tiny and not _people(seen):
                seen = _joined(_on_patches(yunet, picture), seen)
            if turned and not _people(seen):
                seen = _joined(_turned(yunet, picture), seen)
        found = (
            Face(_box(one.place, width, height), round(one.score, 4), one.drawn, one.confirmed, one.on_patch)
            for one in seen
        )
        return tuple(sorted(found, key=lambda face: face.area, reverse=True))


def _people(seen: Sequence[_Seen]) -> bool:
    return any(one.score >= FOUND and not one.drawn and not one.on_patch for one in seen)


def _joined(first: Sequence[_Seen], others: Sequence[_Seen]) -> list[_Seen]:
    """Both, without those `others` that `first` has too."""
    new = [one for one in others if not any(overlap(one.place, seen.place) > OVERLAP for seen in first)]
    return [*first, *new]


def _look(yunet: YuNet, picture: Any) -> list[_Seen]:
    """Faces as the picture is, those that are not certain looked at again."""
    height, width = picture.shape[:2]
    rows = yunet.rows(picture)
    doubtful = [row for row in rows if row[14] < FOUND][:_MOST_LOOKED_AT]
    unconfirmed = [row for row in doubtful if not _seen_again(yunet, picture, row)]
    seen = [_Seen(_shares(row, width, height), row[14], confirmed=row not in unconfirmed) for row in rows]
    certain = [one for one in seen if one.score >= FOUND]
    drawn = [one for one in certain if looks_drawn(picture, _box(one.place, width, height))]
    if len(drawn) >= _MANY and len(drawn) > _MOST * len(certain):
        drawn = certain  # one sheet of drawings: the odd face out is drawn too
    return [replace(one, drawn=one in drawn) for one in seen]


def _enlarged(yunet: YuNet, picture: Any) -> list[_Seen]:
    """Faces of a tiny picture, each with the mean of its scores at several sizes; 0 where it is not seen.

    The first size must show a face: most pictures cost that look only.
    """
    looks: list[list[_Seen]] = []
    for side in _ENLARGED:
        larger = resized(picture, side)
        height, width = larger.shape[:2]
        looks.append([_Seen(_shares(row, width, height), row[14]) for row in yunet.rows(larger)])
        if not looks[0]:
            return []
    seen = []
    for one in looks[0]:
        total = one.score
        for others in looks[1:]:
            same = (other.score for other in others if overlap(other.place, one.place) > OVERLAP)
            total += max(same, default=0.0)
        if total / len(looks) >= POSSIBLE:
            seen.append(replace(one, score=total / len(looks)))
    return seen


def _on_patches(yunet: YuNet, picture: Any) -> list[_Seen]:
    """Faces on small pictures that stand apart on an even ground, each looked at as an avatar.

    Only what scores as a certain face does: 60 banners of twelve pictures without people gave 1 so, 5 above
    `POSSIBLE`.
    """
    height, width = picture.shape[:2]
    seen: list[_Seen] = []
    for x, y, w, h in islands(picture):
        rim = max(w, h) // _RIM
        left, top = max(0, x - rim), max(0, y - rim)
        part = picture[top : y + h + rim, left : x + w + rim]
        down, across = part.shape[0] / height, part.shape[1] / width
        for one in (face for face in _enlarged(yunet, part) if face.score >= FOUND):
            px, py, pw, ph = one.place
            place = left / width + px * across, top / height + py * down, pw * across, ph * down
            seen = _joined(seen, [replace(one, place=place, on_patch=True)])
    return seen


def _turned(yunet: YuNet, picture: Any) -> list[_Seen]:
    """The photographed faces of a picture that does not stand upright; of the turn that tells most."""
    import cv2

    longest = max(picture.shape[:2])
    small = resized(picture, _TURNED) if longest > _TURNED else picture
    ways: list[list[_Seen]] = []
    for turn in (cv2.ROTATE_90_CLOCKWISE, cv2.ROTATE_90_COUNTERCLOCKWISE, cv2.ROTATE_180):
        look = _enlarged if longest < AVATAR else _look
        found = [one for one in look(yunet, cv2.rotate(small, turn)) if one.score >= FOUND and not one.drawn]
        ways.append([replace(one, place=_turned_back(one.place, turn)) for one in found])
    return max(ways, key=lambda found: sum(one.score for one in found))


def _turned_back(place: _Place, turn: int) -> _Place:
    """A place found on a picture that was turned (as `cv2.rotate` says it), on the picture as it is."""
    import cv2

    x, y, w, h = place
    if turn == cv2.ROTATE_180:
        return 1 - x - w, 1 - y - h, w, h
    return (y, 1 - x - w, h, w) if turn == cv2.ROTATE_90_CLOCKWISE else (1 - y - h, x, h, w)


def _seen_again(yunet: YuNet, picture: Any, row: list[float]) -> bool:
    """Whether a face seen from near has a mean score of `CONFIRMED`; a look that misses it counts 0.

    Cheap looks come first; none is taken once the rest cannot change the answer any more.
    """
    import cv2

    left, top, w, h = row[:4]
    half = max(w, h) * _MARGIN / 2
    x0, y0 = max(0, int(left + w / 2 - half)), max(0, int(top + h / 2 - half))
    near = picture[y0 : int(top + h / 2 + half) + 1, x0 : int(left + w / 2 + half) + 1]
    total, wanted = 0.0, CONFIRMED * len(_LOOKS)
    for left_to_do, (side, mirrored) in zip(range(len(_LOOKS), 0, -1), _LOOKS, strict=True):
        if total >= wanted or total + left_to_do < wanted:  # a score is 1 at most
            break
        scale = side / max(near.shape[:2])
        size = max(1, round(near.shape[1] * scale)), max(1, round(near.shape[0] * scale))
        look = cv2.resize(near, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)
        if mirrored:
            look = cv2.flip(look, 1)
        seen = [_moved(other, scale, x0, y0, size[0] if mirrored else None) for other in yunet.rows(look)]
        total += max((other[4] for other in seen if overlap(other[:4], row[:4]) > OVERLAP), default=0.0)
    return total >= wanted


def _moved(row: list[float], scale: float, x0: int, y0: int, mirror: int | None) -> list[float]:
    """x, y, w, h and score of a face in a part of the picture, in the picture's pixels.

    `mirror`: the part's width where it was mirrored.
    """
    x, y, w, h = row[:4]
    if mirror is not None:
        x = mirror - x - w
    return [x / scale + x0, y / scale + y0, w / scale, h / scale, row[14]]


def overlap(one: Sequence[float], other: Sequence[float]) -> float:
    """Shared area over joint area of two boxes x, y, w, h."""
    width = min(one[0] + one[2], other[0] + other[2]) - max(one[0], other[0])
    height = min(one[1] + one[3], other[1] + other[3]) - max(one[1], other[1])
    shared = max(0.0, width) * max(0.0, height)
    return shared / (one[2] * one[3] + other[2] * other[3] - shared)


def _shares(row: list[float], width: int, height: int) -> _Place:
    return row[0] / width, row[1] / height, row[2] / width, row[3] / height


def _box(place: _Place, width: int, height: int) -> tuple[int, int, int, int]:
    """The box of a place in a picture of this size."""
    x, w = _within(place[0], place[2], width)
    y, h = _within(place[1], place[3], height)
    return x, y, w, h


def _within(start: float, length: float, limit: int) -> tuple[int, int]:
    """A stretch in pixels of a side, cut at its ends, at least one pixel long."""
    first = min(max(round(start * limit), 0), limit - 1)
    end = min(max(round((start + length) * limit), first + 1), limit)
    return first, end - first
