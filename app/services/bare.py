"""Checks of a single text or image, without a data folder: for scripts and for trying the rules."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from app.checks.photo.engine import check_photo
from app.checks.text.engine import check_text
from app.checks.types import PhotoReport, PostFacts, TextReport, Use
from app.errors import MissingEnvironment, Refusal
from app.media.decoder import MAX_BYTES, Decoder
from app.media.types import ImageFacts
from app.services.desk import detectors, rule_pack


@dataclass(frozen=True, slots=True)
class CheckedImage:
    name: str
    sha256: str
    facts: ImageFacts
    report: PhotoReport


class Checker:
    """The rules and detectors alone. Each is loaded when first asked for."""

    def __init__(self) -> None:
        self._decoder = Decoder()
        self._detectors = detectors()
        self._pack_holder = rule_pack()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._decoder.close()

    def text(self, text: str) -> TextReport:
        """Findings in a bare text, of which no purpose, source or account is known."""
        return check_text(text, PostFacts(), self._pack_holder.pack)

    def image(self, file: Path, use: Use) -> CheckedImage:
        """Findings on one image file. Raises `Refusal` for a file that cannot be read or decoded."""
        data = read_file(file)
        inspection = self._decoder.inspect(data, file.name)
        report = check_photo(
            inspection, file.name, use, self._detectors, text_rules=lambda text: self.text(text).findings
        )
        return CheckedImage(file.name, hashlib.sha256(data).hexdigest(), inspection.facts, report)


def read_file(file: Path) -> bytes:
    """A whole file of at most 40 MB. Raises `Refusal` for one that is missing or larger."""
    try:
        if file.stat().st_size > MAX_BYTES:
            raise Refusal("media.too_big", name=file.name, limit=MAX_BYTES // 2**20)
        return file.read_bytes()
    except (FileNotFoundError, IsADirectoryError):
        raise Refusal("cli.no_file", path=str(file)) from None
    except OSError as problem:
        raise MissingEnvironment("cli.unreadable", path=str(file)) from problem
