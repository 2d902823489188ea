"""A picture of three soft blobs that the detector of obscene images takes for one, so that no such image is
needed anywhere. Found by trying shapes: score .94 with the shipped model."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFilter

_GROUND = (184, 131, 97)
_BLOBS = (
    ((101, -62, 199, 26), (251, 152, 137), 6),
    ((27, 157, 61, 295), (226, 153, 135), 8),
    ((4, 212, 131, 295), (157, 97, 67), 6),
)


def skin_tones(width: int = 256, height: int = 256) -> Image.Image:
    """RGB, `width` by `height` pixels."""
    picture = Image.new("RGB", (256, 256), _GROUND)
    for box, colour, blur in _BLOBS:
        mask = Image.new("L", picture.size, 0)
        ImageDraw.Draw(mask).ellipse(box, fill=255)
        picture.paste(
            Image.new("RGB", picture.size, colour), mask=mask.filter(ImageFilter.GaussianBlur(blur))
        )
    return picture.resize((width, height), Image.Resampling.BICUBIC)
