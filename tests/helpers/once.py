"""What the desks of one process of tests share: made or started once, where each desk has its own otherwise.

The programs that tests start have all of it for themselves, and so has what a test makes for itself.
"""

from __future__ import annotations

import atexit
import copy
import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

import argon2
import pyrage

from app.checks.photo.faces import Face, FaceFinder
from app.checks.photo.obscene import ObsceneScorer
from app.checks.text.pack import RulePack
from app.checks.text.pack_holder import PackHolder
from app.media.clips import ClipDecoder
from app.media.decoder import Decoder
from app.media.formats import Format
from app.media.process import DecoderProcess
from app.media.types import Pixels
from app.paths import resources
from app.services.base import desk, rule_pack
from app.services.base import detectors as shipped_detectors
from app.services.base.rule_pack import RULEPACK
from app.services.checking import clip_checks
from tests.helpers import light_passphrase

FULL_WORK = pyrage.passphrase.encrypt
"""age's own, as the program has it."""

_SECONDS = 300.0  # one reading may take on a busy machine; that there is a limit is tested apart
_KEPT_BYTES, _MOST_KEPT = 4_000_000, 600  # of an answer, and how many answers


class OneLoading(PackHolder):
    """A folder's pack, loaded once: for each desk anew it takes longer than most tests."""

    _loaded: ClassVar[dict[Path, RulePack]] = {}

    def _load(self) -> RulePack:
        if self.folder != resources() / "rulepacks" / RULEPACK:
            return super()._load()
        if self.folder not in self._loaded:
            self._loaded[self.folder] = super()._load()
        return self._loaded[self.folder]


class AsksOnce(DecoderProcess):
    """Keeps what the process answered: many tests are about the same few files."""

    _kept: ClassVar[dict[tuple[object, ...], tuple[dict[str, object], bytes]]] = {}

    def _ask(
        self,
        what: str,
        data: bytes,
        format: Format,
        name: str,
        longest: int = 0,
        patience: int = 1,
        more: Mapping[str, object] | None = None,
    ) -> tuple[dict[str, object], bytes]:
        digest = hashlib.sha256(data).digest()
        asked = (type(self), what, digest, format, longest, repr(sorted((more or {}).items())))
        if asked not in self._kept:
            answer = super()._ask(what, data, format, name, longest, patience, more)
            if len(answer[1]) > _KEPT_BYTES or len(self._kept) >= _MOST_KEPT:
                return answer
            self._kept[asked] = answer
        header, payload = self._kept[asked]
        return copy.deepcopy(header), payload


class OneDecoder(AsksOnce, Decoder):
    """A decoder of images that stays when a desk is closed, and is its own twin: a start takes a second."""

    def twin(self) -> Decoder:
        return self

    def close(self) -> None:
        """Nothing: the next desk goes on with it."""


class OneClipDecoder(AsksOnce, ClipDecoder):
    """The same of video and audio."""

    def close(self) -> None:
        """Nothing: the next desk goes on with it."""


class OneFaceFinder(FaceFinder):
    """Looks at each picture once: many tests are about the same few."""

    def __init__(self, model: Path) -> None:
        super().__init__(model)
        self._found: dict[tuple[object, ...], tuple[Face, ...]] = {}

    def find(
        self,
        small: Pixels,
        width: int,
        height: int,
        near: Pixels | None = None,
        *,
        patches: bool = False,
        turned: bool = False,
    ) -> tuple[Face, ...]:
        asked = (_digest(small), width, height, near and _digest(near), patches, turned)
        if asked not in self._found:
            self._found[asked] = super().find(small, width, height, near, patches=patches, turned=turned)
        return self._found[asked]


class OneObsceneScorer(ObsceneScorer):
    """The same."""

    def __init__(self, model: Path) -> None:
        super().__init__(model)
        self._scores: dict[object, float] = {}

    def score(self, small: Pixels) -> float:
        asked = _digest(small)
        if asked not in self._scores:
            self._scores[asked] = super().score(small)
        return self._scores[asked]


def _digest(picture: Pixels) -> tuple[int, int, bytes]:
    return picture.width, picture.height, hashlib.sha256(picture.rgb).digest()


def share() -> None:
    """Let all desks opened from now on in this process share these parts."""
    rule_pack.PackHolder = OneLoading
    shipped_detectors.FaceFinder = OneFaceFinder
    shipped_detectors.ObsceneScorer = OneObsceneScorer
    shipped_detectors.detectors = functools.cache(shipped_detectors.detectors)
    images, clips = OneDecoder(_SECONDS), OneClipDecoder(_SECONDS)
    atexit.register(Decoder.close, images)
    atexit.register(ClipDecoder.close, clips)
    desk.image_decoder = lambda: images
    desk.clip_decoder = lambda: clips
    clip_checks.ClipDecoder = lambda: clips
    # A passphrase's hash is made to take long, which proves nothing in a test. What the program itself asks
    # for is proven in `tests/cli/test_office_commands.py`.
    argon2.PasswordHasher = functools.partial(
        argon2.PasswordHasher, time_cost=1, memory_cost=64, parallelism=1
    )
    # The same of a backup's passphrase, whose whole work `tests/cli/test_backup.py` goes through.
    pyrage.passphrase.encrypt = light_passphrase.encrypt
