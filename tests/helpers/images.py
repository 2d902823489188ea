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


# CIE xy of red, green and blue. Both get a tone curve of 2.2; Display P3's own is sRGB's, which is near.
_GAMUTS = {
    "Display P3": ((0.680, 0.320), (0.265, 0.690), (0.150, 0.060)),
    "Adobe RGB": ((0.640, 0.330), (0.210, 0.710), (0.150, 0.060)),
}
_D65 = (0.3127, 0.3290)
_D50 = (0.9642, 1.0, 0.8249)
# Bradford's adaptation from D65 to D50, as ICC.1:2010 annex E gives it.
_TO_D50 = ((1.0479, 0.0229, -0.0502), (0.0296, 0.9904, -0.0171), (-0.0092, 0.0151, 0.7519))


def wide_gamut_profile(gamut: str) -> bytes:
    """An ICC profile (ICC.1:2001-04) of matrix and curve for "Display P3" or "Adobe RGB"."""

    def number(value: float) -> bytes:
        return struct.pack(">i", round(value * 65536))

    def xyz(values: tuple[float, float, float]) -> bytes:
        return b"XYZ " + bytes(4) + b"".join(map(number, values))

    curve = b"curv" + bytes(4) + struct.pack(">IH", 1, round(2.2 * 256))
    description = b"desc" + bytes(4) + struct.pack(">I", len(gamut) + 1) + gamut.encode() + bytes(1 + 78)
    tags = {b"desc": description, b"cprt": b"text" + bytes(4) + b"none\0", b"wtpt": xyz(_D50)}
    tags |= dict(zip((b"rXYZ", b"gXYZ", b"bXYZ"), map(xyz, _primaries(gamut)), strict=True))
    tags |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    table, body = struct.pack(">I", len(tags)), b""
    begins = 128 + 4 + 12 * len(tags)
    for name, data in tags.items():
        table += name + struct.pack(">II", begins + len(body), len(data))
        body += data + bytes(-len(data) % 4)
    size = begins + len(body)
    header = struct.pack(">I4sI4s4s4s", size, b"none", 0x02400000, b"mntr", b"RGB ", b"XYZ ")
    header += struct.pack(">6H", 2024, 1, 1, 0, 0, 0) + b"acsp" + bytes(28) + b"".join(map(number, _D50))
    return header.ljust(128, b"\0") + table + body


def _primaries(gamut: str) -> list[tuple[float, float, float]]:
    """XYZ of full red, green and blue under D50: together they make white."""
    import numpy as np

    columns = np.array([(x / y, 1.0, (1 - x - y) / y) for x, y in _GAMUTS[gamut]]).T
    x, y = _D65
    strengths = np.linalg.solve(columns, np.array((x / y, 1.0, (1 - x - y) / y)))
    adapted = np.array(_TO_D50) @ (columns * strengths)
    return [tuple(map(float, column)) for column in adapted.T]
