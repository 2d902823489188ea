"""Colour conversion, from an image's own colours to 8-bit sRGB. Runs in the decoder process only."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageChops, ImageCms

_SRGB = ImageCms.createProfile("sRGB")
_SIDE = 512  # points a side that stand for a picture when its outlines are compared
# Of 255: from here on an outline is plain to see, and below that it is not seen. A share of points. Ours.
_PLAIN, _FAINT = 48, 16
_LOST = 0.002
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


def lost_on_white(image: Image.Image) -> bool:
    """Whether a loaded picture has outlines that are plain on a dark page and not there on a white one.

    White lettering on transparency is: the checks and the page of the program, both white, show nothing.
    """
    points = eight_bits(image.resize((_SIDE, _SIDE), Image.Resampling.NEAREST))
    if not points.has_transparency_data:
        return False
    coloured = points.convert("RGBA")
    alpha = coloured.getchannel("A")
    outlines = []
    for ground in ("white", "black"):
        page = Image.new("RGB", points.size, ground)
        page.paste(coloured, mask=alpha)
        outlines.append(_outlines(page.convert("L")))
    unseen = outlines[0].point(lambda value: 255 if value < _FAINT else 0)
    plain = outlines[1].point(lambda value: 255 if value >= _PLAIN else 0)
    return ImageChops.multiply(unseen, plain).histogram()[255] >= _LOST * _SIDE * _SIDE


def _outlines(grey: Image.Image) -> Image.Image:
    """How much each point differs from the one right of it or below it, whichever is more."""
    width, height = grey.width - 1, grey.height - 1
    here = grey.crop((0, 0, width, height))
    right, below = grey.crop((1, 0, width + 1, height)), grey.crop((0, 1, width, height + 1))
    return ImageChops.lighter(ImageChops.difference(here, right), ImageChops.difference(here, below))


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
