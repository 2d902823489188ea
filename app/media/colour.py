"""Colour conversion, from an image's own colours to 8-bit sRGB. Runs in the decoder process only."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageCms

_SRGB = ImageCms.createProfile("sRGB")
_SPACE_OF_MODE = {"RGB": "RGB", "L": "GRAY", "CMYK": "CMYK"}


def eight_bits(image: Image.Image) -> Image.Image:
    """Black-and-white and 16-bit grey pictures as 8-bit grey; others as they are."""
    if image.mode == "1":
        return image.convert("L")
    if image.mode.startswith("I"):
        # Pillow's own conversion cuts every value above 255 to white.
        return image.point(lambda value: value / 256).convert("L")
    return image


def over_white(image: Image.Image) -> Image.Image:
    """The picture without transparency, as a page shows it. Mode RGB, L or CMYK."""
    image = eight_bits(image)
    if image.has_transparency_data:
        picture = image.convert("RGBA")
        page = Image.new("RGB", picture.size, "white")
        page.paste(picture, mask=picture.getchannel("A"))
        page.info = dict(image.info)
        return page
    return image if image.mode in _SPACE_OF_MODE else image.convert("RGB")


def to_srgb(image: Image.Image) -> Image.Image:
    """Colours of a picture without transparency, by its own profile if that fits. Mode RGB or L."""
    profile = image.info.get("icc_profile")
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            if source.profile.xcolor_space.strip() == _SPACE_OF_MODE[image.mode]:
                converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
                if converted is not None:
                    return converted
        except (ImageCms.PyCMSError, OSError):
            pass  # a broken profile in a sound picture: show the numbers as they stand, as browsers do
    return image.convert("RGB") if image.mode == "CMYK" else image
