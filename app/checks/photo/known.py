"""Is this the picture we saw before? A hash that finds candidates, and a closer look that confirms them.

The hash is the difference hash of 64 bits (N. Krawetz, "Kind of Like That", 2013). Alone it takes every card
made from one template for the same image: five of our posters lie 1 to 9 bits apart. So what is near is laid
over the other and compared place by place.

Our measurement of November 2026 on 90 photographs and drawings, each against its own altered copy, and all
pairs of them: see `tests/eval/HISTORY.md`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.values import dataclass

if TYPE_CHECKING:
    from app.media.types import Pixels


VERSION = "dhash64-1"
NEAR = 16  # bits that may differ; a crop of 5% on each side reaches 18 in one of twenty images
_ROWS, _COLUMNS = 8, 9

COMPARED_SIDE = 384  # pixels, longest side of what is laid over each other
_ALIGNED_SIDE = 192
_ROUNDS, _CHANGE, _BLUR = 40, 1e-4, 5  # of the search for the best fit
_SMOOTHED = 1.2  # pixels: what encoding leaves around edges is no difference
_PLACE = 24  # pixels a side
_EVEN = 8  # spread of brightness, of 255, under which a place shows nothing to compare
_FEWEST_PLACES = 4
_ALIKE = 0.6  # correlation of one place
_SAME_SHARE = 0.95  # of the places
# Of 255. Copies differ by 2 to 25 where they differ most, another face in the same crest by 46.
_UNLIKE = 30
_DETAIL = 32  # what is no larger than this part of the longest side may differ unnoticed
_LEVEL = 8


@dataclass(frozen=True, slots=True)
class Look:
    """The hashes of a picture and of its mirror image, 16 hexadecimal digits each."""

    hash: str
    mirrored: str


def look(small: Pixels) -> Look:
    """How an upright picture looks; the same for any size of it."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(_array(small), cv2.COLOR_RGB2GRAY)
    few = cv2.resize(grey, (_COLUMNS, _ROWS), interpolation=cv2.INTER_AREA).astype(np.int16)
    return Look(_digits(few), _digits(few[:, ::-1]))


def distance(one: Look, other: Look) -> tuple[int, bool]:
    """The number of bits that differ (0 to 64), and whether they are that few only mirrored."""
    mine = int(one.hash, 16)
    straight = (mine ^ int(other.hash, 16)).bit_count()
    turned = (mine ^ int(other.mirrored, 16)).bit_count()
    return min(straight, turned), turned < straight


def same(one: Pixels, other: Pixels, mirrored: bool) -> bool:
    """Whether two pictures show the same, but for size, encoding, brightness and a narrow cut at the edges.

    `mirrored`: whether one is to be turned over first. Takes some 40 ms; pictures of `COMPARED_SIDE` suffice.
    """
    import cv2
    import numpy as np

    side = min(COMPARED_SIDE, max(one.width, one.height), max(other.width, other.height))
    first = _grey(one, side)
    second = cv2.resize(_grey(other, side), first.shape[::-1], interpolation=cv2.INTER_AREA)
    if mirrored:
        second = np.ascontiguousarray(second[:, ::-1])
    fitted = _fitted(first, second)
    if fitted is None:
        return bool(np.abs(first - second).mean() < _EVEN)  # too even to be laid over each other
    lying, covered = fitted
    correlations = _places(
        cv2.GaussianBlur(first, (0, 0), _SMOOTHED), cv2.GaussianBlur(lying, (0, 0), _SMOOTHED), covered
    )
    if len(correlations) < _FEWEST_PLACES:
        return bool(np.abs(first - second).mean() < _EVEN)
    alike = np.mean(np.array(correlations) > _ALIKE) >= _SAME_SHARE
    return bool(alike and _most_unlike(first, lying, covered) < _UNLIKE)


