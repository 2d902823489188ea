"""Checks of a single text or file that is no draft: for scripts and for trying the rules.

Texts need no data folder. Of banners and profile pictures more can be told where there is one: the office's
names and logo are looked for, and an account names the platform whose sizes hold.
"""

from __future__ import annotations

import contextlib
import hashlib
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from app.checks.photo.clips import check_clip
from app.checks.photo.context import PhotoContext
from app.checks.photo.engine import check_photo
from app.checks.text.engine import check_text
from app.checks.types import Finding, PhotoReport, PostFacts, TextReport, Use
from app.errors import MissingEnvironment, Refusal
from app.files import read_regular
from app.media.clips import MAX_BYTES, ClipDecoder
from app.media.decoder import Decoder
from app.media.formats import recognise_any
from app.media.types import ImageFacts
from app.services.base.desk import Desk, open_desk
from app.services.base.detectors import detectors
from app.services.base.folder import DataFolder
from app.services.base.platforms import allowed
from app.services.base.rule_pack import rule_pack
from app.services.checking.logo_search import logo_search
from app.services.office.accounts import account_named
from app.services.office.office import office
from app.services.office.views import OfficeView


@dataclass(frozen=True, slots=True)
class CheckedImage:
    """A file that was checked without an office: its name, hash and facts, and what was found."""

    name: str
    sha256: str
    facts: ImageFacts
    report: PhotoReport


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known around an image: the office's names and logo's file, and the key of its platform.

    Empty where nothing is known.
    """

    office_names: tuple[str, ...] = ()
    logo: bytes = b""
    platform: str = ""


NOTHING_KNOWN = Surroundings()


def surroundings(folder: Path, *, account: str = "", platform: str = "", named: bool = False) -> Surroundings:
    """Read the office's names and logo from the data folder, where there is one; it is never made here.

    `account`: the handle of the account the image is for, on `platform` where several have that handle.
    `named`: the person named the folder, so that one which cannot be opened is a `Refusal`; else it counts
    as none. Raises `Refusal` for an unknown account.
    """
    if not DataFolder(folder).database.is_file():
        if account:
            raise Refusal("cli.no_data", path=str(folder))
        return Surroundings(platform=platform)
    try:
        desk = open_desk(folder)
    except Refusal:
        if named or account:
            raise
        return Surroundings(platform=platform)
    try:
        here = office(desk)
        return Surroundings(
            office_names=(here.name_bn, here.name_en) if here is not None else (),
            logo=_kept_logo(desk, here),
            platform=account_named(desk, account, platform or None).platform if account else platform,
        )
    finally:
        desk.close()


def _kept_logo(desk: Desk, here: OfficeView | None) -> bytes:
    """One that is gone or changed is the audit's business."""
    with contextlib.suppress(Refusal):
        if here is not None and here.logo:
            return desk.blobs.read(here.logo)
    return b""


class Checker:
    """The rules and detectors alone. Each is loaded when first asked for."""

    def __init__(self) -> None:
        self._decoder = Decoder()
        self._clips = ClipDecoder()
        self._detectors = detectors()
        self._pack_holder = rule_pack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._decoder.close()
        self._clips.close()

    def text(self, text: str) -> TextReport:
        """Findings in a bare text, of which no purpose, source or account is known."""
        return check_text(text, PostFacts(), self._pack_holder.pack)

    def image(self, file: Path, use: Use, around: Surroundings = NOTHING_KNOWN) -> CheckedImage:
        """Findings on an image, video or audio. Raises `Refusal` for one that cannot be read or decoded."""
        data = read_file(file)
        format = recognise_any(data)
        if format is None:
            raise Refusal("media.clip.not_clip" if data else "media.empty", name=file.name)
        if format.is_clip:
            clip = self._clips.probe(data, file.name)
            clip = self._clips.watch(data, file.name) if clip.pictures else clip
            facts = clip.facts
            context = PhotoContext(text_rules=self._text_findings)
            report = check_clip(clip, file.name, use, self._detectors, context)
            return CheckedImage(file.name, hashlib.sha256(data).hexdigest(), facts, report)
        searches = use is not Use.POST and bool(around.logo)
        inspection = self._decoder.inspect(data, file.name)
        context = PhotoContext(
            size=len(data),
            text_rules=self._text_findings,
            office_names=around.office_names,
            logo=logo_search(self._decoder, around.logo, data) if searches else None,
            allowed=allowed(around.platform) if around.platform else None,
        )
        report = check_photo(inspection, file.name, use, self._detectors, context)
        return CheckedImage(file.name, hashlib.sha256(data).hexdigest(), inspection.facts, report)

    def _text_findings(self, text: str) -> tuple[Finding, ...]:
        return self.text(text).findings


def read_file(file: Path, most: int = MAX_BYTES) -> bytes:
    """A whole regular file of at most `most` bytes. Raises `Refusal` for one that is missing or larger."""
    try:
        return read_regular(file, most)
    except (FileNotFoundError, IsADirectoryError):
        raise Refusal("cli.no_file", path=str(file)) from None
    except OSError as problem:
        raise MissingEnvironment("cli.unreadable", path=str(file)) from problem
