"""The decoder of video and audio as the program sees it: files go out as bytes, facts and pictures come back.

No byte is decoded in the program itself: see `media.process`.
"""

from __future__ import annotations

from collections.abc import Sequence

from app.errors import Refusal
from app.media import decoder_output
from app.media.formats import CLIPS, Format, recognise_clip, require_honest_name
from app.media.process import DecoderProcess, process_command
from app.media.protocol import ProtocolError
from app.media.types import SECONDS_OF_WATCHING, CleanCopy, Clip, Pixels

_PATIENCE = 2 * SECONDS_OF_WATCHING  # seconds
_HALF_WAY = ("media.clip.decoder_died", "media.clip.too_slow")
MAX_BYTES = 200 * 1024 * 1024


class ClipDecoder(DecoderProcess):
    """The decoder process of video and audio.

    `timeout`: seconds one request may take, which is more than it looks for pictures. Every method raises
    Refusal "media.clip.too_big", "media.clip.not_clip", "media.empty", "media.clip.damaged",
    "media.clip.too_long", "media.clip.decoder_died" or "media.clip.too_slow", and MissingEnvironment
    "media.no_decoder" where no process can start. `name` is what the person knows the file by, for the
    sentence of the refusal.
    """

    def __init__(
        self, timeout: float = 2 * SECONDS_OF_WATCHING, command: Sequence[str] | None = None
    ) -> None:
        command = command or process_command("clip_worker")
        super().__init__(timeout, command, absent="media.clip.not_clip", sentences="media.clip")

    def probe(self, data: bytes, name: str, longest: int = 960) -> Clip:
        """Prove the container whole; its facts and, of a video, the first picture.

        Also refuses a name that promises another format ("media.wrong_type").
        """
        format = self._format(data, name)
        require_honest_name(name, format)
        return self._clip("probe", data, format, name, longest)

    def watch(self, data: bytes, name: str, longest: int = 960) -> Clip:
        """Facts, and of a video the pictures that the checks look at.

        Where looking through it fails half-way, only the first picture, and `until` says so: a video that
        begins well is for a person to watch, not for the program to refuse.
        """
        format = self._format(data, name)
        try:
            return self._clip("watch", data, format, name, longest)
        except Refusal as refusal:
            if refusal.key not in _HALF_WAY:
                raise
            return self._clip("probe", data, format, name, longest)

    def picture(self, data: bytes, at: int, longest: int, name: str) -> Pixels:
        """The picture a video shows at `at` milliseconds, upright, longest side at most `longest` pixels."""
        header, rgb = self._ask(
            "picture", data, self._format(data, name), name, longest=longest, more={"at": at}
        )
        with self._believing(name):
            return decoder_output.pixels(header, rgb)

    def bare_copy(self, data: bytes, name: str) -> CleanCopy:
        """For publishing: of MP4 and its kin the same pictures and sound without what is told about them.

        Other formats come back as they are: nothing is encoded anew.
        """
        format = self._format(data, name)
        facts = self._clip("probe", data, format, name, 16).facts
        _, copy = self._ask("bare_copy", data, format, name)
        with self._believing(name):
            if len(copy) != len(data) or recognise_clip(copy) is not format:
                raise ProtocolError("no copy of what was sent")
        kept = CLIPS[facts.format]
        return CleanCopy(copy, kept.media_type, kept.extension, facts.width, facts.height)

    def _clip(self, what: str, data: bytes, format: Format, name: str, longest: int) -> Clip:
        header, rgb = self._ask(what, data, format, name, longest=longest)
        with self._believing(name):
            return decoder_output.clip(header, rgb, format)

    def _format(self, data: bytes, name: str) -> Format:
        if len(data) > MAX_BYTES:
            raise Refusal("media.clip.too_big", name=name, limit=MAX_BYTES // (1024 * 1024))
        format = recognise_clip(data)
        if format is None:
            raise Refusal("media.clip.not_clip" if data else "media.empty", name=name)
        return format
