"""An office's logo on a banner, by features that agree on one place: a positive sign only.

Not being found says nothing: a logo may be too small, too plain, or in another colour. So the answer is a
place, or that a person must look.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from app.errors import MissingEnvironment
from app.media.types import Pixels

# The longest sides looked at: a logo of 90 pixels on a banner of 1,640 is too little at 960.
BANNER_SIDE = 2000
LOGO_SIDE = 400
# So many features must agree on one place. Our measurements (tests/eval/HISTORY.md): other logos reach fewer.
INLIERS = 9
_RATIO = 0.85  # a match is kept when the next best is so much worse (Lowe)
_OFF = 5.0  # pixels of the banner that a feature may lie off its place
_SMALLEST, _LARGEST = 0.03, 5.0  # a logo's scale on a banner; others are agreements by chance
# What lies there is compared with the logo, field by field: letters alike agree in features too.
LIKENESS = 0.75
_SIDE, _FIELDS = 128, 4
_PLAIN = 10.0  # a field whose grey values differ less says nothing
_SPREAD = 0.1  # of the logo's area that the agreeing features must enclose: not a single letter of it


@dataclass(frozen=True, slots=True)
class LogoSearch:
    """What to look for and where: upright pictures of longest side `LOGO_SIDE` and `BANNER_SIDE` at most."""

    logo: Pixels
    banner: Pixels


def find_logo(search: LogoSearch, width: int, height: int) -> tuple[int, int, int, int] | None:
    """The logo's box x, y, w, h on the banner in pixels of its full size `width`, `height`, or None.

    Raises MissingEnvironment "media.no_opencv".
    """
    try:
        # Imported here, as both take long and few drafts are banners.
        import cv2
        import numpy as np
    except ImportError as error:
        raise MissingEnvironment("media.no_opencv") from error
    sift = cv2.SIFT_create()  # type: ignore[attr-defined]  # absent from its stubs
    logo_points, logo_features = sift.detectAndCompute(_grey(search.logo), None)
    points, features = sift.detectAndCompute(_grey(search.banner), None)
    if len(logo_points) < INLIERS or len(points) < INLIERS:
        return None
    pairs = cv2.BFMatcher(cv2.NORM_L2).knnMatch(logo_features, features, k=2)
    good = [first for first, second in pairs if first.distance < _RATIO * second.distance]
    if len(good) < INLIERS:
        return None
    source = np.array([logo_points[match.queryIdx].pt for match in good], np.float32)
    target = np.array([points[match.trainIdx].pt for match in good], np.float32)
    moved, agreeing = cv2.estimateAffinePartial2D(
        source, target, method=cv2.RANSAC, ransacReprojThreshold=_OFF, maxIters=5000, confidence=0.999
    )
    if moved is None or not _SMALLEST <= float(np.hypot(moved[0, 0], moved[1, 0])) <= _LARGEST:
        return None
    inside = agreeing.ravel().astype(bool)
    # One place described twice, as SIFT does at corners, is one witness.
    if min(_distinct(source[inside]), _distinct(target[inside])) < INLIERS:
        return None
    enclosed = cv2.contourArea(cv2.convexHull(source[inside]))
    if enclosed < _SPREAD * search.logo.width * search.logo.height:
        return None
    if _likeness(_grey(search.logo), _grey(search.banner), moved) < LIKENESS:
        return None
    right, bottom = search.logo.width, search.logo.height
    corners = np.array([[[0, 0], [right, 0], [right, bottom], [0, bottom]]], np.float32)
    return _around(cv2.transform(corners, moved)[0], search.banner, width, height)


def _grey(picture: Pixels) -> Any:
    import cv2
    import numpy as np

    rgb = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
    return cv2.cvtColor(rgb, cv2.COLOR_RGB2GRAY)


def _likeness(logo: Any, banner: Any, moved: Any) -> float:
    """The third worst correlation of the logo's fields with the same fields of the place on the banner."""
    import cv2
    import numpy as np

    there = cv2.warpAffine(
        banner, moved, (logo.shape[1], logo.shape[0]), flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
    )
    size = (_SIDE, _SIDE)
    one, other = (
        cv2.GaussianBlur(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), (0, 0), 1.5).astype(float)
        for picture in (logo, there)
    )
    side = _SIDE // _FIELDS
    alike = []
    for top in range(0, _SIDE, side):
        for left in range(0, _SIDE, side):
            field = np.s_[top : top + side, left : left + side]
            a, b = one[field] - one[field].mean(), other[field] - other[field].mean()
            if a.std() >= _PLAIN:
                alike.append(float((a * b).sum() / (np.sqrt((a * a).sum() * (b * b).sum()) + 1e-6)))
    return sorted(alike)[min(2, len(alike) - 1)] if alike else 0.0


def _distinct(places: Any) -> int:
    return len({(round(float(x)), round(float(y))) for x, y in places})


def _around(corners: Any, banner: Pixels, width: int, height: int) -> tuple[int, int, int, int] | None:
    """The corners' box in a picture of another size, cut at its edges; None where it lies outside."""
    across, down = width / banner.width, height / banner.height
    xs = [min(max(round(float(x) * across), 0), width) for x, _ in corners]
    ys = [min(max(round(float(y) * down), 0), height) for _, y in corners]
    box = (min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys))
    return box if box[2] and box[3] else None
