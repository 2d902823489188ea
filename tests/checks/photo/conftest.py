from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from PIL import Image

from app.checks.photo.context import PhotoContext
from app.checks.photo.detectors import Detectors
from app.checks.photo.engine import check_photo
from app.checks.photo.faces import FaceFinder
from app.checks.photo.reader import TextReader
from app.checks.photo.yunet import MODEL_NAME
from app.checks.types import PhotoReport, Use
from app.media.decoder import Decoder
from app.paths import resources
from app.services.base.detectors import detectors
from tests.helpers.images import encoded


@pytest.fixture(scope="session")
def finder() -> FaceFinder:
    return FaceFinder(resources() / "models" / MODEL_NAME)


@pytest.fixture(scope="session")
def photo_detectors() -> Detectors:
    """Without reading, which some machines have and some have not."""
    return replace(detectors(), reader=TextReader(None))


@pytest.fixture(scope="session")
def decoder() -> Iterator[Decoder]:
    with Decoder() as decoder:
        yield decoder


@pytest.fixture
def check(decoder: Decoder, photo_detectors: Detectors) -> Callable[..., PhotoReport]:
    """Save a picture as a file, decode it in the decoder process and check it, as the program does."""

    def check(
        image: Image.Image,
        use: Use,
        name: str = "image.jpg",
        exif: Image.Exif | None = None,
        attachment: int | None = None,
        post_date: str | None = None,
    ) -> PhotoReport:
        data = encoded(image, "JPEG", quality=92, exif=exif or Image.Exif())
        context = PhotoContext(attachment, post_date)
        return check_photo(decoder.inspect(data, name), name, use, photo_detectors, context)

    return check
