"""The detectors the program ships, with their models and the register of platforms."""

from __future__ import annotations

import os
from pathlib import Path

from app.checks.photo.detectors import Detectors
from app.checks.photo.faces import FaceFinder
from app.checks.photo.obscene import MODEL_NAME as OBSCENE_MODEL
from app.checks.photo.obscene import ObsceneScorer
from app.checks.photo.reader import TextReader
from app.checks.photo.yunet import MODEL_NAME as FACE_MODEL
from app.paths import resources
from app.services.base.platform_register import fingerprint, register_text


def detectors() -> Detectors:
    """The shipped detectors, each loaded when first asked."""
    models = resources() / "models"
    return Detectors(
        FaceFinder(models / FACE_MODEL),
        ObsceneScorer(models / OBSCENE_MODEL),
        TextReader(_tesseract_data()),
        fingerprint(register_text()),
    )


def _tesseract_data() -> Path | None:
    """Where Tesseract's Bangla is: where its own variable says, beside our models, or where Debian has it."""
    named = os.environ.get("TESSDATA_PREFIX")
    places = (
        *([Path(named)] if named else []),
        resources() / "models" / "tessdata",
        Path("/usr/share/tesseract-ocr/5/tessdata"),
        Path("/usr/share/tessdata"),
    )
    return next((place for place in places if (place / "ben.traineddata").is_file()), None)
