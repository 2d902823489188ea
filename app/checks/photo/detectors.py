"""What looks at images, made once and handed on; each part loads its model when first used."""

from __future__ import annotations

from app.checks.photo.faces import FaceFinder
from app.checks.photo.limit_explanations import CHECK as PLATFORM_LIMITS
from app.checks.photo.obscene import ObsceneScorer
from app.checks.photo.reader import VERSION as READER
from app.checks.photo.reader import TextReader
from app.values import dataclass

# Kept with every result, so that results of an older detector or older rules are redone.
_VERSIONS = {
    "alt-text": "2",
    "clips": "2",
    "collage": "1",
    "faces": "yunet-2023mar-960-7",
    "logo": "1",
    "metadata": "3",
    "obscene": "open-nsfw-1",
    PLATFORM_LIMITS: "1",
}


@dataclass(frozen=True, slots=True)
class Detectors:
    """Safe to use from several threads.

    `register`: a fingerprint of the sizes and limits of platforms that images and posts are compared with.
    """

    faces: FaceFinder
    obscene: ObsceneScorer
    reader: TextReader
    register: str = ""

    @property
    def versions(self) -> dict[str, str]:
        """Of every part and the rules about it. Other versions may find something else."""
        limits = f"{_VERSIONS[PLATFORM_LIMITS]}+{self.register}"
        return _VERSIONS | {PLATFORM_LIMITS: limits} | ({"ocr": READER} if self.reader.installed else {})
