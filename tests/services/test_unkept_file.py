"""What is said of a file that the data folder does not take: why, in the reader's language."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import MissingEnvironment
from app.i18n import Translator
from app.services.base.blobs import Blobs


@pytest.mark.parametrize(("language", "reason"), [("en", "it is not there any more"), ("bn", "এখন আর নেই")])
def test_says_why_a_file_could_not_be_kept(tmp_path: Path, language: str, reason: str) -> None:
    place = tmp_path / "blobs"
    place.write_bytes(b"no folder")

    with pytest.raises(MissingEnvironment) as refused:
        Blobs(place).put(b"an image")

    said = Translator(language).refusal(refused.value)
    assert reason in said
