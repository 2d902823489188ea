"""The decoder of images as the program sees it: images go out as bytes, facts and pixels come back.

No byte of an image is decoded in the program itself: see `media.process`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from app.errors import Refusal
from app.media import decoder_output
from app.media.formats import Format, recognise, require_honest_name
from app.media.process import DecoderProcess, process_command
from app.media.types import (
    FOR_CHECKS,
    MOST_SHOWN,
    UNLIMITED,
    Box,
    CleanCopy,
    CopyLimits,
    FilmPart,
    Inspection,
    Pixels,
)

# Encoding 12 megapixels takes up to 12 times as long as reading them (PNG: 4.2 s against 0.35).
_CLEAN_COPY_PATIENCE = 3
MAX_BYTES = 40 * 1024 * 1024


class Decoder(DecoderProcess):
    """One warm decoder process. Safe to call from several threads; their requests wait for each other.

    `timeout`: seconds one reading may take; a clean copy may take three times as long. Every method raises
    Refusal "media.too_big", "media.not_image", "media.empty", "media.damaged", "media.too_many_pixels",
    "media.bomb", "media.too_many_frames", "media.no_memory", "media.decoder_died" or "media.too_slow", and
    MissingEnvironment "media.no_decoder" where no process can start, "media.no_heic" where HEIC images cannot
    be read.
    `name` is what the person knows the image by, for the sentence of the refusal.
    """

    def __init__(self, timeout: float = 20.0, command: Sequence[str] | None = None) -> None:
        super().__init__(timeout, command or process_command("worker"), absent="media.no_heic")

    def twin(self) -> Decoder:
        """Another like this one with a process of its own, for work that must not keep this one busy."""
        return Decoder(self._timeout, self._command)

    def inspect(self, data: bytes, name: str, longest: int = FOR_CHECKS) -> Inspection:
        """Prove the image whole and sound; returns its facts and a small upright picture.

        The picture's longest side is at most `longest` pixels, or as the checks want it (`FOR_CHECKS`).
        Also refuses a name that promises another format ("media.wrong_type").
        """
        format = self._format(data, name)
        require_honest_name(name, format)
        header, rgb = self._ask("inspect", data, format, name, longest=longest)
        with self._believing(name):
            return decoder_output.inspection(header, rgb, format)

    def preview(self, data: bytes, longest: int, name: str = "", boxes: Sequence[Box] = ()) -> Pixels:
        """The first frame, upright, over white, in sRGB, longest side at most `longest` pixels.

        With `boxes` of the upright image as it would look with these blurred, without encoding it for that.
        """
        name = name or _nickname(data)
        more = {"boxes": [list(box) for box in boxes]}
        header, rgb = self._ask("preview", data, self._format(data, name), name, longest=longest, more=more)
        with self._believing(name):
            return decoder_output.pixels(header, rgb)

    def clean_copy(self, data: bytes, name: str = "", limits: CopyLimits = UNLIMITED) -> CleanCopy:
        """The image encoded anew from its pixels in its format's `of_copies`, with none of its metadata.

        It keeps `limits` where that can be done; a PNG may become a JPEG for that. `limits.allow` tells. What
        the encoder has no memory for is made smaller.
        """
        name = name or _nickname(data)
        format = self._format(data, name)
        wanted = {"longest": limits.longest or 0, "most_bytes": limits.most_bytes or 0}
        try:
            header, copy = self._ask(
                "clean_copy", data, format, name, patience=_CLEAN_COPY_PATIENCE, more=wanted
            )
        except Refusal as refusal:
            if refusal.key != "media.decoder_died":
                raise
            # An encoder that lacks memory may die of it instead of saying so: once more with half the pixels.
            wanted["shorter"] = 2
            header, copy = self._ask(
                "clean_copy", data, format, name, patience=_CLEAN_COPY_PATIENCE, more=wanted
            )
        with self._believing(name):
            return decoder_output.clean_copy(header, copy, format)

    def film(
        self, data: bytes, first: int, longest: int, count: int = MOST_SHOWN, name: str = ""
    ) -> FilmPart:
        """Up to `count` frames of an animation from number `first` on, each like a `preview`."""
        name = name or _nickname(data)
        more = {"first": first, "count": count}
        header, rgb = self._ask("film", data, self._format(data, name), name, longest=longest, more=more)
        with self._believing(name):
            return decoder_output.film(header, rgb)

    def blurred(self, data: bytes, boxes: Sequence[Box], name: str = "") -> CleanCopy:
        """A clean copy with regions of the upright image made unrecognisable, of an animation in every frame.

        The same image and boxes give the same bytes.
        """
        name = name or _nickname(data)
        format = self._format(data, name)
        more = {"boxes": [list(box) for box in boxes]}
        header, copy = self._ask("blurred", data, format, name, patience=_CLEAN_COPY_PATIENCE, more=more)
        with self._believing(name):
            return decoder_output.clean_copy(header, copy, format)

    def _format(self, data: bytes, name: str) -> Format:
        if len(data) > MAX_BYTES:
            raise Refusal("media.too_big", name=name, limit=MAX_BYTES // (1024 * 1024))
        format = recognise(data)
        if format is None:
            raise Refusal("media.not_image" if data else "media.empty", name=name)
        return format


def _nickname(data: bytes) -> str:
    """What stored images are known by."""
    return hashlib.sha256(data).hexdigest()[:12]
