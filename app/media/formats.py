"""The formats an office may post, told apart by their first bytes and never by their names."""

from __future__ import annotations

from pathlib import PurePath

from app.errors import Refusal
from app.values import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """`name` is Pillow's word; `extensions` the name endings that promise this format, usual one first.

    `copied_as`: the `name` of the format of its copies for publishing, "" for its own. `family`: formats of
    one container, whose names people and programs mix up without harm.
    """

    name: str
    media_type: str
    extensions: tuple[str, ...]
    copied_as: str = ""
    family: str = ""

    @property
    def extension(self) -> str:
        return self.extensions[0]

    @property
    def shown(self) -> str:
        """As a person writes it."""
        return {"WEBP": "WebP", "HEIF": "HEIC", "WEBM": "WebM"}.get(self.name, self.name)

    @property
    def is_clip(self) -> bool:
        """Whether it is a video or audio format: something that takes time."""
        return is_clip(self.media_type)

    @property
    def of_copies(self) -> Format:
        """The format of its copies for publishing."""
        return FORMATS[self.copied_as] if self.copied_as else self


JPEG = Format("JPEG", "image/jpeg", (".jpg", ".jpeg", ".jfif", ".jpe"))
PNG = Format("PNG", "image/png", (".png", ".apng"))
WEBP = Format("WEBP", "image/webp", (".webp",))
GIF = Format("GIF", "image/gif", (".gif",))
AVIF = Format("AVIF", "image/avif", (".avif",))
# Phones keep it; no platform shows it, so what is published is a JPEG. Read where pillow-heif is installed.
HEIC = Format("HEIF", "image/heic", (".heic", ".heif", ".hif"), copied_as="JPEG")

FORMATS = {format.name: format for format in (JPEG, PNG, WEBP, GIF, AVIF, HEIC)}

_ISO, _MATROSKA = "iso", "matroska"
MP4 = Format("MP4", "video/mp4", (".mp4", ".m4v"), family=_ISO)
MOV = Format("MOV", "video/quicktime", (".mov", ".qt"), family=_ISO)
THREE_GP = Format("3GP", "video/3gpp", (".3gp", ".3gpp", ".3g2"), family=_ISO)
WEBM = Format("WEBM", "video/webm", (".webm",), family=_MATROSKA)
MKV = Format("MKV", "video/matroska", (".mkv",), family=_MATROSKA)
AVI = Format("AVI", "video/vnd.avi", (".avi",))
MP3 = Format("MP3", "audio/mpeg", (".mp3",))
M4A = Format("M4A", "audio/mp4", (".m4a",), family=_ISO)
OGG = Format("OGG", "audio/ogg", (".ogg", ".oga", ".opus"))
WAV = Format("WAV", "audio/wav", (".wav",))
FLAC = Format("FLAC", "audio/flac", (".flac",))
AAC = Format("AAC", "audio/aac", (".aac",))
# A WebM without pictures: told from the others only by its tracks, so never by `recognise`.
WEBA = Format("WEBA", "audio/webm", (".weba",), family=_MATROSKA)

CLIPS = {
    format.name: format
    for format in (MP4, MOV, THREE_GP, WEBM, MKV, AVI, MP3, M4A, OGG, WAV, FLAC, AAC, WEBA)
}
ALL = {**FORMATS, **CLIPS}

_AVIF_BRANDS = {b"avif", b"avis"}
_HEIC_BRANDS = {b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx"}  # ISO/IEC 23008-12, annex B
_LONGEST_TYPE = 256  # bytes; honest files name a handful of brands
_QUICKTIME_FIRST = (b"moov", b"mdat", b"wide")  # QuickTime files from before there was an ftyp box
_AUDIO_BRANDS = {b"M4A ", b"M4B "}
_EBML_HEAD = 64  # bytes within which the kind of a Matroska file is named


def is_clip(media_type: str) -> bool:
    """Whether a media type is of video or audio."""
    return media_type.startswith(("video/", "audio/"))


def is_video(media_type: str) -> bool:
    """Whether a media type (`video/mp4`) is a video's; audio is none."""
    return media_type.startswith("video/")


def recognise_any(data: bytes) -> Format | None:
    """The image, video or audio format whose signature `data` begins with, or None."""
    return recognise(data) or recognise_clip(data)


def recognise_clip(data: bytes) -> Format | None:
    """The video or audio format whose signature `data` begins with, or None.

    What is said to be a video may turn out to hold sound alone, which only its tracks tell.
    """
    if data.startswith(b"\x1a\x45\xdf\xa3"):
        head = data[:_EBML_HEAD]
        return WEBM if b"webm" in head else MKV if b"matroska" in head else None
    if data.startswith((b"RIFF", b"RF64")):
        return {b"AVI ": AVI, b"WAVE": WAV}.get(data[8:12])
    if data.startswith(b"OggS"):
        return OGG
    if data.startswith(b"fLaC"):
        return FLAC
    if data.startswith(b"ID3"):
        return MP3
    if len(data) > 1 and data[0] == 0xFF:
        # Eleven set bits, then version and layer: MPEG audio; ADTS has a layer of 0 and twelve set bits.
        if data[1] & 0xF6 == 0xF0:
            return AAC
        if data[1] & 0xE6 == 0xE2:
            return MP3
    return _iso_clip(data)


def _iso_clip(data: bytes) -> Format | None:
    if data[4:8] in _QUICKTIME_FIRST:
        return MOV
    if data[4:8] != b"ftyp" or recognise(data) is not None:
        return None
    major = data[8:12]
    if major == b"qt  ":
        return MOV
    if major in _AUDIO_BRANDS:
        return M4A
    return THREE_GP if major.startswith((b"3gp", b"3g2")) else MP4


def recognise(data: bytes) -> Format | None:
    """The image format whose signature `data` begins with, or None."""
    if data.startswith(b"\xff\xd8\xff"):
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return WEBP
    if data.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    brands = _brands(data)
    if brands & _AVIF_BRANDS:
        return AVIF
    if brands & _HEIC_BRANDS:
        return HEIC
    return None


def _brands(data: bytes) -> set[bytes]:
    """What an ISO media file says it is: its major brand and those it is compatible with."""
    if data[4:8] != b"ftyp":
        return set()
    end = min(int.from_bytes(data[:4]), len(data), _LONGEST_TYPE)
    return {data[8:12], *(data[at : at + 4] for at in range(16, end, 4))}


def require_honest_name(name: str, format: Format) -> None:
    """Refuse a name that promises another of the formats ("media.wrong_type").

    A name without one of their endings promises nothing and passes.
    """
    ending = PurePath(name).suffix.lower()
    for promised in ALL.values():
        same = promised is format or (promised.family and promised.family == format.family)
        if ending in promised.extensions and not same:
            raise Refusal("media.wrong_type", name=name, promised=promised.shown, found=format.shown)
