"""EXIF and XMP: what an image says of the camera that took it. Runs in the decoder process only.

EXIF tags: CIPA DC-008 (Exif 2.32), tables 4–15. The position itself never leaves this module.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

from PIL import ExifTags, Image

from app.media.opening import UNREADABLE

_LONGEST_TEXT = 120
_GPS_POSITION = (ExifTags.GPS.GPSLatitude, ExifTags.GPS.GPSLongitude)
_FRONT = ("front", "selfie")

# EXIF orientation → the turn that makes the picture upright.
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True, slots=True)
class Shot:
    """The part of `ImageFacts` that comes from EXIF and XMP, and the turn that makes the picture upright."""

    camera: str = ""
    lens: str = ""
    software: str = ""
    taken_at: str = ""
    has_gps: bool = False
    front_camera: bool = False
    turn: Image.Transpose | None = None

    @property
    def on_its_side(self) -> bool:
        """Width and height change places when the picture is made upright."""
        return self.turn in (
            Image.Transpose.TRANSPOSE,
            Image.Transpose.ROTATE_270,
            Image.Transpose.TRANSVERSE,
            Image.Transpose.ROTATE_90,
        )


def read_shot(image: Image.Image) -> Shot:
    """Read what is known of how the picture was taken. Broken EXIF in a sound picture counts as none."""
    try:
        exif = image.getexif()
        details = exif.get_ifd(ExifTags.IFD.Exif)
        position = exif.get_ifd(ExifTags.IFD.GPSInfo)
        turn = _TURNS.get(exif.get(ExifTags.Base.Orientation, 1))
    except UNREADABLE:
        return Shot(has_gps=_position_in_xmp(image))
    maker, model = _text(exif.get(ExifTags.Base.Make)), _text(exif.get(ExifTags.Base.Model))
    lens = _text(details.get(ExifTags.Base.LensModel))
    return Shot(
        camera=model if model.lower().startswith(maker.lower()) else f"{maker} {model}".strip(),
        lens=lens,
        software=_text(exif.get(ExifTags.Base.Software)),
        taken_at=_text(details.get(ExifTags.Base.DateTimeOriginal)),
        has_gps=any(tag in position for tag in _GPS_POSITION) or _position_in_xmp(image),
        front_camera=any(word in lens.lower() for word in _FRONT),
        turn=turn,
    )


def upright(image: Image.Image, shot: Shot) -> Image.Image:
    """The picture as its photographer held the camera."""
    return image if shot.turn is None else image.transpose(shot.turn)


def _position_in_xmp(image: Image.Image) -> bool:
    xmp = image.info.get("xmp", b"")
    return isinstance(xmp, bytes) and b"GPSLatitude" in xmp


def _text(value: object) -> str:
    """A tag as one short line without control characters; "" for anything that is not text."""
    if not isinstance(value, str):
        return ""
    printable = "".join(sign for sign in value if not unicodedata.category(sign).startswith("C"))
    return printable.strip()[:_LONGEST_TEXT]
