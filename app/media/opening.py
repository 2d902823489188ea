"""Opening of foreign images, by the one decoder of their format. Runs in the decoder process only."""

from __future__ import annotations

import contextlib
import struct
import warnings
import zlib
from io import BytesIO
from types import ModuleType

from PIL import (
    AvifImagePlugin,
    GifImagePlugin,
    Image,
    JpegImagePlugin,  # noqa: F401  the decoders wanted must be loaded before the process is confined
    MpoImagePlugin,  # noqa: F401  many phones' JPEG files carry a second picture; Pillow calls them MPO
    PngImagePlugin,  # noqa: F401  loaded, like those above, for its decoder
    TiffImagePlugin,  # noqa: F401  EXIF is written in TIFF's directories
    WebPImagePlugin,  # noqa: F401  likewise
)

from app.errors import Refusal
from app.media.completeness import count_frames
from app.media.formats import FORMATS, HEIC

_heif: ModuleType | None = None
with contextlib.suppress(ImportError):
    import pillow_heif  # an extra of its own: the libraries in it are under the GPL

    _heif = pillow_heif

MAX_PIXELS = 50_000_000
# Ours: an animation of 2 minutes at 10 frames a second, and twice the pixels of the largest photograph.
MAX_FRAMES = 1_200
MAX_FRAME_PIXELS = 2 * MAX_PIXELS

_BOMBS = (Image.DecompressionBombWarning, Image.DecompressionBombError)
# What Pillow and zlib raise on bytes that are no such image. Anything else kills the process, and may.
UNREADABLE = (
    *_BOMBS,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    LookupError,
    TypeError,
    RuntimeError,
    struct.error,
    zlib.error,
)


def prepare_pillow() -> None:
    """Set Pillow's own limits for this process, and load the decoders while files may still be opened."""
    Image.MAX_IMAGE_PIXELS = MAX_PIXELS
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    # Keeps an animation that has one palette in that palette, so its clean copy has exactly the same colours.
    GifImagePlugin.LOADING_STRATEGY = GifImagePlugin.LoadingStrategy.RGB_AFTER_DIFFERENT_PALETTE_ONLY
    # Threads are children to Linux, and not allowed any more than others.
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1
    Image.preinit()
    if _heif is not None:
        # Never the thumbnail in the file in place of the picture: it may show anything.
        _heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)


def readable() -> list[str]:
    """The formats this installation decodes, by Pillow's names."""
    return [name for name in FORMATS if name != HEIC.name or _heif is not None]


def open_image(data: bytes, format_name: str) -> Image.Image:
    """Open, but do not yet decode, an image of the format its signature says (a name of `FORMATS`).

    Raises Refusal "media.damaged", "media.too_many_pixels", "media.too_many_frames" or "media.bomb".
    """
    frames = count_frames(format_name, data)
    try:
        image = Image.open(BytesIO(data), formats=[format_name])
    except UNREADABLE as error:
        raise unreadable(error) from error
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        raise _too_many_pixels()
    if frames > MAX_FRAMES or (frames > 1 and frames * pixels > MAX_FRAME_PIXELS):
        raise Refusal("media.too_many_frames", frames=frames)
    return image


def frame_count(image: Image.Image) -> int:
    """Frames of an animation; the further pictures of a phone's JPEG or HEIC are none."""
    return 1 if image.format in ("JPEG", "MPO", "HEIF") else int(getattr(image, "n_frames", 1))


def unreadable(error: Exception) -> Refusal:
    """The refusal for what a decoder raised: too large, unpacking without end, or damaged."""
    if isinstance(error, _BOMBS):
        return _too_many_pixels()
    # So Pillow says of a text or a colour profile beyond its limits; it has no class of its own for that.
    endless = isinstance(error, ValueError) and "too large" in str(error)
    if "out of memory" in str(error).lower():  # as libavif and Pillow's readers of files put it
        return Refusal("media.no_memory")
    return Refusal("media.bomb" if endless else "media.damaged")


def _too_many_pixels() -> Refusal:
    return Refusal("media.too_many_pixels", limit=MAX_PIXELS // 1_000_000)