def _fitted(first: Any, second: Any) -> tuple[Any, Any] | None:
    """`second` moved and stretched to lie on `first`, and where it covers it; None where nothing fits.

    The fit is found on smaller copies by G. Evangelidis, E. Psarakis, PAMI 30 (2008), OpenCV's ECC.
    """
    import cv2
    import numpy as np

    scale = min(1.0, _ALIGNED_SIDE / max(first.shape))
    size = max(1, round(first.shape[1] * scale)), max(1, round(first.shape[0] * scale))
    coarse = [cv2.resize(picture, size, interpolation=cv2.INTER_AREA) for picture in (first, second)]
    move = np.eye(2, 3, dtype=np.float32)
    until = (cv2.TERM_CRITERIA_COUNT | cv2.TERM_CRITERIA_EPS, _ROUNDS, _CHANGE)
    no_mask: Any = None
    try:
        _, found = cv2.findTransformECC(coarse[0], coarse[1], move, cv2.MOTION_AFFINE, until, no_mask, _BLUR)
    except cv2.error:
        return None
    move = np.array(found, np.float32)
    move[:, 2] /= scale
    whole = first.shape[1], first.shape[0]
    back = cv2.WARP_INVERSE_MAP
    lying = cv2.warpAffine(second, move, whole, flags=cv2.INTER_LINEAR | back)
    covered = cv2.warpAffine(np.ones_like(second), move, whole, flags=cv2.INTER_NEAREST | back)
    return lying, covered


def _places(first: Any, second: Any, covered: Any) -> list[float]:
    """The correlation of every place that shows something in either picture."""
    correlations = []
    height, width = first.shape
    for y in range(0, height - _PLACE + 1, _PLACE // 2):
        for x in range(0, width - _PLACE + 1, _PLACE // 2):
            here = slice(y, y + _PLACE), slice(x, x + _PLACE)
            if covered[here].min() < 1:
                continue
            one, other = first[here] - first[here].mean(), second[here] - second[here].mean()
            spread = one.std(), other.std()
            if max(spread) >= _EVEN:
                # The 4 keeps the noise of an even place from counting as a pattern.
                correlations.append(float((one * other).mean() / (spread[0] * spread[1] + 4)))
    return correlations


def _most_unlike(first: Any, second: Any, covered: Any) -> float:
    """The mean difference of brightness, of 255, at the place where the two differ most.

    As many places as agree elsewhere, another face in the same crest is another picture. Before they are
    compared, the second's brightness is brought to the first's, level by level, for one may be lighter.
    """
    import cv2
    import numpy as np

    inner = cv2.erode(covered, np.ones((5, 5), np.uint8)) > 0
    one, other = (cv2.GaussianBlur(picture, (0, 0), 2) for picture in (first, second))
    level = np.clip(other[inner] // _LEVEL, 0, 255 // _LEVEL).astype(int)
    there = [n for n in range(256 // _LEVEL) if (level == n).sum() > _PLACE]
    if not there:
        return 0.0
    middles = [np.median(one[inner][level == n]) for n in there]
    matched = np.interp(other, [n * _LEVEL + _LEVEL / 2 for n in there], middles)
    difference = np.where(inner, np.abs(matched - one), 0).astype(np.float32)
    side = max(5, round(max(first.shape) / _DETAIL))
    return float(np.max(cv2.blur(difference, (side, side))))


def _grey(small: Pixels, side: int) -> Any:
    import cv2
    import numpy as np

    grey = cv2.cvtColor(_array(small), cv2.COLOR_RGB2GRAY)
    scale = side / max(grey.shape)
    size = max(_PLACE, round(grey.shape[1] * scale)), max(_PLACE, round(grey.shape[0] * scale))
    return cv2.resize(grey, size, interpolation=cv2.INTER_AREA).astype(np.float32)


def _array(small: Pixels) -> Any:
    import numpy as np

    return np.frombuffer(small.rgb, np.uint8).reshape(small.height, small.width, 3)


def _digits(few: Any) -> str:
    """Each pixel brighter than its left neighbour is a 1, row by row from the top left."""
    bits = (few[:, 1:] > few[:, :-1]).flatten()
    return f"{int(''.join('1' if bit else '0' for bit in bits), 2):016x}"
