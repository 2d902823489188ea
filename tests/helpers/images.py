"""Image files made by Pillow, with what real ones carry: cameras, positions, comments, profiles."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

from PIL import ExifTags, Image, ImageCms

EXTENSIONS = {"JPEG": ".jpg", "PNG": ".png", "WEBP": ".webp", "GIF": ".gif", "AVIF": ".avif"}
MOVING = ("GIF", "PNG", "WEBP", "AVIF")


def picture(width: int = 64, height: int = 48) -> Image.Image:
    """Smooth, different in every corner: red grows to the right, green downwards."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    return Image.merge("RGB", (across, down, Image.new("L", (width, height), 90)))


def encoded(image: Image.Image, format: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def animation(format: str, frames: int = 3, size: tuple[int, int] = (40, 30)) -> bytes:
    """Frames of one flat colour each, 80 ms long, for ever."""
    pictures = [
        Image.new("RGB", size, (number * 37 % 256, 120, 200 - number % 200)) for number in range(frames)
    ]
    options = {"save_all": True, "append_images": pictures[1:], "duration": 80, "loop": 0}
    return encoded(pictures[0], format, **options)


def camera_exif(
    make: str = "Apple",
    model: str = "iPhone 12",
    lens: str = "",
    taken_at: str = "",
    gps: bool = False,
    orientation: int = 1,
) -> Image.Exif:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = make
    exif[ExifTags.Base.Model] = model
    exif[ExifTags.Base.Orientation] = orientation
    details = exif.get_ifd(ExifTags.IFD.Exif)
    if lens:
        details[ExifTags.Base.LensModel] = lens
    if taken_at:
        details[ExifTags.Base.DateTimeOriginal] = taken_at
    if gps:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(
            {
                ExifTags.GPS.GPSLatitudeRef: "N",
                ExifTags.GPS.GPSLatitude: (23.0, 43.0, 12.0),
                ExifTags.GPS.GPSLongitudeRef: "E",
                ExifTags.GPS.GPSLongitude: (90.0, 24.0, 30.0),
            }
        )
    return exif


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def black_png(width: int, height: int, *extra_chunks: bytes) -> bytes:
    """A PNG of one bit a pixel: 144 million pixels fit into 18 KB."""
    rows = zlib.compress(bytes((1 + (width + 7) // 8) * height), 9)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)),
            *extra_chunks,
            png_chunk(b"IDAT", rows),
            png_chunk(b"IEND", b""),
        )
    )


def profile_with_red_and_blue_swapped() -> bytes:
    """A sound ICC profile under which a red number means blue, so that using it can be seen."""
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return srgb.replace(b"rXYZ", b"tmpX").replace(b"bXYZ", b"rXYZ").replace(b"tmpX", b"bXYZ")
